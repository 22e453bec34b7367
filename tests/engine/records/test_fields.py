"""Days, money and counts, as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from gonghui.engine.records.fields import CountField, DayField, MoneyField

MONEY, COUNT = MoneyField("金额"), CountField("人数")


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("day", "right"), [(date(2025, 12, 12), True), (date(2025, 12, 13), False)])
def test_a_day_that_has_not_come_is_refused_unless_it_may_lie_ahead(day: date, *, right: bool) -> None:
    assert DayField("届满", future=True).clean(day, None) == day
    if right:
        assert DayField("日期").clean(day, None) == day
    else:
        with pytest.raises(ValidationError, match="2025年12月13日还没有到（今天是2025年12月12日），请核对"):
            DayField("日期").clean(day, None)


@given(st.decimals(-(10**11), 10**11, places=2))
def test_money_is_read_as_it_is_commonly_written(amount: Decimal) -> None:
    for written in (amount, str(amount), f"{amount:,}", f" {amount:,} 元", f"{amount}元"):
        assert MONEY.clean(written, None) == amount


@pytest.mark.parametrize("written", ["1.234", "一千", "nan", "Infinity", "1e20", "", None])
def test_what_is_no_amount_to_the_fen_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        MONEY.clean(written, None)


@pytest.mark.parametrize(("typed", "said"), [(-1, "不能小于0，请核对"), ("五", "整"), (10**9, "数字太大，请核对")])
def test_a_count_is_refused_in_one_sentence(typed: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said) as refusal:
        COUNT.clean(typed, None)
    assert len(refusal.value.messages) == 1


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31)])
def test_a_year_that_nobody_means_is_refused(day: date) -> None:
    with pytest.raises(ValidationError, match="年份太早"):
        DayField("日期").clean(day, None)
