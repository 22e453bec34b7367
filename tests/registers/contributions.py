from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.contributions.models import Contribution, RebateFile
from gonghui.ledgers.employers.models import Employer


def make_contribution(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> Contribution:
    """A month's contribution of an employer."""
    values: dict[str, Any] = {
        "employer": employer,
        "period": f"2025-{1 + sequence % 11:02d}",
        "paid_date": date(2025, 1 + sequence % 11, 15),
        "base": Decimal(60000),
        "amount": Decimal("1200.50"),
        "voucher": f"SP{employer.pk:05d}{sequence:05d}",
        **changes,
    }
    return door.save(CONTRIBUTIONS, actor=actor, record=Contribution(), changes=values)


def make_rebate_file(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> RebateFile:
    """An employer's rebate papers of a year, with two of the five there; `sequence` 1 is 2025, 2 is 2024."""
    values: dict[str, Any] = {
        "employer": employer,
        "for_year": 2026 - sequence,
        "legal_certificate": True,
        "bank_account": True,
        "opened_on": date(2025, 3, 3) if sequence == 1 else date(2026 - sequence, 3, 3),
        **changes,
    }
    return door.save(REBATES, actor=actor, record=RebateFile(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "contributions": lambda place, sequence: make_contribution(
        place.officer, make_employer(place.officer, place.village, sequence), sequence
    ),
    "rebates": lambda place, sequence: make_rebate_file(
        place.officer, make_employer(place.officer, place.village, sequence)
    ),
}
