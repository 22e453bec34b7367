"""What others said of the union: how it showed its handling of petitions to the city's towns, and more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gonghui.demo import drawn, staff
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.names import paper_number
from gonghui.demo.plan import CITY, T1, Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.recognition.choices import Kind, Source
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.models import Recognition
from gonghui.offices.topics import Topic


@dataclass(frozen=True)
class Planned:
    """A word of others as it is to be entered; `paper` is what it stands in."""

    told_on: date
    kind: Kind
    topic: Topic
    fact: str
    paper: str
    by_body: str = f"{CITY}总工会"
    source: Source = Source.CITY
    place: tuple[int, int] | None = None
    void_reason: str = ""


def _paper(year: int, serial: int) -> str:
    return paper_number(f"{CITY[:2]}工", year, serial)


def _now(month: int, day: int) -> date:
    return date(THIS_YEAR, month, day)


def _then(month: int, day: int) -> date:
    return date(LAST_YEAR, month, day)


_PLANS = (
    Planned(
        date(THIS_YEAR - 2, 11, 9), Kind.EXPERIENCE, Topic.ORGANISING, "在全市会议上介绍园区建会做法", "会议材料汇编"
    ),
    Planned(_then(1, 19), Kind.ASSESSMENT, Topic.OTHER, "年度工会工作考核为良好", _paper(LAST_YEAR, 6)),
    Planned(_then(8, 15), Kind.PRAISE, Topic.HARDSHIP, "帮扶建档工作受到通报表扬", _paper(LAST_YEAR, 41)),
    Planned(
        _now(1, 17),
        Kind.RANKING,
        Topic.CONTRIBUTIONS,
        "上年工会经费收缴排名",
        _paper(THIS_YEAR, 4),
        place=(3, 28),
    ),
    Planned(_now(1, 22), Kind.ASSESSMENT, Topic.OTHER, "年度工会工作考核为优秀", _paper(THIS_YEAR, 7)),
    Planned(_now(4, 28), Kind.AWARD, Topic.CENTRE, "职工服务中心被列为示范点", _paper(THIS_YEAR, 26)),
    Planned(_now(7, 11), Kind.PRAISE, Topic.STANDARDISATION, "规范化建设受到通报表扬", _paper(THIS_YEAR, 37)),
    Planned(_now(8, 29), Kind.PRAISE, Topic.BARGAINING, "集体协商进度受到通报表扬", _paper(THIS_YEAR, 49)),
    Planned(
        _now(9, 18), Kind.EXPERIENCE, Topic.PETITIONS, "向全市各镇街介绍信访办理经验", "全市工会信访工作会议材料之三"
    ),
    Planned(
        _now(10, 30),
        Kind.FEEDBACK,
        Topic.CENTRE,
        "职工来信感谢服务中心的亲子活动",
        "来信登记本第12号",
        "企业职工",
        Source.OUTSIDE,
    ),
    Planned(
        _now(9, 19),
        Kind.EXPERIENCE,
        Topic.PETITIONS,
        "在全市会议上介绍信访经验",
        "会议材料",
        void_reason="与前一天的是同一件事",
    ),
    Planned(
        _now(6, 6),
        Kind.PRAISE,
        Topic.WOMEN,
        "女职工工作受到表扬",
        _paper(THIS_YEAR, 30),
        void_reason="通报表扬的是邻镇，误登记",
    ),
)


def enter(town: Town) -> None:
    """Write what was said of the town's union, then strike out what was entered in error."""
    rng = random.Random(f"recognition {town.seed}")
    plans = _PLANS if town is T1 else tuple(_drawn(rng))
    actor, office = staff.officer(town.code), places(town)[town.code]
    rows = [
        Recognition(
            organisation=office,
            kind=plan.kind,
            topic=plan.topic,
            fact=plan.fact,
            by_body=plan.by_body,
            by_level=plan.source,
            told_on=plan.told_on,
            paper=plan.paper,
            place_taken=plan.place[0] if plan.place else None,
            out_of=plan.place[1] if plan.place else None,
        )
        for plan in plans
    ]
    door.create_many(RECOGNITION, actor=actor, records=rows)
    for plan, row in zip(plans, rows, strict=True):
        if plan.void_reason:
            door.void(RECOGNITION, actor=actor, record=row, why=plan.void_reason)


def _drawn(rng: random.Random) -> Iterator[Planned]:
    """What was said of a town that no text describes."""
    count = drawn.how_many(rng, 12)
    kinds = drawn.some_of(rng, tuple(Kind))
    for serial in range(1, count + 1):
        kind = rng.choice(kinds)
        topic = rng.choice((Topic.ORGANISING, Topic.PETITIONS, Topic.CONTRIBUTIONS, Topic.HARDSHIP))
        year = rng.choice((LAST_YEAR, THIS_YEAR, THIS_YEAR))
        whole = rng.randint(6, 30)
        yield Planned(
            office_day(rng, date(year, 1, 6), min(date(year, 12, 26), TODAY)),
            kind,
            topic,
            f"{topic.label}工作的{kind.label}（之{serial}）",
            _paper(year, 50 + serial),
            place=(rng.randint(1, whole), whole) if kind is Kind.RANKING else None,
        )
