"""Set the published figures beside those that come out of the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gonghui.demo.published import PUBLISHED
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ask, Catalogue
from gonghui.engine.figures.compute import compute
from gonghui.plain.periods import Period
from gonghui.plain.quantities import tell_quantity


@dataclass(frozen=True)
class Comparison:
    """A published figure and the records' value, told the same way; `records` is how many rows it counts."""

    code: str
    name: str
    as_of: date
    published: str
    recomputed: str
    records: int

    @property
    def agrees(self) -> bool:
        return self.published == self.recomputed

    @property
    def verdict(self) -> str:
        return "一致" if self.agrees else "不一致"


def rows(catalogue: Catalogue, town: Organisation) -> list[Comparison]:
    """Every figure published of the town, recomputed from its records.

    Raises LookupError for a figure that the catalogue does not define.
    """
    found = []
    for published in PUBLISHED:
        if published.town != town.code:
            continue
        indicator = catalogue.indicator(published.code)
        if indicator is None:
            raise LookupError(published.code)
        figure = compute(indicator, Ask(town, Period.year(published.year), published.as_of))
        told = tell_quantity(figure.value, indicator.unit)
        found.append(Comparison(indicator.code, indicator.name, published.as_of, published.told, told, figure.records))
    return found
