"""Inspections and their results."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gonghui.demo import employers, staff
from gonghui.demo.days import office_day
from gonghui.demo.facts import BadFacts
from gonghui.demo.names import Names, paper_number
from gonghui.demo.town import REGION, Town
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
_ANNOUNCED_BEFORE = timedelta(days=12)


@dataclass(frozen=True)
class Held:
    """An inspection; without `held_on` it is `announced_on` a day and no more.

    `picks` says which employers of the shuffled list it takes; of the results, `unscored` bear no score, `failed`
    fail, `rectified` and `open` (in this order, after the failed ones) have something to put right, and the last
    `results_in_error` are voided.
    """

    title: str
    standard: Standard
    level: Tier
    method: Method
    held_on: date | None = None
    announced_on: date | None = None
    picks: tuple[int, int] = (0, 0)
    village: str = ""
    days: int = 1
    unscored: int = 0
    failed: int = 0
    rectified: int = 0
    open: int = 0
    results_in_error: int = 0
    void_reason: str = ""


def planned(town: Town) -> tuple[Held, ...]:
    """The town's inspections. Raises BadFacts."""
    found: tuple[Held, ...] = town.facts("inspections", tuple[Held, ...])
    for turn, one in enumerate(found, start=1):
        where = f"{town.source}的inspections第{turn}条"
        town.check_village(one.village, f"{where}.village")
        if one.held_on is None and (one.announced_on is None or one.picks[1]):
            raise BadFacts(f"{where}：没有held_on的，要写announced_on，不能写picks。")
    return found


def enter(town: Town) -> None:
    """Write the inspections with their results, then void what was entered in error."""
    rng, actor, found = random.Random(f"inspections {town.seed}"), staff.officer(town), places(town)
    names, plans = Names(rng), planned(town)
    rows = []
    for serial, plan in enumerate(plans, start=1):
        place = found[town.code_of(plan.village)]
        above = REGION.city.name if plan.level is Tier.CITY else town.name
        rows.append(
            Inspection(
                organisation=place,
                title=plan.title,
                standard=plan.standard,
                level=plan.level,
                method=plan.method,
                inspecting_body=place.name if plan.level is Tier.SELF else f"{above}总工会",
                team="、".join(names.person(woman=turn == 1) for turn in range(3)),
                announced_on=plan.announced_on or (plan.held_on and plan.held_on - _ANNOUNCED_BEFORE),
                held_on=plan.held_on,
                ended_on=plan.held_on + timedelta(days=plan.days - 1) if plan.held_on and plan.days > 1 else None,
                paper=paper_number(f"{above[:2]}工", plan.held_on.year, 30 + serial) if plan.held_on else "",
            )
        )
    door.create_many(INSPECTIONS, actor=actor, records=rows)
    pool = employers.standing(town, rng)
    results, wrong = [], []
    for plan, row in zip(plans, rows, strict=True):
        within = [each for each in pool if each.organisation.path.startswith(row.organisation.path)]
        made = list(_results(rng, plan, row, within[slice(*plan.picks)]))
        results += made
        wrong += made[len(made) - plan.results_in_error :]
    door.create_many(RESULTS, actor=actor, records=results)
    for result in wrong:
        door.void(RESULTS, actor=actor, record=result, why="当天没有查这家单位，误登记")
    for plan, row in zip(plans, rows, strict=True):
        if plan.void_reason:
            door.void(INSPECTIONS, actor=actor, record=row, why=plan.void_reason)


def _results(rng: random.Random, plan: Held, row: Inspection, picked: Sequence[Employer]) -> Iterator[InspectionResult]:
    for index, employer in enumerate(picked):
        assert plan.held_on is not None, "nobody is inspected before the day"
        failed = index < plan.failed
        flawed = index < plan.failed + plan.rectified + plan.open
        done = plan.failed <= index < plan.failed + plan.rectified
        ended = plan.held_on + timedelta(days=plan.days - 1)
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
