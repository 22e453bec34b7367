from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.models import Recognition


def make_recognition(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Recognition:
    """Praise by the city's union."""
    values: dict[str, Any] = {
        "kind": "praise",
        "topic": "petitions",
        "fact": f"第{sequence}次受到通报表扬",
        "organisation": place,
        "by_body": "临江市总工会",
        "by_level": "city",
        "told_on": date(2025, 8, 1 + sequence % 28),
        "paper": f"临江工通报第{sequence}期",
        **changes,
    }
    return door.save(RECOGNITION, actor=actor, record=Recognition(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "recognition": lambda place, sequence: make_recognition(place.officer, place.village, sequence),
}
