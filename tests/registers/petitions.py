from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_id_number, make_name
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition


def make_petition(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Petition:
    """A petition over wages that a worker brought in person on 3 March 2025; it lies with its employer, if any."""
    values: dict[str, Any] = {
        "organisation": place,
        "received_on": date(2025, 3, 3),
        "source": "in_person",
        "subject": f"反映拖欠工资之{sequence}",
        "category": "unpaid_wages",
        "people": 1 + sequence % 12,
        "amount_claimed": Decimal(12_000 + sequence),
        "petitioner": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1988, 8, 9)),
        "phone": f"135{sequence:08d}",
        "handler": "陈玉兰",
        "stand_in": "周海明",
        **changes,
    }
    return door.save(PETITIONS, actor=actor, record=Petition(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "petitions": lambda place, sequence: make_petition(
        place.officer, place.town, sequence, employer=make_employer(place.officer, place.village, sequence)
    ),
}
