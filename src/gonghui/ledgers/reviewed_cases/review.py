"""Cases that the union which keeps them and those above it review one after the other, before money is paid.

Hardship aid and student aid share the way (领域资料 2.5.3, 2.7): surveyed, applied for, passed by the union that keeps
the case, by the one directly above it, by the one above that where it lies below the province, paid. Who they are is
found in the tree: a town and its city, or a town, its county and their city. What a register adds are its guards.

The codes of the states and steps speak of a town and a city, as the first trees had them; other programs know them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.declare import PastCases, Process, Relation, Step, named
from gonghui.engine.declare import State as ProcessState
from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.reviewed_cases.decisions import OFFICER, decisions
from gonghui.offices.roles import ALL_STAFF
from gonghui.plain import clock

EARLIEST_YEAR = 1950  # the first Trade Union Law

Guard = Callable[[Any, dict[str, Any]], str | None]


class State(models.TextChoices):
    SURVEYED = "surveyed", "摸底"
    APPLIED = "applied", "已申请"
    TOWN_PASSED = "town_passed", named("{handling}审核通过")
    CITY_PASSED = "city_passed", named("{upper}审核通过")
    HIGHER_PASSED = "higher_passed", named("{higher}审核通过")
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Payer(models.TextChoices):
    """Who pays: the upper union mostly pays straight to the worker's card."""

    UPPER = "upper", "上级工会"
    TOWN = "town", named("{handling}")


class ReviewedCase(LedgerRow):
    """What every such case has: its year, its state, and the latest day of each decision.

    The trail of steps keeps all of a case's days.
    """

    for_year = models.PositiveSmallIntegerField("年度")
    surveyed_on = DayField("摸底日期")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.SURVEYED)
    applied_on = DayField("申请日期", null=True, blank=True)
    resubmitted_on = DayField("补正重报日期", null=True, blank=True)
    town_passed_on = DayField(named("{handling}审核日期"), null=True, blank=True)
    city_passed_on = DayField(named("{upper}审核日期"), null=True, blank=True)
    higher_passed_on = DayField(named("{higher}审核日期"), null=True, blank=True)
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
                | models.Q(
                    # Who decides last is found in the tree; the process lets nobody pay sooner.
                    paid_on__isnull=False,
                    amount__isnull=False,
                    amount__gt=0,
                    town_passed_on__isnull=False,
                    state=State.PAID,
                ),
                name="%(class)s_paid_after_review",
                violation_error_message="审核通过以后才能登记发放日期和金额。",
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


def _by(relation: Relation, start: State, passed: State) -> list[Step]:
    return decisions(relation, {start}, passed=passed, returned=State.RETURNED, rejected=State.REJECTED)


_DECISIONS = (
    *_by(Relation.HANDLING, State.APPLIED, State.TOWN_PASSED),
    *_by(Relation.UPPER, State.TOWN_PASSED, State.CITY_PASSED),
    *_by(Relation.HIGHER, State.CITY_PASSED, State.HIGHER_PASSED),
)
_IN_REVIEW = frozenset({"apply", "resubmit", *(step.key for step in _DECISIONS)})


def something_is_paid(_record: ReviewedCase, values: dict[str, Any]) -> str | None:
    return "发放金额应大于0，请核对。" if values["amount"] <= 0 else None


def review(
    key: str,
    *,
    before_applying: tuple[Guard, ...],
    before_paying: tuple[Guard, ...] = (),
    may_apply: models.Q | None = None,
) -> Process:
    """The review by each union of the chain, with the guards of the register: of its applications and its payments.

    `may_apply` says which cases are ever to be applied for; None: all.
    """
    return Process(
        key=key,
        version=2,
        field="state",
        initial=State.SURVEYED,
        states=(
            ProcessState(State.SURVEYED, State.SURVEYED.label),
            ProcessState(State.APPLIED, State.APPLIED.label),
            ProcessState(State.TOWN_PASSED, State.TOWN_PASSED.label),
            ProcessState(State.CITY_PASSED, State.CITY_PASSED.label),
            ProcessState(State.HIGHER_PASSED, State.HIGHER_PASSED.label),
            ProcessState(State.PAID, State.PAID.label, "done"),
            ProcessState(State.RETURNED, State.RETURNED.label),
            ProcessState(State.REJECTED, State.REJECTED.label, "stopped"),
            ProcessState(State.WITHDRAWN, State.WITHDRAWN.label, "stopped"),
        ),
        steps=(
            _by_anyone("apply", "申请", State.SURVEYED, "applied_on", before_applying, may_apply),
            _by_anyone("resubmit", "补正重报", State.RETURNED, "resubmitted_on", before_applying, may_apply),
            *_DECISIONS,
            Step(
                "pay",
                "登记发放",
                # Whichever union decides last where the case is kept: the line lets none be skipped.
                frozenset({State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED}),
                State.PAID,
                by=OFFICER,
                relation=Relation.HANDLING,
                dates="paid_on",
                fields=("amount", "payer"),
                guards=(something_is_paid, *before_paying),
            ),
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
        line=("apply", "pass_town", "pass_city", "pass_higher", "pay"),
        editable=frozenset({State.SURVEYED, State.RETURNED}),
        past=PastCases(OFFICER, year="for_year"),
        separate=_IN_REVIEW,
    )


def _by_anyone(
    key: str, title: str, start: State, dates: str, guards: tuple[Guard, ...], waits: models.Q | None
) -> Step:
    return Step(key, title, frozenset({start}), State.APPLIED, by=ALL_STAFF, dates=dates, guards=guards, waits=waits)
