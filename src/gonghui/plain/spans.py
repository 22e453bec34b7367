"""The parts of a year for which reports are written, and what each is called: one place for titles, forms and texts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from gonghui.plain.chinese import chinese_number
from gonghui.plain.periods import Period, format_period


class SpanKind(StrEnum):
    """What kind of period a report is for."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    STATISTICAL_YEAR = "statistical-year"
    DAYS = "days"


@dataclass(frozen=True)
class PartOfYear:
    """A part of a year that has a name: 上半年, 第三季度, 10月; the whole year is one too."""

    key: str
    kind: SpanKind
    name: str
    of: Callable[[int], Period]


@dataclass(frozen=True)
class Span:
    """A period as a report names it.

    `title` bears the year (2025年上半年). `during` says in a sentence when a thing happened, once the period is over
    (全年, 三季度), `so_far` while it lasts (今年以来, 本季度以来). `same_before` is the same time a year earlier,
    `whole_before` the same once the period is over. `following` is the next such time (2026年, 下半年, 11月).
    """

    kind: SpanKind
    title: str
    during: str
    so_far: str
    same_before: str
    whole_before: str
    following: str


def _month(month: int, year: int) -> Period:
    return Period.month(year, month)


def _quarter(quarter: int, year: int) -> Period:
    return Period.quarter(year, quarter)


def _half(half: int, year: int) -> Period:
    return Period.months_of(year, half * 6 - 5, half * 6)


WHOLE_YEAR = PartOfYear("year", SpanKind.YEAR, "全年", Period.year)
HALF_YEARS = tuple(
    PartOfYear(f"half-{n}", SpanKind.HALF_YEAR, f"{'上下'[n - 1]}半年", partial(_half, n)) for n in (1, 2)
)
QUARTERS = tuple(
    PartOfYear(f"quarter-{n}", SpanKind.QUARTER, f"第{chinese_number(n)}季度", partial(_quarter, n))
    for n in range(1, 5)
)
MONTHS = tuple(PartOfYear(f"month-{n}", SpanKind.MONTH, f"{n}月", partial(_month, n)) for n in range(1, 13))
STATISTICAL_YEAR = PartOfYear("statistical-year", SpanKind.STATISTICAL_YEAR, "统计年度", Period.statistical_year)
PARTS_OF_YEAR = (WHOLE_YEAR, *HALF_YEARS, *QUARTERS, *MONTHS, STATISTICAL_YEAR)


def span_of(period: Period) -> Span:
    """Return what a report calls the period.

    >>> span_of(Period.quarter(2025, 3)).title, span_of(Period.quarter(2025, 3)).during
    ('2025年第三季度', '三季度')
    >>> span_of(Period.year(2025)).title, span_of(Period.statistical_year(2025)).title
    ('2025年', '2025统计年度')
    >>> span_of(Period.months_of(2025, 1, 10)).title
    '2025年1—10月'
    """
    year, part = period.end.year, named_part(period)
    same = ("上年同期", "上年同期")
    if part is None:
        return Span(SpanKind.DAYS, format_period(period), "期内", "期内", *same, f"{year + 1}年")
    if part is WHOLE_YEAR:
        return Span(part.kind, f"{year}年", "全年", "今年以来", "上年同期", "上年", f"{year + 1}年")
    if part is STATISTICAL_YEAR:
        before = ("上一统计年度同期", "上一统计年度")
        return Span(part.kind, f"{year}统计年度", "统计年度内", "本统计年度以来", *before, f"{year + 1}年")
    return Span(part.kind, f"{year}年{part.name}", _said(part), _said_so_far(part), *same, _following(part, year))


def named_part(period: Period) -> PartOfYear | None:
    """Return the part of a year that the period is, or None.

    >>> named_part(Period.month(2025, 3)).key
    'month-3'
    """
    return next((part for part in PARTS_OF_YEAR if part.of(period.end.year) == period), None)


def following_part(period: Period) -> tuple[int, PartOfYear]:
    """Return the year and the part of it for which a report of the period says what comes next.

    After the first half of a year that is the second; after a quarter or a month the next; after everything else the
    year that follows.

    >>> [(year, part.key) for year, part in map(following_part, (Period.quarter(2025, 4), Period.year(2025)))]
    [(2026, 'quarter-1'), (2026, 'year')]
    """
    year, part = period.end.year, named_part(period)
    if part is HALF_YEARS[0]:
        return year, HALF_YEARS[1]
    for parts in (QUARTERS, MONTHS):
        if part in parts:
            place = parts.index(part) + 1
            return (year, parts[place]) if place < len(parts) else (year + 1, parts[0])
    return year + 1, WHOLE_YEAR


def part_of_year(key: str) -> PartOfYear | None:
    """Return the part with that key, or None."""
    return next((part for part in PARTS_OF_YEAR if part.key == key), None)


def _said(part: PartOfYear) -> str:
    """三季度 in a sentence, where a title has 第三季度."""
    return part.name.removeprefix("第")


def _said_so_far(part: PartOfYear) -> str:
    if part is HALF_YEARS[0] or part is QUARTERS[0]:
        return "今年以来"
    return "本季度以来" if part.kind is SpanKind.QUARTER else f"{part.name}以来"


def _following(part: PartOfYear, year: int) -> str:
    next_year, following = following_part(part.of(year))
    if following is WHOLE_YEAR:
        return f"{next_year}年"
    return _said(following) if next_year == year else f"{next_year}年{_said(following)}"
