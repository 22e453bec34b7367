"""Keep a figure as it was issued, so that what moved since can be seen beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import Figure, compute, rows
from gonghui.engine.figures.models import FrozenFigure
from gonghui.plain import clock
from gonghui.plain.periods import Period


def freeze(figure: Figure) -> FrozenFigure:
    """Store a figure with the keys of its records; returns the stored row."""
    indicator, query = figure.indicator, figure.query
    keys = list(rows(indicator, query).order_by("id").values_list("id", flat=True))
    return FrozenFigure.objects.create(
        jurisdiction_id=query.place.jurisdiction_id,
        organisation=query.place,
        code=indicator.code,
        indicator_version=indicator.version,
        start=query.period.start,
        end=query.period.end,
        as_of=query.as_of,
        value=figure.value,
        unit=indicator.unit,
        # As text: on a cluster ids pass what a script's numbers can hold.
        record_keys=[str(key) for key in keys],
        frozen_at=clock.now(),
    )


@dataclass(frozen=True)
class FrozenComparison:
    """A frozen figure beside today's: the value now, and the records that went, came, or were changed since.

    A figure that moved though no record of its own did was moved by a register beside it.
    """

    frozen: FrozenFigure
    now: Decimal
    gone: tuple[Any, ...]
    come: tuple[Any, ...]
    changed: tuple[Any, ...]

    @property
    def moved(self) -> bool:
        """Whether today's records give another value."""
        return self.now != self.frozen.value


def compare(indicator: Indicator, frozen: FrozenFigure) -> FrozenComparison:
    """Set a frozen figure beside what its question gives today. Gone records are found again, voided or not."""
    place = frozen.organisation
    query = FigureQuery(place, Period(frozen.start, frozen.end), frozen.as_of)
    figure = compute(indicator, query)
    counted = {str(row.pk): row for row in rows(indicator, query).order_by("id")}
    then = set(frozen.record_keys)
    model: Any = indicator.ledger.model
    within = model._default_manager.within(*place.jurisdictions())
    gone = within.filter(pk__in=[int(key) for key in then - set(counted)]).order_by("pk")
    written = LogEntry.objects.within(*place.jurisdictions()).filter(
        ledger=indicator.ledger.key,
        record_id__in=[int(key) for key in then & set(counted)],
        at__gt=frozen.frozen_at,
    )
    touched = set(written.exclude(changes={}).exclude(verb="reveal").values_list("record_id", flat=True))
    return FrozenComparison(
        frozen,
        figure.value,
        tuple(gone),
        tuple(row for key, row in counted.items() if key not in then),
        tuple(row for row in counted.values() if row.pk in touched),
    )
