from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import id_number_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.fields import BlindIndexField
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.visits.choices import Category, Festival, Fund, Organiser
from gonghui.plain import pinyin


class Visit(LedgerRow):
    """One visit to a person, or to a group that is not named one by one; `total` is the cash and the goods' worth."""

    date = DayField("慰问日期")
    festival = models.CharField("慰问节点", max_length=20, choices=Festival.choices)
    target = models.CharField("慰问对象", max_length=100, help_text="姓名；集体慰问写单位、岗位或群体")
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    id_number = id_number_field(blank=True, help_text="慰问一个人的，实名登记；集体慰问不填")
    id_number_index = BlindIndexField(of="id_number")
    employer = LocalKey(
        Employer, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="单位"
    )
    category = models.CharField("对象类别", max_length=20, choices=Category.choices)
    people = CountField("慰问人数", unit="人", default=1)
    households = CountField("慰问户数", unit="户", default=0, help_text="入户慰问的户数；不是入户的填0")
    campaign = models.CharField("慰问批次", max_length=60, blank=True, help_text="如：2026年元旦春节第一批")
    receipt_list = models.BooleanField("有签领表", default=False)
    cash = MoneyField("慰问金", default=0)
    goods_note = models.CharField("慰问品", max_length=100, blank=True)
    goods = MoneyField("慰问品折价", default=0)
    total = MoneyField("合计", editable=False, default=0)
    organiser = models.CharField("组织单位", max_length=20, choices=Organiser.choices, default=Organiser.TOWN)
    fund = models.CharField("资金渠道", max_length=20, choices=Fund.choices, default=Fund.UNION)

    class Meta(LedgerRow.Meta):
        verbose_name = "走访慰问"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index", "date", "festival", "fund"],
                condition=models.Q(voided_on=None) & ~models.Q(id_number_index=""),
                name="visits_once_a_day",
                violation_error_message="这个人当天同一节点、同一资金渠道的慰问已经登记过，请按身份证号查找那一条。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "id_number_index"], name="visits_id_number"),
            models.Index(fields=["jurisdiction_id", "date"], name="visits_by_day"),
        ]

    def __str__(self) -> str:
        return self.target

    def derive(self) -> None:
        """A visit to an employer's worker belongs to the employer's place; another to where it was entered."""
        self.initials = pinyin.initials(self.target or "")[:100]
        if self.employer_id and self.employer is not None:
            self.organisation = self.employer.organisation
        amounts = [amount for amount in (self.cash, self.goods) if isinstance(amount, Decimal | int)]
        self.total = sum(amounts, Decimal(0))

    def year(self) -> int:
        return int(self.date.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        for name, title in (("cash", "慰问金"), ("goods", "慰问品折价")):
            if (getattr(self, name) or 0) < 0:
                errors[name] = f"{title}不能小于0，请核对。"
        people: int | None = self.people
        if people is not None and people < 1:
            errors["people"] = "慰问人数至少1人，请核对。"
        elif people is not None and (self.households or 0) > people:
            errors["households"] = f"慰问户数不能多于慰问人数（{people}人），请核对。"
        elif people is not None and people > 1 and self.id_number:
            errors["people"] = "填了身份证号的是慰问一个人，人数应为1；集体慰问请不填身份证号，或者逐人登记。"
        if errors:
            raise ValidationError(errors)
