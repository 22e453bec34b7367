"""Every indicator of the catalogue, computed in sets over the demonstration, is what it is alone."""

from __future__ import annotations

from datetime import date

import pytest

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.sets import compute_many
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = date(2025, 12, 12)
WINDOWS = (
    (Period.year(2025), TODAY),
    (Period.year(2024), date(2024, 12, 12)),
    (Period.year(2025), date(2025, 10, 31)),
    (Period.months_of(2025, 1, 6), TODAY),
    (Period.month(2025, 9), date(2025, 9, 30)),
    (Period(date(2025, 3, 17), date(2025, 11, 2)), TODAY),
    (Period.year(2026), TODAY),
)


def check(queries: list[FigureQuery]) -> int:
    """Hold every indicator for every query against itself alone; return how many count anything."""
    found = compute_many(CATALOGUE.indicators, queries)
    for indicator in CATALOGUE.indicators:
        for query in queries:
            figure, alone = found[indicator.code, query], compute(indicator, query)
            assert (figure.value, figure.records) == (alone.value, alone.records), (indicator.code, query)
    return sum(bool(figure.records) for figure in found.values())


@pytest.mark.parametrize("code", ["T1", "C"])
def test_periods_in_a_set_are_what_they_are_alone(code: str) -> None:
    place = Organisation.objects.get(code=code)
    queries = [FigureQuery(place, period, as_of) for period, as_of in WINDOWS]
    assert check(queries) > len(CATALOGUE.indicators) * 3


def test_places_in_a_set_are_what_they_are_alone(town: Organisation) -> None:
    below = town.children.order_by("path")[:4]
    assert check([FigureQuery(place, Period.year(2025), TODAY) for place in (town, *below)]) > 150
