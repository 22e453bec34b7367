"""What waits on the desk: cases in the order in which a person should look at them, and what waits on others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Catalogue, Ledger, Step
from gonghui.engine.declare.checks import field_at
from gonghui.engine.process.queue import Waiting, waiting
from gonghui.engine.process.steps import lacking
from gonghui.engine.web.deadlines import Deadline
from gonghui.offices.roles import LEADERS
from gonghui.plain import clock
from gonghui.summaries import reading
from gonghui.summaries.ledger import CORRECTIONS, SUMMARIES

# Registers without pages of a register: each paper has its own.
PAPERS = (SUMMARIES, CORRECTIONS)
# Days within which what is due stands on the desk itself.
NEAR = 7
# How many colleagues must be able to take a step before it is none of the chair's: one may be barred by 回避.
ENOUGH = 2


class Group(StrEnum):
    """Why a case stands where it stands on the desk, in the order of the desk."""

    DECIDE = "decide"  # only a leader decides it
    LATE = "late"
    RETURNED = "returned"
    NEAR = "near"


GROUP_TITLES = {
    Group.DECIDE: "等我签发和决定",
    Group.LATE: "已过期",
    Group.RETURNED: "退回来的",
    Group.NEAR: f"{NEAR}天内到期",
}


@dataclass(frozen=True)
class Case:
    """One case that waits: its record's address, by when its step is due, and what it still lacks for that."""

    row: Any
    address: str
    step: str
    title: str
    due: date | None = None
    returned: bool = False
    lacks: str = ""

    @property
    def employer(self) -> str:
        """The employer that it concerns, where its own name does not say it."""
        employer = str(getattr(self.row, "employer", None) or "")
        return "" if employer in str(self.row) else employer

    @property
    def light(self) -> str:
        """late, soon, on (there is time), or nothing where no day is set."""
        if self.returned:
            return "late"
        return Deadline(self.due).look if self.due else ""

    @property
    def light_words(self) -> str:
        """When it is due, in words."""
        parts = ("退回" if self.returned else "", Deadline(self.due).words if self.due else "")
        return "，".join(part for part in parts if part)


@dataclass(frozen=True)
class Queue:
    """The cases that stand before one step: how many, and how many of them are late, returned, or due soon."""

    waiting: Waiting
    count: int
    late: int
    returned: int
    near: int
    key: str
    address: str
    # Who takes the step where it is not this person's to look after.
    others: tuple[str, ...] = ()

    @property
    def ledger(self) -> Ledger:
        return self.waiting.ledger

    @property
    def step(self) -> Step:
        return self.waiting.step

    @property
    def title(self) -> str:
        return f"{self.ledger.title}：{self.step.title}"

    @property
    def decides(self) -> bool:
        """Whether only leaders take the step."""
        return self.step.by <= LEADERS

    @property
    def rest(self) -> int:
        """The cases that nothing hurries."""
        return 0 if self.decides else self.count - self.late - self.returned - self.near

    @property
    def folded(self) -> bool:
        """Whether what nothing hurries may wait out of sight: routine, decided elsewhere, or due later."""
        return self.step.routine or self.waiting.external or bool(self.step.due)

    @property
    def rest_address(self) -> str:
        """The page with the cases that nothing hurries."""
        return self.address if self.rest == self.count else f"{self.address}&rest=1"

    def in_group(self, group: Group) -> int:
        """How many of its cases stand in a group."""
        if self.decides:
            return self.count if group is Group.DECIDE else 0
        counts = {Group.LATE: self.late, Group.RETURNED: self.returned, Group.NEAR: self.near}
        return counts.get(group, 0)


class Day:
    """All that waits at a place for a person, and, for a leader, what waits there on others."""

    def __init__(self, catalogue: Catalogue, access: Access, place: Organisation) -> None:
        self.catalogue, self.access, self.place = catalogue, access, place
        self.today = clock.today()

    @cached_property
    def all(self) -> list[Queue]:
        """Every step that the person may take and that has cases."""
        found: list[Queue] = []
        for ledger in (*self.catalogue.ledgers, *PAPERS):
            if ledger.process is None or not self.access.may(Right.READ, ledger, self.place):
                continue
            for one in waiting(ledger, self.place, self.access):
                # A draft is its own office's alone.
                rows = reading.readable(one.rows, self.access, self.place) if ledger in PAPERS else one.rows
                # A step stands more than once for who decides in several offices, or writes down what others decide.
                turn = sum(queue.step is one.step for queue in found)
                queue = self._counted(replace(one, rows=rows), f"{ledger.key}.{one.step.key}{turn or ''}")
                if queue is not None:
                    found.append(queue)
        return found

    @cached_property
    def mine(self) -> list[Queue]:
        """The steps that are this person's to look after."""
        if not self._leads:
            return self.all
        return [queue for queue in self.all if queue.decides or len(self._holders(queue.step)) < self._enough(queue)]

    @cached_property
    def others(self) -> list[Queue]:
        """For a leader: the steps that colleagues look after, with their names."""
        mine = set(map(id, self.mine))
        return [replace(queue, others=self._holders(queue.step)) for queue in self.all if id(queue) not in mine]

    def group(self, group: Group, most: int) -> tuple[int, list[Case]]:
        """How many of the person's cases stand in a group, and the most urgent of them."""
        cases = [
            case
            for queue in self.mine
            if queue.in_group(group)
            for case in cases_of(self.place, queue.waiting, self._within(queue, group), most)
        ]
        cases.sort(key=lambda case: (case.due is None, case.due or date.max))
        return self.count(group), cases[:most]

    def count(self, group: Group) -> int:
        """How many of the person's cases stand in a group."""
        return sum(queue.in_group(group) for queue in self.mine)

    def rows(self, queue: Queue, *, rest: bool) -> QuerySet[Any]:
        """All cases of a step, or those that nothing hurries."""
        rows = queue.waiting.rows
        if rest:
            groups = reduce(or_, self._conditions(queue.waiting).values(), Q(pk__in=[]))
            rows = rows.exclude(groups)
        return rows

    def _within(self, queue: Queue, group: Group) -> QuerySet[Any]:
        rows = queue.waiting.rows
        return rows if group is Group.DECIDE else rows.filter(self._conditions(queue.waiting)[group])

    def _counted(self, one: Waiting, key: str) -> Queue | None:
        conditions = self._conditions(one)
        counts = one.rows.aggregate(
            count=Count("pk"), **{group.value: Count("pk", filter=condition) for group, condition in conditions.items()}
        )
        if not counts["count"]:
            return None
        counted = {group: counts.get(group.value, 0) for group in (Group.LATE, Group.RETURNED, Group.NEAR)}
        return Queue(
            one,
            counts["count"],
            counted[Group.LATE],
            counted[Group.RETURNED],
            counted[Group.NEAR],
            key,
            f"{reverse('waiting', args=[self.place.code])}?step={key}",
        )

    def _conditions(self, one: Waiting) -> dict[Group, Q]:
        """Which of a step's cases stand in which group; a case stands in one of them at most."""
        back = returned(one)
        found: dict[Group, Q] = {}
        late = Q()
        if due := one.step.due:
            late = Q(**{f"{due}__lt": self.today})
            found[Group.LATE] = late
            found[Group.NEAR] = Q(**{f"{due}__gte": self.today, f"{due}__lte": self.today + timedelta(days=NEAR)})
        if back is not None:
            found[Group.RETURNED] = back & ~late if due else back
            if due:
                found[Group.NEAR] &= ~back
        return found

    @cached_property
    def _leads(self) -> bool:
        roles = self.access.roles_at(self.place)
        return bool(roles) and roles <= LEADERS

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Who else holds which role here or above: by role, in the order of the tree from here upwards."""
        codes = self.place.path.rstrip("/").split("/")
        posts = (
            Post.objects.filter(organisation__code__in=codes, account__is_active=True)
            .exclude(account=self.access.account)
            .select_related("account", "organisation")
            .order_by("-organisation__level", "pk")
        )
        found: dict[str, list[str]] = defaultdict(list)
        for post in posts:
            if post.held_on(self.today) and post.account.name not in found[post.role]:
                found[post.role].append(post.account.name)
        return found

    def _holders(self, step: Step) -> tuple[str, ...]:
        """The colleagues who take the step and lead nobody."""
        return tuple(name for role in sorted(step.by - LEADERS) for name in self._names[role])

    def _enough(self, queue: Queue) -> int:
        process = queue.ledger.process
        return ENOUGH if process is not None and queue.step.key in process.separate else 1


def returned(one: Waiting) -> Q | None:
    """Which cases before the step were sent back by somebody; None where none can have been."""
    process = one.ledger.process
    assert process is not None
    conditions = [
        Q(**{process.field: step.end, f"{step.dates}__isnull": False})
        for step in process.steps
        if step.sends_back and step.end in one.step.start
    ]
    if not conditions:
        return None
    found = conditions[0]
    for condition in conditions[1:]:
        found |= condition
    return found


def cases_of(place: Organisation, one: Waiting, rows: QuerySet[Any], most: int, first: int = 0) -> list[Case]:
    """Cases of a step, the most urgent first, else the oldest."""
    due = one.step.due
    related = [name for name in ("organisation", "employer") if field_at(one.ledger.model, name) is not None]
    if one.ledger is CORRECTIONS:
        related.append("summary")
    rows = rows.select_related(*related).order_by(*((F(due).asc(nulls_last=True),) if due else ()), "id")
    return [
        Case(
            row,
            _address(place, one.ledger, row),
            one.step.title,
            one.ledger.title,
            getattr(row, due) if due else None,
            _was_returned(one, row),
            (lacking(one.step, row) or "") if one.ledger not in PAPERS else "",
        )
        for row in rows[first : first + most]
    ]


def _address(place: Organisation, ledger: Ledger, row: Any) -> str:
    """The page on which a case is decided; papers have pages of their own."""
    if ledger is SUMMARIES:
        return reverse("summary", args=[place.code, row.pk])
    if ledger is CORRECTIONS:
        return reverse("correction", args=[place.code, row.summary_id, row.pk])
    return reverse("record", args=[place.code, ledger.key, row.pk])


def _was_returned(one: Waiting, row: Any) -> bool:
    process = one.ledger.process
    assert process is not None
    steps: Iterable[Step] = process.steps
    state = getattr(row, process.field)
    return any(step.sends_back and step.end == state and getattr(row, step.dates) is not None for step in steps)
