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
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.student_aid.models import StudentAid


def make_student_aid(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> StudentAid:
    """The aid of 2025 for a worker's child at a high school, surveyed and not yet applied for."""
    values: dict[str, Any] = {
        "student": make_name(sequence + 17),
        "student_id_number": make_id_number(sequence, date(2008, 5, 2)),
        "parent": make_name(sequence + 23),
        "parent_id_number": make_id_number(sequence, date(1978, 2, 11)),
        "phone": f"134{sequence:08d}",
        "employer": employer,
        "school": "临江市第二中学",
        "stage": "high",
        "for_year": 2025,
        "tuition": Decimal(1600 + sequence),
        "surveyed_on": date(2025, 6, 5),
        "bank_card": "6200000000000005",
        **changes,
    }
    return door.save(STUDENT_AID, actor=actor, record=StudentAid(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "student-aid": lambda place, sequence: make_student_aid(
        place.officer, make_employer(place.officer, place.village, sequence), sequence
    ),
}

# The other figures are tried on the demonstration.
FIGURES = frozenset(f"student_aid.{code}" for code in cohorts.CODES)


def make_decoys(place: Town) -> None:
    """Cases of this year and of the year before, for the figures that tell them apart."""
    cohorts.make_cohorts(place, make_student_aid)
