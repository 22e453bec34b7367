"""Workers' subsidies: each case follows its story's script of dated steps, taken by the people whose steps they are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cases import Act, Crew, Leg, act_on
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, any_day, office_day
from gonghui.demo.identities import IdNumbers, make_phone
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Case, Town, each
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy

_COURSES = (
    "电工（中级）", "焊工（初级）", "叉车司机", "养老护理员（初级）", "中式烹调师（初级）", "保育师（初级）",
    "数控车工（中级）", "电子商务师（初级）",
)  # fmt: skip
_PER_DAY = Decimal(60)


def _now(month: int, day: int) -> date:
    return date(THIS_YEAR, month, day)


def _then(month: int, day: int) -> date:
    return date(LAST_YEAR, month, day)


# This year's round: surveyed in early autumn, applications from late October to 30 November.
_SURVEY = (_now(9, 8), _now(10, 17))
_APPLY = Leg("apply", _now(10, 20), _now(11, 12))
_TOWN = Leg("pass_town", _now(11, 3), _now(11, 20))
_CITY = Leg("pass_city", _now(11, 12), _now(11, 28))
_WAITING = (_APPLY, _TOWN, _CITY)
_PROVINCE = Leg("pass_province", _now(12, 3), _now(12, 9))
# Last year's round, before the winter.
_APPLY_THEN = Leg("apply", _then(10, 21), _then(11, 15))
_TOWN_THEN = Leg("pass_town", _then(11, 4), _then(11, 25))
_CITY_THEN = Leg("pass_city", _then(11, 20), _then(12, 13))
_WAITING_THEN = (_APPLY_THEN, _TOWN_THEN, _CITY_THEN)
_PROVINCE_THEN = Leg("pass_province", _then(12, 18), _now(1, 17))
_PAID_THEN = (*_WAITING_THEN, _PROVINCE_THEN, Leg("pay", _now(2, 10), _now(3, 14)))
_SURVEY_THEN = (_then(9, 9), _then(10, 18))
_BACK_FROM_TOWN = "缺误工证明，请单位盖章后再报"

_SCRIPTS: dict[Case, tuple[tuple[Leg, ...], ...]] = {
    Case.WAITING: (_WAITING,),
    Case.WAITING_AFTER_RETURN: (
        (
            Leg("apply", _now(10, 20), _now(10, 24)),
            Leg("return_from_town", _now(10, 27), _now(10, 31), _BACK_FROM_TOWN),
            Leg("resubmit", _now(11, 3), _now(11, 7)),
            Leg("pass_town", _now(11, 10), _now(11, 14)),
            Leg("pass_city", _now(11, 17), _now(11, 28)),
        ),
    ),
    Case.WAITING_AFTER_CITY: (
        (
            Leg("apply", _now(10, 20), _now(10, 22)),
            Leg("pass_town", _now(10, 24), _now(10, 29)),
            Leg("return_from_city", _now(10, 31), _now(11, 5), "证书编号与取证名单不一致，请核对"),
            Leg("resubmit", _now(11, 6), _now(11, 11)),
            Leg("pass_town", _now(11, 12), _now(11, 18)),
            Leg("pass_city", _now(11, 20), _now(11, 28)),
        ),
    ),
    Case.WAITING_TWICE: (_WAITING, _WAITING),
    Case.WAITING_AND_WITHDREW: (_WAITING, (_APPLY, Leg("withdraw", _now(12, 2), _now(12, 5), "本人只领一项"))),
    Case.PROVINCE_PASSED: ((*_WAITING, _PROVINCE),),
    Case.PROVINCE_PAID: ((*_WAITING, Leg("pass_province", _now(12, 2), _now(12, 5)), Leg("pay", _now(12, 9), TODAY)),),
    Case.PROVINCE_REJECTED: ((*_WAITING, Leg("reject_in_province", _now(12, 3), _now(12, 9), "同期已领就业培训补贴")),),
    Case.PROVINCE_RETURNED: ((*_WAITING, Leg("return_from_province", _now(12, 3), _now(12, 9), "误工天数与考勤不符")),),
    Case.REJECTED_BY_CITY: ((_APPLY, _TOWN, Leg("reject_in_city", _now(11, 21), _now(11, 27), "证书不在补贴目录内")),),
    Case.REJECTED_BY_TOWN: ((_APPLY, Leg("reject_in_town", _now(11, 13), _now(11, 21), "培训当期不在本镇就业")),),
    Case.CITY_LATER: (
        (
            Leg("apply", _now(11, 14), _now(11, 19)),
            Leg("return_from_town", _now(11, 24), _now(11, 28), _BACK_FROM_TOWN),
            Leg("resubmit", _now(12, 1), _now(12, 2)),
            Leg("pass_town", _now(12, 3), _now(12, 5)),
            Leg("pass_city", _now(12, 8), _now(12, 10)),
        ),
    ),
    Case.SURVEYED: ((),),
    Case.SURVEYED_TWICE: ((), ()),
    Case.SURVEYED_LAST_YEAR: ((),),
    Case.SURVEYED_LATER: ((),),
    Case.SURVEYED_VOIDED: ((),),
    Case.WITHDRAWN: ((_APPLY, Leg("withdraw", _now(11, 13), _now(11, 26), "本人已离职，放弃申请")),),
    Case.WITHDRAWN_EARLY: ((Leg("withdraw", _now(10, 20), _now(11, 7), "本人不愿申请"),),),
    Case.APPLIED_LATER: ((Leg("apply", _now(12, 1), _now(12, 10)),),),
    Case.APPLIED_LATER_TOWN: ((Leg("apply", _now(12, 1), _now(12, 5)), Leg("pass_town", _now(12, 8), _now(12, 11))),),
    Case.APPLIED_LATER_CITY: (
        (
            Leg("apply", _now(12, 1), _now(12, 2)),
            Leg("pass_town", _now(12, 3), _now(12, 5)),
            Leg("pass_city", _now(12, 8), _now(12, 11)),
        ),
    ),
    Case.VOIDED_WAITING: (_WAITING,),
    Case.VOIDED_PAID: (_PAID_THEN,),
    Case.VOIDED_REJECTED: ((_APPLY, Leg("reject_in_town", _now(11, 13), _now(11, 21), "材料是另一名职工的")),),
    Case.LAST_YEAR_WAITING: (_WAITING_THEN,),
    Case.LAST_YEAR_PAID_NOW: (_PAID_THEN,),
    Case.LAST_YEAR_PAID_TWICE: (_PAID_THEN, _PAID_THEN),
    Case.LAST_YEAR_PAID: (
        (
            Leg("apply", _then(3, 4), _then(3, 22)),
            Leg("pass_town", _then(3, 18), _then(3, 29)),
            Leg("pass_city", _then(4, 1), _then(4, 19)),
            Leg("pass_province", _then(4, 22), _then(5, 24)),
            Leg("pay", _then(6, 3), _then(6, 28)),
        ),
    ),
    Case.LAST_YEAR_REJECTED: (
        (_APPLY_THEN, _TOWN_THEN, Leg("reject_in_city", _then(11, 26), _then(12, 13), "证书不在补贴目录内")),
    ),
    Case.LAST_YEAR_REJECTED_NOW: (
        (*_WAITING_THEN, Leg("reject_in_province", _now(1, 6), _now(1, 17), "社保缴费不足规定月数")),
    ),
}
_VOIDED = {
    Case.SURVEYED_VOIDED: "摸底名单重复",
    Case.VOIDED_WAITING: "同一证书重复录入",
    Case.VOIDED_PAID: "发放登记到了错的人名下",
    Case.VOIDED_REJECTED: "材料录错了人",
}
# Who goes back and forth works where the village's own clerk applies, so that four people can keep apart.
_AT_THE_CLERK = frozenset({Case.WAITING_AFTER_RETURN, Case.WAITING_AFTER_CITY, Case.CITY_LATER})


@dataclass(frozen=True)
class Worker:
    """A worker who asks for a subsidy, and so is on the roster too."""

    name: str
    id_number: str
    phone: str
    employer: EmployerCast


@dataclass(frozen=True)
class Application:
    """One case as it is to be made."""

    worker: Worker
    course: str
    certificate: str
    transport: Decimal
    lost_days: int
    surveyed_on: date
    acts: tuple[Act, ...]
    void_reason: str


@lru_cache(maxsize=4)
def applications(town: Town) -> tuple[Application, ...]:
    """Every case of the town."""
    rng = random.Random(f"subsidies {town.code}")
    found: list[Application] = []
    for serial, (story, worker) in enumerate(_cast_workers(town, rng), start=1):
        courses = rng.sample(_COURSES, 2)
        for course, script in zip(courses, _SCRIPTS[story], strict=False):
            acts = act_on(rng, script)
            transport = Decimal(rng.choice((100, 150, 200, 240, 300)))
            certificate = f"QY{town.serial}{acts[0][1].year if acts else THIS_YEAR}{serial:05d}" if acts else ""
            surveyed = _surveyed(rng, story, acts)
            found.append(
                Application(
                    worker, course, certificate, transport, rng.randint(2, 9), surveyed, acts, _VOIDED.get(story, "")
                )
            )
    return tuple(sorted(found, key=lambda case: case.surveyed_on))


def workers(town: Town) -> list[Worker]:
    """The workers of the cases, each once."""
    return list(dict.fromkeys(case.worker for case in applications(town)))


def enter(town: Town) -> None:
    """Write the surveyed cases, take each one's steps, strike out what was entered in error."""
    actor, rows = staff.officer(town.code), employers.by_code(town)
    cases = applications(town)
    entered = door.create_many(SUBSIDIES, actor=actor, records=[_row(case, rows) for case in cases])
    crew = Crew(town)
    for row, case in zip(entered, cases, strict=True):
        _work(crew, row, case)


def _work(crew: Crew, row: Subsidy, case: Application) -> None:
    paid = {"amount": row.transport_amount + row.lost_amount}
    row = crew.work(SUBSIDIES, row, case.worker.employer.village, case.acts, paid)
    if case.void_reason:
        door.void(SUBSIDIES, actor=crew.account(crew.officer), record=row, why=case.void_reason)


def _row(case: Application, rows: dict[str, Employer]) -> Subsidy:
    employer = rows[case.worker.employer.uscc]
    return Subsidy(
        organisation=employer.organisation,
        name=case.worker.name,
        id_number=case.worker.id_number,
        phone=case.worker.phone,
        employer=employer,
        course=case.course,
        certificate=case.certificate,
        transport_amount=case.transport,
        lost_days=case.lost_days,
        lost_amount=_PER_DAY * case.lost_days,
        surveyed_on=case.surveyed_on,
    )


def _cast_workers(town: Town, rng: random.Random) -> Iterator[tuple[Case, Worker]]:
    """A worker for each story, spread over villages and employers that have a union."""
    names, numbers = Names(rng), IdNumbers(*((500, 599) if town is T1 else (800, 899)))
    by_village: dict[int, list[EmployerCast]] = {}
    for employer in cast(town).employers:
        if employer.built_on and employer.built_on.year < LAST_YEAR and employer.members >= 8:
            by_village.setdefault(employer.village, []).append(employer)
    villages = sorted(by_village)
    stories = list(each(town.cases))
    turns = [villages[turn % len(villages)] for turn in range(len(stories))]
    rng.shuffle(turns)
    for serial, (story, turn) in enumerate(zip(stories, turns, strict=True), start=1):
        village = 0 if story in _AT_THE_CLERK else turn
        woman = rng.random() < 0.45
        number = numbers.give(any_day(rng, date(1970, 1, 1), date(2003, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for fifty workers"
        phone = make_phone(80_000_000 + town.serial * 10_000 + serial)
        yield story, Worker(names.person(woman=woman), number, phone, rng.choice(by_village[village]))


def _surveyed(rng: random.Random, story: Case, acts: tuple[Act, ...]) -> date:
    if story is Case.SURVEYED_LATER:
        return office_day(rng, _now(12, 1), _now(12, 11))
    if story is Case.LAST_YEAR_PAID:
        return office_day(rng, _then(1, 15), _then(2, 29))
    last_year = story is Case.SURVEYED_LAST_YEAR or (acts and acts[0][1].year == LAST_YEAR)
    return office_day(rng, *(_SURVEY_THEN if last_year else _SURVEY))
