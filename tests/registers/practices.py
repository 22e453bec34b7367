from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.practices.ledger import PRACTICES
from gonghui.ledgers.practices.models import Practice


def make_practice(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Practice:
    """A method of collective bargaining, for the place's own papers."""
    values: dict[str, Any] = {
        "kind": "method",
        "topic": "bargaining",
        "happened_on": date(2025, 6, 3),
        "title": f"第{sequence}条做法",
        "text": f"把第{sequence}步怎样谈讲给企业听",
        "organisation": place,
        **changes,
    }
    return door.save(PRACTICES, actor=actor, record=Practice(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "practices": lambda place, sequence: make_practice(place.officer, place.village, sequence),
}
