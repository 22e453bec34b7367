"""Whole numbers out of addresses and forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.whole import whole_number


@given(st.integers(0, 10**15 - 1))
def test_plain_digits_are_read(number: int) -> None:
    assert whole_number(f" {number} ") == number


@pytest.mark.parametrize("text", [None, "", "²", "٣", "-1", "1.0", "1e3", "9" * 16, "9" * 5000, "abc"])
def test_anything_else_is_no_number(text: str | None) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "found"), [("0", None), ("1", 1), ("12", 12), ("13", None)])
def test_both_bounds_may_be_typed(text: str, found: int | None) -> None:
    assert whole_number(text, least=1, most=12) == found


@given(st.text())
def test_nothing_typed_breaks_the_page(text: str) -> None:
    found = whole_number(text, least=1, most=12)
    assert found is None or 1 <= found <= 12
