"""Set the published figures beside those that come out of the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gonghui.demo.published import published_of
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureQuery
from gonghui.engine.figures.sets import compute_cells
from gonghui.plain.periods import Period
from gonghui.plain.quantities import format_quantity


@dataclass(frozen=True)
class Comparison:
    """A published figure and the records' value; `records` is how many rows it counts.

    `recomputed` is the exact value, `in_its_words` as the summary writes its own: the same where that is exact, 超过 a
    round number where it is not.
    """

    code: str
    name: str
    as_of: date
    published: str
    recomputed: str
    records: int
    in_its_words: str

    @property
    def agrees(self) -> bool:
        return self.published == self.in_its_words

    @property
    def verdict(self) -> str:
        return "一致" if self.agrees else "不一致"


def rows(catalogue: Catalogue, town: Organisation) -> list[Comparison]:
    """Every figure published of the town, recomputed from its records.

    Raises LookupError for a figure that the catalogue does not define.
    """
    asked = []
    for published in published_of(town.code).figures:
        indicator = catalogue.indicator(published.code)
        if indicator is None:
            raise LookupError(published.code)
        asked.append((published, indicator, FigureQuery(town, Period.year(published.year), published.as_of)))
    figures = compute_cells((indicator, query) for _, indicator, query in asked)
    found = []
    for published, indicator, query in asked:
        figure = figures[indicator.code, query]
        value = alike = format_quantity(figure.value, indicator.unit)
        if published.over is not None:
            alike = format_quantity(round_number_below(figure.value, published.over), indicator.unit, "at_least")
        found.append(
            Comparison(indicator.code, indicator.name, published.as_of, published.text, value, figure.records, alike)
        )
    return found


def round_number_below(value: Decimal, like: int) -> Decimal:
    """The largest number below `value` that is as round as `like`: what 超过 may be said of.

    >>> [int(round_number_below(Decimal(value), 5000)) for value in (5217, 5000, 9800)]
    [5000, 4000, 9000]
    """
    step = 1
    while like and like % (step * 10) == 0:
        step *= 10
    whole = value // step * step
    return whole - step if whole == value else whole
