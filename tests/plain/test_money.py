"""Money and quantities as official texts tell them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.money import format_decimal, format_money, money_parts
from gonghui.plain.quantities import format_quantity, number_parts

AMOUNTS = st.decimals(-(10**11), 10**11, places=2)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("4500", "4500元"),
        ("4500.50", "4500.5元"),
        ("9999.99", "9999.99元"),
        ("9999.995", "1万元"),
        ("10000", "1万元"),
        ("122000", "12.2万元"),
        ("13173123.50", "1317.31万元"),
        ("13173150", "1317.32万元"),
        ("1000000", "100万元"),
        ("0", "0元"),
        ("-0.001", "0元"),
        ("-25000", "-2.5万元"),
    ],
)
def test_money(value: str, told: str) -> None:
    assert format_money(Decimal(value)) == told


@given(AMOUNTS)
def test_what_is_told_is_the_amount_to_the_last_place_told(value: Decimal) -> None:
    number, unit = money_parts(value)
    scale = {"元": Decimal(1), "万元": Decimal(10000)}[unit]
    assert abs(Decimal(number) * scale - value) <= scale * Decimal("0.005")
    assert "E" not in number
    assert "." not in number or number[-1] != "0"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match=r"^金额和数量应为有限的数。$"):
        format_decimal(value)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        format_money(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "exactness", "told"),
    [
        (45, "人", "exact", "45人"),
        (5000, "人次", "at_least", "超过5000人次"),
        (57, "宗", "about", "约57宗"),
        (20, "家", "at_most", "不足20家"),
        (Decimal("0.8") * 100, "%", "exact", "80%"),
        (Decimal("66.666"), "%", "exact", "66.67%"),
        (15, "个百分点", "exact", "15个百分点"),
        (Decimal("13173123.5"), "元", "about", "约1317.31万元"),
        (Decimal("1317312.35"), "元/月", "exact", "131.73万元"),
        (120000, "人", "exact", "120000人"),
    ],
)
def test_quantities(value: Decimal | int, unit: str, exactness: str, told: str) -> None:
    assert format_quantity(value, unit, exactness) == told


def test_an_unknown_exactness_is_refused() -> None:
    with pytest.raises(ValueError, match="不认识的精确程度"):
        format_quantity(1, "人", "nearly")


def test_number_and_unit_apart() -> None:
    assert number_parts(Decimal("13173123.5"), "元") == ("1317.31", "万元")
    assert number_parts(45, "人") == ("45", "人")
