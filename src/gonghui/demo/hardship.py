"""Hardship aid: the round of each year, surveyed in spring and paid before summer.

The first town's cases were told of in its summary; another town's are drawn from its seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cases import Act, Crew, Planned, Reasons, Story, act_on, draw, employing, script, year_round
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, any_day, office_day
from gonghui.demo.identities import IdNumbers, make_bank_card, make_phone
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Town
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.choices import Category, Cause
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.reviewed_cases.town_and_city import Payer

_ROUNDS = {
    THIS_YEAR: year_round(
        THIS_YEAR,
        ((3, 3), (3, 10)),
        ((3, 17), (3, 28)),
        ((3, 31), (4, 10)),
        ((4, 11), (4, 18)),
        ((4, 21), (5, 30)),
        ((6, 3), (6, 20)),
    ),
    LAST_YEAR: year_round(
        LAST_YEAR,
        ((3, 11), (3, 22)),
        ((4, 1), (4, 12)),
        ((4, 15), (4, 26)),
        ((5, 6), (5, 17)),
        ((5, 20), (6, 28)),
        ((7, 8), (7, 26)),
    ),
}
_NOTICE_DAYS = 7
_WHY = Reasons(
    returned=("收入证明没有盖章", "缺家庭成员的身份证复印件", "公示照片没有附上"),
    rejected=("家庭月人均收入高于标准", "名下有非必需车辆", "同一家庭已另外建档"),
    withdrawn=("本人不愿公示，放弃申请", "已离开本镇就业"),
)
_THIS_YEAR: dict[Story, int] = {
    Story.PAID: 73,
    Story.PAID_FOR_TWO_YEARS: 1,
    Story.PAID_AFTER_RETURN: 1,
    Story.REJECTED_BY_CITY: 7,
    Story.UNFIT: 6,
}
_LAST_YEAR: dict[Story, int] = {
    Story.PAID: 26,
    Story.PAID_AFTER_CITY: 1,
    Story.REJECTED_BY_CITY: 2,
    Story.REJECTED_BY_TOWN: 1,
    Story.RETURNED: 1,
    Story.WITHDRAWN: 1,
    Story.UNFIT: 2,
}
# One at each stage was entered in error.
_IN_ERROR = (Story.SURVEYED, Story.APPLIED, Story.HANDED_UP, Story.PASSED, Story.PAID, Story.REJECTED_BY_CITY)
_VOID_REASONS = ("同一户用夫妻两人的名字各录了一件", "材料录到了同名职工名下", "同一件重复录入")
_STANDARD = Decimal(1000)
_LAST_STANDARD = Decimal(800)
_OTHER_STANDARDS = (600, 800, 1000, 1500, 2000)
_NOTES = {
    Cause.ILLNESS: "家庭成员患重病，长期治疗，自付费用大",
    Cause.ACCIDENT: "意外受伤，休养期间收入减少",
    Cause.SCHOOLING: "两名子女在读，学费和住宿费开支大",
    Cause.UNABLE: "家庭成员残疾，需要专人照料",
}


@dataclass(frozen=True)
class Worker:
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
class Aid:
    """One file as it is to be made."""

    worker: Worker
    for_year: int
    surveyed_on: date
    visited_on: date
    visitors: tuple[str, str]
    notice: tuple[date, date] | None
    acts: tuple[Act, ...]
    amount: Decimal
    void_reason: str


@lru_cache(maxsize=4)
def files(town: Town) -> tuple[Aid, ...]:
    """Every file of the town."""
    rng = random.Random(f"hardship files {town.seed or town.code}")
    planned = _planned() if town is T1 else draw(rng)
    rng.shuffle(planned)
    maker = _Maker(town, rng)
    return tuple(sorted((file for plan in planned for file in maker.files(plan)), key=lambda file: file.surveyed_on))


def enter(town: Town) -> None:
    """Write the files, take each one's steps, strike out what was entered in error."""
    rows, crew, made = employers.by_code(town), Crew(town), files(town)
    actor = staff.officer(town.code)
    entered = door.create_many(HARDSHIP, actor=actor, records=[_row(file, rows) for file in made])
    for row, file in zip(entered, made, strict=True):
        paid = {"amount": file.amount, "payer": Payer.UPPER}
        done = crew.work(HARDSHIP, row, file.worker.employer.village, file.acts, paid)
        if file.void_reason:
            door.void(HARDSHIP, actor=actor, record=done, why=file.void_reason)


def _planned() -> list[Planned]:
    return [
        *((story, THIS_YEAR, False) for story, count in _THIS_YEAR.items() for _ in range(count)),
        *((story, LAST_YEAR, False) for story, count in _LAST_YEAR.items() for _ in range(count)),
        *((story, THIS_YEAR, True) for story in _IN_ERROR),
    ]


class _Maker:
    def __init__(self, town: Town, rng: random.Random) -> None:
        self._town, self._rng, self._names = town, rng, Names(rng)
        self._numbers = IdNumbers(*((900, 919) if town is T1 else (950, 969)))
        self._employers = employing(town, rng)
        self._serial = 0
        self._standards = (
            {THIS_YEAR: _STANDARD, LAST_YEAR: _LAST_STANDARD}
            if town is T1
            else {year: Decimal(rng.choice(_OTHER_STANDARDS)) for year in _ROUNDS}
        )

    def files(self, plan: Planned) -> list[Aid]:
        """The files of one worker: one, or one a year for who missed the year before."""
        story, year, in_error = plan
        worker = self._worker(story)
        if story is not Story.PAID_FOR_TWO_YEARS:
            return [self._file(worker, plan, year, self._standards[year], in_error=in_error)]
        # The standard of a year is then divided between the two.
        half = self._standards[year] / 2
        return [self._file(worker, plan, of, half, in_error=in_error) for of in (year - 1, year)]

    def _file(self, worker: Worker, plan: Planned, for_year: int, amount: Decimal, *, in_error: bool) -> Aid:
        rng, (story, year, _) = self._rng, plan
        when = _ROUNDS[year]
        surveyed = office_day(rng, *when.survey)
        notice = when.apply[0] - timedelta(days=_NOTICE_DAYS), when.apply[0]
        first, second = self._names.person(woman=True), self._names.person(woman=False)
        return Aid(
            worker=worker,
            for_year=for_year,
            surveyed_on=surveyed,
            visited_on=office_day(rng, surveyed, when.survey[1]),
            visitors=(first, second if second != first else f"{second}明"),
            notice=None if story is Story.UNFIT else notice,
            acts=act_on(rng, script(rng, story, when, _WHY)),
            amount=amount,
            void_reason=rng.choice(_VOID_REASONS) if in_error else "",
        )

    def _worker(self, story: Story) -> Worker:
        rng, woman = self._rng, self._rng.random() < 0.45
        self._serial += 1
        serial = self._town.serial * 10_000 + self._serial
        number = self._numbers.give(any_day(rng, date(1966, 1, 1), date(1997, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for ten workers"
        household = rng.choices((1, 2, 3, 4, 5, 6), (1, 2, 5, 5, 3, 1))[0]
        per_head = rng.randint(2600, 4200) if story is Story.UNFIT else rng.randint(700, 1650)
        category = rng.choices((Category.DEEP, Category.RELATIVE, Category.SUDDEN), (3, 5, 2))[0]
        return Worker(
            name=self._names.person(woman=woman),
            id_number=number,
            phone=make_phone(81_000_000 + serial),
            card=make_bank_card(serial),
            employer=next(self._employers),
            migrant=rng.random() < 0.4,
            household=household,
            income=Decimal(per_head * household),
            category=Category.NONE if story is Story.UNFIT else category,
            cause=rng.choices(list(Cause), (3, 1, 2, 1, 1, 9, 1, 4, 5, 1))[0],
        )


def _row(file: Aid, rows: dict[str, Employer]) -> HardshipFile:
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
