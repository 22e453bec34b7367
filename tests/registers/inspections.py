from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.inspections.models import Inspection, InspectionResult


def make_inspection(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Inspection:
    """A random inspection by the city's union."""
    values: dict[str, Any] = {
        "title": f"第{sequence}次规范化抽查",
        "organisation": place,
        "level": "city",
        "method": "random",
        "inspecting_body": "临江市总工会",
        "held_on": date(2025, 9, 1 + sequence % 28),
        **changes,
    }
    return door.save(INSPECTIONS, actor=actor, record=Inspection(), changes=values)


def make_inspection_result(
    actor: Account, inspection: Inspection, employer: Employer, **changes: Any
) -> InspectionResult:
    """What the inspection found at an employer: 86 points, nothing to put right."""
    values: dict[str, Any] = {"inspection": inspection, "employer": employer, "score": Decimal(86), **changes}
    return door.save(RESULTS, actor=actor, record=InspectionResult(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "inspections": lambda place, sequence: make_inspection(place.officer, place.village, sequence),
    "inspection-results": lambda place, sequence: make_inspection_result(
        place.officer,
        make_inspection(place.officer, place.village, sequence),
        make_employer(place.officer, place.village, sequence),
    ),
}
