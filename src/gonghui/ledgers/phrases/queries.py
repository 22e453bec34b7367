"""With which phrases a place opens its papers."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from gonghui.engine.access.models import Organisation
from gonghui.ledgers.phrases.choices import Kind
from gonghui.ledgers.phrases.models import Phrase


def phrase_in_force(place: Organisation, kind: str, day: date) -> Phrase | None:
    """The phrase of that kind with which the place opens its papers on the day: the latest of its own, else of the
    nearest union above that has one. Who leads the union above does not lead the place: that is the place's own only.
    """
    above = [] if kind == Kind.LEADERSHIP else reversed(place.ancestors())
    for union in (place, *above):
        own = Phrase._default_manager.filter(
            jurisdiction_id=union.jurisdiction_id, organisation=union, kind=kind, voided_on=None
        )
        in_force = own.filter(Q(ended_on=None) | Q(ended_on__gt=day), issued_on__lte=day)
        found = in_force.select_related("organisation").order_by("-issued_on", "-id").first()
        if found is not None:
            return found
    return None
