from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.duties.choices import Matter, Position
from gonghui.plain import pinyin


class Duty(LedgerRow):
    """A person charged with a matter at the town's union, from `since` until the day they leave it."""

    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    matter = models.CharField("事项", max_length=20, choices=Matter.choices)
    position = models.CharField("岗位", max_length=20, choices=Position.choices, default=Position.FIRST)
    led_by = models.BooleanField("专职副主席挂帅", default=False)
    since = DayField("到岗日期")
    until = DayField("离岗日期", null=True, blank=True, help_text="不再负责这项工作的那一天")

    class Meta(LedgerRow.Meta):
        verbose_name = "岗位分工"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "matter", "name"],
                condition=models.Q(voided_on=None, until=None),
                name="duties_person_once",
                violation_error_message="这个人已经登记在这项工作上，请查找那一条；换岗的先给那一条填离岗日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{Matter(self.matter).label}）"

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:50]

    def year(self) -> int:
        return int(self.since.year)

    def clean(self) -> None:
        if self.since and self.until and self.until <= self.since:
            raise ValidationError({"until": "离岗日期要晚于到岗日期，请核对。"})
