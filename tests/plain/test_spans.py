"""The parts of a year: what each spans, and what a report calls it."""

from __future__ import annotations

from datetime import date

import pytest

from gonghui.plain.periods import Period
from gonghui.plain.spans import PARTS_OF_YEAR, SpanKind, following_part, named_part, part_of_year, span_of


@pytest.mark.parametrize(
    ("key", "first", "last", "title"),
    [
        ("year", date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        ("half-1", date(2024, 1, 1), date(2024, 6, 30), "2024年上半年"),
        ("half-2", date(2024, 7, 1), date(2024, 12, 31), "2024年下半年"),
        ("quarter-1", date(2024, 1, 1), date(2024, 3, 31), "2024年第一季度"),
        ("quarter-4", date(2024, 10, 1), date(2024, 12, 31), "2024年第四季度"),
        ("month-2", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("month-12", date(2024, 12, 1), date(2024, 12, 31), "2024年12月"),
    ],
)
def test_a_part_of_a_year_has_its_days_and_its_name(key: str, first: date, last: date, title: str) -> None:
    part = part_of_year(key)
    assert part is not None
    assert part.of(2024) == Period(first, last)
    span = span_of(part.of(2024))
    assert (span.kind, span.title) == (part.kind, title)
    assert named_part(part.of(2024)) is part


def test_no_two_parts_share_a_key_or_their_days() -> None:
    assert len({part.key for part in PARTS_OF_YEAR}) == len({part.of(2025) for part in PARTS_OF_YEAR}) == 20
    assert part_of_year("quarter-5") is None


def test_any_other_days_are_named_by_themselves() -> None:
    span = span_of(Period(date(2025, 3, 5), date(2025, 3, 9)))
    assert (span.kind, span.title, span.during) == (SpanKind.DAYS, "2025年3月5日至9日", "期内")


@pytest.mark.parametrize(
    ("period", "following"),
    [
        (Period.year(2025), "2026年"),
        (Period.months_of(2025, 1, 6), "下半年"),
        (Period.months_of(2025, 7, 12), "2026年"),
        (Period.quarter(2025, 3), "四季度"),
        (Period.quarter(2025, 4), "2026年一季度"),
        (Period.month(2025, 10), "11月"),
        (Period.month(2025, 12), "2026年1月"),
        (Period.statistical_year(2025), "2026年"),
        (Period(date(2024, 12, 1), date(2025, 2, 3)), "2026年"),
    ],
)
def test_what_follows_a_period_is_the_next_of_its_kind(period: Period, following: str) -> None:
    assert span_of(period).following == following
    year, part = following_part(period)
    assert part.of(year).start > period.end
