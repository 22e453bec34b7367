"""Round numbers that stand for exact ones, and rates that claim no more than they know."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gonghui.plain.quantities import format_quantity, format_share, round_below, round_rate


@pytest.mark.parametrize(
    ("value", "rounded"), [(999, None), (1000, 900), (1001, 1000), (2000, 1000), (10000, 9000), (98765, 90000)]
)
def test_the_number_that_is_exceeded_is_below_the_value(value: int, rounded: int | None) -> None:
    assert round_below(Decimal(value)) == rounded


@pytest.mark.parametrize(
    ("value", "told"),
    [("33.33", "33.3%"), ("66.67", "66.7%"), ("80", "80%"), ("99.96", "99.96%"), ("0.04", "0.04%"), ("100", "100%")],
)
def test_a_rate_has_one_decimal_and_is_never_all_or_none_by_rounding(value: str, told: str) -> None:
    assert format_quantity(round_rate(Decimal(value)), "%") == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(1, 3, "3家中有1家"), (3, 3, "3家全部"), (0, 3, "3家都没有"), (1, 1, "1家"), (0, 1, "1家没有")],
)
def test_a_rate_of_few_is_told_by_their_number(part: int, whole: int, told: str) -> None:
    assert format_share(part, whole, "家") == told
