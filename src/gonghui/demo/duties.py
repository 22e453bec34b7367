"""Who is charged with what in the town's office."""

from __future__ import annotations

import random
from datetime import date
from typing import NamedTuple

from gonghui.demo import staff
from gonghui.demo.days import office_day
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Town
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.duties.choices import Matter, Position
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.duties.models import Duty

_MAY = date(2025, 5, 6)


class _Charge(NamedTuple):
    name: str
    matter: Matter
    position: Position
    since: date
    until: date | None = None
    led_by: bool = False


def enter(town: Town) -> None:
    """Write who does what; in the first town one entry is struck out."""
    actor, place = staff.officer(town.code), Organisation.objects.get(code=town.code)
    charges = _told(actor.name, staff.account("t1-officer-b").name) if town is T1 else _drawn(town)
    records = [Duty(organisation=place, **charge._asdict()) for charge in charges]
    entered = door.create_many(DUTIES, actor=actor, records=records)
    if town is T1:
        door.void(DUTIES, actor=actor, record=entered[-1], why="只是临时帮忙，没有定岗")


def _told(first: str, second: str) -> list[_Charge]:
    """Since May two people follow petitions; one did before, and one joins after the day that is asked for."""
    a, b = Position.FIRST, Position.SECOND
    return [
        _Charge("关景明", Matter.PETITIONS, a, date(2023, 2, 13), _MAY),
        _Charge(first, Matter.PETITIONS, a, _MAY, led_by=True),
        _Charge(second, Matter.PETITIONS, b, _MAY, led_by=True),
        _Charge("温小楷", Matter.PETITIONS, b, date(2025, 12, 11), led_by=True),
        _Charge(first, Matter.BARGAINING, a, _MAY, led_by=True),
        _Charge(second, Matter.HARDSHIP, a, date(2024, 3, 4)),
        _Charge("关景明", Matter.FINANCE, a, _MAY),
        _Charge("温小楷", Matter.ACTIVITIES, b, date(2024, 9, 2)),
        _Charge("关景明", Matter.PETITIONS, b, date(2025, 9, 1)),
    ]


def _drawn(town: Town) -> list[_Charge]:
    rng = random.Random(f"duties {town.seed}")
    if rng.random() < 0.25:
        return []
    names = Names(rng)
    matters = [matter for matter in Matter if rng.random() < 0.6] or [Matter.OTHER]
    return [
        _Charge(
            names.person(woman=rng.random() < 0.5),
            matter,
            position,
            office_day(rng, date(2023, 1, 3), date(2025, 10, 31)),
        )
        for matter in matters
        for position in (list(Position) if rng.random() < 0.6 else [Position.FIRST])
    ]
