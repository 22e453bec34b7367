"""Collective bargaining: who has an agreement on wages, who has not, and the weekly reports of the drive for it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import TODAY, is_office_day, office_day
from gonghui.demo.facts import BadFacts, Window
from gonghui.demo.stories import Leg, act_on
from gonghui.demo.town import Money, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.bargaining.choices import REVIEW_DAYS, Kind, Side
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.employers.choices import PUBLIC
from gonghui.ledgers.employers.models import Employer

_GIANT = 1000
_SMALL = 25
_WRITTEN_DOWN_AT_ONCE = 0.85  # of the agreements in force, once they are
# Workers' congress, those present, and those in favour, where a step names none.
_VOTES = {"congress_members": 60, "congress_present": 52, "congress_in_favour": 47}

Act = tuple[str, date, dict[str, Any], str]


@dataclass(frozen=True)
class Bargain:
    """One case as it is to be made: its agreement's term, and the steps that it takes."""

    employer: EmployerCast
    kind: Kind
    offered_on: date | None
    starts_on: date | None
    ends_on: date | None
    covered: int | None
    rise: Decimal | None
    acts: tuple[Act, ...]
    void_reason: str = ""


class Who(StrEnum):
    """Which employers a group takes: by their size and standing, or those that have signed on wages already."""

    GIANT_GLOBAL_500 = "giant_global_500"
    GLOBAL_500 = "global_500"
    GIANT = "giant"  # a thousand workers or more
    OTHER = "other"  # all others that had a union before last year
    IN_ERROR = "in_error"  # the employer itself was entered in error
    SIGNED = "signed"


@dataclass(frozen=True)
class Agreed:
    """An agreement: signed between two days and how it went on, or `offered` on a day and the `steps` since then.

    `standing` ones were written down when they were in force.
    """

    signed: Window | None = None
    offered: date | None = None
    steps: tuple[Leg, ...] = ()
    kind: Kind = Kind.WAGE
    starts: date | None = None
    years: int = 1
    standing: bool = False
    talked: bool = False
    objected: bool = False
    terminated: Window | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class Bargainers:
    """So many employers and what each agreed on, in the order of time."""

    who: Who
    agreements: tuple[Agreed, ...]
    count: int = 1


class Rounds(StrEnum):
    """In which of the weeks that were reported supervisors went round."""

    ALWAYS = "always"
    EVERY_OTHER = "every_other"
    NEVER = "never"


@dataclass(frozen=True)
class Weeks:
    """Reports in so many weeks, each on the weekday of the first."""

    first: date
    count: int = 1
    rounds: Rounds = Rounds.NEVER
    void_reason: str = ""


def planned(town: Town) -> tuple[Bargainers, ...]:
    """The town's groups of employers. Raises BadFacts."""
    found: tuple[Bargainers, ...] = town.facts("bargaining", tuple[Bargainers, ...])
    return found


def weeks(town: Town) -> tuple[Weeks, ...]:
    """The town's weekly reports. Raises BadFacts."""
    found: tuple[Weeks, ...] = town.facts("bargaining_weeks", tuple[Weeks, ...])
    return found


@lru_cache(maxsize=4)
def bargains(town: Town) -> tuple[Bargain, ...]:
    """Every case of the town, those of one employer in the order of time.

    Raises BadFacts where a group asks for more employers than there are.
    """
    rng, found = random.Random(f"bargaining {town.seed or town.code}"), list[Bargain]()
    pools = _pools(town, rng)
    for turn, group in enumerate(planned(town), start=1):
        pool = pools[group.who]
        if len(pool) < group.count:
            raise BadFacts(f"{town.source}的bargaining第{turn}条：{group.who}只剩{len(pool)}家，不够{group.count}家。")
        for employer in [pool.pop(0) for _ in range(group.count)]:
            found += [_case(rng, employer, one) for one in group.agreements]
            if any(one.signed and one.kind is Kind.WAGE and not one.void_reason for one in group.agreements):
                pools[Who.SIGNED].append(employer)
    return tuple(found)


def _pools(town: Town, rng: random.Random) -> dict[Who, list[EmployerCast]]:
    pools: dict[Who, list[EmployerCast]] = {who: [] for who in Who}
    for employer in cast(town).employers:
        giant = employer.staff >= _GIANT
        if employer.money is Money.VOIDED_EMPLOYER:
            pools[Who.IN_ERROR].append(employer)
        elif employer.union and (giant or employer.global_500) and employer.runs:
            both = giant and employer.global_500
            pools[Who.GIANT_GLOBAL_500 if both else Who.GIANT if giant else Who.GLOBAL_500].append(employer)
        elif employer.union and _stood_by_2024(employer):
            pools[Who.OTHER].append(employer)
    # The smallest come last.
    others = [one for one in rng.sample(pools[Who.OTHER], len(pools[Who.OTHER])) if one.runs and one.kind not in PUBLIC]
    pools[Who.OTHER] = sorted(others, key=lambda employer: employer.staff < _SMALL)
    return pools


def _case(rng: random.Random, employer: EmployerCast, agreed: Agreed) -> Bargain:
    if agreed.signed is None:
        acts = tuple(
            (step, day, _VOTES if step == "pass_congress" else {}, note)
            for step, day, note in act_on(rng, agreed.steps)
        )
        return Bargain(employer, agreed.kind, agreed.offered, None, None, None, None, acts, agreed.void_reason)
    signed = office_day(rng, *agreed.signed)
    terminated = office_day(rng, *agreed.terminated) if agreed.terminated else None
    return _signed(rng, employer, signed, agreed, terminated)


def enter(town: Town) -> None:
    """Write the cases, take each one's steps, strike out what was entered in error; then the weekly reports."""
    actor, rows = staff.officer(town), employers.by_code(town)
    cases = bargains(town)
    entered = door.create_many(AGREEMENTS, actor=actor, records=[_row(case, rows) for case in cases])
    for new, case in zip(entered, cases, strict=True):
        row = new
        for step, day, values, note in case.acts:
            row = take(AGREEMENTS, step, actor=actor, record=row, taking=Taking(day, values, note))
        if case.void_reason:
            door.void(AGREEMENTS, actor=actor, record=row, why=case.void_reason)
    _enter_weeks(town)


def _row(case: Bargain, rows: dict[str, Employer]) -> Agreement:
    employer = rows[case.employer.uscc]
    return Agreement(
        organisation=employer.organisation,
        employer=employer,
        kind=case.kind,
        offered_by=Side.EMPLOYER if case.employer.staff % 9 == 0 else Side.WORKERS,
        offered_on=case.offered_on,
        starts_on=case.starts_on,
        ends_on=case.ends_on,
        covered_workers=case.covered,
        raise_percent=case.rise,
    )


def _stood_by_2024(employer: EmployerCast) -> bool:
    return employer.built_on is not None and employer.built_on < date(2024, 1, 1)


def _signed(
    rng: random.Random, employer: EmployerCast, signed: date, agreed: Agreed, terminated: date | None
) -> Bargain:
    """A case with an agreement signed on that day."""
    starts = agreed.starts or signed.replace(day=1) + timedelta(days=rng.choice((0, 31)))
    starts = starts.replace(day=1)
    acts = _entered(rng, signed) if agreed.standing else _followed(rng, signed, agreed)
    if terminated:
        acts = [act for act in acts if act[1] <= terminated]
        acts.append(("terminate", terminated, {}, "单位改制，双方同意终止"))
    return Bargain(
        employer=employer,
        kind=agreed.kind,
        offered_on=None if agreed.standing else signed - timedelta(days=rng.randint(28, 45)),
        starts_on=starts,
        ends_on=starts.replace(year=starts.year + agreed.years) - timedelta(days=1),
        covered=max(1, round(employer.staff * rng.uniform(0.82, 1.0))),
        rise=Decimal(rng.randint(20, 85)) / 10 if agreed.kind is Kind.WAGE else None,
        acts=tuple(acts),
        void_reason=agreed.void_reason,
    )


def _entered(rng: random.Random, signed: date) -> list[Act]:
    filed = signed + timedelta(days=rng.randint(1, 6))
    return [("enter_standing", filed + timedelta(days=REVIEW_DAYS), {"signed_on": signed, "filed_on": filed}, "")]


def _followed(rng: random.Random, signed: date, agreed: Agreed) -> list[Act]:
    """The steps from the offer on, as far as they have come by today."""
    acts: list[Act] = []
    if agreed.talked:
        members = rng.randint(31, 90)
        there = members - rng.randint(0, members // 5)
        votes = {
            "congress_members": members,
            "congress_present": there,
            "congress_in_favour": there - rng.randint(0, members // 8),
        }
        acts += [
            ("answer", signed - timedelta(days=rng.randint(12, 20)), {}, ""),
            ("pass_congress", signed - timedelta(days=rng.randint(1, 6)), votes, ""),
        ]
    filed = signed + timedelta(days=rng.randint(1, 6))
    effective = filed + timedelta(days=REVIEW_DAYS)
    if effective <= TODAY and not (agreed.talked or agreed.objected) and rng.random() < _WRITTEN_DOWN_AT_ONCE:
        return [("enter_standing", effective, {"signed_on": signed, "filed_on": filed}, "")]
    acts += [("sign" if agreed.talked else "sign_directly", signed, {}, ""), ("file", filed, {}, "")]
    if agreed.objected:
        acts.append(("object", filed + timedelta(days=4), {}, "加班工资基数没有写明，请修改后重报"))
    else:
        acts.append(("take_effect", effective, {}, ""))
        if rng.random() < 0.5:
            acts.append(("publish", effective + timedelta(days=rng.randint(1, 4)), {}, ""))
    return [act for act in acts if act[1] <= TODAY]


def _enter_weeks(town: Town) -> None:
    actor, place = staff.officer(town), Organisation.objects.get(code=town.code)
    for group in weeks(town):
        days = [group.first + timedelta(weeks=turn) for turn in range(group.count)]
        rows = [
            BargainingWeek(
                organisation=place, reported_on=day, supervised_on=day if _went_round(group.rounds, turn) else None
            )
            for turn, day in enumerate(days)
            if is_office_day(day)
        ]
        for row in door.create_many(BARGAINING_WEEKS, actor=actor, records=rows):
            if group.void_reason:
                door.void(BARGAINING_WEEKS, actor=actor, record=row, why=group.void_reason)


def _went_round(rounds: Rounds, turn: int) -> bool:
    return rounds is Rounds.ALWAYS or (rounds is Rounds.EVERY_OTHER and turn % 2 == 1)
