"""指标: every figure of a place for a period, and one figure opened: its basis and the very records that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gonghui.engine.access.models import GROUP_LEVEL, Organisation
from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import FigureKind, FigureQuery, Indicator
from gonghui.engine.documents import charts
from gonghui.engine.fields.listing import Listing
from gonghui.engine.fields.values import typed
from gonghui.engine.figures.compute import Figure, compute_own, rows
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.records.apart import seen_by
from gonghui.engine.web import period_choice
from gonghui.engine.web.page import PlacePage
from gonghui.engine.web.register import foot, heads
from gonghui.plain import pinyin
from gonghui.plain.periods import Period
from gonghui.plain.quantities import NOTHING, number_parts
from gonghui.plain.whole import whole_number

# What the address of an opened figure may carry.
PARAMETERS = frozenset({"year", "part", "month", "from", "to", "as_of", "frozen", "page", "sort"})
# Of the places directly below, so many are listed.
PLACES_SHOWN = 300
KIND_TITLES = {FigureKind.FLOW: "期内发生", FigureKind.STOCK: "截至日时点"}


@dataclass(frozen=True)
class FigureShown:
    """A figure beside last year's, as the table shows it; `before` is None where nothing was recorded then."""

    figure: Figure
    before: Figure
    address: str

    @property
    def number(self) -> str:
        return NOTHING if self.figure.empty else grouped_parts(self.figure.value, self.figure.indicator.unit)[0]

    @property
    def unit(self) -> str:
        return grouped_parts(self.figure.value, self.figure.indicator.unit)[1]

    @property
    def told(self) -> str:
        """The number with its unit; of a rate of nothing why there is none."""
        return f"{NOTHING}（分母是0）" if self.figure.empty else self.number + self.unit

    @property
    def last(self) -> str:
        if self.before.empty:
            return NOTHING
        number, unit = grouped_parts(self.before.value, self.before.indicator.unit)
        return number if unit == self.unit or not self.before.value else number + unit

    @property
    def last_told(self) -> str:
        """Last year's number with its unit, for a sentence; a table has the unit in a column of its own."""
        return NOTHING if self.before.empty else "".join(grouped_parts(self.before.value, self.before.indicator.unit))

    @property
    def change(self) -> str:
        """Up or down on last year, with its sign; of a rate in percentage points; nothing where there was no record."""
        if not self.before.records or self.figure.empty:
            return ""
        difference = self.figure.value - self.before.value
        if not difference:
            return "持平"
        number, unit = grouped_parts(abs(difference), self.figure.indicator.unit)
        if unit == "%":
            unit = "个百分点"
        return ("+" if difference > 0 else "-") + number + (unit if unit != self.unit else "")

    @property
    def names(self) -> str:
        """What a search finds the figure by beside what its row shows: its other names, and the initials of all."""
        names = (self.figure.indicator.name, *self.figure.indicator.aliases)
        return " ".join((*names, *map(_initials, names))).lower()

    def is_found_by(self, words: Sequence[str]) -> bool:
        """Whether each word is part of a name, of its initials or of the basis."""
        text = f"{self.names} {self.figure.indicator.basis.lower()}"
        return all(word in text for word in words)


@cache
def _initials(name: str) -> str:
    return pinyin.initials(name)


@dataclass(frozen=True)
class Area:
    """An area of the catalogue with its figures."""

    key: str
    title: str
    figures: list[FigureShown]


@dataclass(frozen=True)
class Part:
    """The figure's part of one place below, or of the place itself (`place` is None)."""

    place: Organisation | None
    records: int
    told: str


def grouped_parts(value: Decimal, unit: str) -> tuple[str, str]:
    """Number and unit as a table on a page tells them: with separators, which papers do not have.

    >>> grouped_parts(Decimal(13173), "人")
    ('13,173', '人')
    """
    number, measure = number_parts(value, unit)
    return f"{Decimal(number):,f}", measure


@dataclass(frozen=True)
class FrozenBeside:
    """A figure as it was issued: its value and number of records then, and the records that went or came since."""

    number: str
    at: datetime
    records: int
    gone: int
    come: int
    moved: bool


def year_before(query: FigureQuery) -> FigureQuery:
    """The same question a year earlier."""
    as_of = Period(query.as_of, query.as_of).last_year().end
    return FigureQuery(query.place, query.period.last_year(), as_of)


class Figures(PlacePage):
    """All figures of a place that the person may read, for a period, beside the year before."""

    nav = "figures"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        choice = period_choice.read(request.GET)
        query = FigureQuery(self.place, choice.period, choice.as_of)
        readable = [one for one in self.catalogue.indicators if self.access.may(Right.READ, one.ledger, self.place)]
        before = year_before(query)
        figures = compute_many(readable, (query, before))
        sought = typed(request.GET.get("q"))
        shown = [
            FigureShown(
                figures[indicator.code, query],
                figures[indicator.code, before],
                reverse("figure", args=[self.place.code, indicator.code]) + f"?{choice.query}",
            )
            for indicator in readable
        ]
        found = [one for one in shown if one.is_found_by(sought.lower().split())]
        return self.show(
            "gonghui/figures.html",
            groups=self._areas(found),
            sought=sought,
            any_readable=bool(readable),
            choice=choice,
            years=period_choice.years(),
            parts=period_choice.parts(),
            status=400 if choice.errors else 200,
        )

    def _areas(self, found: Sequence[FigureShown]) -> list[Area]:
        """The areas that have any of the figures, in their order."""
        of_area = {
            one.key: [each for each in found if each.figure.indicator.area == one.key] for one in self.catalogue.areas
        }
        return [Area(one.key, one.title, of_area[one.key]) for one in self.catalogue.areas if of_area[one.key]]


class FigureOpened(PlacePage):
    """One figure: its value, its basis, its months, its places, and the records that it counts."""

    nav = "figures"
    indicator: Indicator

    def prepare(self) -> None:
        indicator = self.catalogue.indicator(self.kwargs["code"])
        if indicator is None or not self.access.may(Right.READ, indicator.ledger, self.place):
            raise Http404
        self.indicator = indicator

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        choice = period_choice.read(request.GET)
        query = FigureQuery(self.place, choice.period, choice.as_of)
        before = year_before(query)
        figures = compute_many([self.indicator], (query, before))
        figure = figures[self.indicator.code, query]
        ledger = self.indicator.ledger
        asked = {name: request.GET[name] for name in request.GET if name in PARAMETERS}
        listing = Listing(ledger, seen_by(self.access, ledger, rows(self.indicator, query), self.place), asked)
        return self.show(
            "gonghui/figure.html",
            indicator=self.indicator,
            ledger=ledger,
            shown=FigureShown(figure, figures[self.indicator.code, before], ""),
            figure=figure,
            kind_title=KIND_TITLES[self.indicator.kind],
            choice=choice,
            years=period_choice.years(),
            parts=period_choice.parts(),
            listing=listing,
            heads=heads(listing),
            foot_row=foot(listing),
            frozen=self._frozen(request, figure),
            remarks=self.remarks(request),
            below=self._below(query),
            chart=self._chart(query),
            status=400 if choice.errors else 200,
        )

    def _frozen(self, request: HttpRequest, figure: Figure) -> FrozenBeside | None:
        """The figure as a summary tells it, when the address comes from one, beside what it is today."""
        kept = self.frozen_asked(request)
        if kept is None:
            return None
        then = set(kept.record_keys)
        now = {str(pk) for pk in rows(self.indicator, figure.query).values_list("pk", flat=True)}
        of_nothing = bool(self.indicator.denominator) and not kept.record_keys
        number = NOTHING if of_nothing else "".join(number_parts(kept.value, kept.unit))
        return FrozenBeside(
            number, kept.frozen_at, len(then), len(then - now), len(now - then), kept.value != figure.value
        )

    def remarks(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What else is to be said of the frozen figure that the address names, each with an address."""
        return []

    def frozen_asked(self, request: HttpRequest) -> FrozenFigure | None:
        """The frozen figure that the address names, here and of this indicator."""
        key = whole_number(request.GET.get("frozen"))
        if key is None:
            return None
        found = at_place(FrozenFigure.objects.all(), self.place).select_related("organisation")
        return found.filter(pk=key, code=self.indicator.code).first()

    def _below(self, query: FigureQuery) -> list[Part]:
        """The same figure at the place itself (本级) and at those directly below that count anything."""
        places = list(self.place.children.exclude(level=GROUP_LEVEL).order_by("path")[:PLACES_SHOWN])
        # Who was merged by then is counted with the successor.
        merged = {path for place in places for path in place.paths_on(query.until)[1:]}
        asked = [FigureQuery(place, query.period, query.as_of) for place in places if place.path not in merged]
        if not asked:
            return []
        figures: list[tuple[Organisation | None, Figure]] = [(None, compute_own(self.indicator, query))]
        figures += [(each.query.place, each) for each in compute_many([self.indicator], asked).values()]
        return [
            Part(place, figure.records, "".join(grouped_parts(figure.value, self.indicator.unit)))
            for place, figure in figures
            if figure.records
        ]

    def _chart(self, query: FigureQuery) -> str:
        """A flow by month as SVG, each bar leading to its month; nothing for a stock or a single month."""
        until = query.period.until(query.as_of)
        if self.indicator.kind is not FigureKind.FLOW or until is None or not 2 <= len(until.months) <= 12:
            return ""
        months = [FigureQuery(self.place, month, query.as_of) for month in until.months]
        lasts = [FigureQuery(self.place, last, last.end) for last in (month.last_year() for month in until.months)]
        figures = compute_many([self.indicator], (*months, *lasts))
        values = [(f"{each.period.start.month}月", figures[self.indicator.code, each].value) for each in months]
        before = [figures[self.indicator.code, each].value for each in lasts]
        links = [
            f"?from={month.start.isoformat()}&to={month.end.isoformat()}&as_of={query.as_of.isoformat()}"
            for month in until.months
        ]
        unit = self.indicator.unit
        if unit == "元" and max(abs(value) for value in (*(value for _, value in values), *before)) >= 10000:
            unit = "万元"
            values = [(label, (value / 10000).quantize(Decimal("0.01"))) for label, value in values]
            before = [(value / 10000).quantize(Decimal("0.01")) for value in before]
        if not any(value for _, value in values) and not any(before):
            return ""
        return charts.draw_svg(
            charts.MonthlyBars(
                title="",
                unit=unit,
                months=tuple(values),
                last_year=tuple(before) if any(before) else None,
                links=tuple(links),
            )
        )
