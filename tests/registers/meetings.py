from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.meetings.models import Meeting


def make_meeting(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Meeting:
    """A meeting that the place itself called, on bargaining."""
    values: dict[str, Any] = {
        "title": f"第{sequence}次集体协商推进会",
        "kind": "promotion",
        "topic": "bargaining",
        "organisation": place,
        "held_on": date(2025, 5, 1 + sequence % 28),
        "expected": 60,
        "attended": 50 + sequence % 10,
        **changes,
    }
    return door.save(MEETINGS, actor=actor, record=Meeting(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "meetings": lambda place, sequence: make_meeting(place.officer, place.village, sequence),
}
