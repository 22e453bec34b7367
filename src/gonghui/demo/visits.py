"""Visits to workers: the injured in winter, those in hardship before the Spring Festival, workshops in the heat.

The first town's visits to the injured were told of in its summary; another town's visits are drawn from its seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, hardship, staff
from gonghui.demo.cases import Window, employing
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, any_day, day_after, office_day
from gonghui.demo.drawn import how_many, some_of
from gonghui.demo.identities import IdNumbers
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.visits.choices import Category, Festival, Fund, Organiser
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.ledgers.visits.models import Visit

_WINTER, _WINTER_THEN = (date(THIS_YEAR, 1, 6), date(THIS_YEAR, 2, 26)), (date(LAST_YEAR, 1, 8), date(LAST_YEAR, 3, 1))
_EVE, _EVE_THEN = (date(THIS_YEAR, 1, 13), date(THIS_YEAR, 1, 24)), (date(LAST_YEAR, 1, 22), date(LAST_YEAR, 2, 7))
_SUMMER, _SUMMER_THEN = (date(THIS_YEAR, 7, 1), date(THIS_YEAR, 8, 29)), (date(LAST_YEAR, 7, 8), date(LAST_YEAR, 8, 30))
_AUTUMN = (date(THIS_YEAR, 9, 22), date(THIS_YEAR, 9, 30))
_ANY_DAY = (date(THIS_YEAR, 3, 3), date(THIS_YEAR, 11, 28))
# The injured of the first town this year: fifteen people, 300 yuan each; one got it in two visits.
_INJURED, _INJURED_THEN = 15, 11
_FOR_THE_INJURED = Decimal(300)
_IN_TWO_VISITS = (Decimal(200), Decimal(100))
_VOID_REASONS = ("金额录错，另行登记", "同一次慰问重复登记", "录到了同名职工名下")


@dataclass(frozen=True)
class Person:
    name: str
    id_number: str
    employer: EmployerCast


@dataclass(frozen=True)
class Calling:
    """One visit as it is to be made: to a person, or to `people` at an employer or, without one, in the town."""

    day: date
    festival: Festival
    category: Category
    target: str
    person: Person | None
    employer: EmployerCast | None
    people: int
    cash: Decimal
    goods: tuple[str, Decimal]
    organiser: Organiser
    fund: Fund
    void_reason: str = ""


_NO_GOODS = ("", Decimal(0))


@lru_cache(maxsize=4)
def visits(town: Town) -> tuple[Calling, ...]:
    """Every visit of the town."""
    maker = _Maker(town, random.Random(f"visits {town.seed or town.code}"))
    made = maker.of_the_first_town() if town is T1 else maker.drawn()
    once: dict[object, Calling] = {}
    for visit in made:
        # Nobody is visited twice on one day for the same reason.
        once.setdefault((visit.person, visit.day, visit.festival) if visit.person else object(), visit)
    return tuple(sorted(once.values(), key=lambda visit: visit.day))


def enter(town: Town) -> None:
    """Write the visits, and strike out what was entered in error."""
    actor, rows = staff.officer(town.code), employers.by_code(town)
    place = Organisation.objects.get(code=town.code)
    made = visits(town)
    entered = door.create_many(VISITS, actor=actor, records=[_row(visit, place, rows) for visit in made])
    for row, visit in zip(entered, made, strict=True):
        if visit.void_reason:
            door.void(VISITS, actor=actor, record=row, why=visit.void_reason)


class _Maker:
    def __init__(self, town: Town, rng: random.Random) -> None:
        self._town, self._rng, self._names = town, rng, Names(rng)
        self._numbers = IdNumbers(*((940, 949) if town is T1 else (990, 999)))
        self._employers = employing(town, rng)

    def of_the_first_town(self) -> Iterator[Calling]:
        yield from self._injured(_WINTER, _INJURED, _FOR_THE_INJURED, twice=_IN_TWO_VISITS)
        yield from self._injured(_WINTER_THEN, _INJURED_THEN, _FOR_THE_INJURED)
        yield self._injured_together(_WINTER)
        yield from self._in_hardship(_EVE, 20, Decimal(500))
        yield from self._in_hardship(_EVE_THEN, 14, Decimal(400))
        for window, count in ((_SUMMER, 7), (_SUMMER_THEN, 4)):
            for _ in range(count):
                yield self._in_the_heat(window)
        for category, festival, count in (
            (Category.MODEL, Festival.MODEL, 2),
            (Category.RETIRED, Festival.AUTUMN, 4),
            (Category.FRONTLINE, Festival.HOSPITAL, 5),
        ):
            for _ in range(count):
                window = _AUTUMN if festival is Festival.AUTUMN else _ANY_DAY
                yield self._to(self._person(), window, festival, category, Decimal(500))
        for window in (_WINTER, _ANY_DAY):
            yield from self._injured(window, 1, _FOR_THE_INJURED, why=self._rng.choice(_VOID_REASONS))

    def drawn(self) -> Iterator[Calling]:
        """What a town that no published text describes did: each kind of visit may be missing."""
        rng, most = self._rng, how_many(self._rng)
        kinds = some_of(rng, ("injured", "together", "hardship", "heat", "hospital"))
        for _ in range(most):
            kind, this_year = rng.choice(kinds), rng.random() < 0.6
            amount = Decimal(rng.choice((200, 300, 500, 1000)))
            why = rng.choice(_VOID_REASONS) if rng.random() < 0.06 else ""
            if kind == "injured":
                yield from self._injured(_WINTER if this_year else _WINTER_THEN, 1, amount, why=why)
            elif kind == "together":
                yield self._injured_together(_WINTER if this_year else _WINTER_THEN)
            elif kind == "hardship":
                yield from self._in_hardship(_EVE if this_year else _EVE_THEN, 1, amount)
            elif kind == "heat":
                yield self._in_the_heat(_SUMMER if this_year else _SUMMER_THEN)
            else:
                yield self._to(self._person(), _ANY_DAY, Festival.HOSPITAL, Category.FRONTLINE, amount, why=why)

    def _injured(
        self, window: Window, count: int, amount: Decimal, *, twice: tuple[Decimal, ...] = (), why: str = ""
    ) -> Iterator[Calling]:
        for turn in range(count):
            person = self._person()
            if twice and turn == 0:
                # First in hospital, then at home.
                middle = window[0] + (window[1] - window[0]) / 2
                halves = (window[0], middle), (day_after(middle), window[1])
                for half, part in zip(halves, twice, strict=True):
                    yield self._to(person, half, Festival.INJURY, Category.INJURED, part)
            else:
                yield self._to(person, window, Festival.INJURY, Category.INJURED, amount, why=why)

    def _injured_together(self, window: Window) -> Calling:
        """Fruit for those who lie injured in one hospital, whose names were not taken down."""
        rng = self._rng
        people = rng.randint(2, 4)
        return Calling(
            day=office_day(rng, *window),
            festival=Festival.INJURY,
            category=Category.INJURED,
            target="镇医院住院工伤职工",
            person=None,
            employer=None,
            people=people,
            cash=Decimal(0),
            goods=(f"水果{people}份", Decimal(60 * people)),
            organiser=Organiser.WITH_UPPER,
            fund=Fund.UNION,
        )

    def _in_hardship(self, window: Window, count: int, amount: Decimal) -> Iterator[Calling]:
        """Workers of the hardship files, each at most once in a window; where there are none, nobody."""
        workers = list(dict.fromkeys(file.worker for file in hardship.files(self._town)))
        for worker in self._rng.sample(workers, min(count, len(workers))):
            person = Person(worker.name, worker.id_number, worker.employer)
            goods = ("米、油各一份", Decimal(120))
            yield self._to(person, window, Festival.SPRING, Category.HARDSHIP, amount, goods=goods, fund=Fund.WARMTH)

    def _in_the_heat(self, window: Window) -> Calling:
        rng, employer = self._rng, next(self._employers)
        people = rng.randint(12, 90)
        outdoors = rng.random() < 0.4
        return Calling(
            day=office_day(rng, *window),
            festival=Festival.HEAT,
            category=Category.OUTDOOR if outdoors else Category.FRONTLINE,
            target="环卫、快递等户外劳动者" if outdoors else f"{employer.name}高温岗位职工",
            person=None,
            employer=None if outdoors else employer,
            people=people,
            cash=Decimal(0),
            goods=("凉茶、毛巾", Decimal(25 * people)),
            organiser=rng.choice((Organiser.TOWN, Organiser.BELOW)),
            fund=Fund.UNION,
        )

    def _to(
        self,
        person: Person,
        window: Window,
        festival: Festival,
        category: Category,
        cash: Decimal,
        *,
        goods: tuple[str, Decimal] = _NO_GOODS,
        fund: Fund = Fund.UNION,
        why: str = "",
    ) -> Calling:
        day = office_day(self._rng, *window)
        organiser = self._rng.choices((Organiser.TOWN, Organiser.WITH_UPPER), (4, 1))[0]
        employer = person.employer
        return Calling(day, festival, category, person.name, person, employer, 1, cash, goods, organiser, fund, why)

    def _person(self) -> Person:
        woman = self._rng.random() < 0.4
        number = self._numbers.give(any_day(self._rng, date(1966, 1, 1), date(2001, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for five people"
        return Person(self._names.person(woman=woman), number, next(self._employers))


def _row(visit: Calling, place: Organisation, rows: dict[str, Employer]) -> Visit:
    employer = rows[visit.employer.uscc] if visit.employer else None
    goods_note, goods = visit.goods
    return Visit(
        organisation=employer.organisation if employer else place,
        date=visit.day,
        festival=visit.festival,
        target=visit.target,
        id_number=visit.person.id_number if visit.person else "",
        employer=employer,
        category=visit.category,
        people=visit.people,
        cash=visit.cash,
        goods_note=goods_note,
        goods=goods,
        organiser=visit.organiser,
        fund=visit.fund,
    )
