"""When things happened, as a sentence tells it: 9月27日, 4月中旬, 3—5月, 每周一."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise

from gonghui.plain.periods import format_day

DAY, ONE_DAY, TENTH, MONTH, ONE_MONTH, WEEKLY = "day", "one_day", "tenth", "month", "one_month", "weekly"
FORMS = frozenset({DAY, ONE_DAY, TENTH, MONTH, ONE_MONTH, WEEKLY})

_TENTHS = ("上旬", "中旬", "下旬")
_WEEKDAYS = "一二三四五六日"
_WEEK = 7
# A rhythm is told of three times or more, no two weeks missed in a row and nine weeks of ten kept, since offices shut
# at festivals.
_FEWEST, _KEPT = 3, 0.9


def format_occasions(days: Collection[date], form: str, year: int) -> str | None:
    """Tell the days as `form` asks, as exactly as they allow; days outside `year` bear theirs.

    DAY gives the day or the first and the last, ONE_DAY the day or None; TENTH the third of the month in which all
    lie, else the months; MONTH the month or the months, ONE_MONTH the month of `year` in which all lie, or None; WEEKLY
    the day of the week on which it was done week by week, or None where there is no such rhythm. None without any day.
    Raises ValueError for an unknown form.

    >>> format_occasions([date(2025, 9, 27)], DAY, 2025)
    '9月27日'
    >>> format_occasions([date(2025, 4, 14), date(2025, 4, 18)], TENTH, 2025)
    '4月中旬'
    >>> format_occasions([date(2025, 1, 6), date(2025, 2, 10)], MONTH, 2025)
    '1—2月'
    >>> format_occasions([date(2025, 6, 9), date(2025, 6, 16), date(2025, 6, 23)], WEEKLY, 2025)
    '每周一'
    """
    if form not in FORMS:
        raise ValueError(f"不认识的日期说法“{form}”，应为 {'、'.join(sorted(FORMS))} 之一。")
    if not days:
        return None
    first, last = min(days), max(days)
    if form == WEEKLY:
        return _weekly(set(days))
    if form == ONE_DAY and first != last:
        return None
    if form in {DAY, ONE_DAY}:
        return _days(first, last, year)
    if form == TENTH and (first.year, first.month, _tenth(first)) == (last.year, last.month, _tenth(last)):
        return f"{_year(first, year)}{first.month}月{_TENTHS[_tenth(first)]}"
    if form == ONE_MONTH and not (first.year == last.year == year and first.month == last.month):
        return None
    return _months(first, last, year)


def _year(day: date, year: int) -> str:
    return "" if day.year == year else f"{day.year}年"


def _tenth(day: date) -> int:
    return min((day.day - 1) // 10, 2)


def _days(first: date, last: date, year: int) -> str:
    begun = _year(first, year) + format_day(first)
    if first == last:
        return begun
    if (first.year, first.month) == (last.year, last.month):
        return f"{begun}至{last.day}日"
    return f"{begun}至{_year(last, first.year)}{format_day(last)}"


def _months(first: date, last: date, year: int) -> str:
    begun = f"{_year(first, year)}{first.month}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{begun}月"
    if first.year == last.year:
        return f"{begun}—{last.month}月"
    return f"{begun}月至{last.year}年{last.month}月"


def _weekly(days: set[date]) -> str | None:
    ordered = sorted(days)
    weekdays = {day.weekday() for day in ordered}
    if len(ordered) < _FEWEST or len(weekdays) > 1:
        return None
    gaps = [(after - before).days // _WEEK for before, after in pairwise(ordered)]
    if max(gaps) > 2 or len(ordered) < _KEPT * (sum(gaps) + 1):
        return None
    return f"每周{_WEEKDAYS[weekdays.pop()]}"
