"""What stands in a place's plan."""

from __future__ import annotations

from collections.abc import Sequence

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.ledgers.plans.models import PlanItem


def plan_items(place: Organisation) -> Sequence[PlanItem]:
    """The items that the place itself planned, of all years, in the order of entry."""
    found = at_place(PlanItem._default_manager.all(), place)
    return list(found.filter(organisation=place, voided_on=None).order_by("id"))
