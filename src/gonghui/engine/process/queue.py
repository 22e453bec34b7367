"""What waits for a person: the open steps that they may take, and the cases that stand before each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.declare import Ledger, Process, Relation, Step
from gonghui.engine.process.deciders import cases_before, deciders, states_before
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.steps import barred_by, may_take
from gonghui.engine.records.apart import seen_by


@dataclass(frozen=True)
class Waiting:
    """Cases of one register that stand before one step which the person may take."""

    ledger: Ledger
    step: Step
    external: bool
    rows: QuerySet[Any]


def waiting(ledger: Ledger, place: Organisation, access: Access) -> list[Waiting]:
    """The primary steps of a register that the person may take for cases at `place` and below, each with its cases.

    Cases that the person may not take for their own part in them (回避) are left out. The rows are not fetched. What
    another office decided on paper waits for the office of the cases, and on the pages of that office alone.
    """
    process = ledger.process
    if process is None:
        return []
    here = deciders(process, place)
    rows = at_place(ledger.model._default_manager.filter(voided_on=None), place)
    rows = seen_by(access, ledger, rows, place)
    found = []
    for step in process.steps:
        if step.primary:
            for external, standing in _standing_before(process, step, place, access, here):
                cases = rows.filter(standing)
                if step.waits is not None:
                    cases = cases.filter(step.waits)
                if not external:
                    cases = _without_own(ledger, process, step, cases, access)
                found.append(Waiting(ledger, step, external, cases))
    return found


def _standing_before(
    process: Process, step: Step, place: Organisation, access: Access, here: Mapping[Relation, Organisation]
) -> Iterator[tuple[bool, Q]]:
    """The cases that stand before a step which the person may take, and whether it is to be written down only."""
    if step.relation is None:
        if not access.roles_at(place).isdisjoint(step.by):
            yield False, Q(**{f"{process.field}__in": sorted(step.start)})
        return
    offices = {post.organisation.pk: post.organisation for post in access.posts if post.role in step.by}
    decides = here.get(step.relation)
    for office in offices.values():
        # A place below the office, or the office itself, or one above that has it below.
        if office.contains(place) or place.contains(office):
            yield False, cases_before(process, step, office)
    if decides is not None and decides.pk not in offices and step.external_by:
        external, allowed = may_take(step, place, decides, access)
        if external and allowed:
            open_in = sorted(states_before(process, step, here))
            kept_here = Organisation.objects.filter(office=here[Relation.HANDLING])
            yield True, Q(organisation__in=kept_here, **{f"{process.field}__in": open_in})


def _without_own(ledger: Ledger, process: Process, step: Step, rows: QuerySet[Any], access: Access) -> QuerySet[Any]:
    barring = barred_by(process, step)
    if not barring:
        return rows
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
    return rows.filter(~Exists(own))
