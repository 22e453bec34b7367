from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.outreach.models import Outreach


def make_outreach(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Outreach:
    """Copies of a handout on bargaining given out."""
    values: dict[str, Any] = {
        "kind": "handout",
        "topic": "bargaining",
        "title": f"协商手册第{sequence}册",
        "organisation": place,
        "done_on": date(2025, 6, 1 + sequence % 28),
        "quantity": 100 + sequence,
        **changes,
    }
    return door.save(OUTREACH, actor=actor, record=Outreach(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "outreach": lambda place, sequence: make_outreach(place.officer, place.village, sequence),
}
