"""工作台: what waits for the person, this month's figures beside last year's, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Catalogue, FigureQuery, Ledger
from gonghui.engine.declare.checks import field_at
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.process.queue import Waiting, waiting
from gonghui.engine.web.figure_pages import FigureShown, year_before
from gonghui.engine.web.page import PlacePage
from gonghui.plain import clock
from gonghui.plain.periods import Period, format_day, format_period
from gonghui.summaries import reading
from gonghui.summaries.ledger import SUMMARIES

# The figures that an officer looks at every month.
HEADLINES = (
    "petitions.received",
    "agreements.signed",
    "contributions.received",
    "members.joined",
    "unions.founded",
)
CASES_SHOWN = 3
# Days before the day due from which a case is marked.
SOON = 5
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Case:
    """One case that waits: its record's address, and by when its step is due."""

    row: Any
    address: str
    due: date | None

    @property
    def employer(self) -> str:
        """The employer that it concerns, where its own name does not say it."""
        employer = str(getattr(self.row, "employer", None) or "")
        return "" if employer in str(self.row) else employer

    @property
    def days(self) -> int:
        """The days that are left; below zero it is late."""
        assert self.due is not None
        return (self.due - clock.today()).days

    @property
    def light(self) -> str:
        """late, soon, or nothing."""
        if self.due is None or self.days > SOON:
            return ""
        return "late" if self.days < 0 else "soon"

    @property
    def light_words(self) -> str:
        """When it is due, in words."""
        if self.due is None:
            return ""
        if self.days < 0:
            return f"已过{-self.days}天"
        return "今天到期" if self.days == 0 else f"还有{self.days}天"


@dataclass(frozen=True)
class Queue:
    """One step's cases that wait: the most urgent few, and how many there are."""

    ledger: Ledger
    title: str
    external: bool
    count: int
    cases: tuple[Case, ...]
    address: str

    @property
    def urgency(self) -> tuple[bool, date]:
        """What is due soonest goes first; what is never due, last."""
        due = self.cases[0].due
        return due is None, due or date.max


class Desk(PlacePage):
    """An officer's day at a place."""

    nav = "desk"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        today = clock.today()
        queues = sorted([*self._queues(), *self._summaries()], key=lambda queue: queue.urgency)
        month = Period.month(today.year, today.month)
        return self.show(
            "desk/desk.html",
            today_words=f"{format_day(today)}，星期{WEEKDAYS[today.weekday()]}",
            queues=queues,
            waiting=sum(queue.count for queue in queues),
            headlines=self._headlines(month),
            month_words=format_period(month.until(today) or month),
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
                state = next(iter(one.step.start)) if len(one.step.start) == 1 else ""
                address = reverse("ledger", args=[self.place.code, ledger.key])
                queues.append(
                    Queue(
                        ledger,
                        one.step.title,
                        one.external,
                        count,
                        self._cases(one),
                        f"{address}?{ledger.process.field}={state}" if state else address,
                    )
                )
        return queues

    def _cases(self, one: Waiting) -> tuple[Case, ...]:
        """The most urgent cases of a step, else the oldest."""
        due = one.step.due
        related = [name for name in ("organisation", "employer") if field_at(one.ledger.model, name) is not None]
        rows = one.rows.select_related(*related).order_by(*((F(due).asc(nulls_last=True),) if due else ()), "id")
        return tuple(
            Case(
                row,
                reverse("record", args=[self.place.code, one.ledger.key, row.pk]),
                getattr(row, due) if due else None,
            )
            for row in rows[:CASES_SHOWN]
        )

    def _summaries(self) -> list[Queue]:
        """The summaries that wait for the person's signature."""
        if not self.access.may(Right.READ, SUMMARIES, self.place):
            return []
        address = reverse("summaries", args=[self.place.code])
        queues = []
        for one in waiting(SUMMARIES, self.place, self.access):
            found = reading.readable(one.rows, self.access, self.place)
            rows = list(found.select_related("organisation").order_by("id")[:CASES_SHOWN])
            if rows:
                cases = tuple(Case(row, reverse("summary", args=[self.place.code, row.pk]), None) for row in rows)
                queues.append(Queue(SUMMARIES, one.step.title, False, found.count(), cases, address))
        return queues

    def _headlines(self, month: Period) -> list[FigureShown]:
        query = FigureQuery(self.place, month, clock.today())
        before = year_before(query)
        named = (indicator for code in HEADLINES if (indicator := self.catalogue.indicator(code)) is not None)
        readable = [indicator for indicator in named if self.access.may(Right.READ, indicator.ledger, self.place)]
        figures = compute_many(readable, (query, before))
        days = f"?from={month.start.isoformat()}&to={month.end.isoformat()}"
        return [
            FigureShown(
                figures[indicator.code, query],
                figures[indicator.code, before],
                reverse("figure", args=[self.place.code, indicator.code]) + days,
            )
            for indicator in readable
        ]

    def _entries(self) -> list[tuple[str, list[tuple[Ledger, str]]]]:
        """The registers in which the person may enter something here, by area, for a quick start."""
        found = []
        for area in self.catalogue.areas:
            entries = [
                (ledger, reverse("new", args=[self.place.code, ledger.key]))
                for ledger in self.catalogue.ledgers
                if ledger.area == area.key and self.access.may(Right.WRITE, ledger, self.place)
            ]
            if entries:
                found.append((area.title, entries))
        return found


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The address of the desk."""
    return [path("<str:place>/", Desk.as_view(catalogue=catalogue), name="desk")]
