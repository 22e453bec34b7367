"""Visits to workers: the injured in winter, those in hardship before the Spring Festival, workshops in the heat."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from gonghui.demo import employers, hardship, staff
from gonghui.demo.cases import employing
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import any_day, day_after, office_day
from gonghui.demo.facts import BadFacts, Window
from gonghui.demo.identities import IdNumbers
from gonghui.demo.names import Names
from gonghui.demo.town import Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.visits.choices import Category, Festival, Fund, Organiser
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.ledgers.visits.models import Visit


class To(StrEnum):
    """Who is visited."""

    PERSON = "person"
    HARDSHIP = "hardship"  # workers of the hardship files, each at most once in a group
    EMPLOYER = "employer"  # a crowd at an employer
    CROWD = "crowd"  # elsewhere in the town, names not taken down


@dataclass(frozen=True)
class Visits:
    """So many visits between two days. A person gets `cash`, or `parts` of it at visits one after the other.

    Goods are worth `per_head` yuan; a crowd is of the least to the most `people`.
    """

    to: To
    festival: Festival
    category: Category
    on: Window
    count: int = 1
    cash: Decimal = Decimal(0)
    parts: tuple[Decimal, ...] = ()
    target: str = ""
    people: tuple[int, int] = (1, 1)
    goods: str = ""
    per_head: int = 0
    organiser: Organiser | None = None
    fund: Fund = Fund.UNION
    void_reason: str = ""


@dataclass(frozen=True)
class Person:
    name: str
    id_number: str
    employer: EmployerCast


@dataclass(frozen=True)
class Calling:
    """One visit as it is to be made: to a person, or to `people` at an employer or, without one, in the town."""

    group: Visits
    day: date
    target: str
    person: Person | None
    employer: EmployerCast | None
    people: int
    cash: Decimal
    organiser: Organiser


def planned(town: Town) -> tuple[Visits, ...]:
    """The town's groups of visits. Raises BadFacts."""
    found: tuple[Visits, ...] = town.facts("visits", tuple[Visits, ...])
    for turn, group in enumerate(found, start=1):
        if group.to in {To.CROWD, To.EMPLOYER} and not group.target:
            raise BadFacts(f"{town.source}的visits第{turn}条：缺“target”，请写明慰问谁。")
    return found


@lru_cache(maxsize=4)
def visits(town: Town) -> tuple[Calling, ...]:
    """Every visit of the town."""
    once: dict[object, Calling] = {}
    for visit in _Maker(town).all():
        # Nobody is visited twice on one day for the same reason.
        once.setdefault((visit.person, visit.day, visit.group.festival) if visit.person else object(), visit)
    return tuple(sorted(once.values(), key=lambda visit: visit.day))


def enter(town: Town) -> None:
    """Write the visits, and void what was entered in error."""
    actor, rows = staff.officer(town), employers.by_code(town)
    place = Organisation.objects.get(code=town.code)
    made = visits(town)
    entered = door.create_many(VISITS, actor=actor, records=[_row(visit, place, rows) for visit in made])
    for row, visit in zip(entered, made, strict=True):
        if visit.group.void_reason:
            door.void(VISITS, actor=actor, record=row, why=visit.group.void_reason)


class _Maker:
    def __init__(self, town: Town) -> None:
        self._town, self._rng = town, random.Random(f"visits {town.seed or town.code}")
        self._names, self._numbers = Names(self._rng), IdNumbers.of(town.serial, "visits")
        self._employers = employing(town, self._rng)

    def all(self) -> Iterator[Calling]:
        """Every visit of the town's groups."""
        for group in planned(self._town):
            if group.to is To.HARDSHIP:
                workers = list(dict.fromkeys(file.worker for file in hardship.files(self._town)))
                for worker in self._rng.sample(workers, min(group.count, len(workers))):
                    yield self._to(Person(worker.name, worker.id_number, worker.employer), group, group.on, group.cash)
                continue
            for _ in range(group.count):
                yield from self._to_person(group) if group.to is To.PERSON else (self._to_crowd(group),)

    def _to_person(self, group: Visits) -> Iterator[Calling]:
        person, (day, last), amounts = self._person(), group.on, group.parts or (group.cash,)
        for turn, amount in enumerate(amounts, start=1):
            until = group.on[0] + (last - group.on[0]) * turn / len(amounts)
            visit = self._to(person, group, (day, until), amount)
            day = day_after(until)
            yield visit

    def _to_crowd(self, group: Visits) -> Calling:
        rng, people = self._rng, self._rng.randint(*group.people)
        employer = next(self._employers) if group.to is To.EMPLOYER else None
        return Calling(
            group=group,
            day=office_day(rng, *group.on),
            target=f"{employer.name if employer else ''}{group.target}",
            person=None,
            employer=employer,
            people=people,
            cash=group.cash,
            organiser=group.organiser or rng.choice((Organiser.TOWN, Organiser.BELOW)),
        )

    def _to(self, person: Person, group: Visits, window: Window, cash: Decimal) -> Calling:
        return Calling(
            group=group,
            day=office_day(self._rng, *window),
            target=person.name,
            person=person,
            employer=person.employer,
            people=1,
            cash=cash,
            organiser=group.organiser or self._rng.choices((Organiser.TOWN, Organiser.WITH_UPPER), (4, 1))[0],
        )

    def _person(self) -> Person:
        woman = self._rng.random() < 0.4
        number = self._numbers.give(any_day(self._rng, date(1966, 1, 1), date(2001, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for four people"
        return Person(self._names.person(woman=woman), number, next(self._employers))


def _row(visit: Calling, place: Organisation, rows: dict[str, Employer]) -> Visit:
    employer, group = rows[visit.employer.uscc] if visit.employer else None, visit.group
    return Visit(
        organisation=employer.organisation if employer else place,
        date=visit.day,
        festival=group.festival,
        target=visit.target,
        id_number=visit.person.id_number if visit.person else "",
        employer=employer,
        category=group.category,
        people=visit.people,
        # Those of the hardship files are visited at home.
        households=1 if group.to is To.HARDSHIP else 0,
        cash=visit.cash,
        goods_note=f"{group.goods}{visit.people}份" if group.goods and visit.person is None else group.goods,
        goods=Decimal(group.per_head * visit.people),
        organiser=visit.organiser,
        fund=group.fund,
    )
