"""工作台: what waits for the person, this month's figures beside last year's, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ask, Catalogue, Ledger
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.queue import waiting
from gonghui.engine.web.figure_pages import FigureShown, year_before
from gonghui.engine.web.page import PlacePage
from gonghui.plain import clock
from gonghui.plain.periods import Period, tell_day, tell_period

# The figures that an officer looks at every month.
HEADLINES = ("contributions.received", "members.joined", "subsidies.applicants", "unions.founded")
CASES_SHOWN = 3
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Queue:
    """One step's cases that wait: the first few, and how many there are."""

    ledger: Ledger
    title: str
    external: bool
    count: int
    rows: list[Any]
    address: str


class Desk(PlacePage):
    """An officer's day at a place."""

    nav = "desk"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        today = clock.today()
        queues = self._queues()
        month = Period.month(today.year, today.month)
        return self.show(
            "desk/desk.html",
            today_told=f"{tell_day(today)}，星期{WEEKDAYS[today.weekday()]}",
            queues=queues,
            waiting=sum(queue.count for queue in queues),
            headlines=self._headlines(month),
            month_told=tell_period(month.until(today) or month),
            entries=self._entries(),
        )

    def _queues(self) -> list[Queue]:
        queues = []
        for ledger in self.catalogue.ledgers:
            if ledger.process is None or not self.access.may(Right.READ, ledger, self.place):
                continue
            for one in waiting(ledger, self.place, self.access):
                count = one.rows.count()
                if not count:
                    continue
                rows = list(one.rows.select_related("organisation", "employer").order_by("id")[:CASES_SHOWN])
                state = next(iter(one.step.start)) if len(one.step.start) == 1 else ""
                address = reverse("ledger", args=[self.place.code, ledger.key])
                queues.append(
                    Queue(
                        ledger,
                        one.step.title,
                        one.external,
                        count,
                        rows,
                        f"{address}?{ledger.process.field}={state}" if state else address,
                    )
                )
        return queues

    def _headlines(self, month: Period) -> list[FigureShown]:
        ask = Ask(self.place, month, clock.today())
        shown = []
        for code in HEADLINES:
            indicator = self.catalogue.indicator(code)
            if indicator is None or not self.access.may(Right.READ, indicator.ledger, self.place):
                continue
            query = f"?from={month.start.isoformat()}&to={month.end.isoformat()}"
            shown.append(
                FigureShown(
                    compute(indicator, ask),
                    compute(indicator, year_before(ask)),
                    reverse("figure", args=[self.place.code, code]) + query,
                )
            )
        return shown

    def _entries(self) -> list[tuple[Ledger, str]]:
        """The registers in which the person may enter something here, for a quick start."""
        return [
            (ledger, reverse("new", args=[self.place.code, ledger.key]))
            for ledger in self.catalogue.ledgers
            if ledger.writable and self.access.may(Right.WRITE, ledger, self.place)
        ]


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The address of the desk."""
    return [path("<str:place>/", Desk.as_view(catalogue=catalogue), name="desk")]
