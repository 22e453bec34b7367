"""What workers brought to the union: each petition with its steps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import TODAY, any_day, office_day
from gonghui.demo.facts import Window
from gonghui.demo.identities import IdNumbers, make_phone
from gonghui.demo.names import Names, paper_number
from gonghui.demo.town import Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.petitions.choices import GROUP, Category, HandedTo, Nature, Result, Satisfaction, Source
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition
from gonghui.offices.roles import Role

_SUBJECTS: tuple[tuple[Category, str], ...] = (
    (Category.UNPAID_WAGES, "反映单位拖欠两个月工资"),
    (Category.UNPAID_WAGES, "反映离职后工资没有结清"),
    (Category.OVERTIME, "反映加班工资没有足额支付"),
    (Category.INSURANCE, "反映单位没有缴足社会保险"),
    (Category.SEVERANCE, "反映解除合同没有经济补偿"),
    (Category.INJURY, "反映工伤申报被拖延"),
    (Category.CONTRACT, "反映单位不签劳动合同"),
    (Category.HOURS, "反映年休假不能安排"),
    (Category.WOMEN, "反映产假期间工资被扣"),
    (Category.SAFETY, "反映车间高温没有防护"),
    (Category.UNION, "咨询怎样组建工会"),
    (Category.HARDSHIP, "因病致困请求帮助"),
)
_MONEY = frozenset({Category.UNPAID_WAGES, Category.OVERTIME, Category.SEVERANCE, Category.INJURY})

Act = tuple[str, date, dict[str, Any], str]


@dataclass(frozen=True)
class Complaint:
    """One petition as it is to be made."""

    received_on: date
    source: Source
    category: Category
    subject: str
    people: int
    employer: EmployerCast | None
    claimed: Decimal | None
    name: str
    id_number: str
    phone: str
    acts: tuple[Act, ...]
    void_reason: str = ""


class Ending(StrEnum):
    """How far a petition has come, and whether in time."""

    IN_TIME = "in_time"  # mostly closed; some handed on, not accepted, extended, or handed over
    ACCEPTED_LATE = "accepted_late"
    CLOSED_LATE = "closed_late"
    EXTENDED = "extended"
    ACCEPTED = "accepted"
    NEW = "new"


@dataclass(frozen=True)
class Petitions:
    """So many petitions from one source between two days; with `closed` all closed then."""

    source: Source
    received: Window
    count: int = 1
    ending: Ending = Ending.IN_TIME
    closed: Window | None = None
    void_reason: str = ""


def planned(town: Town) -> tuple[Petitions, ...]:
    """The town's groups of petitions. Raises BadFacts."""
    found: tuple[Petitions, ...] = town.facts("petitions", tuple[Petitions, ...])
    return found


def paired_since(town: Town) -> date:
    """From when on a petition has two officers, a first and a stand-in. Raises BadFacts."""
    found: date = town.facts("petitions_paired_since", date, date.max)
    return found


@lru_cache(maxsize=4)
def complaints(town: Town) -> tuple[Complaint, ...]:
    """Every petition of the town, by the day it came."""
    return tuple(sorted(_Maker(town).all(), key=lambda one: (one.received_on, one.phone)))


def enter(town: Town) -> None:
    """Write the petitions, take each one's steps, strike out what was entered in error."""
    actor, rows = staff.officer(town), employers.by_code(town)
    place = Organisation.objects.get(code=town.code)
    made = complaints(town)
    records = [_row(one, rows, place, town) for one in made]
    for new, one in zip(door.create_many(PETITIONS, actor=actor, records=records), made, strict=True):
        row = new
        for step, day, values, note in one.acts:
            row = take(PETITIONS, step, actor=actor, record=row, taking=Taking(day, values, note))
        if one.void_reason:
            door.void(PETITIONS, actor=actor, record=row, why=one.void_reason)


def _desks(town: Town) -> tuple[str, str]:
    """The names of the town's first officer and of the stand-in, "" without one."""
    first, second, *_ = *[desk.name for desk in town.staff if desk.role is Role.OFFICER], ""
    return first, second


def _slip(one: Complaint) -> str:
    """The number of the paper by which the upper union referred it."""
    day = one.received_on
    return paper_number("市工信转", day.year, day.timetuple().tm_yday) if one.source is Source.REFERRED else ""


def _row(one: Complaint, rows: dict[str, Employer], place: Organisation, town: Town) -> Petition:
    handler, stand_in = _desks(town)
    employer = rows[one.employer.uscc] if one.employer else None
    return Petition(
        organisation=employer.organisation if employer else place,
        received_on=one.received_on,
        source=one.source,
        subject=one.subject,
        nature=Nature.QUESTION if one.category is Category.UNION else Nature.CLAIM,
        category=one.category,
        people=one.people,
        group=one.people >= GROUP,
        slip_number=_slip(one),
        employer=employer,
        amount_claimed=one.claimed,
        petitioner=one.name,
        id_number=one.id_number,
        phone=one.phone,
        handler=handler,
        stand_in=stand_in if one.received_on >= paired_since(town) else "",
    )


class _Maker:
    """Draws petitions, each of another person."""

    def __init__(self, town: Town) -> None:
        self.town, self.paired_since = town, paired_since(town)
        self.rng = random.Random(f"petitions {town.seed or town.code}")
        self.names, self.numbers = Names(self.rng), IdNumbers.of(town.serial, "petitions")
        self.employers = [e for e in cast(town).employers if e.staff >= 8]
        self.serial = 0

    def all(self) -> Iterator[Complaint]:
        """Every petition of the town's groups."""
        for group in planned(self.town):
            for _ in range(group.count):
                received = office_day(self.rng, *group.received)
                yield self._one(received, group.source, self._acts(group, received), group.void_reason)

    def _acts(self, group: Petitions, received: date) -> tuple[Act, ...]:
        rng = self.rng
        if group.closed:
            return self._handled(received, rng.randint(0, 2), office_day(rng, *group.closed))
        if group.ending is Ending.ACCEPTED_LATE:
            return self._handled(received, 22, received + timedelta(days=50))
        if group.ending is Ending.CLOSED_LATE:
            return self._handled(received, 3, received + timedelta(days=rng.randint(82, 100)))
        if group.ending is Ending.EXTENDED:
            extended = ("extend", received + timedelta(days=56), {"extended_days": 20}, "工资单据要逐月核对")
            return (*self._accepted(received + timedelta(days=5)), extended)
        if group.ending is Ending.ACCEPTED:
            return self._accepted(min(TODAY, received + timedelta(days=2)))
        return () if group.ending is Ending.NEW else self._ended(received, self.serial)

    def _ended(self, received: date, index: int) -> tuple[Act, ...]:
        """Steps to an end in time: mostly closed; some handed on, not accepted, extended, or handed over."""
        rng = self.rng
        if index % 11 == 7:
            day = received + timedelta(days=rng.randint(0, 6))
            return (("hand_on", day, {"handed_to": rng.choice(list(HandedTo))}, ""),)
        if index % 29 == 10:
            day = received + timedelta(days=rng.randint(1, 8))
            return (("not_accept", day, {"notified_on": day}, "仲裁委员会已经受理"),)
        wait = rng.randint(0, 9)
        if index % 19 == 12 and received <= TODAY - timedelta(days=90):
            extended = received + timedelta(days=wait + 55)
            accept, close = self._handled(received, wait, extended + timedelta(days=18))[:2]
            return (accept, ("extend", extended, {"extended_days": 30}, "单位账册在外地，核对要时间"), close)
        acts = self._handled(received, wait, received + timedelta(days=wait + rng.randint(2, 48)))
        stand_in = _desks(self.town)[1]
        if index % 9 == 4 and received >= self.paired_since and stand_in:
            over = ("hand_over_accepted", acts[0][1], {"taken_over_by": stand_in}, "A岗休年假")
            return (acts[0], over, *acts[1:])
        return acts

    def _accepted(self, day: date) -> tuple[Act, ...]:
        return (("accept", day, {"notified_on": day}, ""),)

    def _handled(self, received: date, wait: int, closed: date) -> tuple[Act, ...]:
        """Accepted after `wait` days, closed on that day; some are asked afterwards."""
        rng = self.rng
        recovered = Decimal(rng.randrange(8, 240) * 100) if rng.random() < 0.4 else Decimal(0)
        result = rng.choices(list(Result), (8, 5, 2, 1))[0]
        acts = [
            *self._accepted(received + timedelta(days=wait)),
            ("close", closed, {"result": result, "amount_recovered": recovered}, ""),
        ]
        asked = closed + timedelta(days=rng.randint(5, 20))
        if rng.random() < 0.4 and asked <= TODAY:
            answer = rng.choices(list(Satisfaction), (6, 3, 1))[0]
            acts.append(("follow_up", asked, {"satisfaction": answer}, ""))
        return tuple(acts)

    def _one(self, received: date, source: Source, acts: tuple[Act, ...], void_reason: str = "") -> Complaint:
        rng = self.rng
        self.serial += 1
        category, subject = rng.choice(_SUBJECTS)
        woman = rng.random() < 0.45
        number = self.numbers.give(any_day(rng, date(1970, 1, 1), date(2003, 12, 31)), woman=woman)
        assert number is not None, "a day of birth has room for fifty people"
        return Complaint(
            received_on=received,
            source=source,
            category=category,
            subject=subject,
            people=rng.choice((1, 1, 1, 1, 2, 3, 6, 12)),
            employer=rng.choice(self.employers) if rng.random() < 0.85 else None,
            claimed=Decimal(rng.randrange(10, 400) * 100) if category in _MONEY else None,
            name=self.names.person(woman=woman),
            id_number=number,
            phone=make_phone(70_000_000 + self.town.serial * 10_000 + self.serial),
            acts=acts,
            void_reason=void_reason,
        )
