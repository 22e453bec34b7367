from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField, PercentField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.bargaining.choices import (
    ANSWER_DAYS,
    FILING_DAYS,
    LONGEST_YEARS,
    REVIEW_DAYS,
    USUAL_FILING_DAYS,
    Kind,
    Scope,
    Side,
    State,
)
from gonghui.ledgers.employers.models import Employer
from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

_ONE_DAY = timedelta(days=1)
_IN_A_WEEK = 7


class Agreement(LedgerRow):
    """One employer's bargaining over one agreement, and the agreement that came of it.

    `starts_on` and `ends_on` (both included) are the term that workbooks call `from` and `to`. Due dates follow from
    the law (see choices), in natural days.
    """

    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    uscc = models.CharField("统一社会信用代码", max_length=18, editable=False)
    kind = models.CharField("合同种类", max_length=20, choices=Kind.choices, default=Kind.WAGE)
    scope = models.CharField("协商层级", max_length=20, choices=Scope.choices, default=Scope.ENTERPRISE)
    covered_employers = CountField("覆盖单位", unit="家", default=1, help_text="区域性、行业性合同涵盖的单位数")
    representatives = CountField("职工方协商代表", unit="人", null=True, blank=True)
    meetings = CountField("协商会议", unit="次", null=True, blank=True)
    offered_by = models.CharField("要约方", max_length=20, choices=Side.choices, default=Side.WORKERS)
    offered_on = DayField("要约日期", null=True, blank=True, help_text="补录过去签订的合同、查不到的可以不填")
    starts_on = DayField("期限起", null=True, blank=True, future=True)
    ends_on = DayField("期限止", null=True, blank=True, future=True)
    covered_workers = CountField("覆盖职工", unit="人", null=True, blank=True)
    raise_percent = PercentField(
        "平均增幅", max_digits=5, decimal_places=2, null=True, blank=True, help_text="百分数，6.5就是6.5%"
    )
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OFFERED)
    answer_due_on = DayField("应约期限", null=True, blank=True, future=True, editable=False)
    answered_on = DayField("应约日期", null=True, blank=True)
    refused_on = DayField("拒绝应约日期", null=True, blank=True)
    failed_on = DayField("协商未成日期", null=True, blank=True)
    resumed_on = DayField("重新协商日期", null=True, blank=True)
    congress_passed_on = DayField("职代会审议通过日期", null=True, blank=True)
    congress_members = CountField("应到", unit="人", null=True, blank=True)
    congress_present = CountField("实到", unit="人", null=True, blank=True)
    congress_in_favour = CountField("赞成", unit="人", null=True, blank=True)
    signed_on = DayField("签订日期", null=True, blank=True)
    filing_due_on = DayField("报审期限", null=True, blank=True, future=True, editable=False)
    filed_on = DayField("报审日期", null=True, blank=True)
    receipt_on = DayField("受理日期", null=True, blank=True)
    receipt_number = models.CharField("受理单号", max_length=60, blank=True)
    under_a_year = models.BooleanField("期限不满一年", default=False, editable=False)
    objected_on = DayField("提出异议日期", null=True, blank=True)
    effective_due_on = DayField("无异议的生效日期", null=True, blank=True, future=True, editable=False)
    effective_on = DayField("生效日期", null=True, blank=True)
    published_on = DayField("公布日期", null=True, blank=True)
    terminated_on = DayField("终止日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "集体协商"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "employer", "kind", "starts_on"],
                condition=models.Q(voided_on=None, terminated_on=None),
                name="bargaining_term_once",
                violation_error_message="这家单位已经登记过同一种类、同一天起的合同，请查找那一件。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "employer", "kind"], name="bargaining_of_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.employer}{Kind(self.kind).label}"

    def derive(self) -> None:
        """The case belongs to its employer's place; the due dates follow from the days that are known."""
        if self.employer_id:
            self.organisation = self.employer.organisation
            self.uscc = self.employer.uscc
        self.under_a_year = _is_under_a_year(self.starts_on, self.ends_on)
        self.answer_due_on = _days_after(self.offered_on, ANSWER_DAYS)
        self.filing_due_on = _days_after(self.signed_on, _filing_days(self.kind))
        self.effective_due_on = _days_after(self.filed_on, REVIEW_DAYS)

    def year(self) -> int:
        return (self.offered_on or clock.today()).year

    def overlapping(self) -> Agreement | None:
        """Another signed agreement of the employer and kind whose term, unless ended early, meets this one's."""
        others = Agreement.objects.within(self.jurisdiction_id).filter(
            employer=self.employer_id, kind=self.kind, voided_on=None, terminated_on=None, signed_on__isnull=False
        )
        return others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).exclude(pk=self.pk).first()

    def clean(self) -> None:
        errors: dict[str, str] = {}
        errors.update(_faults_of_term(self.starts_on, self.ends_on))
        if self.covered_employers == 0:
            errors["covered_employers"] = "覆盖单位至少1家，请核对。"
        elif (self.covered_employers or 0) > 1 and self.scope == Scope.ENTERPRISE:
            errors["covered_employers"] = "协商层级是企业的只覆盖一家；区域性、行业性的请改协商层级。"
        if self.covered_workers == 0:
            errors["covered_workers"] = "覆盖职工应大于0，请核对。"
        if self.raise_percent is not None and not -100 < self.raise_percent <= 100:
            errors["raise_percent"] = "平均增幅写成百分数，如6.5；降薪写负数，请核对。"
        steps = ("offered_on", "signed_on", "filed_on", "effective_on")
        known = [(name, day) for name in steps if (day := getattr(self, name))]
        for (before, earlier), (name, day) in pairwise(known):
            if day < earlier:
                title = self._meta.get_field(before).verbose_name  # type: ignore[union-attr]
                errors[name] = f"不能早于{title}（{format_full_day(earlier)}），请核对。"
        if errors:
            raise ValidationError(errors)


class BargainingWeek(LedgerRow):
    """A week of the town's drive: when it reported upwards, and when its supervisors went round.

    How many employers have completed is not typed: the figure of that day tells it.
    """

    reported_on = DayField("上报日期")
    supervised_on = DayField("督导日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    monday = DayField("周一", editable=False)

    class Meta(LedgerRow.Meta):
        verbose_name = "协商进度周报"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "monday"],
                condition=models.Q(voided_on=None),
                name="bargaining_report_once_a_week",
                violation_error_message="这一周的进度已经登记过，请查找并修改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_full_day(self.reported_on)}周报"

    def derive(self) -> None:
        """The Monday of the week that was reported on."""
        if isinstance(self.reported_on, date):
            self.monday = self.reported_on - timedelta(days=self.reported_on.weekday())

    def year(self) -> int:
        return int(self.reported_on.year)

    def clean(self) -> None:
        supervised: date | None = self.supervised_on
        if supervised and self.reported_on and not 0 <= (supervised - self.monday).days < _IN_A_WEEK:
            raise ValidationError({"supervised_on": "督导和上报不在同一周，请另外登记那一周的一条。"})


def _filing_days(kind: str) -> int:
    return next((days for special, days in FILING_DAYS.items() if special == kind), USUAL_FILING_DAYS)


def _days_after(day: date | None, days: int) -> date | None:
    # What was typed wrong is still text here; the field's own rule tells it.
    return day + timedelta(days=days) if isinstance(day, date) else None


def _faults_of_term(starts_on: date | None, ends_on: date | None) -> dict[str, str]:
    """What is wrong with a term: both ends or neither, three years at most (集体合同规定38条: 一般 one to three)."""
    if starts_on is None or ends_on is None:
        return {} if starts_on is ends_on else {"ends_on": "期限的起止请都填，或者都不填。"}
    if ends_on <= starts_on:
        return {"ends_on": "期限止不晚于期限起，请核对。"}
    if ends_on + _ONE_DAY > _years_after(starts_on, LONGEST_YEARS):
        return {"ends_on": "期限超过3年，请核对起止日期；集体合同的期限是1至3年。"}
    return {}


def _is_under_a_year(starts_on: date | None, ends_on: date | None) -> bool:
    # What was typed wrong is still text here; the field's own rule tells it.
    if not isinstance(starts_on, date) or not isinstance(ends_on, date) or ends_on < starts_on:
        return False
    return ends_on + _ONE_DAY < _years_after(starts_on, 1)


def _years_after(day: date, years: int) -> date:
    """The same day so many years on; 28 February stands for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
