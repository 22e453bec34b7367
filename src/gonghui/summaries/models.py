from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.models import LedgerRow


class Summary(LedgerRow):
    """A drafted summary of a place for a period, as composed: its cut-offs, its text and its figures as told."""

    outline = models.CharField("提纲", max_length=40)
    start = models.DateField("期间起")
    end = models.DateField("期间止")
    as_of = models.DateField("截至")
    cut_offs = models.JSONField("各节截至", default=dict)
    content = models.JSONField("正文", default=dict)
    drafted_at = models.DateTimeField("起草时间")

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
