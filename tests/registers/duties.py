from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town, make_name

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.duties.models import Duty


def make_duty(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Duty:
    """A person in the first position for petitions since May 2025."""
    values: dict[str, Any] = {
        "organisation": place,
        "name": make_name(sequence + 3),
        "matter": "petitions",
        "since": date(2025, 5, 6),
        **changes,
    }
    return door.save(DUTIES, actor=actor, record=Duty(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "duties": lambda place, sequence: make_duty(place.officer, place.town, sequence),
}
