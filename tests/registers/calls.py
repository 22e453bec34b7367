from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.ledgers.calls.models import Call


def make_call(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Call:
    """A call for applications for the subsidy, handed on in October and open until the end of November."""
    values: dict[str, Any] = {
        "topic": "subsidy",
        "title": f"第{sequence}批交通和误工补贴申报通知",
        "issuer": "临江市总工会",
        "paper_number": f"临总工办\u30142025\u3015{sequence}号",
        "issued_on": date(2025, 10, 16),
        "forwarded_on": date(2025, 10, 22),
        "closes_on": date(2025, 11, 30),
        "organisation": place,
        **changes,
    }
    return door.save(CALLS, actor=actor, record=Call(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "calls": lambda place, sequence: make_call(place.officer, place.town, sequence),
}
