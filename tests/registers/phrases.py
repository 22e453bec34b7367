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


def make_decoys(place: Town) -> None:
    """One in force, one in the neighbouring town, and one ended, one to come later, one entered in error."""
    make_phrase(place.officer, place.town, 1)
    make_phrase(place.stranger, place.neighbour, 1)
    make_phrase(place.officer, place.town, 2, ended_on=date(2025, 11, 3))
    make_phrase(place.officer, place.town, 3, issued_on=date(2025, 12, 5))
    wrong = make_phrase(place.officer, place.town, 4)
    door.void(PHRASES, actor=place.officer, record=wrong, why="与原文不符")
