"""The employers that were looked at as the place of a pilot service centre, and how one of them was chosen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import office_day
from gonghui.demo.facts import BadFacts, Window
from gonghui.demo.stories import Act, Leg, act_on
from gonghui.demo.town import Money, Town
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.service_centres.ledger import PILOT_CANDIDATES
from gonghui.ledgers.service_centres.models import PilotCandidate
from gonghui.offices.roles import Role

_UNION_WORK = ("工会班子齐全，有专职干部", "工会健全，活动经常", "工会刚换届，干部都是兼职", "建会多年，职工参与积极")
_PREMISES = ("宿舍区可腾出一层楼", "可用旧食堂改建", "有现成的职工活动室", "场地要等新厂房落成", "场地在二楼，面积偏小")


@dataclass(frozen=True)
class Looked:
    """A survey: of the largest employer of a village, or of the one of that rank by size among all the others."""

    surveyed: Window
    rank: int = 0
    village: str = ""
    steps: tuple[Leg, ...] = ()
    void_reason: str = ""


@dataclass(frozen=True)
class Candidate:
    """A survey as it is to be entered, its steps, and why it is voided."""

    employer: EmployerCast
    surveyed_on: date
    headcount: int
    union_work: str
    premises: str
    acts: tuple[Act, ...] = ()
    void_reason: str = ""


def planned(town: Town) -> tuple[Looked, ...]:
    """The town's surveys. Raises BadFacts."""
    found: tuple[Looked, ...] = town.facts("pilot_candidates", tuple[Looked, ...])
    for turn, one in enumerate(found, start=1):
        town.check_village(one.village, f"{town.source}的pilot_candidates第{turn}条.village")
        if bool(one.rank > 0) == bool(one.village):
            raise BadFacts(f"{town.source}的pilot_candidates第{turn}条：rank和village要写一样，也只写一样。")
    return found


@lru_cache(maxsize=4)
def candidates(town: Town) -> tuple[Candidate, ...]:
    """Every candidate of the town, by the day of the survey."""
    return tuple(sorted(_candidates(town), key=lambda one: one.surveyed_on))


def chosen(town: Town) -> EmployerCast | None:
    """The employer that was chosen."""
    for one in candidates(town):
        if not one.void_reason and any(step == "choose" for step, _, _ in one.acts):
            return one.employer
    return None


def enter(town: Town) -> None:
    """Write the surveys, take each one's steps, void what was entered in error."""
    officer, known = staff.officer(town), employers.by_code(town)
    chair = staff.account(staff.usernames(town, Role.CHAIR)[0])
    # An employer that was looked at again is entered again when the first case has ended.
    for one in candidates(town):
        row = PilotCandidate(
            employer=known[one.employer.uscc],
            surveyed_on=one.surveyed_on,
            headcount=one.headcount,
            union_work=one.union_work,
            premises=one.premises,
        )
        (row,) = door.create_many(PILOT_CANDIDATES, actor=officer, records=[row])
        for step, day, note in one.acts:
            actor = officer if step == "study" else chair
            row = take(PILOT_CANDIDATES, step, actor=actor, record=row, taking=Taking(day, {}, note))
        if one.void_reason:
            door.void(PILOT_CANDIDATES, actor=officer, record=row, why=one.void_reason)


def _candidates(town: Town) -> Iterator[Candidate]:
    rng = random.Random(f"pilot candidates {town.seed or town.code}")
    standing = [one for one in cast(town).employers if one.built_on and one.money is not Money.VOIDED_EMPLOYER]
    standing.sort(key=lambda one: (-one.staff, one.uscc))
    of_village = {
        one.village: next(e for e in standing if e.village == _index(town, one.village))
        for one in planned(town)
        if one.village
    }
    others = [one for one in standing if one not in of_village.values()]
    for turn, one in enumerate(planned(town), start=1):
        if one.rank > len(others):
            raise BadFacts(f"{town.source}的pilot_candidates第{turn}条.rank：只有{len(others)}家，没有第{one.rank}家。")
        employer = of_village[one.village] if one.village else others[one.rank - 1]
        yield Candidate(
            employer=employer,
            surveyed_on=office_day(rng, *one.surveyed),
            headcount=max(1, employer.staff + rng.randint(-9, 12)),
            union_work=rng.choice(_UNION_WORK),
            premises=rng.choice(_PREMISES),
            acts=act_on(rng, one.steps),
            void_reason=one.void_reason,
        )


def _index(town: Town, village: str) -> int:
    return [one.name for one in town.villages].index(village)
