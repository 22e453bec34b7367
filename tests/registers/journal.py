from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.journal.models import JournalEntry


def make_journal_entry(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> JournalEntry:
    """A talk with the labour office about bargaining."""
    values: dict[str, Any] = {
        "done_on": date(2025, 4, 1 + sequence % 28),
        "kind": "liaison",
        "topic": "bargaining",
        "partner_kind": "labour",
        "organisation": place,
        "visitors": "陈玉兰、周海明",
        "content": f"第{sequence}次沟通合同审查流程",
        **changes,
    }
    return door.save(JOURNAL, actor=actor, record=JournalEntry(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "journal": lambda place, sequence: make_journal_entry(place.officer, place.village, sequence),
}
