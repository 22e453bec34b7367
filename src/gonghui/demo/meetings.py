"""Meetings of three years: the city's mobilisation in May and the town's own that followed, among all the others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gonghui.demo import drawn, staff
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.names import Names
from gonghui.demo.plan import CITY, T1, Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.meetings.choices import Host, Kind
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.meetings.models import Meeting
from gonghui.offices.topics import Topic


@dataclass(frozen=True)
class Planned:
    """A meeting as it is to be made; `village` None is the town's office, `attended` 0 was not written down."""

    held_on: date
    title: str
    kind: Kind
    topic: Topic
    host: Host = Host.OWN
    attended: int = 0
    village: int | None = None
    film: str = ""
    void_reason: str = ""


def _now(month: int, day: int) -> date:
    return date(THIS_YEAR, month, day)


def _then(month: int, day: int) -> date:
    return date(LAST_YEAR, month, day)


# Two years ago is there because last year had no drive for bargaining at all.
_LONG_AGO = THIS_YEAR - 2
_TWICE = "同一场会议登记了两次"
_PLANS = (
    Planned(date(_LONG_AGO, 6, 8), "全市集体协商要约行动动员会", Kind.MOBILISATION, Topic.BARGAINING, Host.UPPER, 4),
    Planned(date(_LONG_AGO, 6, 20), "镇集体协商推进会", Kind.PROMOTION, Topic.BARGAINING, attended=72),
    Planned(_then(2, 27), "镇工会年度工作会议", Kind.WORK, Topic.OTHER, attended=58),
    Planned(_then(4, 11), "规范化建设工作会议", Kind.WORK, Topic.STANDARDISATION, attended=46),
    Planned(_then(7, 18), "工会干部业务培训", Kind.TRAINING, Topic.STUDY, attended=83),
    Planned(_then(9, 12), "市总工会信访工作会议", Kind.WORK, Topic.PETITIONS, Host.UPPER, 2),
    Planned(_then(11, 21), "镇总工会主席会议", Kind.CHAIRS, Topic.OTHER, attended=7),
    Planned(_now(2, 19), "镇工会年度工作会议", Kind.WORK, Topic.OTHER, attended=61),
    Planned(_now(3, 5), "规范化建设工作会议", Kind.WORK, Topic.STANDARDISATION, attended=52),
    Planned(_now(3, 20), "村（社区）工会主席座谈会", Kind.TALK, Topic.ORGANISING, attended=24),
    Planned(_now(4, 10), "规范化建设业务培训", Kind.TRAINING, Topic.STANDARDISATION, attended=76),
    Planned(_now(4, 25), "市总工会规范化建设工作会议", Kind.WORK, Topic.STANDARDISATION, Host.UPPER, 3),
    Planned(_now(5, 14), "全市工资集体协商动员部署会", Kind.MOBILISATION, Topic.BARGAINING, Host.UPPER, 4),
    Planned(
        _now(5, 27),
        "镇工资集体协商推进会",
        Kind.PROMOTION,
        Topic.BARGAINING,
        attended=118,
        film="工资集体协商怎么谈",
    ),
    Planned(_now(6, 5), "东坪村集体协商动员会", Kind.MOBILISATION, Topic.BARGAINING, Host.LOWER, 19),
    Planned(_now(6, 12), "集体协商指导员培训班", Kind.TRAINING, Topic.BARGAINING, attended=38),
    Planned(_now(6, 24), "市总工会集体协商片区推进会", Kind.PROMOTION, Topic.BARGAINING, Host.UPPER, 3),
    Planned(_now(7, 3), "工会经费收缴推进会", Kind.PROMOTION, Topic.CONTRIBUTIONS, attended=44),
    Planned(_now(7, 16), "迎接省级抽查动员会", Kind.MOBILISATION, Topic.STANDARDISATION, Host.UPPER, 5),
    Planned(_now(7, 29), "规范化建设迎检工作会议", Kind.WORK, Topic.STANDARDISATION, attended=49),
    Planned(_now(8, 21), "市总工会集体协商工作会议", Kind.WORK, Topic.BARGAINING, Host.UPPER, 2),
    Planned(_now(9, 4), "规范化建设整改工作会议", Kind.WORK, Topic.STANDARDISATION, attended=31),
    Planned(_now(10, 15), "镇总工会主席会议", Kind.CHAIRS, Topic.OTHER, attended=9),
    Planned(_now(11, 13), "传达学习上级会议精神", Kind.BRIEFING, Topic.STUDY),
    Planned(_now(4, 17), "柳浦村工会委员会会议", Kind.COMMITTEE, Topic.OTHER, attended=6, village=1),
    Planned(_now(9, 18), "镇中社区工会联合会培训", Kind.TRAINING, Topic.STUDY, attended=27, village=13),
    Planned(
        _now(5, 13),
        "全市工资集体协商动员会",
        Kind.MOBILISATION,
        Topic.BARGAINING,
        Host.UPPER,
        4,
        void_reason=_TWICE,
    ),
    Planned(_now(5, 26), "工资集体协商推进会", Kind.PROMOTION, Topic.BARGAINING, attended=118, void_reason=_TWICE),
    Planned(_now(3, 4), "规范化工作会议", Kind.WORK, Topic.STANDARDISATION, attended=52, void_reason=_TWICE),
)


def enter(town: Town) -> None:
    """Write the town's meetings, then strike out those entered in error."""
    rng = random.Random(f"meetings {town.seed}")
    plans = _PLANS if town is T1 else tuple(_drawn(rng, town))
    actor, found, names = staff.officer(town.code), places(town), Names(rng)
    rows = []
    for plan in plans:
        place = found[town.code if plan.village is None else town.village_code(plan.village)]
        own = plan.host is Host.OWN
        rows.append(
            Meeting(
                organisation=place,
                title=plan.title,
                kind=plan.kind,
                topic=plan.topic,
                host=plan.host,
                convened_by={Host.UPPER: f"{CITY}总工会", Host.LOWER: f"{town.villages[0].name}工会联合会"}.get(
                    plan.host, ""
                ),
                held_on=plan.held_on,
                venue=rng.choice(("三楼会议室", "职工服务中心多功能厅", "镇文化中心报告厅")) if own else "",
                chair=names.person(woman=rng.random() < 0.4),
                expected=plan.attended + rng.randint(0, 6) if plan.attended else None,
                attended=plan.attended or None,
                film=plan.film,
            )
        )
    door.create_many(MEETINGS, actor=actor, records=rows)
    for plan, row in zip(plans, rows, strict=True):
        if plan.void_reason:
            door.void(MEETINGS, actor=actor, record=row, why=plan.void_reason)


def _drawn(rng: random.Random, town: Town) -> Iterator[Planned]:
    """The meetings of a town that no text describes."""
    count = drawn.how_many(rng, 40)
    kinds = drawn.some_of(rng, tuple(Kind))
    topics = drawn.some_of(rng, (Topic.STANDARDISATION, Topic.BARGAINING, Topic.STUDY, Topic.PETITIONS, Topic.OTHER))
    for serial in range(1, count + 1):
        kind, topic = rng.choice(kinds), rng.choice(topics)
        host = Host.UPPER if kind is Kind.MOBILISATION or rng.random() < 0.2 else Host.OWN
        village = rng.randrange(len(town.villages)) if host is Host.OWN and rng.random() < 0.2 else None
        year = rng.choice((LAST_YEAR, THIS_YEAR, THIS_YEAR))
        yield Planned(
            office_day(rng, date(year, 1, 6), min(date(year, 12, 26), TODAY)),
            f"{topic.label}{kind.label}（第{serial}次）",
            kind,
            topic,
            host,
            rng.randint(2, 5) if host is Host.UPPER else rng.randint(6, 140),
            village,
        )
