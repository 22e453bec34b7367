"""Rows of the toy registers, entered through the door. All names and numbers are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES, Bursary
from tests.engine.toy.licences import LICENCES, Licence
from tests.engine.toy.payments import PAYMENTS, Payment
from tests.engine.toy.repairs import REPAIRS, Repair
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import make_credit_code, make_id_number, make_name

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door


def make_workshop(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Workshop:
    """A workshop at `place`, in a guild, with 57 workers."""
    values: dict[str, Any] = {
        "name": f"{place.name[:2]}第{sequence}五金厂",
        "uscc": make_credit_code(sequence + 1000 * place.pk),
        "organisation": place,
        "staff": 57,
        "women": 21,
        "has_guild": True,
        "founded_on": date(2019, 5, 8),
        "masters": 40,
        "phone": f"138{sequence:04d}{place.pk % 10_000:04d}",
        **changes,
    }
    return door.save(WORKSHOPS, actor=actor, record=Workshop(), changes=values)


def make_apprentice(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Apprentice:
    """An apprentice at `place`; an odd `sequence` is a man."""
    birth = date(1970 + place.pk % 25, 1 + sequence % 12, 1 + sequence // 1000 % 28)
    values: dict[str, Any] = {
        "name": make_name(sequence),
        "id_number": make_id_number(sequence, birth),
        "phone": f"139{sequence:04d}{place.pk % 10_000:04d}",
        "organisation": place,
        "join_date": date(2025, 1 + sequence % 11, 1 + sequence % 27),
        **changes,
    }
    return door.save(APPRENTICES, actor=actor, record=Apprentice(), changes=values)


def make_bursary(actor: Account, workshop: Workshop, sequence: int = 1, **changes: Any) -> Bursary:
    """A case that asks for 200 yuan, surveyed and not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 7),
        "id_number": make_id_number(sequence, date(1990, 3, 7)),
        "phone": f"137{sequence:08d}",
        "workshop": workshop,
        "course": "电工技能提升班",
        "asked_amount": Decimal(200),
        "surveyed_on": date(2025, 6, 3),
        **changes,
    }
    return door.save(BURSARIES, actor=actor, record=Bursary(), changes=values)


def make_payment(actor: Account, workshop: Workshop, sequence: int = 1, **changes: Any) -> Payment:
    """A month's rent of a workshop."""
    values: dict[str, Any] = {
        "workshop": workshop,
        "period": f"2025-{1 + sequence % 11:02d}",
        "paid_date": date(2025, 1 + sequence % 11, 15),
        "base": Decimal(60000),
        "amount": Decimal("1200.50"),
        "voucher": f"SP{workshop.pk:05d}{sequence:05d}",
        **changes,
    }
    return door.save(PAYMENTS, actor=actor, record=Payment(), changes=values)


def make_licence(actor: Account, workshop: Workshop, sequence: int = 1, **changes: Any) -> Licence:
    """A workshop's licence of a year, with one of the three papers there; `sequence` 1 is 2025, 2 is 2024."""
    values: dict[str, Any] = {"workshop": workshop, "for_year": 2026 - sequence, "plan": True, **changes}
    return door.save(LICENCES, actor=actor, record=Licence(), changes=values)


def make_repair(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Repair:
    """Something to be repaired, of no workshop."""
    values: dict[str, Any] = {
        "received_on": date(2025, 6, 2),
        "source": "phone",
        "subject": f"第{sequence}台机床不转",
        "organisation": place,
        "handler": "陈玉兰",
        **changes,
    }
    return door.save(REPAIRS, actor=actor, record=Repair(), changes=values)
