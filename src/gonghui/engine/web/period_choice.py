"""The period and the as-of day that a page is asked for in its address, and what was typed wrongly there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from gonghui.plain import clock
from gonghui.plain.periods import Period, format_full_day, format_period
from gonghui.plain.spans import PARTS_OF_YEAR, PartOfYear, SpanKind, part_of_year
from gonghui.plain.typed_days import read_typed_day
from gonghui.plain.whole import whole_number

YEARS_BACK = 6
# Years that a page can be asked for.
EARLIEST, LATEST = 1949, 2200
_GROUPS: tuple[tuple[str, frozenset[SpanKind]], ...] = (
    ("", frozenset({SpanKind.YEAR, SpanKind.STATISTICAL_YEAR})),
    ("半年", frozenset({SpanKind.HALF_YEAR})),
    ("季度", frozenset({SpanKind.QUARTER})),
    ("月份", frozenset({SpanKind.MONTH})),
)


@dataclass(frozen=True)
class DayAsked:
    """What stands in a field for a day."""

    value: str
    example: str
    error: str


@dataclass(frozen=True)
class PeriodChoice:
    """A choice of period. `errors` by field, in Chinese; `period` then is the current year's."""

    period: Period
    as_of: date
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def day_fields(self) -> list[tuple[str, str, DayAsked]]:
        """The three days of the form: name, title, and what stands in the field."""
        titles = (("from", "自选：从", "2025-01-01"), ("to", "到", "2025-10-31"), ("as_of", "截至", "今天"))
        return [
            (name, title, DayAsked(self.typed[name], example, self.errors.get(name, "")))
            for name, title, example in titles
        ]

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        return urlencode(
            {
                "from": self.period.start.isoformat(),
                "to": self.period.end.isoformat(),
                "as_of": self.as_of.isoformat(),
            }
        )

    @property
    def words(self) -> str:
        """The choice in words: what is counted, as far as it has happened."""
        counted = self.period.until(self.as_of)
        return format_period(counted or self.period)

    @property
    def as_of_words(self) -> str:
        return format_full_day(self.as_of)


def parts() -> list[tuple[str, list[PartOfYear]]]:
    """The parts of a year on offer, in groups with their titles; the first has none."""
    groups: list[tuple[str, list[PartOfYear]]] = []
    for title, kinds in _GROUPS:
        groups.append((title, [part for part in PARTS_OF_YEAR if part.kind in kinds]))
    return groups


def years() -> list[int]:
    """The years on offer, newest first."""
    this = clock.today().year
    return list(range(this, this - YEARS_BACK, -1))


def read(query: QueryDict) -> PeriodChoice:
    """The choice in an address: `from` and `to`, or `year` and maybe a `part` of it (of old, a `month`).

    `as_of` is today where it is left out. A choice that cannot be read gives the current year, with the errors to show
    beside the fields.
    """
    typed = {name: query.get(name, "").strip() for name in ("year", "part", "month", "from", "to", "as_of")}
    errors: dict[str, str] = {}
    today = clock.today()
    as_of = today
    if typed["as_of"]:
        as_of = _day(typed["as_of"], "as_of", errors) or today
        if as_of > today:
            errors["as_of"] = f"截至日期还没有到，今天是{format_full_day(today)}，请改正。"
            as_of = today
    period = _period(typed, errors) or Period.year(today.year)
    if not errors:
        typed.setdefault("year", str(period.start.year))
        typed["as_of"] = as_of.isoformat()
    return PeriodChoice(period, as_of, _shown(typed, period, errors), errors)


def _period(typed: dict[str, str], errors: dict[str, str]) -> Period | None:
    if typed["from"] or typed["to"]:
        start, end = _day(typed["from"], "from", errors), _day(typed["to"], "to", errors)
        if start is None or end is None:
            return None
        if end < start:
            errors["to"] = "结束日期早于开始日期，请改正。"
            return None
        return Period(start, end)
    if not typed["year"]:
        return None
    year = whole_number(typed["year"], least=EARLIEST, most=LATEST)
    if year is None:
        errors["year"] = "年度认不出来，请从列表里选。"
        return None
    if typed["part"]:
        part = part_of_year(typed["part"])
        if part is None:
            errors["part"] = "时段认不出来，请从列表里选。"
            return None
        return part.of(year)
    if not typed["month"]:
        return Period.year(year)
    month = whole_number(typed["month"], least=1, most=12)
    if month is None:
        errors["part"] = "月份应是1到12，请从列表里选。"
        return None
    return Period.month(year, month)


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    if not text:
        errors[name] = "开始和结束两个日期都要填。"
        return None
    try:
        day = read_typed_day(text, clock.today())
    except ValueError as error:
        errors[name] = str(error)
        return None
    if not EARLIEST <= day.year <= LATEST:
        errors[name] = f"年份应在{EARLIEST}和{LATEST}之间，请改正。"
        return None
    return day


def _shown(typed: dict[str, str], period: Period, errors: dict[str, str]) -> dict[str, str]:
    """What the fields show: what was typed where it was wrong; a part of a year in the lists, not as two days."""
    if errors:
        return typed
    year = period.end.year
    part = next((each for each in PARTS_OF_YEAR if each.of(year) == period), None)
    if part is None:
        days = {"from": period.start.isoformat(), "to": period.end.isoformat()}
        return {"year": "", "part": "", **days, "as_of": typed["as_of"]}
    return {"year": str(year), "part": part.key, "from": "", "to": "", "as_of": typed["as_of"]}
