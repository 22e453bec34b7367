"""A figure is rows plus a measure: opening it gives the rows, its value is the measure over the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import FigureQuery, Indicator


@dataclass(frozen=True)
class Figure:
    """An indicator's value at a place, for a period, as of a day. `records` is the number of rows that it opens."""

    indicator: Indicator
    query: FigureQuery
    value: Decimal
    records: int

    @property
    def empty(self) -> bool:
        """Whether it is a rate of nothing, which has no value."""
        return bool(self.indicator.denominator) and not self.records


def rows(indicator: Indicator, query: FigureQuery, *, without: str | None = None) -> QuerySet[Any]:
    """The rows that the figure counts, for the place and below.

    `without` leaves one condition out, by its key: that is how a test shows that every condition matters.
    """
    found = at_place(indicator.ledger.model._default_manager.all(), query.place, on=query.until)
    for condition in indicator.conditions:
        if condition.key != without:
            found = found.filter(condition.test(query))
    return found


def compute(indicator: Indicator, query: FigureQuery, *, without: str | None = None) -> Figure:
    """The figure: the measure over exactly the rows that opening it shows."""
    return _measured(indicator, query, rows(indicator, query, without=without))


def compute_own(indicator: Indicator, query: FigureQuery) -> Figure:
    """The figure's part of the place itself (本级): of the rows that lie at no place below it."""
    return _measured(indicator, query, rows(indicator, query).filter(organisation=query.place))


def _measured(indicator: Indicator, query: FigureQuery, counted: QuerySet[Any]) -> Figure:
    found = counted.order_by().aggregate(measured=indicator.measure.aggregate(query), counted=Count("pk"))
    return Figure(indicator, query, indicator.measure.value(found["measured"], query), found["counted"])
