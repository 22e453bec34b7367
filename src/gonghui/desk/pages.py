"""工作台: what waits for a person, what they handed in, this month's figures beside last year's, where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from gonghui.desk.guide import Guide, guide_of
from gonghui.desk.handed_in import handed_in
from gonghui.desk.queues import GROUP_TITLES, Case, Day, Group, Queue, cases_of
from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Catalogue, FigureQuery, Ledger
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.web.figure_pages import FigureShown, year_before
from gonghui.engine.web.page import PlacePage
from gonghui.offices.roles import Role
from gonghui.plain import clock
from gonghui.plain.periods import Period, format_day, format_period

# The figures that an officer looks at every month.
HEADLINES = (
    "petitions.received",
    "agreements.signed",
    "contributions.received",
    "members.joined",
    "unions.founded",
)
# What a clerk comes to do, in the words in which it is said.
TASKS = {
    "members": "报一名会员",
    "hardship": "报一户困难职工",
    "student-aid": "报一名助学学生",
    "visits": "报一次慰问",
    "employers": "报一家单位",
    "activities": "报一次活动",
}
# Cases of a group on the desk; on the page of all that wait.
CASES_SHOWN, PAGE_SIZE = 5, 50
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class GroupShown:
    """Cases that stand together on the desk: how many there are, the most urgent few, and the page with all."""

    title: str
    count: int
    cases: tuple[Case, ...]
    address: str


@dataclass(frozen=True)
class Entry:
    """A register in which the person may enter something: what the button says, and its address."""

    ledger: Ledger
    words: str
    address: str


class Desk(PlacePage):
    """A person's day at a place."""

    nav = "desk"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        today = clock.today()
        day = Day(self.catalogue, self.access, self.place)
        month = Period.month(today.year, today.month)
        roles = self.access.roles_at(self.place)
        clerk = roles == {Role.CLERK}
        calm = [queue for queue in day.mine if queue.rest]
        tasks, entries = self._entries(clerk)
        # Nothing is set up or entered at a group: its members keep their own records.
        guide = (
            None
            if self.place.is_group
            else guide_of(self.catalogue, self.access, self.place, anything_waits=bool(day.all))
        )
        return self.show(
            "desk/desk.html",
            today_words=f"{format_day(today)}，星期{WEEKDAYS[today.weekday()]}",
            groups=self._groups(day),
            queues=[queue for queue in calm if not queue.folded],
            folded=[queue for queue in calm if queue.folded],
            folded_count=sum(queue.rest for queue in calm if queue.folded),
            others=day.others,
            others_count=sum(queue.count for queue in day.others),
            waiting=sum(queue.count for queue in day.mine),
            handed_in=handed_in(self.catalogue, self.access, self.place) if Role.CLERK in roles else [],
            headlines=self._headlines(month),
            month_words=format_period(month.until(today) or month),
            tasks=tasks,
            entries=entries,
            guide=guide,
            works=works(guide),
            may_audit_here=not roles.isdisjoint(self.catalogue.auditing),
        )

    def _groups(self, day: Day) -> list[GroupShown]:
        address = reverse("waiting", args=[self.place.code])
        shown = []
        for group in Group:
            count, cases = day.group(group, CASES_SHOWN)
            if count:
                shown.append(GroupShown(GROUP_TITLES[group], count, tuple(cases), f"{address}?group={group.value}"))
        return shown

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

    def _entries(self, clerk: bool) -> tuple[list[Entry], list[tuple[str, list[Entry]]]]:
        """The registers in which the person may enter something here: a clerk's usual tasks, and the rest by area."""
        tasks: list[Entry] = []
        found: list[tuple[str, list[Entry]]] = []
        if self.place.is_group:
            return tasks, found
        for area in self.catalogue.areas:
            entries = []
            for ledger in self.catalogue.ledgers:
                if ledger.area != area.key or not self.access.may(Right.WRITE, ledger, self.place):
                    continue
                address = reverse("new", args=[self.place.code, ledger.key])
                if clerk and ledger.key in TASKS:
                    tasks.append(Entry(ledger, TASKS[ledger.key], address))
                else:
                    entries.append(Entry(ledger, ledger.noun, address))
            if entries:
                found.append((area.title, entries))
        order = list(TASKS)
        return sorted(tasks, key=lambda entry: order.index(entry.ledger.key)), found


def works(guide: Guide | None) -> bool:
    """Whether there is something to work on here: a desk that nobody has begun only says where to begin."""
    return guide is None or not guide.fresh


class WaitingPage(PlacePage):
    """All cases of one group of the desk, or all that stand before one step: exactly those that the desk counts."""

    nav = "desk"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        day = Day(self.catalogue, self.access, self.place)
        cases: list[Case]
        group = next((each for each in Group if each == request.GET.get("group")), None)
        if group is not None:
            count, cases = day.group(group, most=day.count(group))
            title = GROUP_TITLES[group]
            page: Page[Any] = Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page"))
            cases = list(page)
        else:
            queue = self._queue(day, request.GET.get("step", ""))
            if queue is None:
                # The last of them is done.
                return redirect("desk", self.place.code)
            rest = bool(request.GET.get("rest"))
            title, count = queue.title, queue.rest if rest else queue.count
            page = Paginator(range(count), PAGE_SIZE).get_page(request.GET.get("page"))
            rows = day.rows(queue, rest=rest)
            cases = cases_of(self.place, queue.waiting, rows, PAGE_SIZE, (page.number - 1) * PAGE_SIZE)
        return self.show("desk/waiting.html", title=title, count=count, cases=cases, page=page, asked=self._asked())

    def _asked(self) -> str:
        """What the address asks for, without the page."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return query.urlencode()

    @staticmethod
    def _queue(day: Day, step: str) -> Queue | None:
        return next((queue for queue in day.all if queue.key == step), None)


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The addresses of the desk and of all that waits."""
    return [
        path("<str:place>/waiting/", WaitingPage.as_view(catalogue=catalogue), name="waiting"),
        path("<str:place>/", Desk.as_view(catalogue=catalogue), name="desk"),
    ]
