from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town, make_credit_code

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer


def make_employer(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Employer:
    """An employer at `place`, unionised, with 57 workers."""
    values: dict[str, Any] = {
        "name": f"{place.name[:2]}第{sequence}五金厂",
        "uscc": make_credit_code(sequence + 1000 * place.pk),
        "organisation": place,
        "kind": "private",
        "industry": "C",
        "staff": 57,
        "women": 21,
        "has_union": True,
        "built_date": date(2019, 5, 8),
        "members": 40,
        "phone": f"138{sequence:04d}{place.pk % 10_000:04d}",
        **changes,
    }
    return door.save(EMPLOYERS, actor=actor, record=Employer(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "employers": lambda place, sequence: make_employer(place.officer, place.village, sequence),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset(
    f"employers.{name}"
    for name in (
        "running",
        "staff",
        "unionised_rate_25",
        "unionised_rate_100",
        "membership_rate",
        "foreign",
        "mining",
        "closed",
    )
)


def make_decoys(place: Town) -> None:
    """A quarry with a union that counts, one in the neighbouring town, and what each condition leaves out."""
    counts = {"staff": 130, "members": 100, "kind": "foreign", "industry": "B"}
    bare = {"has_union": False, "built_date": None, "members": 0}
    tiny = {"staff": 20, "women": 3, "kind": "foreign", "industry": "B"}
    make_employer(place.officer, place.village, 1, **counts)
    make_employer(place.stranger, place.neighbour_village, 1, **counts)
    make_employer(
        place.stranger, place.neighbour_village, 2, **tiny, **bare, status="moved", status_on=date(2025, 3, 1)
    )
    make_employer(place.officer, place.village, 2, staff=60, **bare)
    make_employer(place.officer, place.village, 3, staff=10, women=0, members=10)
    make_employer(place.officer, place.village, 4, **tiny, members=1, status="closed", status_on=date(2025, 6, 1))
    make_employer(place.officer, place.village, 5, staff=300, **bare, status="suspended", status_on=date(2024, 6, 1))
    voided = (
        {**counts, "staff": 150, **bare},
        {**tiny, "members": 2},
        {**tiny, "members": 2, "status": "closed", "status_on": date(2025, 6, 1)},
    )
    for sequence, values in enumerate(voided, start=6):
        wrong = make_employer(place.officer, place.village, sequence, **values)
        door.void(EMPLOYERS, actor=place.officer, record=wrong, why="同一家单位重复登记")
