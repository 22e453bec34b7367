"""缴款: money, whose rows belong to the place of what they refer to; a refund is below zero."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from tests.engine.toy.workshops import Workshop

from gonghui.engine.declare import FigureKind, Indicator, Ledger, Section
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period, in_whole_months
from gonghui.engine.figures.measures import MonthlyAverage, Sum
from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import Level
from gonghui.plain.chinese import plain_writing

_MONTH = re.compile(r"(\d{4})[-年](\d{1,2})月?")


class Item(models.TextChoices):
    RENT = "rent", "租金"
    DEPOSIT = "deposit", "押金"


class Channel(models.TextChoices):
    BANK = "bank", "银行"
    CASH = "cash", "现金"


class Payment(LedgerRow):
    workshop = LocalKey(Workshop, on_delete=models.PROTECT, related_name="+", verbose_name="缴款工坊")
    item = models.CharField("款项", max_length=20, choices=Item.choices, default=Item.RENT)
    period = models.CharField("所属期", max_length=10, help_text="写成2025-10的样子")
    paid_date = DayField("入账日期")
    base = MoneyField("计算基数", null=True, blank=True)
    rate = models.DecimalField("费率", max_digits=6, decimal_places=4, default=Decimal("0.0200"))
    amount = MoneyField("金额", help_text="退款填负数")
    refund = models.BooleanField("退款", default=False)
    channel = models.CharField("缴款方式", max_length=20, choices=Channel.choices, default=Channel.BANK)
    voucher = models.CharField("票号", max_length=40, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "缴款"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "voucher", "item"],
                condition=models.Q(voided_on=None) & ~models.Q(voucher=""),
                name="toy_voucher_once",
                violation_error_message="这张票已经登记过，请按票号查找那一笔。",
            ),
            models.CheckConstraint(
                condition=models.Q(refund=True, amount__lt=0) | models.Q(refund=False, amount__gt=0),
                name="toy_refund_is_negative",
                violation_error_message="收入的金额大于0；退款请勾选“退款”，金额填负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.period}"

    def derive(self) -> None:
        if self.workshop_id:
            self.organisation = self.workshop.organisation

    def year(self) -> int:
        return int(self.paid_date.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        found = _MONTH.fullmatch(plain_writing(self.period or ""))
        if found:
            self.period = f"{found[1]}-{int(found[2]):02d}"
        else:
            errors["period"] = "所属期应是年和月，请写成2025-10的样子。"
        rate: Decimal | None = self.rate
        if rate is not None and not 0 < rate <= 1:
            errors["rate"] = "费率应大于0、不超过1；2%请写成0.02。"
        if errors:
            raise ValidationError(errors)


PAYMENTS = Ledger(
    key="payments",
    title="缴款",
    noun="缴款记录",
    unit="笔",
    area="money",
    letters="JK",
    model=Payment,
    heading="workshop",
    columns=("number", "workshop", "item", "period", "paid_date", "base", "amount", "refund", "voucher"),
    wide=frozenset({"base", "refund", "voucher"}),
    search=("number", "workshop__name", "workshop__initials", "voucher"),
    filters=("item", "refund", "paid_date"),
    order=("-paid_date", "-id"),
    totals=("amount",),
    form=(
        Section("缴款", ("workshop", "item", "period", "paid_date")),
        Section("金额", ("base", "rate", "amount", "refund", "channel", "voucher")),
    ),
    grants=ENTERED_IN_TOWN,
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    blurb="工坊缴来的款项，按入账日期逐笔登记；退款登记为负数。",
)

IS_RENT = equals("item", Item.RENT, "款项是租金")
PAID_IN_PERIOD = in_period("paid_date", "入账日期")

RECEIVED = Indicator(
    code="payments.received",
    name="收到租金",
    unit="元",
    kind=FigureKind.FLOW,
    basis="入账日期在期内的租金合计，退款冲减",
    ledger=PAYMENTS,
    conditions=(NOT_VOIDED, IS_RENT, PAID_IN_PERIOD),
    measure=Sum("amount"),
)

MONTHLY_AVERAGE = Indicator(
    code="payments.monthly_average",
    name="月均租金",
    unit="元",
    kind=FigureKind.FLOW,
    basis="入账日期在期内各个整月的租金合计，除以整月的个数",
    ledger=PAYMENTS,
    conditions=(NOT_VOIDED, IS_RENT, in_whole_months("paid_date", "入账日期")),
    measure=MonthlyAverage("amount"),
)

INDICATORS = (RECEIVED, MONTHLY_AVERAGE)
