"""Inspections of both years: the city's random check in September, and those that must not be counted as it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gonghui.demo import drawn, employers, staff
from gonghui.demo.cast import cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.names import Names, paper_number
from gonghui.demo.plan import CITY, T1, Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.inspections.choices import Method, Standard, Tier
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.inspections.models import Inspection, InspectionResult

_PROBLEMS = (
    "会议记录不全",
    "会员名册未更新",
    "工会牌子没有上墙",
    "经费支出缺审批单",
    "女职工委员会没有换届",
    "活动台账缺照片",
    "职工代表大会材料未归档",
)


@dataclass(frozen=True)
class Planned:
    """An inspection as it is to be made. `held_on` None: announced only.

    `picks` says which employers of the town's shuffled list it takes; of the results, `unscored` bear no score,
    `failed` fail, `rectified` and `open_` (in this order, after the failed ones) have something to put right, and
    `struck` are voided at the end.
    """

    title: str
    standard: Standard
    level: Tier
    method: Method
    held_on: date | None
    picks: tuple[int, int] = (0, 0)
    village: int | None = None
    days: int = 1
    unscored: int = 0
    failed: int = 0
    rectified: int = 0
    open_: int = 0
    struck: int = 0
    void_reason: str = ""


def _now(month: int, day: int) -> date:
    return date(THIS_YEAR, month, day)


def _then(month: int, day: int) -> date:
    return date(LAST_YEAR, month, day)


_FOUNDATION, _SIX = Standard.FOUNDATION, Standard.SIX_HAVES
_PLANS = (
    Planned("镇规范化建设随机抽查", _FOUNDATION, Tier.TOWN, Method.RANDOM, _then(5, 21), (40, 52), failed=2, open_=2),
    Planned("市总固本强基随机抽查", _FOUNDATION, Tier.CITY, Method.RANDOM, _then(10, 17), (3, 6), rectified=1),
    Planned("规范化建设自查", _SIX, Tier.SELF, Method.ALL, _then(3, 12), (0, 4), village=1),
    Planned("规范化建设自查", _SIX, Tier.SELF, Method.ALL, _now(3, 11), (0, 4), village=1, rectified=1),
    Planned("规范化建设自查", _SIX, Tier.SELF, Method.ALL, _now(3, 13), (0, 5), village=13, rectified=2, open_=1),
    Planned("规范化建设自查", _SIX, Tier.SELF, Method.ALL, _now(3, 18), (0, 6), village=19, failed=1, open_=1),
    Planned(
        "镇规范化建设随机抽查",
        _FOUNDATION,
        Tier.TOWN,
        Method.RANDOM,
        _now(4, 22),
        (60, 74),
        failed=2,
        rectified=3,
        open_=1,
        struck=1,
    ),
    Planned("市总重点企业检查", _SIX, Tier.CITY, Method.FOCUSED, _now(6, 19), (80, 83), unscored=1, rectified=1),
    Planned(
        "迎省总抽查镇级检查",
        _FOUNDATION,
        Tier.TOWN,
        Method.ALL,
        _now(8, 12),
        (64, 100),
        days=15,
        failed=3,
        rectified=8,
        open_=2,
        unscored=4,
    ),
    # The published check: five employers on one day, two of them by a second standard too. A sixth was a slip.
    Planned("市总固本强基随机抽查", _FOUNDATION, Tier.CITY, Method.RANDOM, _now(9, 27), (0, 6), rectified=1, struck=1),
    Planned("市总六有建设随机抽查", _SIX, Tier.CITY, Method.RANDOM, _now(9, 27), (1, 3), unscored=2),
    Planned(
        "市总固本强基随机抽查",
        _FOUNDATION,
        Tier.CITY,
        Method.RANDOM,
        _now(10, 16),
        (110, 113),
        failed=1,
        open_=1,
        void_reason="这次检查在邻镇，误登记到本镇",
    ),
    Planned("镇规范化建设重点检查", _FOUNDATION, Tier.TOWN, Method.FOCUSED, _now(11, 5), (120, 123), open_=3, struck=1),
    Planned("省总规范化建设抽查", _FOUNDATION, Tier.PROVINCE, Method.RANDOM, None),
)


def enter(town: Town) -> None:
    """Write the inspections with their results, then strike out what was entered in error."""
    rng = random.Random(f"inspections {town.seed}")
    plans = _PLANS if town is T1 else tuple(_drawn(rng, town))
    actor, found, names = staff.officer(town.code), places(town), Names(rng)
    rows = []
    for serial, plan in enumerate(plans, start=1):
        place = found[town.code] if plan.village is None else found[town.village_code(plan.village)]
        above = CITY if plan.level is Tier.CITY else town.name
        rows.append(
            Inspection(
                organisation=place,
                title=plan.title,
                standard=plan.standard,
                level=plan.level,
                method=plan.method,
                inspecting_body=place.name if plan.level is Tier.SELF else f"{above}总工会",
                team="、".join(names.person(woman=turn == 1) for turn in range(3)),
                announced_on=plan.held_on - timedelta(days=12) if plan.held_on else date(2025, 12, 8),
                held_on=plan.held_on,
                ended_on=plan.held_on + timedelta(days=plan.days - 1) if plan.held_on and plan.days > 1 else None,
                paper=paper_number(f"{above[:2]}工", plan.held_on.year, 30 + serial) if plan.held_on else "",
            )
        )
    door.create_many(INSPECTIONS, actor=actor, records=rows)
    pool = _pool(rng, town)
    results, struck = [], []
    for plan, row in zip(plans, rows, strict=True):
        within = [each for each in pool if each.organisation.path.startswith(row.organisation.path)]
        made = list(_results(rng, plan, row, within[slice(*plan.picks)]))
        results += made
        struck += made[len(made) - plan.struck :]
    door.create_many(RESULTS, actor=actor, records=results)
    for result in struck:
        door.void(RESULTS, actor=actor, record=result, why="当天没有查这家单位，误登记")
    for plan, row in zip(plans, rows, strict=True):
        if plan.void_reason:
            door.void(INSPECTIONS, actor=actor, record=row, why=plan.void_reason)


def _pool(rng: random.Random, town: Town) -> list[Employer]:
    """The employers that may be inspected, shuffled."""
    rows = employers.by_code(town)
    standing = [each for each in cast(town).employers if each.built_on and each.built_on.year < LAST_YEAR]
    rng.shuffle(standing)
    return [row for each in standing if (row := rows[each.uscc]).voided_on is None]


def _results(
    rng: random.Random, plan: Planned, row: Inspection, picked: Sequence[Employer]
) -> Iterator[InspectionResult]:
    held = plan.held_on
    assert held is not None or not picked, "nobody is inspected before the day"
    for index, employer in enumerate(picked):
        assert held is not None
        failed = index < plan.failed
        flawed = index < plan.failed + plan.rectified + plan.open_
        done = plan.failed <= index < plan.failed + plan.rectified
        ended = held + timedelta(days=plan.days - 1)
        rectified_on = office_day(rng, ended + timedelta(days=5), ended + timedelta(days=25)) if done else None
        score = rng.randint(92, 118) / 2 if failed else rng.randint(150 if flawed else 164, 196) / 2
        yield InspectionResult(
            inspection=row,
            employer=employer,
            score=None if index >= len(picked) - plan.unscored else Decimal(str(score)),
            problems="、".join(rng.sample(_PROBLEMS, 3 if failed else 1)) if flawed else "",
            rectify_by=ended + timedelta(days=30) if flawed else None,
            rectified_on=rectified_on,
            reinspected_on=rectified_on + timedelta(days=3) if rectified_on and index % 2 else None,
        )


def _drawn(rng: random.Random, town: Town) -> Iterator[Planned]:
    """The inspections of a town that no text describes."""
    count = drawn.how_many(rng, 12)
    kinds = drawn.some_of(
        rng,
        (
            ("规范化建设自查", Tier.SELF, Method.ALL),
            ("镇规范化建设检查", Tier.TOWN, Method.ALL),
            ("镇规范化建设抽查", Tier.TOWN, Method.RANDOM),
            ("市总固本强基抽查", Tier.CITY, Method.RANDOM),
            ("省总规范化建设抽查", Tier.PROVINCE, Method.RANDOM),
        ),
    )
    for serial in range(1, count + 1):
        title, level, method = rng.choice(kinds)
        village = rng.randrange(len(town.villages)) if level is Tier.SELF else None
        size = rng.randint(1, 4 if village is not None else 9)
        start = rng.randint(0, 5)
        first = date(rng.choice((LAST_YEAR, THIS_YEAR, THIS_YEAR)), 1, 8)
        yield Planned(
            f"第{serial}次{title}",
            rng.choice((_FOUNDATION, _SIX)),
            level,
            method,
            office_day(rng, first, min(first.replace(month=12), TODAY - timedelta(days=40))),
            (start, start + size),
            village,
            failed=rng.randint(0, 1),
            rectified=rng.randint(0, 2),
            open_=rng.randint(0, 1),
        )
