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
