"""The employers that were looked at as the place of a pilot service centre, and how one of them was chosen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import TODAY, day_after, office_day
from gonghui.demo.drawn import how_many
from gonghui.demo.plan import T1, Money, Town
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.service_centres.ledger import PILOT_CANDIDATES
from gonghui.ledgers.service_centres.models import PilotCandidate

_UNION_WORK = ("工会班子齐全，有专职干部", "工会健全，活动经常", "工会刚换届，干部都是兼职", "建会多年，职工参与积极")
_PREMISES = ("宿舍区可腾出一层楼", "可用旧食堂改建", "有现成的职工活动室", "场地要等新厂房落成", "场地在二楼，面积偏小")
_NO_ROOM, _TOO_FEW, _LATER = "没有合适的场地", "职工人数偏少，覆盖面不够", "条件较好，列入下一批再考虑"


@dataclass(frozen=True)
class Candidate:
    """A survey as it is to be entered, its steps (key, day, note), and why it is struck out."""

    employer: EmployerCast
    surveyed_on: date
    headcount: int
    union_work: str
    premises: str
    acts: tuple[tuple[str, date, str], ...] = ()
    void_reason: str = ""


@lru_cache(maxsize=4)
def candidates(town: Town) -> tuple[Candidate, ...]:
    """Every candidate of the town, by the day of the survey."""
    rng = random.Random(f"pilot candidates {town.seed}")
    largest = _largest(town)
    found = list(_of_the_first_town(rng, town, largest) if town is T1 else _drawn(rng, largest))
    return tuple(sorted(found, key=lambda one: one.surveyed_on))


def chosen(town: Town) -> tuple[EmployerCast, date] | None:
    """The employer that was chosen, and when."""
    for one in candidates(town):
        for step, day, _ in one.acts:
            if step == "choose" and not one.void_reason:
                return one.employer, day
    return None


def enter(town: Town) -> None:
    """Write the surveys, take each one's steps, strike out what was entered in error."""
    officer, chair = staff.officer(town.code), staff.account(f"{town.code.lower()}-chair")
    known = employers.by_code(town)
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


def _largest(town: Town) -> list[EmployerCast]:
    found = [one for one in cast(town).employers if one.built_on and one.money is not Money.VOIDED_EMPLOYER]
    return sorted(found, key=lambda one: (-one.staff, one.uscc))


def _survey(rng: random.Random, employer: EmployerCast, first: date, last: date) -> Candidate:
    headcount = max(1, employer.staff + rng.randint(-9, 12))
    return Candidate(employer, office_day(rng, first, last), headcount, rng.choice(_UNION_WORK), rng.choice(_PREMISES))


def _of_the_first_town(rng: random.Random, town: Town, largest: list[EmployerCast]) -> Iterator[Candidate]:
    """Sixteen employers surveyed from November to January, one of them again in October, and one by mistake."""
    autumn, winter = (date(2024, 11, 11), date(2024, 12, 6)), (date(2025, 1, 6), date(2025, 1, 10))
    first_study, study, decided = date(2024, 12, 18), date(2025, 1, 15), date(2025, 1, 20)

    def turned_down(why: str, *studies: date) -> tuple[tuple[str, date, str], ...]:
        return (*(("study", day, "") for day in studies), ("turn_down", studies[-1] if studies else study, why))

    looked_at = largest[:16]
    the_one = next(one for one in looked_at if town.villages[one.village].name == "青砚工业园")
    others = [one for one in looked_at if one is not the_one]
    yield replace(
        _survey(rng, the_one, *winter), acts=(("study", study, ""), ("choose", decided, "人数多、场地现成，工会得力"))
    )
    endings = (
        (autumn, turned_down(_NO_ROOM)),
        (autumn, turned_down(_TOO_FEW)),
        (autumn, turned_down(_NO_ROOM)),
        (autumn, turned_down(_LATER, first_study)),
        (autumn, turned_down(_NO_ROOM, first_study)),
        (autumn, turned_down(_LATER, study)),
        (autumn, turned_down(_LATER, study)),
        (winter, turned_down(_LATER, study)),
        (winter, turned_down(_NO_ROOM, study)),
        (winter, turned_down(_LATER, study)),
        (winter, turned_down(_TOO_FEW)),
        (winter, turned_down(_TOO_FEW)),
        (winter, turned_down(_NO_ROOM)),
        (winter, ()),
        (winter, ()),
    )
    for employer, (days, acts) in zip(others, endings, strict=True):
        yield replace(_survey(rng, employer, *days), acts=acts)
    again = others[7]  # studied in January, and again when it had found the room
    yield replace(
        _survey(rng, again, date(2025, 10, 13), date(2025, 10, 17)), acts=(("study", date(2025, 11, 18), ""),)
    )
    yield replace(
        _survey(rng, largest[16], *winter),
        acts=(("study", study, ""), ("choose", decided, "")),
        void_reason="选定的是另一家，登记错了单位",
    )


def _drawn(rng: random.Random, largest: list[EmployerCast]) -> Iterator[Candidate]:
    count = min(how_many(rng), len(largest))
    endings = [ending for ending in ((), ("study",), ("turn_down",), ("study", "turn_down")) if rng.random() < 0.7]
    may_choose = rng.random() < 0.6
    for turn, employer in enumerate(largest[:count]):
        one = _survey(rng, employer, date(2024, 3, 1), date(2025, 11, 14))
        steps = ("study", "choose") if turn == 0 and may_choose else rng.choice(endings or [()])
        acts: list[tuple[str, date, str]] = []
        day = one.surveyed_on
        for step in steps:
            day = office_day(rng, day_after(day), min(TODAY, day + timedelta(days=25)))
            acts.append((step, day, _LATER if step == "turn_down" else ""))
        yield replace(one, acts=tuple(acts))
