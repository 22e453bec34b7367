from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.declare import named
from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import PersonFields
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.subsidies.choices import State
from gonghui.plain import pinyin

# A course does not take a worker longer than a year.
MOST_DAYS = 366


class Subsidy(PersonFields, LedgerRow):
    """A worker's application for the transport and lost-work subsidy of one training course.

    The dates of the reviews are those of the latest decision of each level; the trail of steps keeps all of them.
    """

    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    employer = LocalKey(
        Employer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="单位",
        help_text="灵活就业、没有单位的不填，请选所属组织",
    )
    course = models.CharField("培训项目", max_length=100)
    certificate = models.CharField("证书编号", max_length=60, blank=True)
    transport_amount = MoneyField("申请交通补贴", default=0)
    lost_days = CountField("误工天数", unit="天", default=0)
    lost_amount = MoneyField("申请误工补贴", default=0)
    surveyed_on = DayField("摸底日期")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.SURVEYED)
    applied_on = DayField("申请日期", null=True, blank=True)
    resubmitted_on = DayField("补正重报日期", null=True, blank=True)
    town_passed_on = DayField(named("{handling}审核日期"), null=True, blank=True)
    city_passed_on = DayField(named("{upper}审核日期"), null=True, blank=True)
    higher_passed_on = DayField(named("{higher}审核日期"), null=True, blank=True)
    province_passed_on = DayField(named("{province}审核日期"), null=True, blank=True)
    returned_on = DayField("退回日期", null=True, blank=True)
    rejected_on = DayField("不通过日期", null=True, blank=True)
    withdrawn_on = DayField("撤回日期", null=True, blank=True)
    paid_on = DayField("发放日期", null=True, blank=True)
    amount = MoneyField("发放金额", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "交通误工补贴"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index", "course"],
                condition=models.Q(voided_on=None, rejected_on=None, withdrawn_on=None),
                name="subsidies_once_a_course",
                violation_error_message="这个身份证号已经申请过同一个培训项目的补贴，请按身份证号查找那一件。",
            ),
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
                name="subsidies_paid_after_approval",
                violation_error_message="审核通过以后才能登记发放日期和金额。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "id_number_index"], name="subsidies_id_number"),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The case belongs to the place of the worker's employer; of who has none, to where it was entered."""
        self.initials = pinyin.initials(self.name or "")[:50]
        if self.employer is not None:
            self.organisation = self.employer.organisation

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.applied_on and self.surveyed_on and self.applied_on < self.surveyed_on:
            errors["surveyed_on"] = "摸底日期晚于申请日期，请核对。"
        elif self.withdrawn_on and self.surveyed_on and self.withdrawn_on < self.surveyed_on:
            errors["surveyed_on"] = "摸底日期晚于撤回日期，请核对。"
        for name in ("transport_amount", "lost_amount"):
            if (getattr(self, name) or 0) < 0:
                errors[name] = "金额不能小于0，请核对。"
        if (self.lost_days or 0) > MOST_DAYS:
            errors["lost_days"] = f"误工天数不会超过{MOST_DAYS}天，请核对。"
        if (self.lost_amount or 0) > 0 and not self.lost_days:
            errors["lost_days"] = "申请了误工补贴，请填误工天数。"
        if errors:
            raise ValidationError(errors)
