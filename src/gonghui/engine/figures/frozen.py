"""Keep a figure as it was issued, so that what moved since can be seen beside it."""

from __future__ import annotations

from gonghui.engine.figures.compute import Figure, rows
from gonghui.engine.figures.models import FrozenFigure
from gonghui.plain import clock


def freeze(figure: Figure) -> FrozenFigure:
    """Store a figure with the keys of its records; returns the stored row."""
    indicator, ask = figure.indicator, figure.ask
    keys = list(rows(indicator, ask).order_by("id").values_list("id", flat=True))
    return FrozenFigure.objects.create(
        jurisdiction_id=ask.place.jurisdiction_id,
        organisation=ask.place,
        code=indicator.code,
        indicator_version=indicator.version,
        start=ask.period.start,
        end=ask.period.end,
        as_of=ask.as_of,
        value=figure.value,
        unit=indicator.unit,
        # As text: on a cluster ids pass what a script's numbers can hold.
        record_keys=[str(key) for key in keys],
        frozen_at=clock.now(),
    )
