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
