"""Calls for applications: what the first town handed on in two years; another town's are drawn from its seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from gonghui.demo import staff
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.drawn import how_many, some_of
from gonghui.demo.names import paper_number
from gonghui.demo.plan import CITY, T1, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.calls.choices import Topic
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.ledgers.calls.models import Call

_TITLES = {
    Topic.SUBSIDY: "关于做好职工培训交通和误工补贴申报工作的通知",
    Topic.HARDSHIP: "关于开展困难职工帮扶款申报工作的通知",
    Topic.STUDENT_AID: "关于开展金秋助学申报工作的通知",
    Topic.TRAINING: "关于组织职工参加技能培训的通知",
    Topic.MUTUAL_AID: "关于做好职工医疗互助参保工作的通知",
    Topic.RECUPERATION: "关于报送职工疗休养人选的通知",
    Topic.HONOURS: "关于推荐评选先进集体和个人的通知",
    Topic.OTHER: "关于做好相关申报工作的通知",
}
_MOST = 12
_ENTERED_IN_ERROR = "同一份通知重复登记"


@dataclass(frozen=True)
class Paper:
    """One call as it is to be made."""

    topic: Topic
    issued_on: date
    forwarded_on: date
    closes_on: date | None
    in_error: bool = False


def _this_year(
    topic: Topic, issued: tuple[int, int], forwarded: tuple[int, int], closes: tuple[int, int] | None, **more: bool
) -> Paper:
    ends = date(THIS_YEAR, *closes) if closes else None
    return Paper(topic, date(THIS_YEAR, *issued), date(THIS_YEAR, *forwarded), ends, **more)


def _last_year(topic: Topic, issued: tuple[int, int], forwarded: tuple[int, int], closes: tuple[int, int]) -> Paper:
    return Paper(topic, date(LAST_YEAR, *issued), date(LAST_YEAR, *forwarded), date(LAST_YEAR, *closes))


_FIRST_TOWN = (
    _last_year(Topic.HARDSHIP, (3, 4), (3, 7), (4, 26)),
    _last_year(Topic.SUBSIDY, (4, 15), (4, 22), (5, 31)),
    _last_year(Topic.STUDENT_AID, (6, 3), (6, 6), (7, 19)),
    _last_year(Topic.STUDENT_AID, (8, 5), (8, 8), (8, 23)),
    _last_year(Topic.HARDSHIP, (9, 2), (9, 5), (9, 27)),
    _last_year(Topic.SUBSIDY, (10, 10), (10, 18), (11, 15)),
    _last_year(Topic.HONOURS, (11, 4), (11, 8), (11, 22)),
    _this_year(Topic.HARDSHIP, (2, 26), (3, 3), (4, 10)),
    _this_year(Topic.HARDSHIP, (2, 26), (3, 4), (4, 10), in_error=True),
    _this_year(Topic.HONOURS, (3, 31), (4, 8), (4, 25)),
    _this_year(Topic.STUDENT_AID, (5, 28), (6, 3), (7, 10)),
    _this_year(Topic.STUDENT_AID, (5, 28), (6, 5), (7, 10), in_error=True),
    _this_year(Topic.RECUPERATION, (7, 14), (7, 17), None),
    _this_year(Topic.MUTUAL_AID, (9, 15), (9, 19), (11, 28)),
    _this_year(Topic.SUBSIDY, (10, 15), (10, 22), (11, 30)),
    _this_year(Topic.SUBSIDY, (10, 15), (10, 24), (11, 30), in_error=True),
)


@lru_cache(maxsize=4)
def papers(town: Town) -> tuple[Paper, ...]:
    """Every call of the town."""
    return _FIRST_TOWN if town is T1 else tuple(_drawn(random.Random(f"calls to apply {town.seed}")))


def enter(town: Town) -> None:
    """Write the calls, and strike out what was entered in error."""
    actor, place = staff.officer(town.code), Organisation.objects.get(code=town.code)
    made = papers(town)
    rows = door.create_many(CALLS, actor=actor, records=[_row(paper, place, turn) for turn, paper in enumerate(made)])
    for row, paper in zip(rows, made, strict=True):
        if paper.in_error:
            door.void(CALLS, actor=actor, record=row, why=_ENTERED_IN_ERROR)


def _drawn(rng: random.Random) -> list[Paper]:
    count, topics = how_many(rng, _MOST), some_of(rng, tuple(Topic))
    found = []
    for _ in range(count):
        issued = office_day(rng, date(LAST_YEAR, 1, 8), TODAY - timedelta(days=20))
        forwarded = office_day(rng, issued, issued + timedelta(days=14))
        closes = forwarded + timedelta(days=rng.randint(14, 60)) if rng.random() < 0.8 else None
        found.append(Paper(rng.choice(topics), issued, forwarded, closes, rng.random() < 0.06))
    return sorted(found, key=lambda paper: paper.forwarded_on)


def _row(paper: Paper, place: Organisation, turn: int) -> Call:
    return Call(
        organisation=place,
        topic=paper.topic,
        title=_TITLES[paper.topic],
        issuer=f"{CITY}总工会",
        paper_number="" if paper.in_error else paper_number(f"{CITY[:1]}总工办", paper.issued_on.year, 11 + 3 * turn),
        issued_on=paper.issued_on,
        forwarded_on=paper.forwarded_on,
        closes_on=paper.closes_on,
    )
