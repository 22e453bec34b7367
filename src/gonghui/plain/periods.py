"""Periods of days, and how official texts tell periods and days (GB/T 15835-2011: Arabic numerals, no leading zeros).

A period within the year is told with the one-character dash 一字线: 2025年1—10月.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.plain.chinese import parse_date, plain_writing

_ONE_DAY = timedelta(days=1)
_REMEDY = "请写成2025年、2025年10月、2025年1—10月，或2025年1月1日至12月12日的样子。"
_JOIN = r" *(?:-|至|到) *"
_YEAR = re.compile(r"([12]\d{3}) *年?(?:度|全年)?")
_HALF = re.compile(r"([12]\d{3}) *年? *([上下])半年")
_QUARTER = re.compile(r"([12]\d{3}) *年? *第? *([1-4一二三四]) *季度")
_MONTH = re.compile(r"([12]\d{3}) *[年\-./] *(\d{1,2}) *月?")
_MONTHS = re.compile(rf"([12]\d{{3}}) *年 *(\d{{1,2}}) *月?{_JOIN}(?:([12]\d{{3}}) *年)? *(\d{{1,2}}) *月")
_YEARS = re.compile(rf"([12]\d{{3}}) *年?{_JOIN}([12]\d{{3}}) *年")
_DAYS = re.compile(r"(.*?日|[\d./-]{8,10}?) *(?:-|至|到|/) *(.+)")
_LIKE_A_DAY = re.compile(r"[12]\d{3} *[年./-]|\d{8}$")
_DAY_ONLY = re.compile(r"\d{1,2} *日")


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included.

    Raises ValueError, in Chinese, if it ends before it starts.

    >>> Period(date(2025, 1, 1), date(2025, 12, 12)).days
    346
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"期间的结束日期（{format_full_day(self.end)}）早于开始日期（{format_full_day(self.start)}），请改正。"
            )

    @classmethod
    def year(cls, year: int) -> "Period":
        """Return the calendar year.

        >>> Period.year(2025)
        Period(start=datetime.date(2025, 1, 1), end=datetime.date(2025, 12, 31))
        """
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """Return one calendar month.

        >>> Period.month(2024, 2).end
        datetime.date(2024, 2, 29)
        """
        return cls.months_of(year, month, month)

    @classmethod
    def months_of(cls, year: int, first: int, last: int) -> "Period":
        """Return whole months of one year: ``months_of(2025, 1, 10)`` is January to October."""
        return cls(_month_start(year, first), _month_end(year, last))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """Return a quarter, 1 to 4, of the calendar year."""
        return cls.months_of(year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def statistical_year(cls, year: int) -> "Period":
        """Return the year of union statistics: 1 October of the year before to 30 September.

        >>> format_period(Period.statistical_year(2025))
        '2024年10月至2025年9月'
        """
        return cls(date(year - 1, 10, 1), date(year, 9, 30))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that a person wrote; what `format_period` tells is read back as it was.

        Also read: ``2025``, ``2025-10``, ``2025年上半年``, ``2025年第三季度`` and two days joined by 至, 到, a dash
        or a slash (``2025-01-01/2025-12-12``). Raises ValueError with the remedy in Chinese.

        >>> Period.parse("2025年1—10月")
        Period(start=datetime.date(2025, 1, 1), end=datetime.date(2025, 10, 31))
        """
        normal = plain_writing(text)
        found = _parse_whole(normal) or _parse_days(normal)
        if found is None:
            raise ValueError(f"期间的写法认不出来，{_REMEDY}")
        return found

    @property
    def days(self) -> int:
        """The number of days, from 1 up."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> tuple["Period", ...]:
        """The calendar months touched, in order, the first and the last cut to the period; ``len`` counts them.

        >>> [format_period(month) for month in Period(date(2025, 10, 1), date(2025, 12, 12)).months]
        ['2025年10月', '2025年11月', '2025年12月1日至12日']
        """
        parts = []
        start = self.start
        while start <= self.end:
            end = min(_month_end(start.year, start.month), self.end)
            parts.append(Period(start, end))
            start = end + _ONE_DAY
        return tuple(parts)

    @property
    def whole_months(self) -> "Period | None":
        """The months that lie in the period from their first day to their last; None where there is none.

        >>> format_period(Period(date(2025, 1, 1), date(2025, 12, 12)).whole_months)
        '2025年1—11月'
        """
        start = self.start if self.start.day == 1 else _month_end(self.start.year, self.start.month) + _ONE_DAY
        end = self.end if _ends_month(self.end) else self.end.replace(day=1) - _ONE_DAY
        return Period(start, end) if start < end else None

    def last_year(self) -> "Period":
        """Return the same period a year earlier; a period that ends with a month still does.

        >>> Period(date(2025, 1, 1), date(2025, 2, 28)).last_year().end
        datetime.date(2024, 2, 29)
        """
        year = self.end.year - 1
        end = _month_end(year, self.end.month) if _ends_month(self.end) else self.end.replace(year=year)
        year = self.start.year - 1
        start = self.start.replace(year=year, day=min(self.start.day, _month_end(year, self.start.month).day))
        return Period(start, end)

    def until(self, day: date) -> "Period | None":
        """Return the part that ends with ``day`` at the latest, or None if the period begins after it.

        >>> format_period(Period.year(2025).until(date(2025, 12, 12)))
        '2025年1月1日至12月12日'
        """
        return Period(self.start, min(self.end, day)) if self.start <= day else None

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies in the period."""
        return self.start <= day <= self.end


def format_period(period: Period) -> str:
    """Return the period as an official text tells it.

    >>> format_period(Period.year(2025)), format_period(Period.month(2025, 10))
    ('2025年', '2025年10月')
    >>> format_period(Period.months_of(2025, 1, 10))
    '2025年1—10月'
    >>> format_period(Period(date(2025, 1, 1), date(2025, 12, 12)))
    '2025年1月1日至12月12日'
    """
    start, end = period.start, period.end
    if start.day == 1 and _ends_month(end):
        return _format_whole_months(start, end)
    if start == end:
        return format_full_day(start)
    if start.year != end.year:
        return f"{format_full_day(start)}至{format_full_day(end)}"
    if start.month == end.month:
        return f"{format_full_day(start)}至{end.day}日"
    return f"{format_full_day(start)}至{format_day(end)}"


def format_day(day: date) -> str:
    """Return month and day without leading zeros.

    >>> format_day(date(2025, 12, 1))
    '12月1日'
    """
    return f"{day.month}月{day.day}日"


def format_full_day(day: date) -> str:
    """Return year, month and day without leading zeros.

    >>> format_full_day(date(2025, 12, 1))
    '2025年12月1日'
    """
    return f"{day.year}年{format_day(day)}"


def format_as_of(day: date) -> str:
    """Return the cut-off day as a sentence begins with it; a month's last day is told as the month's end.

    >>> format_as_of(date(2025, 10, 31)), format_as_of(date(2025, 12, 10))
    ('截至10月底', '截至12月10日')
    """
    return f"截至{day.month}月底" if _ends_month(day) else f"截至{format_day(day)}"


def _format_whole_months(start: date, end: date) -> str:
    same_year = start.year == end.year
    if (start.month, end.month) == (1, 12):
        return f"{start.year}年" if same_year else f"{start.year}—{end.year}年"
    if not same_year:
        return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    if start.month == end.month:
        return f"{start.year}年{start.month}月"
    return f"{start.year}年{start.month}—{end.month}月"


def _month_start(year: int, month: int) -> date:
    return _month_end(year, month).replace(day=1)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"月份是{month}，应为1至12，{_REMEDY}")
    return date(year, month, monthrange(year, month)[1])


def _ends_month(day: date) -> bool:
    return day == _month_end(day.year, day.month)


def _parse_whole(text: str) -> Period | None:
    """Read whole years, halves, quarters and months."""
    if found := _YEAR.fullmatch(text):
        return Period.year(int(found[1]))
    if found := _HALF.fullmatch(text):
        first = 1 if found[2] == "上" else 7
        return Period.months_of(int(found[1]), first, first + 5)
    if found := _QUARTER.fullmatch(text):
        quarter = "一二三四".find(found[2]) + 1 or int(found[2])
        return Period.quarter(int(found[1]), quarter)
    if found := _MONTHS.fullmatch(text):
        year, last_year = int(found[1]), int(found[3] or found[1])
        return Period(_month_start(year, int(found[2])), _month_end(last_year, int(found[4])))
    if found := _MONTH.fullmatch(text):
        return Period.month(int(found[1]), int(found[2]))
    if found := _YEARS.fullmatch(text):
        return Period(date(int(found[1]), 1, 1), date(int(found[2]), 12, 31))
    return None


def _parse_days(text: str) -> Period | None:
    """Read one day, or two joined; the second may leave out what it shares with the first."""
    pair = _DAYS.fullmatch(text)
    if pair is None:
        if not _LIKE_A_DAY.match(text):
            return None
        day = parse_date(text)
        return Period(day, day)
    start = parse_date(pair[1])
    rest = pair[2] if not _DAY_ONLY.fullmatch(pair[2]) else f"{start.month}月{pair[2]}"
    return Period(start, parse_date(rest, start.year))
