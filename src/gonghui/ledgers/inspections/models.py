from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.inspections.choices import FULL_SCORE, Grade, Method, Standard, Tier, grade_of
from gonghui.plain import clock


class Inspection(LedgerRow):
    """One inspection by one standard; `organisation` is the union or village where it takes place.

    It is announced first and held later, so it may stand without its day.
    """

    title = models.CharField("检查名称", max_length=100)
    standard = models.CharField("检查标准", max_length=20, choices=Standard.choices, default=Standard.FOUNDATION)
    edition = models.CharField("标准版本", max_length=60, blank=True, help_text="如2025年版，或者印发标准的文号。")
    level = models.CharField("检查级别", max_length=20, choices=Tier.choices)
    method = models.CharField("检查方式", max_length=20, choices=Method.choices)
    inspecting_body = models.CharField("检查单位", max_length=100)
    team = models.CharField("检查组成员", max_length=200, blank=True)
    announced_on = DayField("通知日期", null=True, blank=True)
    held_on = DayField("检查日期", null=True, blank=True, help_text="检查开始的那天；还没有检查的先空着。")
    ended_on = DayField("结束日期", null=True, blank=True, help_text="只查一天的不用填。")
    outcome = models.CharField("检查结果", max_length=500, blank=True)
    paper = models.CharField("通报文号", max_length=100, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "规范化检查"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "title", "held_on"],
                condition=models.Q(voided_on=None),
                name="inspections_once_a_day",
                violation_error_message="这里同一天已经登记过同名的检查，请查找并修改那一次。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def year(self) -> int:
        day = self.held_on or self.announced_on or clock.today()
        return int(day.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.held_on is None and self.announced_on is None:
            errors["held_on"] = "请填检查日期；还没有检查的，填通知日期。"
        if self.held_on and self.announced_on and self.held_on < self.announced_on:
            errors["announced_on"] = "通知日期晚于检查日期，请核对。"
        if self.ended_on and (self.held_on is None or self.ended_on < self.held_on):
            errors["ended_on"] = "结束日期早于检查日期，或者还没有填检查日期，请核对。"
        if errors:
            raise ValidationError(errors)


class InspectionResult(LedgerRow):
    """What one inspection found at one employer, and how it was put right."""

    inspection = LocalKey(Inspection, on_delete=models.PROTECT, related_name="+", verbose_name="检查")
    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="受检单位")
    score = models.DecimalField(
        "得分", max_digits=5, decimal_places=1, null=True, blank=True, help_text="百分制；不打分的空着。"
    )
    grade = models.CharField("等级", max_length=20, choices=Grade.choices, blank=True, editable=False)
    problems = models.CharField("发现的问题", max_length=500, blank=True)
    rectify_by = DayField("整改期限", future=True, null=True, blank=True, help_text="不用整改的空着。")
    rectified_on = DayField("整改完成日期", null=True, blank=True)
    reinspected_on = DayField("复查日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "受检单位"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "inspection", "employer"],
                condition=models.Q(voided_on=None),
                name="inspections_employer_once",
                violation_error_message="这次检查已经登记过这家单位，请查找并修改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer}：{self.inspection}"

    def derive(self) -> None:
        """The result belongs to its employer's place; the grade follows from the score."""
        if self.employer_id:
            self.organisation = self.employer.organisation
        score = self.score if isinstance(self.score, Decimal) else None
        self.grade = grade_of(score) if score is not None else ""

    def year(self) -> int:
        return self.inspection.year()

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.score is not None and not 0 <= self.score <= FULL_SCORE:
            errors["score"] = "得分在0到100之间，请核对。"
        if self.inspection_id:
            errors |= self._against_inspection()
        if self.rectify_by and not self.problems:
            errors["problems"] = "定了整改期限，请写明发现的问题。"
        if self.rectified_on and not self.rectify_by:
            errors["rectify_by"] = "填了整改完成日期，请先填整改期限。"
        if self.reinspected_on and (self.rectified_on is None or self.reinspected_on < self.rectified_on):
            errors["reinspected_on"] = "复查在整改完成以后：请核对复查日期，并填整改完成日期。"
        if errors:
            raise ValidationError(errors)

    def _against_inspection(self) -> dict[str, str]:
        """What does not go together with the inspection that the row belongs to."""
        errors, held_on = {}, self.inspection.held_on
        if held_on is None:
            errors["inspection"] = "这次检查还没有检查日期：请先修改那次检查，填好日期再登记受检单位。"
        else:
            for name, title in (("rectify_by", "整改期限"), ("rectified_on", "整改完成日期")):
                day = getattr(self, name)
                if day and day < held_on:
                    errors[name] = f"{title}早于检查日期，请核对。"
        if self.employer_id and not self.employer.organisation.path.startswith(self.inspection.organisation.path):
            errors["employer"] = f"这家单位不在{self.inspection.organisation}范围内，请核对单位或另选检查。"
        return errors
