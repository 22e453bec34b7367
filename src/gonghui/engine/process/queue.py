"""What waits for a person: the open steps that they may take, and the cases that stand before each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.declare import Ledger, Step
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.steps import barred_by, deciding, may_take


@dataclass(frozen=True)
class Waiting:
    """Cases of one register that stand before one step which the person may take."""

    ledger: Ledger
    step: Step
    external: bool
    rows: QuerySet[Any]


def waiting(ledger: Ledger, place: Organisation, access: Access) -> list[Waiting]:
    """The primary steps of a register that the person may take for cases at `place` and below, each with its cases.

    Cases that the person may not take for their own part in them (回避) are left out. The rows are not fetched.
    """
    process = ledger.process
    if process is None:
        return []
    found = []
    for step in process.steps:
        if not step.primary:
            continue
        decides = deciding(step, place)
        if decides is None:
            continue
        external, allowed = may_take(step, place, decides, access)
        if not allowed:
            continue
        rows = at_place(ledger.model._default_manager.filter(voided_on=None), place).filter(
            **{f"{process.field}__in": sorted(step.start)}
        )
        barring = barred_by(process, step)
        if barring and not external:
            own = StepTaken.objects.filter(
                jurisdiction_id=OuterRef("jurisdiction_id"),
                ledger=ledger.key,
                record_id=OuterRef("pk"),
                actor=access.account,
                external=False,
                step__in=sorted(barring),
            )
            if process.rounds:
                came_back = StepTaken.objects.filter(
                    jurisdiction_id=OuterRef("jurisdiction_id"),
                    ledger=ledger.key,
                    record_id=OuterRef("record_id"),
                    end=process.initial,
                    pk__gt=OuterRef("pk"),
                )
                own = own.filter(~Exists(came_back))
            rows = rows.filter(~Exists(own))
        found.append(Waiting(ledger, step, external, rows))
    return found
