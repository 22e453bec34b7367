from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.calls.choices import Topic
from gonghui.plain import pinyin


class Call(LedgerRow):
    """A call for applications that the union handed on to those below it."""

    topic = models.CharField("事项", max_length=20, choices=Topic.choices)
    title = models.CharField("标题", max_length=150)
    initials = models.CharField("拼音首字母", max_length=150, editable=False)
    issuer = models.CharField("发文单位", max_length=100)
    paper_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = DayField("发文日期")
    forwarded_on = DayField("转发日期", help_text="本级转发、启动申报的日期")
    closes_on = DayField("申领截止", null=True, blank=True, future=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "申报通知"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "paper_number"],
                condition=models.Q(voided_on=None) & ~models.Q(paper_number=""),
                name="calls_paper_once",
                violation_error_message="这个文号的通知已经登记过，请按文号查找那一件。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        self.initials = pinyin.initials(self.title or "")[:150]

    def year(self) -> int:
        return int(self.forwarded_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.issued_on and self.forwarded_on and self.forwarded_on < self.issued_on:
            errors["forwarded_on"] = "转发日期早于发文日期，请核对。"
        if self.closes_on and self.forwarded_on and self.closes_on < self.forwarded_on:
            errors["closes_on"] = "申领截止早于转发日期，请核对。"
        if errors:
            raise ValidationError(errors)
