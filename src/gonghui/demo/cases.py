"""Cases that are reviewed: the scripts of their dated steps, and the people who take them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from gonghui.demo import staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, day_after, office_day
from gonghui.demo.drawn import how_many, some_of
from gonghui.demo.names import paper_number
from gonghui.demo.plan import PROVINCE, T1, Money, Town
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records.models import LedgerRow

Window = tuple[date, date]
# A step, its day, and what was said.
Act = tuple[str, date, str]
_Row = TypeVar("_Row", bound=LedgerRow)


@dataclass(frozen=True)
class Leg:
    """A step of a script and the days between which it falls."""

    step: str
    first: date
    last: date
    note: str = ""


def act_on(rng: random.Random, script: Sequence[Leg]) -> tuple[Act, ...]:
    """The script's steps on ascending office days."""
    acts, day = [], date.min
    for leg in script:
        day = office_day(rng, max(leg.first, day_after(day)), leg.last)
        acts.append((leg.step, day, leg.note))
    return tuple(acts)


class Crew:
    """Who takes which step: never the same person on two sides of one case."""

    def __init__(self, town: Town) -> None:
        prefix = town.code.lower()
        self.officer = f"{prefix}-officer"
        self.reviewers = [f"{prefix}-officer-b", f"{prefix}-vice"] if town is T1 else [f"{prefix}-chair"]
        self.clerk = f"{prefix}-clerk" if town is T1 else self.officer
        self.city = ["city-reviewer", "city-reviewer-b"]
        self._accounts = {name: staff.account(name) for name in {self.officer, self.clerk, *self.reviewers, *self.city}}

    def account(self, username: str) -> Account:
        return self._accounts[username]

    def hand(self, step: str, village: int, hands: Sequence[str]) -> str:
        """The person for a step, by where the worker works; if there is one, who had no hand in the case yet."""
        if step.endswith("_city"):
            return next((name for name in self.city if name not in hands), self.city[0])
        if step.endswith("_town"):
            return next((name for name in self.reviewers if name not in hands), self.reviewers[0])
        if step == "apply" and village == 0:
            return self.clerk
        return self.officer

    def document(self, step: str, day: date) -> str:
        """The paper of the province, whose union is not on the system."""
        if not step.endswith("_province"):
            return ""
        number = paper_number(f"{PROVINCE[:1]}工办", day.year, day.timetuple().tm_yday % 60 + 20)
        return f"{PROVINCE}总工会《关于交通和误工补贴审核结果的通知》（{number}）"

    def work(self, ledger: Ledger, row: _Row, village: int, acts: Sequence[Act], paid: dict[str, Any]) -> _Row:
        """Take a case's steps; `paid` is what is written at the payment."""
        hands: list[str] = []
        for step, day, note in acts:
            hands.append(self.hand(step, village, hands))
            taking = Taking(day, paid if step == "pay" else {}, note, self.document(step, day))
            row = take(ledger, step, actor=self.account(hands[-1]), record=row, taking=taking)
        return row


class Story(StrEnum):
    """What becomes of a case that town and city review."""

    PAID = "paid"
    PAID_FOR_TWO_YEARS = "paid for this year and for the year before, which was not asked for in time"
    PAID_AFTER_RETURN = "returned by the town, then paid"
    PAID_AFTER_CITY = "returned by the city, then paid"
    PASSED = "passed by the city"
    HANDED_UP = "passed by the town"
    APPLIED = "applied for"
    SURVEYED = "surveyed"
    RETURNED = "returned by the town, and left there"
    REJECTED_BY_TOWN = "refused by the town"
    REJECTED_BY_CITY = "refused by the city"
    WITHDRAWN = "taken back"
    UNFIT = "surveyed and found not to qualify"


@dataclass(frozen=True)
class Round:
    """One year's round: between which days is surveyed, applied, mended, handed up, decided and paid.

    `decide` is four weeks at least.
    """

    survey: Window
    apply: Window
    mend: Window
    hand_up: Window
    decide: Window
    pay: Window

    @property
    def year(self) -> int:
        return self.survey[0].year


def year_round(year: int, *windows: tuple[tuple[int, int], tuple[int, int]]) -> Round:
    """The round of a year, its windows told as pairs of month and day."""
    return Round(*((date(year, *first), date(year, *last)) for first, last in windows))


@dataclass(frozen=True)
class Reasons:
    """What is said when a case does not go through."""

    returned: tuple[str, ...]
    rejected: tuple[str, ...]
    withdrawn: tuple[str, ...]


def script(rng: random.Random, story: Story, when: Round, why: Reasons) -> tuple[Leg, ...]:
    """The steps of a story in a round."""
    apply, up = Leg("apply", *when.apply), Leg("pass_town", *when.hand_up)
    passed = Leg("pass_city", *when.decide)
    pay = Leg("pay", *when.pay)
    middle = when.mend[0] + (when.mend[1] - when.mend[0]) / 2
    back = Leg("return_from_town", when.mend[0], middle, rng.choice(why.returned))
    week = [when.decide[0] + timedelta(days=7 * turn) for turn in range(4)]
    from_city = Leg("return_from_city", week[0], week[1], rng.choice(why.returned))
    refusal = rng.choice(why.rejected)
    return {
        Story.PAID: (apply, up, passed, pay),
        Story.PAID_FOR_TWO_YEARS: (apply, up, passed, pay),
        Story.PAID_AFTER_RETURN: (apply, back, Leg("resubmit", middle, when.mend[1]), up, passed, pay),
        Story.PAID_AFTER_CITY: (
            apply,
            up,
            from_city,
            Leg("resubmit", week[1], week[2]),
            Leg("pass_town", week[2], week[3]),
            Leg("pass_city", week[3], when.decide[1]),
            pay,
        ),
        Story.PASSED: (apply, up, passed),
        Story.HANDED_UP: (apply, up),
        Story.APPLIED: (apply,),
        Story.SURVEYED: (),
        Story.RETURNED: (apply, back),
        Story.REJECTED_BY_TOWN: (apply, Leg("reject_in_town", *when.mend, refusal)),
        Story.REJECTED_BY_CITY: (apply, up, Leg("reject_in_city", *when.decide, refusal)),
        Story.WITHDRAWN: (apply, Leg("withdraw", *when.mend, rng.choice(why.withdrawn))),
        Story.UNFIT: (),
    }[story]


# A case as it is planned: its story, its year, and whether it was entered in error.
Planned = tuple[Story, int, bool]


def draw(rng: random.Random) -> list[Planned]:
    """The cases of a town that no published text describes."""
    count = how_many(rng)
    stories, years = some_of(rng, tuple(Story)), some_of(rng, (THIS_YEAR, LAST_YEAR))
    return [(rng.choice(stories), rng.choice(years), rng.random() < 0.06) for _ in range(count)]


def employing(town: Town, rng: random.Random) -> Iterator[EmployerCast]:
    """Employers of the town without end, its villages in turn; those entered in error do not play."""
    by_village: dict[int, list[EmployerCast]] = {}
    for employer in cast(town).employers:
        if employer.money is not Money.VOIDED_EMPLOYER:
            by_village.setdefault(employer.village, []).append(employer)
    while True:
        villages = sorted(by_village)
        rng.shuffle(villages)
        for village in villages:
            yield rng.choice(by_village[village])
