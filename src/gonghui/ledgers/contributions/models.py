from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.contributions.choices import CONTRIBUTION_RATE, Channel, Item, RebateState
from gonghui.ledgers.employers.models import Employer
from gonghui.plain import clock
from gonghui.plain.chinese import plain_writing

EARLIEST_YEAR = 1950  # the first Trade Union Law
_MONTH = re.compile(r"([12]\d{3}) *[-年./]? *(\d{1,2}) *月?")
_QUARTER = re.compile(r"([12]\d{3}) *[-年./]? *(?:第? *([1-4一二三四]) *季度?|[Qq]([1-4]))")
_HALF = re.compile(r"([12]\d{3}) *[-年./]? *(?:([上下])半年|[Hh]([12]))")
_YEAR = re.compile(r"([12]\d{3}) *(?:年度?|全年)?")


class Contribution(LedgerRow):
    """One sum that came in for an employer; a refund is a negative row and is netted."""

    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="缴费单位")
    item = models.CharField("费种", max_length=20, choices=Item.choices, default=Item.CONTRIBUTION)
    period = models.CharField(
        "所属期", max_length=10, help_text="按月写2025-10，按季写2025-Q4，半年写2025-H1，全年写2025"
    )
    paid_date = DayField("入库日期")
    base = MoneyField("工资总额", null=True, blank=True)
    rate = models.DecimalField("费率", max_digits=6, decimal_places=4, default=CONTRIBUTION_RATE)
    amount = MoneyField("金额", help_text="退款填负数")
    refund = models.BooleanField("退款", default=False)
    channel = models.CharField("征收方式", max_length=20, choices=Channel.choices, default=Channel.TAX)
    voucher = models.CharField("税票号", max_length=40, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "经费收缴"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "voucher", "item"],
                condition=models.Q(voided_on=None) & ~models.Q(voucher=""),
                name="contributions_voucher_once",
                violation_error_message="这张税票已经登记过，请按税票号查找那一笔。",
            ),
            models.CheckConstraint(
                condition=models.Q(refund=True, amount__lt=0) | models.Q(refund=False, amount__gt=0),
                name="contributions_refund_is_negative",
                violation_error_message="收入的金额大于0；退款请勾选“退款”，金额填负数。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "employer", "paid_date"], name="contributions_of_employer"),
            models.Index(fields=["jurisdiction_id", "paid_date"], name="contributions_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.period}"

    def derive(self) -> None:
        """The money belongs to its employer's place."""
        if self.employer_id:
            self.organisation = self.employer.organisation

    def year(self) -> int:
        return int(self.paid_date.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        read = _period_of(plain_writing(self.period or ""))
        if read is None:
            errors["period"] = "所属期应是年和月，或者季度、半年、全年：请写成2025-10、2025-Q4、2025-H1或2025的样子。"
        else:
            self.period, begins = read
            if begins > f"{clock.today():%Y-%m}":
                errors["period"] = "所属期还没有到，请核对年份和月份。"
        if self.base is not None and self.base < 0:
            errors["base"] = "工资总额不能小于0，请核对。"
        rate: Decimal | None = self.rate
        if rate is not None and not 0 < rate <= 1:
            errors["rate"] = "费率应大于0、不超过1；百分之二写成2%或0.02。"
        if errors:
            raise ValidationError(errors)


def _period_of(text: str) -> tuple[str, str] | None:
    """A period of payment as it is kept, and the month that it begins with; None for what is none.

    >>> _period_of("2025年第四季度")
    ('2025-Q4', '2025-10')
    """
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return (month := f"{found[1]}-{int(found[2]):02d}"), month
    if found := _QUARTER.fullmatch(text):
        quarter = int(found[3] or found[2].translate(str.maketrans("一二三四", "1234")))
        return f"{found[1]}-Q{quarter}", f"{found[1]}-{quarter * 3 - 2:02d}"
    if found := _HALF.fullmatch(text):
        half = int(found[3] or {"上": 1, "下": 2}[found[2]])
        return f"{found[1]}-H{half}", f"{found[1]}-{half * 6 - 5:02d}"
    if found := _YEAR.fullmatch(text):
        return found[1], f"{found[1]}-01"
    return None


class RebateFile(LedgerRow):
    """An employer's papers for getting its rebate of one year's contributions."""

    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="缴费单位")
    for_year = models.PositiveSmallIntegerField("年度")
    legal_certificate = models.BooleanField("法人资格证书或上级批复", default=False)
    bank_account = models.BooleanField("账户信息", default=False)
    application = models.BooleanField("返还申请表", default=False)
    tax_vouchers = models.BooleanField("缴费凭证", default=False)
    receipt = models.BooleanField("收款收据", default=False)
    opened_on = DayField("建档日期")
    state = models.CharField("状态", max_length=20, choices=RebateState.choices, default=RebateState.INCOMPLETE)
    completed_on = DayField("完善日期", null=True, blank=True)
    submitted_on = DayField("提交日期", null=True, blank=True)
    sent_back_on = DayField("退回日期", null=True, blank=True)
    rebated_on = DayField("返还日期", null=True, blank=True)
    rebate_amount = MoneyField("返还金额", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "返还手续"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "employer", "for_year"],
                condition=models.Q(voided_on=None),
                name="contributions_file_once_a_year",
                violation_error_message="这家单位这一年的返还手续已经建档，请查找并修改那一件。",
            ),
            models.CheckConstraint(
                condition=models.Q(rebated_on=None, rebate_amount=None)
                | models.Q(
                    rebated_on__isnull=False,
                    rebate_amount__isnull=False,
                    rebate_amount__gt=0,
                    submitted_on__isnull=False,
                ),
                name="contributions_rebated_after_submission",
                violation_error_message="资料提交以后才能登记返还日期和金额。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer}{self.for_year}年返还手续"

    def derive(self) -> None:
        """The file belongs to its employer's place."""
        if self.employer_id:
            self.organisation = self.employer.organisation

    def year(self) -> int:
        return self.for_year

    def lacking(self) -> list[str]:
        """The titles of the papers that are still missing."""
        return [
            str(getattr(self._meta.get_field(name), "verbose_name", name)) for name in PAPERS if not getattr(self, name)
        ]

    def clean(self) -> None:
        year: int | None = self.for_year
        if year is not None and year < EARLIEST_YEAR:
            raise ValidationError({"for_year": "年度请写四位数，如2025。"})
        if self.for_year and self.opened_on and self.opened_on.year < self.for_year:
            raise ValidationError({"opened_on": "建档日期早于所办的年度，请核对。"})
        if self.completed_on and self.opened_on and self.completed_on < self.opened_on:
            raise ValidationError({"completed_on": "完善日期早于建档日期，请核对。"})
        if self.state != RebateState.INCOMPLETE and self.lacking():
            raise ValidationError(f"手续已经完善，不能再去掉资料：{'、'.join(self.lacking())}。")


PAPERS = ("legal_certificate", "bank_account", "application", "tax_vouchers", "receipt")
