"""Days as a person types them into a box: every habit is read, what could be two days is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.typed_days import format_reading, read_typed_day

TODAY = date(2025, 12, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.10", date(2025, 12, 10)),
        ("3.5", date(2025, 3, 5)),
        ("12-11", date(2025, 12, 11)),
        ("12/31", date(2024, 12, 31)),
        ("1210", date(2025, 12, 10)),
        ("3月5日", date(2025, 3, 5)),
        ("3月5号", date(2025, 3, 5)),
        ("三月五日", date(2025, 3, 5)),
        ("12月10日（星期三）", date(2025, 12, 10)),
        ("25.3.5", date(2025, 3, 5)),
        ("25年3月5日", date(2025, 3, 5)),
        ("08年3月5日", date(2008, 3, 5)),
        ("85.3.5", date(1985, 3, 5)),
        ("250305", date(2025, 3, 5)),
        ("20250305", date(2025, 3, 5)),
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("去年3.5", date(2024, 3, 5)),
        ("上月5日", date(2025, 11, 5)),
        ("昨天", date(2025, 12, 11)),
        ("２-２９", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_in_any_habit(text: str, day: date) -> None:
    assert read_typed_day(text, TODAY) == day


@given(
    st.dates(date(1930, 1, 1), TODAY),
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}-{0.month:02}-{0.day:02}",
            "{0:%Y%m%d}",
            "{0.year}/{0.month}/{0.day}",
        ]
    ),
)
def test_a_day_with_its_whole_year_is_that_day(day: date, writing: str) -> None:
    assert read_typed_day(writing.format(day), TODAY) == day


@given(st.dates(date(2024, 12, 13), TODAY))
def test_without_a_year_it_is_the_last_that_is_past(day: date) -> None:
    assert read_typed_day(f"{day.month}.{day.day}", TODAY) == day


def test_a_day_that_may_lie_ahead_is_the_nearest() -> None:
    assert read_typed_day("3.5", TODAY, future=True) == date(2026, 3, 5)
    assert read_typed_day("11.30", TODAY, future=True) == date(2025, 11, 30)
    assert read_typed_day("30.3.5", TODAY, future=True) == date(2030, 3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("08.3.5", "看不出哪个是年，请把年份写四位，如2008年3月5日"),
        ("200305", "看不出有没有写日"),
        ("2025年3月", "没有写日"),
        ("2025.3", "没有写日"),
        ("25.12", "先写月再写日，如12月25日"),
        ("13.13", "月份是13"),
        ("2.30", "没有30日"),
        ("5.3.25", "看不出|认不出来"),
        ("去年", "认不出来"),
        ("三", "认不出来"),
    ],
)
def test_what_is_no_single_day_is_refused_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_typed_day(text, TODAY)


def test_the_reading_names_the_year_as_people_do() -> None:
    assert format_reading(date(2025, 12, 10), TODAY) == "今年12月10日，星期三"
    assert format_reading(date(2024, 12, 31), TODAY).startswith("去年12月31日")
    assert format_reading(date(2026, 3, 5), TODAY).startswith("明年3月5日")
    assert format_reading(date(2008, 3, 5), TODAY).startswith("2008年3月5日")
