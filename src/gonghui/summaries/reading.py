"""Who reads which paper: what is signed is read by all who may read summaries, a draft by its own office alone."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right, at_place
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.records.models import LedgerRow
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Correction, Summary, SummaryState
from gonghui.summaries.paper import from_json

Row = TypeVar("Row", bound=LedgerRow)


def is_own_office(access: Access, place: Organisation) -> bool:
    """Whether the person works in the office whose papers those of `place` are: at the place, or up to the union that
    signs them. Posts above it do not count, whatever they may read of the registers.
    """
    roles = SUMMARIES.roles_with(Right.READ)
    reaching = [post.organisation for post in access.posts if post.role in roles and post.organisation.contains(place)]
    if any(held.pk == place.pk for held in reaching):
        return True
    return bool(reaching) and any(place.offices()[0].contains(held) for held in reaching)


def may_draft(access: Access, place: Organisation) -> bool:
    """Whether the person drafts and changes summaries of `place`."""
    return access.may(Right.WRITE, SUMMARIES, place) and is_own_office(access, place)


def may_read(access: Access, paper: LedgerRow) -> bool:
    """Whether the person may read a summary or a correction that lies where they may read summaries."""
    return getattr(paper, "state", None) == SummaryState.SIGNED or is_own_office(access, paper.organisation)


def readable(rows: QuerySet[Row], access: Access, place: Organisation) -> QuerySet[Row]:
    """The rows (summaries or corrections) at or below `place` that the person may read."""
    found = at_place(rows, place)
    unsigned = found.exclude(state=SummaryState.SIGNED)
    places = Organisation.objects.filter(pk__in=unsigned.order_by().values("organisation"))
    own = [one.pk for one in places if is_own_office(access, one)]
    return found.filter(Q(state=SummaryState.SIGNED) | Q(organisation__in=own))


def may_see_frozen(access: Access, frozen: FrozenFigure) -> bool:
    """Whether the person may see a figure as a summary tells it: where a signed one does, or in its own office."""
    if is_own_office(access, frozen.organisation):
        return True
    place, state = frozen.organisation, SummaryState.SIGNED
    papers: tuple[QuerySet[Any], ...] = (Summary.objects.filter(state=state), Correction.objects.filter(state=state))
    return any(
        str(frozen.pk) in from_json(content).frozen_ids()
        for some in papers
        for content in at_place(some, place).filter(organisation=place).values_list("content", flat=True).iterator()
    )
