"""Who is charged with a matter on a day."""

from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Entering, Usual
from gonghui.ledgers.duties.choices import Matter, Position
from gonghui.ledgers.duties.models import Duty


def on_duty(matter: Matter, position: Position) -> Usual:
    """Who stands in that position for the matter, at the place or the nearest above; empty where nobody does."""

    def name(entering: Entering) -> str:
        places = [entering.place, *reversed(entering.place.ancestors())]
        found = Duty.objects.within(entering.place.jurisdiction_id).filter(
            Q(until=None) | Q(until__gt=entering.today),
            organisation__in=places,
            matter=matter,
            position=position,
            voided_on=None,
            since__lte=entering.today,
        )
        nearest = found.order_by("-organisation__level", "-since", "id").values_list("name", flat=True).first()
        return nearest or ""

    return name
