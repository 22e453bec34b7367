"""When things happened is told as exactly as the days allow, and no more exactly than they do."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.occasions import DAY, FORMS, MONTH, ONE_MONTH, TENTH, WEEKLY, format_occasions, tellings


@pytest.mark.parametrize(
    ("days", "form", "told"),
    [
        ([], DAY, None),
        ([date(2025, 9, 27)] * 3, DAY, "9月27日"),
        ([date(2025, 9, 27), date(2025, 9, 30)], DAY, "9月27日和30日"),
        ([date(2025, 9, 27), date(2025, 9, 30), date(2025, 10, 2)], DAY, "9月27日、30日和10月2日"),
        ([date(2024, 10, 17), date(2025, 9, 27)], DAY, "2024年10月17日和2025年9月27日"),
        # A stretch of days, a weekend in it; with one day more it is none.
        ([date(2025, 9, day) for day in (25, 26, 29, 30)], DAY, "9月25日至30日"),
        ([date(2025, 9, day) for day in (24, 26, 29, 30)] + [date(2025, 10, 3)], DAY, "9月24日至10月3日"),
        ([date(2025, 9, day) for day in (25, 26, 30)] + [date(2025, 10, 1)], DAY, "9—10月"),
        ([date(2025, 3, 1), date(2025, 3, 10)], TENTH, "3月上旬"),
        ([date(2025, 3, 11)], TENTH, "3月中旬"),
        ([date(2025, 10, 21), date(2025, 10, 31)], TENTH, "10月下旬"),
        ([date(2025, 3, 10), date(2025, 3, 11)], TENTH, "3月"),
        ([date(2025, 3, 10), date(2025, 5, 11)], TENTH, "3月和5月"),
        ([date(2025, 3, 10), date(2025, 4, 1), date(2025, 5, 11)], TENTH, "3—5月"),
        # One late case does not stretch what was done in early March.
        ([*[date(2025, 3, 5)] * 30, date(2025, 12, 3)], TENTH, "3月上旬（另有12月1次）"),
        ([*[date(2025, 3, 5)] * 30, *[date(2025, 12, 3)] * 2], TENTH, "3月上旬（另有12月）"),
        ([*[date(2025, 3, 5)] * 30, date(2025, 3, 13)], TENTH, "3月"),
        ([date(2025, month, 9) for month in (1, 1, 2, 12)], MONTH, "1—2月和12月"),
        ([date(2025, month, 9) for month in (1, 3, 12)], MONTH, "1月、3月和12月"),
        ([*[date(2025, 2, 9)] * 9, date(2025, 6, 2), date(2025, 12, 2)], MONTH, "2月（另有6月1次、12月1次）"),
        ([date(2025, month, 9) for month in (1, 3, 5, 7)], MONTH, "1—7月间"),
        ([*[date(2024, 10, 1)] * 9, date(2025, 1, 1)], TENTH, "2024年10月上旬（另有2025年1月1次）"),
        ([date(2025, 5, 2)], MONTH, "5月"),
        ([date(2024, 5, 2)], MONTH, "2024年5月"),
        ([date(2024, 11, 2), date(2025, 2, 1)], MONTH, "2024年11月和2025年2月"),
        ([date(2024, 12, 2), date(2025, 1, 1)], MONTH, "2024年12月至2025年1月"),
        ([date(2025, 5, 2), date(2025, 5, 30)], ONE_MONTH, "5月"),
        ([date(2025, 5, 2), date(2025, 6, 1)], ONE_MONTH, None),
        ([date(2024, 5, 2)], ONE_MONTH, None),
    ],
)
def test_the_days_as_a_sentence_tells_them(days: list[date], form: str, told: str | None) -> None:
    assert format_occasions(days, form, 2025) == told


SCATTERED = [date(2025, 1, 9), date(2025, 1, 15), date(2025, 2, 3), date(2025, 12, 20)]


def test_days_that_scatter_are_told_in_any_way_that_holds_and_a_choice_is_kept_while_it_fits() -> None:
    ways = {way.key: way.text for way in tellings(SCATTERED, MONTH, 2025)}
    assert ways == {"runs": "1—2月和12月", "mainly": "1—2月（另有12月1次）", "between": "1—12月间"}
    assert format_occasions(SCATTERED, MONTH, 2025, "between") == "1—12月间"
    # With the stray day gone there is nothing left to choose from.
    assert format_occasions(SCATTERED[:3], MONTH, 2025, "between") == "1—2月"


# Written apart from the code that is tried: what a phrase says, read back.
_NAMED = re.compile(r"(?:(\d{4})年)?(\d{1,2})(?:—(\d{1,2}))?月")


def months_said(text: str, year: int) -> set[int]:
    """The months that a phrase of months names, each as a serial number."""
    found: set[int] = set()
    for piece in re.split("、|和|（另有", text):
        ends = _NAMED.findall(piece)
        first = (int(ends[0][0] or year), int(ends[0][1]))
        year = int(ends[-1][0] or first[0])
        last = (year, int(ends[-1][2] or ends[-1][1]))
        found |= set(range(first[0] * 12 + first[1], last[0] * 12 + last[1] + 1))
    return found


@given(
    st.lists(st.dates(date(2024, 10, 1), date(2025, 12, 31)), min_size=1, max_size=12),
    st.sampled_from(sorted(FORMS - {WEEKLY})),
)
def test_whatever_the_days_no_way_of_telling_names_a_month_without_one(days: list[date], form: str) -> None:
    happened = {day.year * 12 + day.month for day in days}
    for way in tellings(days, form, 2025):
        said = months_said(way.text, 2025) if "日" not in way.text else happened
        if "间" in way.text:
            assert (min(said), max(said)) == (min(happened), max(happened)), way
        else:
            assert said == happened, way


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
