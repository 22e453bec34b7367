from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.figures.fields import IndicatorField
from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.plans.choices import PARTS, Matter
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.plain.spans import WHOLE_YEAR, part_of_year

EARLIEST_PLAN = 2000


class _OwnRow(LedgerRow):
    """What a union says of itself: the papers of the unions above do not tell it."""

    class Meta(LedgerRow.Meta):
        abstract = True

    def told_at(self, place: Organisation) -> bool:
        return self.organisation_id == place.pk


class PlanItem(_OwnRow):
    """One thing that a union means to do in a year, or in a half-year, quarter or month of it (`part`).

    With an indicator and a target it is measured by the records. `target` is in the indicator's unit, money in yuan.
    """

    for_year = models.PositiveSmallIntegerField("计划年度")
    part = models.CharField("计划时段", max_length=20, choices=PARTS, default=WHOLE_YEAR.key)
    matter = models.CharField("方面", max_length=20, choices=Matter.choices)
    text = models.CharField("计划内容", max_length=200)
    indicator = IndicatorField("用哪个指标衡量", blank=True)
    target = models.DecimalField("目标值", max_digits=14, decimal_places=2, null=True, blank=True)
    planned_on = DayField("列入计划日期")
    responsible = models.CharField("责任人", max_length=50, blank=True)
    outcome = models.CharField("完成情况", max_length=200, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "工作计划"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "for_year", "part", "text"],
                condition=models.Q(voided_on=None),
                name="plans_item_once",
                violation_error_message="这个时段的计划里已经有这一条，请查找并修改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def term(self) -> Period:
        """The days for which it was planned."""
        part = part_of_year(self.part)
        assert part is not None
        return part.of(self.for_year)

    @property
    def added_later(self) -> bool:
        """Whether it was planned when more than a quarter of its time had gone by: no plan of the beginning."""
        gone: int = (self.planned_on - self.term.start).days
        return gone * 4 > self.term.days

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if not EARLIEST_PLAN <= (self.for_year or 0) <= clock.today().year + 5:
            errors["for_year"] = f"计划年度应在{EARLIEST_PLAN}年到{clock.today().year + 5}年之间，请核对。"
        if self.indicator and self.target is None:
            errors["target"] = "选了指标，请填目标值；不用数字衡量的，请不要选指标。"
        if self.target is not None and not self.indicator:
            errors["indicator"] = "填了目标值，请选用哪个指标来衡量。"
        if self.target is not None and self.target < 0:
            errors["target"] = "目标值不能小于0，请核对。"
        if errors:
            raise ValidationError(errors)


class Shortcoming(_OwnRow):
    """Something that fell short, when it was found, what is done about it, and when it was mended."""

    matter = models.CharField("方面", max_length=20, choices=Matter.choices)
    text = models.CharField("问题或不足", max_length=200)
    found_on = DayField("发现日期")
    measure = models.CharField("整改措施", max_length=200, blank=True)
    responsible = models.CharField("责任人", max_length=50, blank=True)
    mended_on = DayField("整改完成日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "问题不足"

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.found_on and self.mended_on and self.mended_on < self.found_on:
            raise ValidationError({"mended_on": "整改完成日期早于发现日期，请核对。"})
