"""When things happened is told as exactly as the days allow, and no more exactly than they do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gonghui.plain.occasions import DAY, MONTH, ONE_MONTH, TENTH, WEEKLY, format_occasions


@pytest.mark.parametrize(
    ("days", "form", "told"),
    [
        ([], DAY, None),
        ([date(2025, 9, 27)] * 3, DAY, "9月27日"),
        ([date(2025, 9, 27), date(2025, 9, 30)], DAY, "9月27日至30日"),
        ([date(2025, 9, 27), date(2025, 10, 2)], DAY, "9月27日至10月2日"),
        ([date(2024, 12, 30), date(2025, 1, 2)], DAY, "2024年12月30日至2025年1月2日"),
        ([date(2025, 3, 1), date(2025, 3, 10)], TENTH, "3月上旬"),
        ([date(2025, 3, 11)], TENTH, "3月中旬"),
        ([date(2025, 10, 21), date(2025, 10, 31)], TENTH, "10月下旬"),
        ([date(2025, 3, 10), date(2025, 3, 11)], TENTH, "3月"),
        ([date(2025, 3, 10), date(2025, 5, 11)], TENTH, "3—5月"),
        ([date(2025, 5, 2)], MONTH, "5月"),
        ([date(2024, 5, 2)], MONTH, "2024年5月"),
        ([date(2024, 11, 2), date(2025, 2, 1)], MONTH, "2024年11月至2025年2月"),
        ([date(2025, 5, 2), date(2025, 5, 30)], ONE_MONTH, "5月"),
        ([date(2025, 5, 2), date(2025, 6, 1)], ONE_MONTH, None),
        ([date(2024, 5, 2)], ONE_MONTH, None),
    ],
)
def test_the_days_as_a_sentence_tells_them(days: list[date], form: str, told: str | None) -> None:
    assert format_occasions(days, form, 2025) == told


MONDAYS = [date(2025, 6, 9) + timedelta(weeks=week) for week in range(20)]


def test_a_weekly_rhythm_is_told_by_its_day() -> None:
    assert format_occasions(MONDAYS, WEEKLY, 2025) == "每周一"
    # One week in which the office was shut does not break it.
    assert format_occasions([day for day in MONDAYS if day != MONDAYS[7]], WEEKLY, 2025) == "每周一"
    # The fewest that do: nine weeks of ten.
    assert format_occasions([day for day in MONDAYS[:10] if day != MONDAYS[4]], WEEKLY, 2025) == "每周一"
    assert format_occasions([day for day in MONDAYS[:9] if day != MONDAYS[4]], WEEKLY, 2025) is None


@pytest.mark.parametrize(
    "days",
    [
        MONDAYS[:2],
        [*MONDAYS, MONDAYS[4] + timedelta(days=1)],
        [day for day in MONDAYS if day not in MONDAYS[7:9]],
        MONDAYS[::2],
    ],
    ids=["two only", "a Tuesday among them", "two weeks missed in a row", "every other week"],
)
def test_what_is_no_weekly_rhythm_is_not_called_one(days: list[date]) -> None:
    assert format_occasions(days, WEEKLY, 2025) is None


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="日期说法"):
        format_occasions(MONDAYS, "yearly", 2025)
