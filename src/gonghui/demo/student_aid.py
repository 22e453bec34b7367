"""Autumn aid for students: the round of each year, surveyed in June and paid before school begins."""

from __future__ import annotations

import random
from collections.abc import Iterator
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
from gonghui.demo.town import REGION, Town
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.reviewed_cases.review import Payer
from gonghui.ledgers.student_aid.choices import HIGHER, Stage
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.student_aid.models import AGE_OF_CONSENT, StudentAid

_VOID_REASONS = ("父母双方单位各录了一件", "学段录错，另行登记", "同一件重复录入")
# The standard by stage, in yuan.
_BELOW, _HIGHER = Decimal(1000), Decimal(2000)
_AGES = {
    Stage.PRIMARY: (7, 11),
    Stage.MIDDLE: (12, 14),
    Stage.HIGH: (16, 18),
    Stage.VOCATIONAL: (16, 18),
    Stage.COLLEGE: (18, 21),
    Stage.BACHELOR: (18, 22),
    Stage.GRADUATE: (22, 26),
}
_SCHOOLS = {
    Stage.PRIMARY: ("{town}中心小学", "{town}第二小学"),
    Stage.MIDDLE: ("{town}初级中学", "{city}第六中学"),
    Stage.HIGH: ("{city}第一中学", "{city}第三中学", "{city}实验中学"),
    Stage.VOCATIONAL: ("{city}职业技术学校", "{city}理工职业学校"),
    Stage.COLLEGE: ("{city}职业技术学院", "{province}工贸职业学院"),
    Stage.BACHELOR: ("{province}理工学院", "{province}师范学院", "{province}财经学院"),
    Stage.GRADUATE: ("{province}理工学院", "{province}师范学院"),
}
_TUITION = {Stage.PRIMARY: 0, Stage.MIDDLE: 0, Stage.HIGH: 1600, Stage.VOCATIONAL: 0, Stage.GRADUATE: 8000}


@dataclass(frozen=True)
class Student:
    name: str
    id_number: str
    birth: date
    school: str
    stage: Stage
    parent: str
    parent_id_number: str
    phone: str
    card: str
    employer: EmployerCast


@dataclass(frozen=True)
class PlannedCase:
    """One case as it is to be made."""

    student: Student
    for_year: int
    surveyed_on: date
    acts: tuple[Act, ...]
    admitted: bool
    amount: Decimal
    void_reason: str


@dataclass(frozen=True)
class Students(Group):
    """So many cases of one story and stage."""

    stage: Stage = Stage.HIGH


def planned(town: Town) -> tuple[Students, ...]:
    """The town's groups of cases. Raises BadFacts."""
    return groups(town, "student_aid", book().student_aid, Students)


@lru_cache(maxsize=4)
def cases(town: Town) -> tuple[PlannedCase, ...]:
    """Every case of the town."""
    rng = random.Random(f"students {town.seed or town.code}")
    each = [group for group in planned(town) for _ in range(group.count)]
    rng.shuffle(each)
    maker = _Maker(town, rng)
    return tuple(sorted((case for group in each for case in maker.cases(group)), key=lambda case: case.surveyed_on))


def enter(town: Town) -> None:
    """Write the cases, take each one's steps, strike out what was entered in error."""
    rows, crew, made = employers.by_code(town), Crew(town), cases(town)
    actor = staff.officer(town)
    entered = door.create_many(STUDENT_AID, actor=actor, records=[_row(case, rows) for case in made])
    for row, case in zip(entered, made, strict=True):
        paid = {"amount": case.amount, "payer": Payer.UPPER}
        done = crew.work(STUDENT_AID, row, case.student.employer.village, case.acts, paid)
        if case.void_reason:
            door.void(STUDENT_AID, actor=actor, record=done, why=case.void_reason)


class _Maker:
    def __init__(self, town: Town, rng: random.Random) -> None:
        self._town, self._rng, self._names = town, rng, Names(rng)
        self._numbers = IdNumbers.of(town.serial, "student_aid")
        self._employers = employing(town, rng)
        self._serial = 0

    def cases(self, group: Students) -> Iterator[PlannedCase]:
        """The cases of one student: one, or one a year for who missed the year before."""
        story = book().student_aid[group.story]
        year = story.surveyed[0].year
        student, years = self._student(group.stage, year), story.for_years or (year,)
        # The standard of a year is then divided between the two.
        amount = (_HIGHER if group.stage in HIGHER else _BELOW) / len(years)
        for of in years:
            yield self._case(student, story, of, amount, in_error=group.in_error)

    def _case(self, student: Student, story: Story, for_year: int, amount: Decimal, *, in_error: bool) -> PlannedCase:
        rng = self._rng
        return PlannedCase(
            student=student,
            for_year=for_year,
            surveyed_on=office_day(rng, *story.surveyed),
            acts=act_on(rng, story.cases[0]),
            admitted=rng.random() < 0.3,
            amount=amount,
            void_reason=rng.choice(_VOID_REASONS) if in_error else "",
        )

    def _student(self, stage: Stage, year: int) -> Student:
        rng, woman, mother = self._rng, self._rng.random() < 0.5, self._rng.random() < 0.5
        self._serial += 1
        serial = self._town.serial * 10_000 + self._serial
        youngest, oldest = _AGES[stage]
        birth = any_day(rng, date(year - oldest, 1, 1), date(year - youngest, 5, 31))
        number = self._numbers.give(birth, woman=woman)
        parents = self._numbers.give(any_day(rng, date(1968, 1, 1), date(1984, 12, 31)), woman=mother)
        assert number is not None, "a day of birth has room for ten people"
        assert parents is not None, "a day of birth has room for ten people"
        parent, child = self._names.person(woman=mother), self._names.person(woman=woman)
        return Student(
            name=child if mother else parent[0] + child[1:],
            id_number=number,
            birth=birth,
            school=rng.choice(_SCHOOLS[stage]).format(
                town=self._town.name, city=REGION.city.name, province=REGION.province.name[:2]
            ),
            stage=stage,
            parent=parent,
            parent_id_number=parents,
            phone=make_phone(82_000_000 + serial),
            card=make_bank_card(1_000_000 + serial),
            employer=next(self._employers),
        )


def _row(case: PlannedCase, rows: dict[str, Employer]) -> StudentAid:
    student = case.student
    employer = rows[student.employer.uscc]
    return StudentAid(
        organisation=employer.organisation,
        student=student.name,
        student_id_number=student.id_number,
        parent=student.parent,
        parent_id_number=student.parent_id_number,
        phone=student.phone,
        employer=employer,
        guardian_consent=case.surveyed_on.year - student.birth.year <= AGE_OF_CONSENT,
        school=student.school,
        stage=student.stage,
        admitted=case.admitted,
        tuition=_TUITION.get(student.stage, 5400),
        for_year=case.for_year,
        surveyed_on=case.surveyed_on,
        bank_card=student.card,
    )
