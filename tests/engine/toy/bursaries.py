"""补助: cases that three levels review one after the other, each by other people; then money is paid."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from tests.engine.toy.workshops import Workshop

from gonghui.engine.declare import (
    Condition,
    FigureKind,
    FigureQuery,
    Indicator,
    Ledger,
    PastCases,
    Process,
    Relation,
    Section,
    Step,
    named,
)
from gonghui.engine.declare import State as ProcessState
from gonghui.engine.figures.conditions import NOT_VOIDED, in_period, not_yet_on
from gonghui.engine.figures.measures import CountDistinct, Sum
from gonghui.engine.process.history import stood_in
from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import PersonFields
from gonghui.engine.sharding.fields import LocalKey
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import Level
from gonghui.offices.roles import ALL_STAFF, TOWN_STAFF, Role
from gonghui.plain import pinyin


class State(models.TextChoices):
    SURVEYED = "surveyed", "摸底"
    APPLIED = "applied", "已申请"
    TOWN_PASSED = "town_passed", "镇审通过"
    CITY_PASSED = "city_passed", "市审通过"
    HIGHER_PASSED = "higher_passed", named("{higher}审通过")
    PROVINCE_PASSED = "province_passed", "省审通过"
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Bursary(PersonFields, LedgerRow):
    """A person's bursary for one course. The dates are those of the latest decision of each level."""

    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    workshop = LocalKey(Workshop, on_delete=models.PROTECT, related_name="+", verbose_name="工坊")
    course = models.CharField("课程", max_length=100)
    asked_amount = MoneyField("申请金额", default=0)
    surveyed_on = DayField("摸底日期")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.SURVEYED)
    applied_on = DayField("申请日期", null=True, blank=True)
    resubmitted_on = DayField("补正重报日期", null=True, blank=True)
    town_passed_on = DayField("镇审通过日期", null=True, blank=True)
    city_passed_on = DayField("市审通过日期", null=True, blank=True)
    higher_passed_on = DayField(named("{higher}审通过日期"), null=True, blank=True)
    province_passed_on = DayField("省审通过日期", null=True, blank=True)
    returned_on = DayField("退回日期", null=True, blank=True)
    rejected_on = DayField("不通过日期", null=True, blank=True)
    withdrawn_on = DayField("撤回日期", null=True, blank=True)
    paid_on = DayField("发放日期", null=True, blank=True)
    amount = MoneyField("发放金额", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "补助"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index", "course"],
                condition=models.Q(voided_on=None, rejected_on=None, withdrawn_on=None),
                name="toy_bursary_once_a_course",
                violation_error_message="这个身份证号已经申请过同一门课程的补助，请按身份证号查找那一件。",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_on=None, amount=None)
                | models.Q(
                    # Who decides last is found in the tree; the process lets nobody pay sooner.
                    paid_on__isnull=False,
                    amount__isnull=False,
                    amount__gt=0,
                    town_passed_on__isnull=False,
                    state=State.PAID,
                ),
                name="toy_paid_after_approval",
                violation_error_message="审核通过以后才能登记发放日期和金额。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:50]
        if self.workshop_id:
            self.organisation = self.workshop.organisation

    def clean(self) -> None:
        for other in (self.applied_on, self.withdrawn_on):
            if other and self.surveyed_on and other < self.surveyed_on:
                raise ValidationError({"surveyed_on": "摸底日期晚于后面的日期，请核对。"})


def something_is_asked_for(record: Bursary, _values: dict[str, Any]) -> str | None:
    return "还没有填申请的补助金额：请先修改这一件。" if record.asked_amount <= 0 else None


def paid_amount_is_covered(record: Bursary, values: dict[str, Any]) -> str | None:
    if values["amount"] <= 0:
        return "发放金额应大于0，请核对。"
    if values["amount"] > record.asked_amount:
        return f"发放金额多于申请的{record.asked_amount.normalize():f}元，请核对。"
    return None


_LEVELS = {
    "town": ("镇", Relation.HANDLING),
    "city": ("市", Relation.UPPER),
    "higher": ("{higher}", Relation.HIGHER),
    "province": ("省", Relation.PROVINCE),
}
_WAITING = {
    "town": {State.APPLIED},
    "city": {State.TOWN_PASSED},
    "higher": {State.CITY_PASSED},
    "province": {State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED},
}
_PASSED = {
    "town": State.TOWN_PASSED,
    "city": State.CITY_PASSED,
    "higher": State.HIGHER_PASSED,
    "province": State.PROVINCE_PASSED,
}


def _review(level: str, key: str, title: str, end: State, dates: str, *, against: bool = False) -> Step:
    """A decision of an office; above the town the town's officer writes it down where that office is away."""
    return Step(
        key,
        named(title),
        frozenset(_WAITING[level]),
        end,
        by=TOWN_STAFF if level == "town" else frozenset({Role.REVIEWER}),
        relation=_LEVELS[level][1],
        external_by=frozenset() if level == "town" else frozenset({Role.OFFICER}),
        dates=dates,
        reason=against,
        primary=not against,
    )


def _by_anyone(key: str, title: str, start: set[State], end: State, dates: str, **more: Any) -> Step:
    return Step(key, title, frozenset(start), end, by=ALL_STAFF, dates=dates, **more)


_ASKED = {"guards": (something_is_asked_for,)}
_STEPS = (
    _by_anyone("apply", "申请", {State.SURVEYED}, State.APPLIED, "applied_on", **_ASKED),
    _by_anyone("resubmit", "补正重报", {State.RETURNED}, State.APPLIED, "resubmitted_on", **_ASKED),
    *(
        _review(each, f"pass_{each}", f"{title}审通过", _PASSED[each], f"{each}_passed_on")
        for each, (title, _level) in _LEVELS.items()
    ),
    Step(
        "pay",
        "登记发放",
        frozenset(_PASSED.values()),
        State.PAID,
        by=frozenset({Role.OFFICER}),
        relation=Relation.HANDLING,
        dates="paid_on",
        fields=("amount",),
        guards=(paid_amount_is_covered,),
    ),
    *(
        _review(each, f"return_from_{each}", f"{title}级退回补正", State.RETURNED, "returned_on", against=True)
        for each, (title, _level) in _LEVELS.items()
    ),
    *(
        _review(each, f"reject_in_{each}", f"{title}审不通过", State.REJECTED, "rejected_on", against=True)
        for each, (title, _level) in _LEVELS.items()
    ),
    _by_anyone(
        "withdraw",
        "撤回",
        {State.SURVEYED, State.APPLIED, State.RETURNED},
        State.WITHDRAWN,
        "withdrawn_on",
        reason=True,
        primary=False,
    ),
)
_BADGES = {State.PAID: "done", State.REJECTED: "stopped", State.WITHDRAWN: "stopped"}

REVIEW = Process(
    key="bursaries.review",
    version=1,
    field="state",
    initial=State.SURVEYED,
    states=tuple(ProcessState(each, each.label, _BADGES.get(each, "waiting")) for each in State),
    steps=_STEPS,
    line=("apply", "pass_town", "pass_city", "pass_higher", "pass_province", "pay"),
    editable=frozenset({State.SURVEYED, State.RETURNED}),
    past=PastCases(frozenset({Role.OFFICER})),
    separate=frozenset(step.key for step in _STEPS if step.key not in {"pay", "withdraw"}),
)

BURSARIES = Ledger(
    key="bursaries",
    title="补助",
    noun="补助申请",
    unit="件",
    area="money",
    letters="BZ",
    model=Bursary,
    heading="name",
    columns=(
        *("number", "name", "id_number", "workshop", "course", "state", "applied_on"),
        *("town_passed_on", "city_passed_on", "province_passed_on", "paid_on", "amount"),
    ),
    wide=frozenset({"id_number", "town_passed_on", "province_passed_on", "paid_on"}),
    search=("number", "name", "initials", "id_number", "phone", "workshop__name", "workshop__initials", "course"),
    filters=("state", "applied_on"),
    order=("-applied_on", "-id"),
    totals=("amount",),
    form=(
        Section("学徒", ("name", "id_number", "phone", "workshop")),
        Section("课程", ("course", "surveyed_on", "asked_amount")),
    ),
    grants=ENTERED_BELOW,
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    process=REVIEW,
    blurb="学徒上课的补助，从摸底、申请、三级审核到发放。",
)

BY_PERSON = CountDistinct("id_number_index", "身份证号")
APPLIED = in_period("applied_on", "申请日期")


def _waiting_for_province(query: FigureQuery) -> Q:
    passed = frozenset({State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED})
    return stood_in(BURSARIES.key, passed, query, organisation__parent__level=Level.PROVINCE)


SURVEYED = Indicator(
    code="bursaries.surveyed",
    name="补助摸底",
    unit="人",
    kind=FigureKind.FLOW,
    basis="摸底日期在期内的学徒，按身份证号计人",
    ledger=BURSARIES,
    conditions=(NOT_VOIDED, in_period("surveyed_on", "摸底日期")),
    measure=BY_PERSON,
)

APPLICANTS = Indicator(
    code="bursaries.applicants",
    name="申请补助",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期内、截至日没有撤回的学徒，按身份证号计人",
    ledger=BURSARIES,
    conditions=(NOT_VOIDED, APPLIED, not_yet_on("withdrawn_on", "撤回")),
    measure=BY_PERSON,
)

AWAITING_PROVINCE = Indicator(
    code="bursaries.awaiting_province",
    name="补助待省审",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期内，截至日办到市级审核通过、省级还没有作出决定的学徒，按身份证号计人",
    ledger=BURSARIES,
    conditions=(NOT_VOIDED, APPLIED, Condition("waiting_for_province", "截至日待省审", _waiting_for_province)),
    measure=BY_PERSON,
)

PAID_AMOUNT = Indicator(
    code="bursaries.paid_amount",
    name="发放补助",
    unit="元",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的补助的发放金额合计",
    ledger=BURSARIES,
    conditions=(NOT_VOIDED, in_period("paid_on", "发放日期")),
    measure=Sum("amount"),
)

INDICATORS = (SURVEYED, APPLICANTS, AWAITING_PROVINCE, PAID_AMOUNT)
