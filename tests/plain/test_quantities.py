"""Round numbers that stand for exact ones."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gonghui.plain.quantities import round_below


@pytest.mark.parametrize(
    ("value", "rounded"), [(999, None), (1000, 900), (1001, 1000), (2000, 1000), (10000, 9000), (98765, 90000)]
)
def test_the_number_that_is_exceeded_is_below_the_value(value: int, rounded: int | None) -> None:
    assert round_below(Decimal(value)) == rounded
