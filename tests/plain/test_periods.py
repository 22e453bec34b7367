"""Periods: what they hold, how they are told, and that what is told is read back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.periods import Period, format_as_of, format_day, format_period

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
PERIODS = st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS)
WHOLE_MONTHS = st.builds(
    lambda year, months: Period.months_of(year, min(months), max(months)),
    st.integers(1950, 2099),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
)


@given(st.one_of(PERIODS, WHOLE_MONTHS))
def test_what_is_told_is_read_back(period: Period) -> None:
    assert Period.parse(format_period(period)) == period


@given(PERIODS)
def test_the_months_make_up_the_period(period: Period) -> None:
    months = period.months
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(months))
    assert all((one.start.year, one.start.month) == (one.end.year, one.end.month) for one in months)
    assert sum(one.days for one in months) == period.days


@given(WHOLE_MONTHS)
def test_whole_months_a_year_ago_are_whole_months(period: Period) -> None:
    before = period.last_year()
    assert format_period(before) == format_period(period).replace(str(period.start.year), str(period.start.year - 1))


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (Period.year(2025), "2025年"),
        (Period.month(2025, 10), "2025年10月"),
        (Period(date(2025, 1, 1), date(2025, 10, 31)), "2025年1—10月"),
        (Period(date(2025, 1, 1), date(2025, 12, 12)), "2025年1月1日至12月12日"),
        (Period(date(2025, 3, 5), date(2025, 3, 9)), "2025年3月5日至9日"),
        (Period(date(2025, 3, 5), date(2025, 3, 5)), "2025年3月5日"),
        (Period(date(2024, 12, 5), date(2025, 3, 9)), "2024年12月5日至2025年3月9日"),
        (Period.statistical_year(2025), "2024年10月至2025年9月"),
        (Period(date(2023, 1, 1), date(2025, 12, 31)), "2023—2025年"),
        (Period.quarter(2025, 3), "2025年7—9月"),
    ],
)
def test_telling(period: Period, told: str) -> None:
    assert format_period(period) == told


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", Period.year(2025)),
        ("２０２５年度", Period.year(2025)),
        ("2025-10", Period.month(2025, 10)),
        ("2025年1~10月", Period.months_of(2025, 1, 10)),
        ("2025年1月至10月", Period.months_of(2025, 1, 10)),
        ("2025年上半年", Period.months_of(2025, 1, 6)),
        ("2025年下半年", Period.months_of(2025, 7, 12)),
        ("2025年3月5日至9日", Period(date(2025, 3, 5), date(2025, 3, 9))),
        ("2025年3月5日至4月9日", Period(date(2025, 3, 5), date(2025, 4, 9))),
        ("2025年第三季度", Period.quarter(2025, 3)),
        ("2025年3季度", Period.quarter(2025, 3)),
        ("2025-01-01/2025-12-12", Period(date(2025, 1, 1), date(2025, 12, 12))),
        ("2023—2025年", Period(date(2023, 1, 1), date(2025, 12, 31))),
        ("2025.1.1—2025.12.12", Period(date(2025, 1, 1), date(2025, 12, 12))),
        ("20250101至20251212", Period(date(2025, 1, 1), date(2025, 12, 12))),
    ],
)
def test_reading(text: str, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "认不出来，请写成2025年"),
        ("去年", "认不出来，请写成2025年"),
        ("0000", "认不出来"),
        ("2025-13", "月份是13，应为1至12"),
        ("2025年2月30日", "2025年2月没有30日"),
        ("2025年10—3月", "早于开始日期"),
        ("2025-12-12至2025-01-01", "2025年1月1日）早于开始日期（2025年12月12日"),
    ],
)
def test_what_cannot_be_read_is_refused_in_chinese(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Period.parse(text)


def test_a_leap_day_a_year_ago() -> None:
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.last_year() == Period(date(2023, 2, 28), date(2023, 2, 28))
    assert Period(date(2025, 1, 1), date(2025, 2, 28)).last_year().end == date(2024, 2, 29)


@given(PERIODS, DAYS)
def test_until_keeps_the_days_that_had_come(period: Period, day: date) -> None:
    part = period.until(day)
    if part is None:
        assert day < period.start
    else:
        assert part.start == period.start
        assert part.end == min(day, period.end)
        assert part.end in period


def test_days() -> None:
    assert format_day(date(2025, 12, 1)) == "12月1日"
    assert format_as_of(date(2025, 10, 31)) == "截至10月底"
    assert format_as_of(date(2025, 2, 28)) == "截至2月底"
    assert format_as_of(date(2024, 2, 28)) == "截至2月28日"
    assert format_as_of(date(2025, 12, 10)) == "截至12月10日"
