"""What a person asks for when a summary is drafted: the outline, the period and the as-of day, as typed and as read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from gonghui.engine.records.refusals import Refusal
from gonghui.engine.web import period_choice
from gonghui.plain import clock
from gonghui.plain.chinese import parse_date
from gonghui.plain.periods import Period
from gonghui.plain.spans import PARTS_OF_YEAR, WHOLE_YEAR, PartOfYear, part_of_year
from gonghui.summaries.outline import Outline
from gonghui.summaries.outlines.kinds import OUTLINES, outline_for

FIELDS = ("outline", "year", "part", "from", "to", "as_of")
_DAYS = {"from": "开始日期", "to": "结束日期", "as_of": "截至日期"}


@dataclass(frozen=True)
class DraftRequest:
    """What is to be drafted."""

    outline: Outline
    period: Period
    as_of: date


def typed(query: QueryDict) -> dict[str, str]:
    """What stands in the form's fields."""
    found = {name: query.get(name, "").strip() for name in FIELDS}
    return {**found, "part": found["part"] or WHOLE_YEAR.key}


def choices() -> dict[str, object]:
    """What the form offers: years and their parts; outlines, where one is wanted that is not the period's own."""
    return {"outlines": OUTLINES, "years": period_choice.years(), "parts": PARTS_OF_YEAR}


class Misread(Refusal):
    """A field of the form cannot be read; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read(fields: dict[str, str]) -> DraftRequest:
    """What the fields ask for; two days go before the part of a year. Raises Misread, in Chinese."""
    period = _days(fields) if fields["from"] or fields["to"] else _part(fields)
    outline = outline_for(period)
    if fields["outline"]:
        chosen = next((one for one in OUTLINES if one.key == fields["outline"]), None)
        if chosen is None:
            raise Misread("outline", "请从列表里选择提纲。")
        outline = chosen
    as_of = _day(fields, "as_of", period.end.year) if fields["as_of"] else clock.today()
    if as_of > clock.today():
        raise Misread("as_of", "截至日期还没有到，请改正。")
    return DraftRequest(outline, period, as_of)


def _part(fields: dict[str, str]) -> Period:
    if fields["year"] not in {str(year) for year in period_choice.years()}:
        raise Misread("year", "请从列表里选择年度。")
    part: PartOfYear | None = part_of_year(fields["part"])
    if part is None:
        raise Misread("part", "请从列表里选择期间。")
    return part.of(int(fields["year"]))


def _days(fields: dict[str, str]) -> Period:
    for name in ("from", "to"):
        if not fields[name]:
            raise Misread(name, "自选期间要填开始和结束两个日期。")
    start = _day(fields, "from", clock.today().year)
    end = _day(fields, "to", start.year)
    if end < start:
        raise Misread("to", "结束日期早于开始日期，请改正。")
    return Period(start, end)


def _day(fields: dict[str, str], name: str, year: int) -> date:
    try:
        day = parse_date(fields[name], year)
    except ValueError as error:
        raise Misread(name, f"{_DAYS[name]}：{error}") from None
    if not period_choice.EARLIEST <= day.year <= period_choice.LATEST:
        raise Misread(name, f"{_DAYS[name]}：年份应在{period_choice.EARLIEST}和{period_choice.LATEST}之间，请改正。")
    return day
