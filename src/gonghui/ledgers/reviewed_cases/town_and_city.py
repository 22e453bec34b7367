"""Cases that the town and the city review one after the other, before money is paid (领域资料 2.5.3, 2.7).

Hardship aid and student aid share the way: surveyed, applied for, passed by the town, passed by the city, paid. What a
register adds are its guards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.declare import Process, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.offices.levels import Level
from gonghui.offices.roles import ALL_STAFF, TOWN_STAFF, Role
from gonghui.plain import clock

EARLIEST_YEAR = 1950  # the first Trade Union Law

Guard = Callable[[Any, dict[str, Any]], str | None]


class State(models.TextChoices):
    SURVEYED = "surveyed", "摸底"
    APPLIED = "applied", "已申请"
    TOWN_PASSED = "town_passed", "镇审通过"
    CITY_PASSED = "city_passed", "市审通过"
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Payer(models.TextChoices):
    """Who pays: the upper union mostly pays straight to the worker's card."""

    UPPER = "upper", "上级工会"
    TOWN = "town", "镇总工会"


class ReviewedCase(LedgerRow):
    """What every such case has: its year, its state, and the latest day of each decision.

    The trail of steps keeps all of a case's days.
    """

    for_year = models.PositiveSmallIntegerField("年度")
    surveyed_on = DayField("摸底日期")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.SURVEYED)
    applied_on = DayField("申请日期", null=True, blank=True)
    resubmitted_on = DayField("补正重报日期", null=True, blank=True)
    town_passed_on = DayField("镇审通过日期", null=True, blank=True)
    city_passed_on = DayField("市审通过日期", null=True, blank=True)
    returned_on = DayField("退回日期", null=True, blank=True)
    rejected_on = DayField("不通过日期", null=True, blank=True)
    withdrawn_on = DayField("撤回日期", null=True, blank=True)
    paid_on = DayField("发放日期", null=True, blank=True)
    amount = MoneyField("发放金额", null=True, blank=True)
    payer = models.CharField("发放单位", max_length=20, choices=Payer.choices, blank=True)

    class Meta(LedgerRow.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(paid_on=None, amount=None)
                | models.Q(paid_on__isnull=False, amount__isnull=False, amount__gt=0, city_passed_on__isnull=False),
                name="%(class)s_paid_after_city",
                violation_error_message="市级审核通过以后才能登记发放日期和金额。",
            ),
        ]

    def year(self) -> int:
        return self.for_year

    def faults(self) -> dict[str, str]:
        """What is wrong with the year and the survey, by field."""
        found: dict[str, str] = {}
        # A file for next year may be opened before the year turns.
        year: int | None = self.for_year
        if year is not None and not EARLIEST_YEAR <= year <= clock.today().year + 1:
            found["for_year"] = f"年度请写四位数，从{EARLIEST_YEAR}年到明年，如{clock.today().year}。"
        if self.surveyed_on and self.applied_on and self.applied_on < self.surveyed_on:
            found["surveyed_on"] = "摸底日期晚于申请日期，请核对。"
        elif self.surveyed_on and self.withdrawn_on and self.withdrawn_on < self.surveyed_on:
            found["surveyed_on"] = "摸底日期晚于撤回日期，请核对。"
        return found

    def clean(self) -> None:
        errors = self.faults()
        if errors:
            raise ValidationError(errors)


# A year's file stands once; one that was refused, taken back or voided makes room for another.
STANDING = models.Q(voided_on=None, rejected_on=None, withdrawn_on=None)

OFFICER = frozenset({Role.OFFICER})
REVIEWER = frozenset({Role.REVIEWER})
_IN_REVIEW = frozenset(
    {
        "apply",
        "resubmit",
        "pass_town",
        "return_from_town",
        "reject_in_town",
        "pass_city",
        "return_from_city",
        "reject_in_city",
    }
)


def something_is_paid(_record: ReviewedCase, values: dict[str, Any]) -> str | None:
    return "发放金额应大于0，请核对。" if values["amount"] <= 0 else None


def town_and_city(key: str, *, before_applying: tuple[Guard, ...], before_paying: tuple[Guard, ...] = ()) -> Process:
    """The review by town and city, with the guards of the register: of its applications and of its payments."""
    return Process(
        key=key,
        version=1,
        field="state",
        initial=State.SURVEYED,
        states=(
            ProcessState(State.SURVEYED, State.SURVEYED.label),
            ProcessState(State.APPLIED, State.APPLIED.label),
            ProcessState(State.TOWN_PASSED, State.TOWN_PASSED.label),
            ProcessState(State.CITY_PASSED, State.CITY_PASSED.label),
            ProcessState(State.PAID, State.PAID.label, "done"),
            ProcessState(State.RETURNED, State.RETURNED.label),
            ProcessState(State.REJECTED, State.REJECTED.label, "stopped"),
            ProcessState(State.WITHDRAWN, State.WITHDRAWN.label, "stopped"),
        ),
        steps=(
            _by_anyone("apply", "申请", State.SURVEYED, "applied_on", before_applying),
            _by_anyone("resubmit", "补正重报", State.RETURNED, "resubmitted_on", before_applying),
            _in_town("pass_town", "镇审通过", State.TOWN_PASSED, "town_passed_on"),
            _in_city("pass_city", "市审通过", State.CITY_PASSED, "city_passed_on"),
            Step(
                "pay",
                "登记发放",
                frozenset({State.CITY_PASSED}),
                State.PAID,
                by=OFFICER,
                level=Level.TOWN,
                dates="paid_on",
                fields=("amount", "payer"),
                guards=(something_is_paid, *before_paying),
            ),
            _in_town("return_from_town", "镇级退回补正", State.RETURNED, "returned_on", against=True),
            _in_city("return_from_city", "市级退回补正", State.RETURNED, "returned_on", against=True),
            _in_town("reject_in_town", "镇审不通过", State.REJECTED, "rejected_on", against=True),
            _in_city("reject_in_city", "市审不通过", State.REJECTED, "rejected_on", against=True),
            Step(
                "withdraw",
                "撤回",
                frozenset({State.SURVEYED, State.APPLIED, State.RETURNED}),
                State.WITHDRAWN,
                by=ALL_STAFF,
                dates="withdrawn_on",
                reason=True,
                primary=False,
            ),
        ),
        line=("apply", "pass_town", "pass_city", "pay"),
        editable=frozenset({State.SURVEYED, State.RETURNED}),
        separate=_IN_REVIEW,
    )


def _by_anyone(key: str, title: str, start: State, dates: str, guards: tuple[Guard, ...]) -> Step:
    return Step(key, title, frozenset({start}), State.APPLIED, by=ALL_STAFF, dates=dates, guards=guards)


def _in_town(key: str, title: str, end: State, dates: str, *, against: bool = False) -> Step:
    return Step(
        key,
        title,
        frozenset({State.APPLIED}),
        end,
        by=TOWN_STAFF,
        level=Level.TOWN,
        dates=dates,
        reason=against,
        primary=not against,
    )


def _in_city(key: str, title: str, end: State, dates: str, *, against: bool = False) -> Step:
    """A decision of the city; where its union is not on the system the town's officer writes it down."""
    return Step(
        key,
        title,
        frozenset({State.TOWN_PASSED}),
        end,
        by=REVIEWER,
        level=Level.CITY,
        external_by=OFFICER,
        dates=dates,
        reason=against,
        primary=not against,
    )
