from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.employers.models import Employer


def make_agreement(actor: Account, employer: Employer, **changes: Any) -> Agreement:
    """A case of bargaining over wages, offered and filled, for the year from 1 July 2025."""
    values: dict[str, Any] = {
        "employer": employer,
        "offered_on": date(2025, 5, 12),
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2026, 6, 30),
        "covered_workers": 52,
        "raise_percent": Decimal("5.5"),
        **changes,
    }
    return door.save(AGREEMENTS, actor=actor, record=Agreement(), changes=values)


def make_bargaining_week(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> BargainingWeek:
    """A town's report of the drive for bargaining; `sequence` 1 is the week of 13 January 2025."""
    monday = date(2025, 1, 6) + timedelta(weeks=sequence)
    values: dict[str, Any] = {
        "organisation": place,
        "reported_on": monday,
        "supervised_on": monday + timedelta(days=2),
        **changes,
    }
    return door.save(BARGAINING_WEEKS, actor=actor, record=BargainingWeek(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "agreements": lambda place, sequence: make_agreement(
        place.officer, make_employer(place.officer, place.village, sequence)
    ),
    "bargaining-weeks": lambda place, sequence: make_bargaining_week(place.officer, place.town, sequence),
}
