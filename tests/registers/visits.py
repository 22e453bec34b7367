from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_id_number, make_name

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.ledgers.visits.models import Visit


def make_visit(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Visit:
    """A visit to an injured worker with 300 yuan."""
    values: dict[str, Any] = {
        "date": date(2025, 1, 15),
        "festival": "injury",
        "target": make_name(sequence + 29),
        "id_number": make_id_number(sequence, date(1987, 7, 21)),
        "category": "injured",
        "cash": Decimal(300),
        "organisation": place,
        **changes,
    }
    return door.save(VISITS, actor=actor, record=Visit(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "visits": lambda place, sequence: make_visit(
        place.officer, place.village, sequence, cash=300 + sequence, goods=sequence
    ),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset({"visits.households"})


def make_decoys(place: Town) -> None:
    """Households that count, the neighbour's, last year's, and one entered in error."""
    home = {"category": "hardship", "festival": "spring", "households": 1}
    make_visit(place.officer, place.village, 1, **home)
    make_visit(place.stranger, place.neighbour_village, 2, **home)
    make_visit(place.officer, place.village, 3, **home, date=date(2024, 1, 15))
    wrong = make_visit(place.officer, place.village, 4, **home)
    door.void(VISITS, actor=place.officer, record=wrong, why="同一户重复登记")
