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
    """A period as a report names it: `title` with its year (2025年上半年), `whole` in a sentence (上半年, 全年)."""

    kind: SpanKind
    title: str
    whole: str


def _month(month: int, year: int) -> Period:
    return Period.month(year, month)


def _quarter(quarter: int, year: int) -> Period:
    return Period.quarter(year, quarter)


def _half(half: int, year: int) -> Period:
    return Period.months_of(year, half * 6 - 5, half * 6)


WHOLE_YEAR = PartOfYear("year", SpanKind.YEAR, "全年", Period.year)
PARTS_OF_YEAR = (
    WHOLE_YEAR,
    *(PartOfYear(f"half-{n}", SpanKind.HALF_YEAR, f"{'上下'[n - 1]}半年", partial(_half, n)) for n in (1, 2)),
    *(
        PartOfYear(f"quarter-{n}", SpanKind.QUARTER, f"第{chinese_number(n)}季度", partial(_quarter, n))
        for n in range(1, 5)
    ),
    *(PartOfYear(f"month-{n}", SpanKind.MONTH, f"{n}月", partial(_month, n)) for n in range(1, 13)),
    PartOfYear("statistical-year", SpanKind.STATISTICAL_YEAR, "统计年度", Period.statistical_year),
)


def span_of(period: Period) -> Span:
    """Return what a report calls the period.

    >>> span_of(Period.quarter(2025, 3))
    Span(kind=<SpanKind.QUARTER: 'quarter'>, title='2025年第三季度', whole='第三季度')
    >>> span_of(Period.year(2025)).title, span_of(Period.statistical_year(2025)).title
    ('2025年', '2025年统计年度')
    >>> span_of(Period.months_of(2025, 1, 10))
    Span(kind=<SpanKind.DAYS: 'days'>, title='2025年1—10月', whole='期内')
    """
    year = period.end.year
    for part in PARTS_OF_YEAR:
        if part.of(year) == period:
            return Span(part.kind, f"{year}年{part.name if part != WHOLE_YEAR else ''}", part.name)
    return Span(SpanKind.DAYS, format_period(period), "期内")


def part_of_year(key: str) -> PartOfYear | None:
    """Return the part with that key, or None."""
    return next((part for part in PARTS_OF_YEAR if part.key == key), None)
