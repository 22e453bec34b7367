"""Hardship aid: the files of each year's round, surveyed in spring and paid before summer."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cases import Crew, employing
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import any_day, office_day
from gonghui.demo.identities import IdNumbers, make_bank_card, make_phone
from gonghui.demo.names import Names
from gonghui.demo.stories import Act, Group, Story, act_on, book, groups
from gonghui.demo.town import Town
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.choices import Category, Cause
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.reviewed_cases.review import Payer

_VOID_REASONS = ("同一户用夫妻两人的名字各录了一件", "材料录到了同名职工名下", "同一件重复录入")
_STANDARD = Decimal(1000)
_NOTES = {
    Cause.ILLNESS: "家庭成员患重病，长期治疗，自付费用大",
    Cause.ACCIDENT: "意外受伤，休养期间收入减少",
    Cause.SCHOOLING: "两名子女在读，学费和住宿费开支大",
    Cause.UNABLE: "家庭成员残疾，需要专人照料",
}


@dataclass(frozen=True)
class HardshipWorker:
    name: str
    id_number: str
    phone: str
    card: str
    employer: EmployerCast
    migrant: bool
    household: int
    income: Decimal
    category: Category
    cause: Cause


@dataclass(frozen=True)
class PlannedFile:
    """One file as it is to be made."""

    worker: HardshipWorker
    for_year: int
    surveyed_on: date
    visited_on: date
    visitors: tuple[str, str]
    notice: tuple[date, date] | None
    acts: tuple[Act, ...]
    amount: Decimal
    void_reason: str


def planned(town: Town) -> tuple[Group, ...]:
    """The town's groups of cases. Raises BadFacts."""
    return groups(town, "hardship", book().hardship)


def standards(town: Town) -> Mapping[str, Decimal]:
    """What is paid by year, in yuan. Raises BadFacts."""
    found: Mapping[str, Decimal] = town.facts("hardship_standards", Mapping[str, Decimal], {})
    return found


@lru_cache(maxsize=4)
def files(town: Town) -> tuple[PlannedFile, ...]:
    """Every file of the town."""
    rng = random.Random(f"hardship files {town.seed or town.code}")
    each = [group for group in planned(town) for _ in range(group.count)]
    rng.shuffle(each)
    maker = _Maker(town, rng)
    return tuple(sorted((file for group in each for file in maker.files(group)), key=lambda file: file.surveyed_on))


def enter(town: Town) -> None:
    """Write the files, take each one's steps, strike out what was entered in error."""
    rows, crew, made = employers.by_code(town), Crew(town), files(town)
    actor = staff.officer(town)
    entered = door.create_many(HARDSHIP, actor=actor, records=[_row(file, rows) for file in made])
    for row, file in zip(entered, made, strict=True):
        paid = {"amount": file.amount, "payer": Payer.UPPER}
        done = crew.work(HARDSHIP, row, file.worker.employer.village, file.acts, paid)
        if file.void_reason:
            door.void(HARDSHIP, actor=actor, record=done, why=file.void_reason)


class _Maker:
    def __init__(self, town: Town, rng: random.Random) -> None:
        self._town, self._rng, self._names = town, rng, Names(rng)
        self._numbers = IdNumbers.of(town.serial, "hardship")
        self._employers = employing(town, rng)
        self._standards = standards(town)
        self._serial = 0

    def files(self, group: Group) -> Iterator[PlannedFile]:
        """The files of one worker: one, or one a year for who missed the year before."""
        story = book().hardship[group.story]
        worker, year = self._worker(story), story.surveyed[0].year
        years = story.for_years or (year,)
        # The standard of a year is then divided between the two.
        amount = self._standards.get(str(year), _STANDARD) / len(years)
        for of in years:
            yield self._file(worker, story, of, amount, in_error=group.in_error)

    def _file(
        self, worker: HardshipWorker, story: Story, for_year: int, amount: Decimal, *, in_error: bool
    ) -> PlannedFile:
        rng = self._rng
        surveyed = office_day(rng, *story.surveyed)
        first, second = self._names.person(woman=True), self._names.person(woman=False)
        return PlannedFile(
            worker=worker,
            for_year=for_year,
            surveyed_on=surveyed,
            visited_on=office_day(rng, surveyed, story.surveyed[1]),
            visitors=(first, second if second != first else f"{second}明"),
            notice=story.notice,
            acts=act_on(rng, story.cases[0]),
            amount=amount,
            void_reason=rng.choice(_VOID_REASONS) if in_error else "",
        )

    def _worker(self, story: Story) -> HardshipWorker:
        rng, woman = self._rng, self._rng.random() < 0.45
        self._serial += 1
        serial = self._town.serial * 10_000 + self._serial
        number = self._numbers.give(any_day(rng, date(1966, 1, 1), date(1997, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for ten workers"
        household = rng.choices((1, 2, 3, 4, 5, 6), (1, 2, 5, 5, 3, 1))[0]
        per_head = rng.randint(2600, 4200) if story.unfit else rng.randint(700, 1650)
        category = rng.choices((Category.DEEP, Category.RELATIVE, Category.SUDDEN), (3, 5, 2))[0]
        return HardshipWorker(
            name=self._names.person(woman=woman),
            id_number=number,
            phone=make_phone(81_000_000 + serial),
            card=make_bank_card(serial),
            employer=next(self._employers),
            migrant=rng.random() < 0.4,
            household=household,
            income=Decimal(per_head * household),
            category=Category.NONE if story.unfit else category,
            cause=rng.choices(list(Cause), (3, 1, 2, 1, 1, 9, 1, 4, 5, 1))[0],
        )


def _row(file: PlannedFile, rows: dict[str, Employer]) -> HardshipFile:
    worker = file.worker
    employer = rows[worker.employer.uscc]
    return HardshipFile(
        organisation=employer.organisation,
        name=worker.name,
        id_number=worker.id_number,
        phone=worker.phone,
        employer=employer,
        migrant=worker.migrant,
        for_year=file.for_year,
        household_size=worker.household,
        monthly_income=worker.income,
        category=worker.category,
        cause=worker.cause,
        cause_note=_NOTES.get(worker.cause, ""),
        surveyed_on=file.surveyed_on,
        visited_on=file.visited_on,
        visitor=file.visitors[0],
        second_visitor=file.visitors[1],
        notice_from=file.notice[0] if file.notice else None,
        notice_until=file.notice[1] if file.notice else None,
        bank_card=worker.card,
    )
