"""Each condition of a figure matters: a basis that forgot one gives another figure over the register's own decoys.

A register's file in `tests/registers` may have a function `make_decoys(place)`. It writes rows that count in the
village and in the neighbouring town, and for each condition a row that only that condition leaves out. The figures of
all other registers are tried on the demonstration (tests/demo).
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.catalogue.rows import DECOYS, LEDGERS, folder_of, has_own_decoys
from tests.factories import Town

from gonghui.demo import towns
from gonghui.demo.listed import key_of
from gonghui.demo.load import is_demonstrated
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery, Indicator, Ledger
from gonghui.engine.figures.compute import compute
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db

INDICATORS = [indicator for indicator in CATALOGUE.indicators if has_own_decoys(indicator)]
# Nothing can be dated after today, so what came later is seen on an earlier day.
AS_OF = date(2025, 11, 30)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_the_figures_of_every_register_are_tried_on_some_rows(ledger: Ledger) -> None:
    first = towns()[0]
    assert is_demonstrated(ledger, first) or folder_of(ledger) in DECOYS, (
        f"Let tests/registers/{folder_of(ledger)}.py have a function make_decoys(place), "
        f"or list rows of {key_of(ledger)} in {first.source}."
    )


def query(place: Organisation) -> FigureQuery:
    return FigureQuery(place, Period.year(2025), AS_OF)


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        pytest.param(indicator, condition.key, id=f"{indicator.code}-{condition.key}")
        for indicator in INDICATORS
        for condition in indicator.conditions
    ],
)
def test_leaving_one_condition_out_changes_the_figure(place: Town, indicator: Indicator, key: str) -> None:
    DECOYS[folder_of(indicator.ledger)](place)
    asked = query(place.town)
    remedy = (
        f"Let make_decoys write a row that only {key!r} of {indicator.code} leaves out, and one that counts. Where "
        "places or people are counted once, it is of a place or person of whom nothing else counts."
    )
    assert compute(indicator, asked).value > 0, remedy
    assert compute(indicator, asked).value != compute(indicator, asked, without=key).value, remedy


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_the_neighbouring_town_counts_for_the_city_only(place: Town, indicator: Indicator) -> None:
    DECOYS[folder_of(indicator.ledger)](place)
    ours, theirs, both = (compute(indicator, query(at)).records for at in (place.town, place.neighbour, place.city))
    assert ours + theirs == both
    assert theirs > 0, f"Let make_decoys write a row of {indicator.code} in the neighbouring town."
