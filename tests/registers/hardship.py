from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_id_number, make_name
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile


def make_hardship_file(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> HardshipFile:
    """A worker's file for the hardship aid of 2025, surveyed and visited, not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1979, 9, 4)),
        "phone": f"135{sequence:08d}",
        "employer": employer,
        "for_year": 2025,
        "category": "relative",
        "cause": "illness",
        "cause_note": "术后长期服药",
        "household_size": 3,
        "monthly_income": Decimal(3100 + sequence),
        "surveyed_on": date(2025, 3, 5),
        "visited_on": date(2025, 3, 6),
        "visitor": "郑小满",
        "second_visitor": "傅清和",
        "bank_card": "6200000000000005",
        **changes,
    }
    return door.save(HARDSHIP, actor=actor, record=HardshipFile(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "hardship": lambda place, sequence: make_hardship_file(
        place.officer, make_employer(place.officer, place.village, sequence), sequence
    ),
}
