"""Workers' subsidies: each case follows its story's dated steps, taken by the people whose steps they are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cases import Crew, clerks_villages
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, any_day, office_day
from gonghui.demo.identities import IdNumbers, make_phone
from gonghui.demo.names import Names
from gonghui.demo.stories import Act, Group, Story, act_on, book, groups
from gonghui.demo.town import Town
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy

_COURSES = (
    "电工（中级）", "焊工（初级）", "叉车司机", "养老护理员（初级）", "中式烹调师（初级）", "保育师（初级）",
    "数控车工（中级）", "电子商务师（初级）",
)  # fmt: skip
_PER_DAY = Decimal(60)
_VOID_REASONS = ("同一证书重复录入", "录到了错的人名下", "材料录错了人")


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


def planned(town: Town) -> tuple[Group, ...]:
    """The town's groups of cases. Raises BadFacts."""
    return groups(town, "subsidies", book().subsidies)


@lru_cache(maxsize=4)
def applications(town: Town) -> tuple[Application, ...]:
    """Every case of the town."""
    rng = random.Random(f"subsidies {town.code}")
    found: list[Application] = []
    for serial, (group, story, worker) in enumerate(_workers(town, rng), start=1):
        for course, script in zip(rng.sample(_COURSES, len(story.cases)), story.cases, strict=True):
            acts = act_on(rng, script)
            found.append(
                Application(
                    worker=worker,
                    course=course,
                    certificate=f"QY{town.serial}{acts[0][1].year}{serial:05d}" if acts else "",
                    transport=Decimal(rng.choice((100, 150, 200, 240, 300))),
                    lost_days=rng.randint(2, 9),
                    surveyed_on=office_day(rng, *story.surveyed),
                    acts=acts,
                    void_reason=rng.choice(_VOID_REASONS) if group.in_error else "",
                )
            )
    return tuple(sorted(found, key=lambda case: case.surveyed_on))


def workers(town: Town) -> list[Worker]:
    """The workers of the cases, each once."""
    return list(dict.fromkeys(case.worker for case in applications(town)))


def enter(town: Town) -> None:
    """Write the surveyed cases, take each one's steps, void what was entered in error."""
    actor, rows, crew = staff.officer(town), employers.by_code(town), Crew(town)
    cases = applications(town)
    entered = door.create_many(SUBSIDIES, actor=actor, records=[_row(case, rows) for case in cases])
    for new, case in zip(entered, cases, strict=True):
        paid = {"amount": new.transport_amount + new.lost_amount}
        row = crew.work(SUBSIDIES, new, case.worker.employer.village, case.acts, paid)
        if case.void_reason:
            door.void(SUBSIDIES, actor=actor, record=row, why=case.void_reason)


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


def _workers(town: Town, rng: random.Random) -> Iterator[tuple[Group, Story, Worker]]:
    """A worker for each story, spread over villages and employers that have a union."""
    names, numbers = Names(rng), IdNumbers.of(town.serial, "subsidies")
    by_village: dict[int, list[EmployerCast]] = {}
    for employer in cast(town).employers:
        if employer.built_on and employer.built_on.year < LAST_YEAR and employer.members >= 8:
            by_village.setdefault(employer.village, []).append(employer)
    villages = sorted(by_village)
    clerks = [village for village in clerks_villages(town) if village in by_village]
    each = [group for group in planned(town) for _ in range(group.count)]
    turns = [villages[turn % len(villages)] for turn in range(len(each))]
    rng.shuffle(turns)
    for serial, (group, turn) in enumerate(zip(each, turns, strict=True), start=1):
        story = book().subsidies[group.story]
        village = clerks[0] if story.at_the_clerk and clerks else turn
        woman = rng.random() < 0.45
        number = numbers.give(any_day(rng, date(1970, 1, 1), date(2003, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for six workers"
        phone = make_phone(80_000_000 + town.serial * 10_000 + serial)
        yield group, story, Worker(names.person(woman=woman), number, phone, rng.choice(by_village[village]))
