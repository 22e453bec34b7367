from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.phrases.models import Phrase


def make_phrase(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Phrase:
    """A phrase in force since February 2025."""
    values: dict[str, Any] = {
        "text": f"服务大局、服务职工的第{sequence}项要求",
        "document": "年度工作要点",
        "issued_by": "临江市总工会",
        "organisation": place,
        "issued_on": date(2025, 2, 10),
        **changes,
    }
    return door.save(PHRASES, actor=actor, record=Phrase(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "phrases": lambda place, sequence: make_phrase(place.officer, place.town, sequence),
}
