from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS
from gonghui.ledgers.plans.models import PlanItem, Shortcoming


def make_plan_item(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> PlanItem:
    """Something planned for 2025, not measured by a figure."""
    values: dict[str, Any] = {
        "for_year": 2025,
        "matter": "service",
        "text": f"办好第{sequence}件职工实事",
        "organisation": place,
        "planned_on": date(2025, 1, 6),
        **changes,
    }
    return door.save(PLANS, actor=actor, record=PlanItem(), changes=values)


def make_shortcoming(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Shortcoming:
    """Something that fell short in 2025 and is not mended."""
    values: dict[str, Any] = {
        "matter": "office",
        "text": f"第{sequence}处台账更新不及时",
        "organisation": place,
        "found_on": date(2025, 6, 3),
        **changes,
    }
    return door.save(SHORTCOMINGS, actor=actor, record=Shortcoming(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "plans": lambda place, sequence: make_plan_item(place.officer, place.town, sequence),
    "shortcomings": lambda place, sequence: make_shortcoming(place.officer, place.town, sequence),
}
