"""What workers brought to the union: each petition with its steps, the first town's as its figures were published."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import TODAY, any_day, office_day
from gonghui.demo.identities import IdNumbers, make_phone
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.petitions.choices import Category, HandedTo, Nature, Result, Satisfaction, Source
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition

CUT_OFF = date(2025, 12, 10)
SOURCES = {Source.REFERRED: 38, Source.IN_PERSON: 19}  # of this year's, up to the cut-off
_LAST_YEARS = {Source.REFERRED: 14, Source.IN_PERSON: 8, Source.PHONE: 2, Source.LETTER: 1}
_NEAR_THE_END = 6  # received late enough to be under way at the end of November
_PAIRED_SINCE = date(2025, 5, 6)  # from then on two officers, first and stand-in

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


@lru_cache(maxsize=4)
def complaints(town: Town) -> tuple[Complaint, ...]:
    """Every petition of the town, by the day it came."""
    teller = _Teller(town)
    found = teller.told() if town is T1 else teller.drawn()
    return tuple(sorted(found, key=lambda one: (one.received_on, one.phone)))


def enter(town: Town) -> None:
    """Write the petitions, take each one's steps, strike out what was entered in error."""
    actor, rows = staff.officer(town.code), employers.by_code(town)
    place = Organisation.objects.get(code=town.code)
    made = complaints(town)
    records = [_row(one, rows, place, actor.name, _stand_in(town)) for one in made]
    for new, one in zip(door.create_many(PETITIONS, actor=actor, records=records), made, strict=True):
        row = new
        for step, day, values, note in one.acts:
            row = take(PETITIONS, step, actor=actor, record=row, taking=Taking(day, values, note))
        if one.void_reason:
            door.void(PETITIONS, actor=actor, record=row, why=one.void_reason)


def _stand_in(town: Town) -> str:
    return staff.account(f"{town.code.lower()}-officer-b").name if town is T1 else ""


def _row(one: Complaint, rows: dict[str, Employer], place: Organisation, handler: str, stand_in: str) -> Petition:
    employer = rows[one.employer.uscc] if one.employer else None
    return Petition(
        organisation=employer.organisation if employer else place,
        received_on=one.received_on,
        source=one.source,
        subject=one.subject,
        nature=Nature.QUESTION if one.category is Category.UNION else Nature.CLAIM,
        category=one.category,
        people=one.people,
        employer=employer,
        amount_claimed=one.claimed,
        petitioner=one.name,
        id_number=one.id_number,
        phone=one.phone,
        handler=handler,
        stand_in=stand_in if one.received_on >= _PAIRED_SINCE else "",
    )


class _Teller:
    """Draws petitions, each of another person."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rng = random.Random(f"petitions {town.seed or town.code}")
        self.names, self.numbers = Names(self.rng), IdNumbers(*((600, 699) if town is T1 else (900, 989)))
        self.employers = [e for e in cast(town).employers if e.staff >= 8]
        self.serial = 0

    def told(self) -> Iterator[Complaint]:
        """The first town's: this year's all ended in time by the cut-off."""
        rng = self.rng
        sources = [source for source, count in SOURCES.items() for _ in range(count)]
        rng.shuffle(sources)
        for index, source in enumerate(sources):
            if index < _NEAR_THE_END:
                received = office_day(rng, date(2025, 11, 17), date(2025, 11, 26))
                acts = self._handled(received, rng.randint(0, 2), office_day(rng, date(2025, 12, 1), CUT_OFF))
            else:
                received = office_day(rng, date(2025, 1, 3), date(2025, 10, 24))
                acts = self._ended(received, index)
            yield self._one(received, source, acts)
        yield from self._beside()

    def _beside(self) -> Iterator[Complaint]:
        """Last year's, those after the cut-off, and what was entered in error."""
        rng = self.rng
        last_years = [source for source, count in _LAST_YEARS.items() for _ in range(count)]
        for index, source in enumerate(last_years):
            received = office_day(rng, date(2024, 1, 4), date(2024, 8, 30))
            if index == 0:  # accepted too late
                acts = self._handled(received, 22, received + timedelta(days=50))
            elif index == 1:  # closed too late
                acts = self._handled(received, 3, received + timedelta(days=81))
            else:
                acts = self._ended(received, index + 3)
            yield self._one(received, source, acts)
        yield self._one(date(2025, 12, 11), Source.REFERRED, ())
        yield self._one(date(2025, 12, 11), Source.IN_PERSON, self._accepted(TODAY))
        wrong = date(2025, 3, 11)
        acts = self._handled(wrong, 4, wrong + timedelta(days=90), recovered=Decimal(3200))
        yield self._one(wrong, Source.IN_PERSON, acts, "是邻镇的事项，误登记")
        wrong = date(2025, 6, 4)
        acts = (
            *self._accepted(date(2025, 6, 9)),
            ("extend", date(2025, 7, 30), {"extended_days": 20}, "工资单据要逐月核对"),
        )
        yield self._one(wrong, Source.REFERRED, acts, "同一件事重复登记")

    def drawn(self) -> Iterator[Complaint]:
        """Another town's; there may be none."""
        rng = self.rng
        if rng.random() < 0.25:
            return
        size = round(math.exp(rng.uniform(0, math.log(60))))
        sources = [source for source in Source if rng.random() < 0.6] or [Source.IN_PERSON]
        endings = [ending for ending in ("in time", "late", "under way", "last year") if rng.random() < 0.7]
        for _ in range(size):
            ending = rng.choice(endings or ["in time"])
            received = office_day(rng, date(2025, 1, 3), date(2025, 8, 29))
            if ending == "last year":
                received = office_day(rng, date(2024, 1, 4), date(2024, 8, 30))
            acts = self._ended(received, rng.randrange(20))
            if ending == "late":
                acts = self._handled(received, rng.randint(0, 20), received + timedelta(days=rng.randint(82, 100)))
            elif ending == "under way":
                received = office_day(rng, date(2025, 11, 17), date(2025, 12, 5))
                acts = self._accepted(received + timedelta(days=2))
            yield self._one(received, rng.choice(sources), acts)

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
        if index % 19 == 12:
            extended = received + timedelta(days=wait + 55)
            accept, close = self._handled(received, wait, extended + timedelta(days=18))[:2]
            return (accept, ("extend", extended, {"extended_days": 30}, "单位账册在外地，核对要时间"), close)
        acts = self._handled(received, wait, received + timedelta(days=wait + rng.randint(2, 48)))
        if index % 9 == 4 and received >= _PAIRED_SINCE and self.town is T1:
            over = ("hand_over_accepted", acts[0][1], {"taken_over_by": _stand_in(self.town)}, "A岗休年假")
            return (acts[0], over, *acts[1:])
        return acts

    def _accepted(self, day: date) -> tuple[Act, ...]:
        return (("accept", day, {"notified_on": day}, ""),)

    def _handled(self, received: date, wait: int, closed: date, *, recovered: Decimal | None = None) -> tuple[Act, ...]:
        """Accepted after `wait` days, closed on that day; some are asked afterwards."""
        rng = self.rng
        if recovered is None:
            recovered = Decimal(rng.randrange(8, 240) * 100) if rng.random() < 0.4 else Decimal(0)
        result = rng.choices(list(Result), (8, 5, 2, 1))[0]
        acts = [
            *self._accepted(received + timedelta(days=wait)),
            ("close", closed, {"result": result, "amount_recovered": recovered}, ""),
        ]
        asked = closed + timedelta(days=rng.randint(5, 20))
        if rng.random() < 0.4 and asked <= TODAY:
            told = rng.choices(list(Satisfaction), (6, 3, 1))[0]
            acts.append(("follow_up", asked, {"satisfaction": told}, ""))
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
