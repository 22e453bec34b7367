from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_id_number, make_name
from tests.registers import cohorts
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy


def make_subsidy(actor: Account, employer: Employer | None, sequence: int = 1, **changes: Any) -> Subsidy:
    """A worker's case, surveyed and not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 7),
        "id_number": make_id_number(sequence, date(1990, 3, 7)),
        "phone": f"137{sequence:08d}",
        "employer": employer,
        "course": "电工技能提升班",
        "transport_amount": Decimal(200),
        "surveyed_on": date(2025, 6, 3),
        **changes,
    }
    return door.save(SUBSIDIES, actor=actor, record=Subsidy(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "subsidies": lambda place, sequence: make_subsidy(
        place.officer, make_employer(place.officer, place.village, sequence), sequence, transport_amount=200 + sequence
    ),
}

# The other figures are tried on the demonstration.
FIGURES = frozenset(f"subsidies.{code}" for code in cohorts.CODES)


def make_decoys(place: Town) -> None:
    """Cases of this year and of the year before, for the figures that tell them apart."""
    cohorts.make_cohorts(place, make_subsidy)
