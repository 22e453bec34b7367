"""指标: every figure of a place for a period, and one figure opened: its basis and the very records that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import FigureKind, FigureQuery, Indicator
from gonghui.engine.documents import charts
from gonghui.engine.fields.listing import Listing
from gonghui.engine.figures.compute import Figure, rows
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.web import period_choice
from gonghui.engine.web.page import PlacePage
from gonghui.engine.web.register import foot, heads
from gonghui.plain.periods import Period
from gonghui.plain.quantities import number_parts
from gonghui.plain.whole import whole_number

# What the address of an opened figure may carry.
PARAMETERS = frozenset({"year", "month", "from", "to", "as_of", "frozen", "page", "sort"})
# Of the places directly below, so many are listed.
PLACES_SHOWN = 60
KIND_TITLES = {FigureKind.FLOW: "期内发生", FigureKind.STOCK: "截至日时点"}


@dataclass(frozen=True)
class FigureShown:
    """A figure beside last year's, as the table shows it; `before` is None where nothing was recorded then."""

    figure: Figure
    before: Figure
    address: str

    @property
    def number(self) -> str:
        return number_parts(self.figure.value, self.figure.indicator.unit)[0]

    @property
    def unit(self) -> str:
        return number_parts(self.figure.value, self.figure.indicator.unit)[1]

    @property
    def last(self) -> str:
        number, unit = number_parts(self.before.value, self.before.indicator.unit)
        return number if unit == self.unit or not self.before.value else number + unit

    @property
    def change(self) -> str:
        """Up or down on last year, with its sign; nothing where last year has no record."""
        if not self.before.records:
            return ""
        difference = self.figure.value - self.before.value
        if not difference:
            return "持平"
        number, unit = number_parts(abs(difference), self.figure.indicator.unit)
        return ("+" if difference > 0 else "-") + number + (unit if unit != self.unit else "")


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
        groups = []
        readable = [one for one in self.catalogue.indicators if self.access.may(Right.READ, one.ledger, self.place)]
        before = year_before(query)
        figures = compute_many(readable, (query, before))
        order = {area.key: turn for turn, area in enumerate(self.catalogue.areas)}
        readable.sort(key=lambda one: order[one.area])
        for area, indicators in groupby(readable, key=lambda one: one.area):
            shown = [
                FigureShown(
                    figures[indicator.code, query],
                    figures[indicator.code, before],
                    reverse("figure", args=[self.place.code, indicator.code]) + f"?{choice.query}",
                )
                for indicator in indicators
            ]
            title = next((one.title for one in self.catalogue.areas if one.key == area), "")
            groups.append((title, shown))
        return self.show(
            "gonghui/figures.html",
            groups=groups,
            choice=choice,
            years=period_choice.years(),
            months=range(1, 13),
            status=400 if choice.errors else 200,
        )


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
        listing = Listing(ledger, rows(self.indicator, query), asked)
        return self.show(
            "gonghui/figure.html",
            indicator=self.indicator,
            ledger=ledger,
            shown=FigureShown(figure, figures[self.indicator.code, before], ""),
            figure=figure,
            kind_title=KIND_TITLES[self.indicator.kind],
            choice=choice,
            years=period_choice.years(),
            months=range(1, 13),
            listing=listing,
            heads=heads(listing),
            foot_row=foot(listing),
            frozen=self._frozen(request, figure),
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
        number = "".join(number_parts(kept.value, kept.unit))
        return FrozenBeside(
            number, kept.frozen_at, len(then), len(then - now), len(now - then), kept.value != figure.value
        )

    def frozen_asked(self, request: HttpRequest) -> FrozenFigure | None:
        """The frozen figure that the address names, here and of this indicator."""
        key = whole_number(request.GET.get("frozen"))
        if key is None:
            return None
        found = at_place(FrozenFigure.objects.all(), self.place).select_related("organisation")
        return found.filter(pk=key, code=self.indicator.code).first()

    def _below(self, query: FigureQuery) -> list[tuple[Organisation, Figure, str]]:
        """The same figure at the places directly below that count anything."""
        asked = [
            FigureQuery(place, query.period, query.as_of)
            for place in self.place.children.order_by("path")[:PLACES_SHOWN]
        ]
        found = []
        for figure in compute_many([self.indicator], asked).values():
            if figure.records:
                number, unit = number_parts(figure.value, self.indicator.unit)
                found.append((figure.query.place, figure, number + unit))
        return found

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
