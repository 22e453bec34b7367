from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField, WritingField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.sharding.rows import JurisdictionRow


class SummaryState(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待签发"
    SIGNED = "signed", "已签发"


class Summary(LedgerRow):
    """A drafted summary of a place for a period, as composed: its cut-offs, its text and its figures as shown."""

    outline = models.CharField("提纲", max_length=40)
    start = models.DateField("期间起")
    end = models.DateField("期间止")
    as_of = models.DateField("截至")
    cut_offs = models.JSONField("各节截至", default=dict)
    content = WritingField("正文", default=dict)
    drafted_at = models.DateTimeField("起草时间")
    # Whether a person changed the text since it was drafted: drafting anew would lose that.
    edited = models.BooleanField("改过", default=False)
    state = models.CharField("状态", max_length=20, choices=SummaryState.choices, default=SummaryState.DRAFT)
    submitted_on = DayField("报请签发日期", null=True, blank=True)
    returned_on = DayField("退回日期", null=True, blank=True)
    withdrawn_on = DayField("撤回日期", null=True, blank=True)
    signed_on = DayField("签发日期", null=True, blank=True)
    # Written by releases before 0.4.0, which let a signature be taken back.
    reopened_on = DayField("撤回签发日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "总结"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "outline", "start", "end"],
                condition=models.Q(voided_on=None),
                name="summaries_once_a_period",
                violation_error_message="这个期间的总结已经起草，请打开那一份。",
            ),
        ]

    def __str__(self) -> str:
        return "".join(self.content.get("title", [])) or "总结"

    def year(self) -> int:
        return self.end.year

    def clean(self) -> None:
        if self.end < self.start:
            raise ValidationError({"end": "期间的结束日期早于开始日期，请改正。"})


class Correction(LedgerRow):
    """A dated correction (更正) that stands beside a signed summary: item by item what it says and what holds now.

    `content` is what `corrections.text` reads: the new texts as a paper, and beside each the old text and the reason.
    """

    summary = LocalKey(Summary, on_delete=models.PROTECT, related_name="+", verbose_name="总结")
    content = WritingField("更正内容", default=dict)
    state = models.CharField("状态", max_length=20, choices=SummaryState.choices, default=SummaryState.DRAFT)
    started_on = DayField("起草日期")
    submitted_on = DayField("报请签发日期", null=True, blank=True)
    returned_on = DayField("退回日期", null=True, blank=True)
    withdrawn_on = DayField("撤回日期", null=True, blank=True)
    signed_on = DayField("签发日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "更正"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "summary"],
                condition=models.Q(voided_on=None) & ~models.Q(state="signed"),
                name="summaries_one_correction_open",
                violation_error_message="这份总结有一份更正还没有签发，请打开那一份。",
            ),
        ]

    def __str__(self) -> str:
        return f"关于《{self.summary}》的更正"

    def year(self) -> int:
        return int(self.started_on.year)


class Made(models.TextChoices):
    DRAFTED = "drafted", "起草"
    EDITED = "edited", "修改"
    REFRESHED = "refreshed", "更新数字"
    SIGNED = "signed", "签发"
    RESTORED = "restored", "恢复旧稿"


class SummaryVersion(JurisdictionRow):
    """The text of a summary as it stood after somebody's work on it; `serial` counts from 1."""

    summary = LocalKey(Summary, on_delete=models.PROTECT, related_name="+", verbose_name="总结")
    serial = models.PositiveIntegerField("版次")
    made = models.CharField("由来", max_length=20, choices=Made.choices)
    content = models.JSONField("正文", default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "总结的版本"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "summary", "serial"], name="summaries_version_once")
        ]

    def __str__(self) -> str:
        return f"第{self.serial}版"


class OfficeOutline(LedgerRow):
    """How an office arranges one kind of summary: its chapters in order, each with a heading and sections.

    `chapters` is a list of `{"heading": …, "sections": [keys]}`; a section that stands in none is not written.
    """

    outline = models.CharField("提纲", max_length=40)
    chapters = models.JSONField("各章", default=list)
    # The file from which the headings were taken, by its name.
    source = models.CharField("照着哪份文件", max_length=200, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "本会的提纲"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "outline"],
                condition=models.Q(voided_on=None),
                name="summaries_office_outline_once",
                violation_error_message="这种总结已经有本会的提纲，请打开修改。",
            ),
        ]

    def __str__(self) -> str:
        return "本会的提纲"
