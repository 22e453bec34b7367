from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.meetings.choices import Host, Kind
from gonghui.offices.topics import Topic


class Meeting(LedgerRow):
    """A meeting or a training that was held; `organisation` is the union that enters it and held or attended it."""

    title = models.CharField("会议名称", max_length=100)
    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    host = models.CharField("召集", max_length=20, choices=Host.choices, default=Host.OWN)
    convened_by = models.CharField(
        "召集单位", max_length=100, blank=True, help_text="上级或基层召集的，写明是哪个工会。"
    )
    held_on = DayField("会议日期")
    venue = models.CharField("地点", max_length=100, blank=True)
    chair = models.CharField("主持", max_length=50, blank=True)
    expected = CountField("应到", unit="人", null=True, blank=True)
    attended = CountField("实到", unit="人", null=True, blank=True)
    film = models.CharField("观看专题片", max_length=100, blank=True, help_text="专题片或短片的名称，没有的空着。")
    materials = models.CharField("学习内容和材料", max_length=300, blank=True)
    resolutions = models.CharField("议定事项", max_length=500, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "会议培训"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "title", "held_on"],
                condition=models.Q(voided_on=None),
                name="meetings_once_a_day",
                violation_error_message="这里同一天已经登记过同名的会议，请查找那一场；确有两场的，在名称里分开。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def year(self) -> int:
        return int(self.held_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.host != Host.OWN and not self.convened_by:
            errors["convened_by"] = "不是本级召集的，请写明召集的工会。"
        if self.expected is not None and self.attended is not None and self.attended > self.expected:
            errors["attended"] = f"实到多于应到（{self.expected}人），请核对；列席的一并算进应到。"
        if errors:
            raise ValidationError(errors)
