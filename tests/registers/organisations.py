from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import Level


def make_union(actor: Account, place: Organisation, **changes: Any) -> Union:
    """The union that stands at `place`."""
    values: dict[str, Any] = {
        "name": place.name,
        "kind": "federation",
        "organisation": place,
        "founded_on": date(2012, 4, 1),
        "chair": "罗国栋",
        **changes,
    }
    return door.save(UNIONS, actor=actor, record=Union(), changes=values)


def _primary_union(place: Town, sequence: int) -> LedgerRow:
    at = create_organisation(
        code=f"V1-{sequence}", name=f"第{sequence}基层工会", level=Level.PRIMARY, parent=place.village
    )
    return make_union(place.officer, at, kind="single")


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "unions": _primary_union,
}


# What was there before is tried on the demonstration.
FIGURES = frozenset(
    f"unions.{name}" for name in ("legal_person_rate", "audit_rate", "women_rate", "term_rate", "overdue", "re_elected")
)


def _at(parent: Organisation, sequence: int) -> Organisation:
    return create_organisation(
        code=f"{parent.code}-9{sequence}", name=f"第9{sequence}基层工会", level=Level.PRIMARY, parent=parent
    )


def make_decoys(place: Town) -> None:
    """Unions that count, their neighbours, and what each condition leaves out."""
    good = {
        "kind": "single",
        "legal_person_code": "81441900MC00000129",
        "audit_committee": True,
        "women_committee": True,
        "term_began_on": date(2025, 4, 1),
        "term_ends_on": date(2030, 3, 31),
    }
    over = {**good, "term_began_on": date(2020, 4, 1), "term_ends_on": date(2025, 3, 31)}
    short = {**good, "term_ends_on": date(2025, 10, 31)}
    make_union(place.officer, _at(place.village, 1), **good)
    make_union(place.officer, _at(place.village, 2), **over)
    make_union(place.officer, _at(place.village, 3), kind="joint")
    first = {"founded_on": date(2025, 5, 1), "term_began_on": date(2025, 5, 1)}
    make_union(place.officer, _at(place.village, 4), kind="single", **first)
    for sequence, values in enumerate((good, over), start=1):
        make_union(place.stranger, _at(place.neighbour_village, sequence), **values)
    make_union(place.officer, place.village, **{**short, "kind": "federation"})
    make_union(place.officer, _at(place.village, 5), **short, founded_on=None)
    make_union(place.officer, _at(place.village, 6), **short, dissolved_on=date(2025, 11, 1))
    wrong = make_union(place.officer, _at(place.village, 7), **short)
    door.void(UNIONS, actor=place.officer, record=wrong, why="同一个工会重复登记")
