"""报修: nothing is unique, clerks read nothing, and the process has ways round its line, aside and back."""

from __future__ import annotations

from typing import Any

from django.db import models
from tests.engine.toy.workshops import Workshop

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import FigureKind, Indicator, Ledger, Process, Section, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.engine.figures.conditions import NOT_VOIDED, in_period
from gonghui.engine.figures.measures import Count
from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.offices.levels import Level
from gonghui.offices.roles import LEADERS, TOWN_STAFF, Role


class Source(models.TextChoices):
    IN_PERSON = "in_person", "来人"
    PHONE = "phone", "电话"


class State(models.TextChoices):
    RECEIVED = "received", "已接报"
    ANSWERED = "answered", "已答复"
    QUOTED = "quoted", "已报价"
    ORDERED = "ordered", "已下单"
    DELIVERED = "delivered", "已送修"
    WAITING = "waiting", "等配件"
    FINISHED = "finished", "已修好"
    HANDED_BACK = "handed_back", "已交还"
    FOLLOWED_UP = "followed_up", "已回访"
    HANDED_ON = "handed_on", "已转交"
    FAILED = "failed", "没谈成"


class Repair(LedgerRow):
    received_on = DayField("接报日期")
    seen_at = models.DateTimeField("上门时间", null=True, blank=True)
    source = models.CharField("来源", max_length=20, choices=Source.choices)
    subject = models.CharField("事由", max_length=100)
    words = models.TextField("详情", blank=True)
    people = CountField("人数", unit="人", default=1)
    workshop = LocalKey(
        Workshop, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="报修工坊"
    )
    handler = models.CharField("经办人", max_length=50)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    answered_on = DayField("答复日期", null=True, blank=True)
    quoted_on = DayField("报价日期", null=True, blank=True)
    price = MoneyField("报价", null=True, blank=True)
    ordered_on = DayField("下单日期", null=True, blank=True)
    delivered_on = DayField("送修日期", null=True, blank=True)
    finished_on = DayField("修好日期", null=True, blank=True)
    handed_back_on = DayField("交还日期", null=True, blank=True)
    set_aside_on = DayField("另行处理日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "报修"

    def __str__(self) -> str:
        return self.subject


def _step(key: str, title: str, start: set[State], end: State, dates: str, **more: Any) -> Step:
    return Step(key, title, frozenset(start), end, by=TOWN_STAFF, dates=dates, **more)


def _aside(key: str, title: str, start: set[State], end: State, dates: str = "set_aside_on") -> Step:
    return _step(key, title, start, end, dates, reason=True, primary=False)


_BADGES = {
    **dict.fromkeys((State.FINISHED, State.HANDED_BACK, State.FOLLOWED_UP, State.HANDED_ON), "done"),
    State.FAILED: "stopped",
}

REPAIRING = Process(
    key="repairs.repairing",
    version=1,
    field="state",
    initial=State.RECEIVED,
    states=tuple(ProcessState(each, each.label, _BADGES.get(each, "waiting")) for each in State),
    steps=(
        _step("answer", "答复", {State.RECEIVED}, State.ANSWERED, "answered_on"),
        _step("quote", "报价", {State.ANSWERED}, State.QUOTED, "quoted_on", fields=("price",)),
        _step("order", "下单", {State.QUOTED}, State.ORDERED, "ordered_on"),
        _step("deliver", "送修", {State.ORDERED}, State.DELIVERED, "delivered_on"),
        _step("finish", "修好", {State.DELIVERED, State.WAITING}, State.FINISHED, "finished_on"),
        _step("hand_back", "交还", {State.FINISHED}, State.HANDED_BACK, "handed_back_on"),
        _aside("order_directly", "直接下单", {State.RECEIVED, State.ANSWERED}, State.ORDERED, "ordered_on"),
        _aside("enter_finished", "补录已修好的", {State.RECEIVED}, State.FINISHED, "finished_on"),
        _aside("change_hands", "换人", {State.ANSWERED}, State.ANSWERED),
        _aside("wait", "等配件", {State.DELIVERED}, State.WAITING),
        _aside("follow_up", "回访", {State.HANDED_BACK}, State.FOLLOWED_UP),
        _aside("hand_on", "转交", {State.RECEIVED}, State.HANDED_ON),
        _aside("fail", "谈不成", {State.ANSWERED, State.QUOTED}, State.FAILED),
        _aside("resume", "重新谈", {State.FAILED}, State.ANSWERED),
    ),
    line=("answer", "quote", "order", "deliver", "finish", "hand_back"),
    editable=frozenset({State.RECEIVED, State.ANSWERED}),
)

REPAIRS = Ledger(
    key="repairs",
    title="报修",
    noun="报修",
    unit="件",
    area="service",
    letters="BX",
    model=Repair,
    heading="subject",
    columns=(
        "number",
        "received_on",
        "subject",
        "source",
        "people",
        "workshop",
        "handler",
        "state",
        "seen_at",
        "price",
    ),
    search=("number", "subject", "workshop__name", "handler"),
    filters=("state", "source", "received_on"),
    order=("-received_on", "-id"),
    totals=("people", "price"),
    form=(
        Section("报修", ("received_on", "source", "subject", "words", "people", "organisation", "workshop")),
        Section("办理", ("handler", "seen_at")),
    ),
    grants={
        Right.READ: TOWN_STAFF | {Role.REVIEWER},
        Right.WRITE: frozenset({Role.OFFICER}),
        Right.EXPORT: TOWN_STAFF,
        Right.REVEAL: frozenset({Role.OFFICER}) | LEADERS,
    },
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    process=REPAIRING,
    blurb="各处报来要修的，每件一条。",
)

FINISHED = Indicator(
    code="repairs.finished",
    name="修好",
    unit="件",
    kind=FigureKind.FLOW,
    basis="修好日期在期内的报修，按件计",
    ledger=REPAIRS,
    conditions=(NOT_VOIDED, in_period("finished_on", "修好日期")),
    measure=Count(),
)

INDICATORS = (FINISHED,)
