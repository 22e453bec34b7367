"""Autumn aid for students: the round of each year, surveyed in June and paid before school begins.

The first town's cases were told of in its summary; another town's are drawn from its seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cases import Act, Crew, Planned, Reasons, Story, act_on, draw, employing, script, year_round
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, any_day, office_day
from gonghui.demo.identities import IdNumbers, make_bank_card, make_phone
from gonghui.demo.names import Names
from gonghui.demo.plan import CITY, T1, Town
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.reviewed_cases.town_and_city import Payer
from gonghui.ledgers.student_aid.choices import HIGHER, Stage
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.student_aid.models import AGE_OF_CONSENT, StudentAid

_ROUNDS = {
    THIS_YEAR: year_round(
        THIS_YEAR,
        ((6, 3), (6, 10)),
        ((6, 12), (6, 27)),
        ((6, 30), (7, 10)),
        ((7, 11), (7, 18)),
        ((7, 21), (8, 22)),
        ((8, 25), (9, 5)),
    ),
    LAST_YEAR: year_round(
        LAST_YEAR,
        ((6, 11), (6, 21)),
        ((6, 24), (7, 5)),
        ((7, 8), (7, 19)),
        ((7, 22), (7, 31)),
        ((8, 1), (8, 30)),
        ((9, 2), (9, 13)),
    ),
}
_WHY = Reasons(
    returned=("缺录取通知书", "缺在读证明", "户口簿复印件看不清亲子关系"),
    rejected=("家庭收入高于标准", "就读学校不在资助范围", "已领同一年度的其他助学金"),
    withdrawn=("学生已领学校资助，放弃申请", "学生休学"),
)
_Staged = tuple[Planned, Stage]

# This year's round of the first town: 11 at high schools, 9 at vocational ones, 51 at colleges and universities.
_PAID_THIS_YEAR: dict[tuple[Story, Stage], int] = {
    (Story.PAID, Stage.HIGH): 9,
    (Story.PAID_AFTER_RETURN, Stage.HIGH): 1,
    (Story.PAID_FOR_TWO_YEARS, Stage.HIGH): 1,
    (Story.PAID, Stage.VOCATIONAL): 8,
    (Story.PAID_FOR_TWO_YEARS, Stage.VOCATIONAL): 1,
    (Story.PAID, Stage.COLLEGE): 17,
    (Story.PAID_AFTER_RETURN, Stage.COLLEGE): 1,
    (Story.PAID, Stage.BACHELOR): 31,
    (Story.PAID_FOR_TWO_YEARS, Stage.BACHELOR): 1,
    (Story.PAID, Stage.GRADUATE): 1,
}
_UNPAID_THIS_YEAR: dict[tuple[Story, Stage], int] = {
    (Story.REJECTED_BY_CITY, Stage.COLLEGE): 2,
    (Story.REJECTED_BY_TOWN, Stage.HIGH): 1,
    (Story.WITHDRAWN, Stage.BACHELOR): 2,
    (Story.SURVEYED, Stage.MIDDLE): 3,
}
_LAST_YEAR: dict[tuple[Story, Stage], int] = {
    (Story.PAID, Stage.HIGH): 6,
    (Story.PAID, Stage.VOCATIONAL): 4,
    (Story.PAID, Stage.BACHELOR): 13,
    (Story.PAID_AFTER_CITY, Stage.COLLEGE): 1,
    (Story.PAID, Stage.PRIMARY): 1,
    (Story.RETURNED, Stage.HIGH): 1,
    (Story.REJECTED_BY_CITY, Stage.BACHELOR): 1,
}
_IN_ERROR: tuple[tuple[Story, Stage], ...] = (
    (Story.SURVEYED, Stage.HIGH),
    (Story.APPLIED, Stage.BACHELOR),
    (Story.HANDED_UP, Stage.HIGH),
    (Story.PASSED, Stage.VOCATIONAL),
    (Story.PAID, Stage.HIGH),
    (Story.PAID, Stage.COLLEGE),
)
_VOID_REASONS = ("父母双方单位各录了一件", "学段录错，另行登记", "同一件重复录入")
# The standard by stage, in yuan; what the first town paid comes to 122,000.
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
    Stage.COLLEGE: ("{city}职业技术学院", "安澜工贸职业学院"),
    Stage.BACHELOR: ("安澜理工学院", "安澜师范学院", "安澜财经学院"),
    Stage.GRADUATE: ("安澜理工学院", "安澜师范学院"),
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
class Aid:
    """One case as it is to be made."""

    student: Student
    for_year: int
    surveyed_on: date
    acts: tuple[Act, ...]
    admitted: bool
    amount: Decimal
    void_reason: str


@lru_cache(maxsize=4)
def cases(town: Town) -> tuple[Aid, ...]:
    """Every case of the town."""
    rng = random.Random(f"students {town.seed or town.code}")
    planned = list(_planned() if town is T1 else _drawn(rng))
    rng.shuffle(planned)
    maker = _Maker(town, rng)
    return tuple(sorted((case for plan in planned for case in maker.cases(*plan)), key=lambda case: case.surveyed_on))


def enter(town: Town) -> None:
    """Write the cases, take each one's steps, strike out what was entered in error."""
    rows, crew, made = employers.by_code(town), Crew(town), cases(town)
    actor = staff.officer(town.code)
    entered = door.create_many(STUDENT_AID, actor=actor, records=[_row(case, rows) for case in made])
    for row, case in zip(entered, made, strict=True):
        paid = {"amount": case.amount, "payer": Payer.UPPER}
        done = crew.work(STUDENT_AID, row, case.student.employer.village, case.acts, paid)
        if case.void_reason:
            door.void(STUDENT_AID, actor=actor, record=done, why=case.void_reason)


def _planned() -> Iterator[_Staged]:
    rounds = ((THIS_YEAR, _PAID_THIS_YEAR), (THIS_YEAR, _UNPAID_THIS_YEAR), (LAST_YEAR, _LAST_YEAR))
    for year, counts in rounds:
        for (story, stage), count in counts.items():
            yield from [((story, year, False), stage)] * count
    for story, stage in _IN_ERROR:
        yield (story, THIS_YEAR, True), stage


def _drawn(rng: random.Random) -> Iterator[_Staged]:
    for plan in draw(rng):
        yield plan, rng.choice(tuple(Stage))


class _Maker:
    def __init__(self, town: Town, rng: random.Random) -> None:
        self._town, self._rng, self._names = town, rng, Names(rng)
        self._numbers = IdNumbers(*((920, 939) if town is T1 else (970, 989)))
        self._employers = employing(town, rng)
        self._serial = 0

    def cases(self, plan: Planned, stage: Stage) -> list[Aid]:
        """The cases of one student: one, or one a year for who missed the year before."""
        story, year, in_error = plan
        student = self._student(stage, year)
        whole = _HIGHER if stage in HIGHER else _BELOW
        if story is not Story.PAID_FOR_TWO_YEARS:
            return [self._case(student, plan, year, whole, in_error=in_error)]
        # The standard of a year is then divided between the two.
        return [self._case(student, plan, of, whole / 2, in_error=in_error) for of in (year - 1, year)]

    def _case(self, student: Student, plan: Planned, for_year: int, amount: Decimal, *, in_error: bool) -> Aid:
        rng, (story, year, _) = self._rng, plan
        when = _ROUNDS[year]
        return Aid(
            student=student,
            for_year=for_year,
            surveyed_on=office_day(rng, *when.survey),
            acts=act_on(rng, script(rng, story, when, _WHY)),
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
            school=rng.choice(_SCHOOLS[stage]).format(town=self._town.name, city=CITY),
            stage=stage,
            parent=parent,
            parent_id_number=parents,
            phone=make_phone(82_000_000 + serial),
            card=make_bank_card(1_000_000 + serial),
            employer=next(self._employers),
        )


def _row(case: Aid, rows: dict[str, Employer]) -> StudentAid:
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
