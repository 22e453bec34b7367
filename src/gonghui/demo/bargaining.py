"""Collective bargaining: who has an agreement on wages, who has not, and the weekly reports of the drive for it.

The first town's cases are told one by one, since its figures were published; another town's are drawn from its seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import TODAY, is_office_day, office_day
from gonghui.demo.plan import T1, Money, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.bargaining.choices import REVIEW_DAYS, Kind, Side
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.employers.models import Employer

CUT_OFF = date(2025, 12, 10)
DONE = 126  # employers of the first town that had completed by the cut-off
_GIANT = 1000
_SMALL = 25
_TWO_YEARS, _ONE_YEAR_BEFORE, _EARLY_RENEWALS = 16, 10, 3
_WRITTEN_DOWN_AT_ONCE = 0.85  # of the agreements in force, once they are
_DRIVE = (date(2025, 6, 16), CUT_OFF)

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


@lru_cache(maxsize=4)
def bargains(town: Town) -> tuple[Bargain, ...]:
    """Every case of the town, those of one employer in the order of time."""
    return tuple(_Told(town).cases() if town is T1 else _drawn(town))


def enter(town: Town) -> None:
    """Write the cases, take each one's steps, strike out what was entered in error; then the weekly reports."""
    actor, rows = staff.officer(town.code), employers.by_code(town)
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


class _Told:
    """The first town's cases."""

    def __init__(self, town: Town) -> None:
        self.town, self.rng = town, random.Random(f"bargaining {town.code}")
        players = cast(town).employers
        unionised = [e for e in players if e.union and e.built_on]
        giants = [e for e in unionised if e.staff >= _GIANT]
        best = [e for e in unionised if e.global_500]
        # Neither has completed: one of the Global 500, and a giant that is still talking.
        self.late_giant = next(e for e in giants if e.global_500)
        self.talking_giant = next(e for e in giants if not e.global_500)
        behind = (self.late_giant, self.talking_giant)
        named = list(dict.fromkeys(e for e in (*best, *giants) if e not in behind))
        pool = [e for e in unionised if e not in (*named, *behind) and e.staff >= _SMALL and _stood_by_2024(e)]
        pool = self.rng.sample(pool, len(pool))
        self.done = named + pool[: DONE - len(named)]
        self.others = iter(pool[DONE - len(named) :])
        self.wrong = cast(town).playing(Money.VOIDED_EMPLOYER)

    def cases(self) -> Iterator[Bargain]:
        yield from self._completed()
        yield from self._of_other_kinds()
        yield from self._behind()
        for employer in self.wrong:
            yield _signed(self.rng, employer, office_day(self.rng, date(2025, 7, 1), date(2025, 9, 30)))

    def _completed(self) -> Iterator[Bargain]:
        rng = self.rng
        # The first is one of the Global 500 and a giant, the others are giants.
        standing = [e for e in self.done if _stood_by_2024(e)]
        early = standing[:1] + [e for e in standing if not e.global_500][: _EARLY_RENEWALS - 1]
        for employer in early:
            before = office_day(rng, date(2024, 11, 4), date(2024, 12, 6))
            yield _signed(rng, employer, before, starts=date(2025, 1, 1), standing=True)
            after = office_day(rng, date(2025, 11, 17), date(2025, 12, 5))
            yield _signed(rng, employer, after, starts=date(2026, 1, 1))
        plain = [e for e in self.done if e not in early]
        long = [e for e in plain if _stood_by_2024(e)][-_TWO_YEARS:]
        for employer in long:
            yield _signed(rng, employer, office_day(rng, date(2024, 3, 4), date(2024, 10, 25)), years=2, standing=True)
        rest = [e for e in plain if e not in long]
        for index, employer in enumerate(rest):
            if _stood_by_2024(employer) and index >= len(rest) - _ONE_YEAR_BEFORE:
                before = office_day(rng, date(2024, 3, 4), date(2024, 5, 31))
                yield _signed(rng, employer, before, standing=True)
            after = office_day(rng, *_DRIVE)
            yield _signed(rng, employer, after, objected=index == len(rest) // 2, talked=index % 10 == 0)

    def _of_other_kinds(self) -> Iterator[Bargain]:
        rng = self.rng
        kinds = [Kind.WOMEN] * 10 + [Kind.COMPREHENSIVE] * 3 + [Kind.SAFETY] * 2 + [Kind.OTHER]
        for kind, employer in zip(kinds, rng.sample(self.done, len(kinds)), strict=True):
            long = kind is Kind.COMPREHENSIVE
            yield _signed(rng, employer, office_day(rng, *_DRIVE), kind=kind, years=3 if long else 1)

    def _behind(self) -> Iterator[Bargain]:
        """Cases that a basis which forgot a condition would count, and cases that are under way."""
        rng, late, other = self.rng, self.late_giant, self.others
        yield _signed(rng, late, date(2024, 8, 28), starts=date(2024, 9, 1), standing=True)
        yield _signed(rng, late, date(2025, 8, 27), starts=date(2025, 9, 1), terminated=date(2025, 11, 10))
        yield _signed(rng, late, date(2025, 9, 25), starts=date(2025, 10, 1), void_reason="这份是另一家单位的，录错了")
        yield _signed(rng, late, date(2025, 9, 11), kind=Kind.WOMEN)
        yield _signed(rng, late, date(2025, 12, 11), starts=date(2025, 12, 1))
        yield _talking(self.talking_giant, date(2025, 11, 17), ("answer", date(2025, 12, 2), {}, ""))
        for _ in range(8):
            yield _signed(rng, next(other), office_day(rng, date(2024, 3, 4), date(2024, 10, 25)), standing=True)
        for _ in range(4):
            yield _signed(rng, next(other), office_day(rng, date(2025, 12, 11), TODAY))
        for _ in range(3):
            yield _signed(rng, next(other), office_day(rng, *_DRIVE), kind=Kind.WOMEN)
        for _ in range(2):
            yield _signed(rng, next(other), office_day(rng, *_DRIVE), void_reason="同一份协议重复登记")
        for _ in range(2):
            signed = office_day(rng, date(2025, 6, 16), date(2025, 7, 31))
            yield _signed(rng, next(other), signed, terminated=office_day(rng, date(2025, 9, 8), date(2025, 11, 28)))
        for offered, acts in _UNDER_WAY:
            yield _talking(next(other), offered, *acts)


_PASSED: Act = (
    "pass_congress",
    date(2025, 12, 9),
    {"congress_members": 60, "congress_present": 52, "congress_in_favour": 47},
    "",
)
_REFUSED: Act = ("refuse", date(2025, 9, 22), {}, "企业称订单不足，暂不协商")
_FAILED: Act = ("fail", date(2025, 10, 24), {}, "对增幅分歧较大，本轮没有达成一致")
_UNDER_WAY: tuple[tuple[date, tuple[Act, ...]], ...] = (
    (date(2025, 12, 1), ()),
    (date(2025, 12, 4), ()),
    (date(2025, 12, 8), ()),
    (date(2025, 11, 12), (("answer", date(2025, 11, 27), {}, ""),)),
    (date(2025, 11, 19), (("answer", date(2025, 12, 5), {}, ""),)),
    (date(2025, 11, 3), (("answer", date(2025, 11, 14), {}, ""), _PASSED)),
    (date(2025, 9, 8), (_REFUSED,)),
    (date(2025, 9, 10), (_REFUSED,)),
    (date(2025, 9, 9), (_REFUSED, ("answer", date(2025, 11, 6), {}, "镇总工会上门说明后同意协商"))),
    (date(2025, 9, 3), (("answer", date(2025, 9, 17), {}, ""), _FAILED)),
    (date(2025, 9, 4), (("answer", date(2025, 9, 18), {}, ""), _FAILED)),
    (
        date(2025, 9, 5),
        (("answer", date(2025, 9, 19), {}, ""), _FAILED, ("resume", date(2025, 11, 20), {}, "")),
    ),
)


def _drawn(town: Town) -> Iterator[Bargain]:
    """Cases of a town that no text describes; there may be none."""
    rng = random.Random(f"bargaining {town.seed}")
    if rng.random() < 0.25:
        return
    known = [e for e in cast(town).employers if e.union and _stood_by_2024(e)]
    size = min(round(math.exp(rng.uniform(0, math.log(60)))), len(known))
    stories = [story for story in _STORIES if rng.random() < 0.7] or [_STORIES[0]]
    for employer in rng.sample(known, size):
        yield _story(rng, employer, rng.choice(stories))


_STORIES = ("signed", "last year", "women", "terminated", "voided", "talking")


def _story(rng: random.Random, employer: EmployerCast, story: str) -> Bargain:
    day = office_day(rng, date(2025, 3, 3), date(2025, 10, 31))
    if story == "last year":
        return _signed(rng, employer, office_day(rng, date(2024, 3, 4), date(2024, 10, 25)), standing=True)
    if story == "talking":
        return _talking(employer, day)
    return _signed(
        rng,
        employer,
        day,
        kind=Kind.WOMEN if story == "women" else Kind.WAGE,
        terminated=office_day(rng, date(2025, 11, 24), TODAY) if story == "terminated" else None,
        void_reason="同一份协议重复登记" if story == "voided" else "",
    )


def _stood_by_2024(employer: EmployerCast) -> bool:
    return employer.built_on is not None and employer.built_on < date(2024, 1, 1)


def _talking(employer: EmployerCast, offered: date, *acts: Act) -> Bargain:
    return Bargain(employer, Kind.WAGE, offered, None, None, None, None, acts)


def _signed(
    rng: random.Random,
    employer: EmployerCast,
    signed: date,
    *,
    kind: Kind = Kind.WAGE,
    starts: date | None = None,
    years: int = 1,
    standing: bool = False,
    talked: bool = False,
    objected: bool = False,
    terminated: date | None = None,
    void_reason: str = "",
) -> Bargain:
    """A case with an agreement signed on that day; `standing` ones were written down when they were in force."""
    starts = starts or signed.replace(day=1) + timedelta(days=rng.choice((0, 31)))
    starts = starts.replace(day=1)
    acts = _entered(rng, signed) if standing else _followed(rng, signed, talked=talked, objected=objected)
    if terminated:
        acts = [act for act in acts if act[1] <= terminated]
        acts.append(("terminate", terminated, {}, "单位改制，双方同意终止"))
    return Bargain(
        employer=employer,
        kind=kind,
        offered_on=None if standing else signed - timedelta(days=rng.randint(28, 45)),
        starts_on=starts,
        ends_on=starts.replace(year=starts.year + years) - timedelta(days=1),
        covered=max(1, round(employer.staff * rng.uniform(0.82, 1.0))),
        rise=Decimal(rng.randint(20, 85)) / 10 if kind is Kind.WAGE else None,
        acts=tuple(acts),
        void_reason=void_reason,
    )


def _entered(rng: random.Random, signed: date) -> list[Act]:
    filed = signed + timedelta(days=rng.randint(1, 6))
    return [("enter_standing", filed + timedelta(days=REVIEW_DAYS), {"signed_on": signed, "filed_on": filed}, "")]


def _followed(rng: random.Random, signed: date, *, talked: bool, objected: bool) -> list[Act]:
    """The steps from the offer on, as far as they have come by today."""
    acts: list[Act] = []
    if talked:
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
    if effective <= TODAY and not (talked or objected) and rng.random() < _WRITTEN_DOWN_AT_ONCE:
        return [("enter_standing", effective, {"signed_on": signed, "filed_on": filed}, "")]
    acts += [("sign" if talked else "sign_directly", signed, {}, ""), ("file", filed, {}, "")]
    if objected:
        acts.append(("object", filed + timedelta(days=4), {}, "加班工资基数没有写明，请修改后重报"))
    else:
        acts.append(("take_effect", effective, {}, ""))
        if rng.random() < 0.5:
            acts.append(("publish", effective + timedelta(days=rng.randint(1, 4)), {}, ""))
    return [act for act in acts if act[1] <= TODAY]


def _weeks(town: Town) -> list[tuple[date, date | None]]:
    """The days on which a town reported, and on which its supervisors went round."""
    if town is not T1:
        rng = random.Random(f"bargaining-weeks {town.seed}")
        if rng.random() < 0.25:
            return []
        count = min(round(math.exp(rng.uniform(0, math.log(60)))), 40)
        days = [date(2025, 3, 5) + timedelta(weeks=turn) for turn in range(count)]
        return [(day, day if rng.random() < 0.6 else None) for day in days]
    mondays = (date(2025, 6, 9) + timedelta(weeks=turn) for turn in range(27))
    this_year = [(day, day) for day in mondays if is_office_day(day)]
    # The year before, the drive was less strict: on other days, and not every week with a round.
    thursdays = [date(2024, 8, 22) + timedelta(weeks=turn) for turn in range(9)]
    last_year = [(day, day if turn % 2 else None) for turn, day in enumerate(thursdays) if is_office_day(day)]
    return last_year + this_year


def _enter_weeks(town: Town) -> None:
    actor, place = staff.officer(town.code), Organisation.objects.get(code=town.code)

    def rows(days: Sequence[tuple[date, date | None]]) -> list[BargainingWeek]:
        return [BargainingWeek(organisation=place, reported_on=day, supervised_on=round_on) for day, round_on in days]

    entered = door.create_many(BARGAINING_WEEKS, actor=actor, records=rows(_weeks(town)))
    if town is T1:
        (wrong,) = door.create_many(BARGAINING_WEEKS, actor=actor, records=rows([(date(2025, 10, 9),) * 2]))
        door.void(BARGAINING_WEEKS, actor=actor, record=wrong, why="节后那一周没有上报，误登记")
        noted = entered[-1]
        door.save(BARGAINING_WEEKS, actor=actor, record=noted, changes={"note": "千人以上企业剩两家，逐家上门"})
