from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow


class Phrase(LedgerRow):
    """A guiding phrase, word for word from an upper paper, from the paper's day until it is replaced."""

    text = models.CharField("提法", max_length=200)
    document = models.CharField("出自文件", max_length=200)
    paper_number = models.CharField("文号", max_length=60, blank=True)
    issued_by = models.CharField("发文单位", max_length=100)
    issued_on = DayField("发文日期")
    ended_on = DayField("停用日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "提法"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "text"],
                condition=models.Q(voided_on=None),
                name="phrases_text_once",
                violation_error_message="这条提法已经登记过，请查找那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.issued_on and self.ended_on and self.ended_on < self.issued_on:
            raise ValidationError({"ended_on": "停用日期早于发文日期，请核对。"})
