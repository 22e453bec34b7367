from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.person import PersonFields, bank_card_field, id_number_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.fields import SealedField
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.choices import Category, Cause
from gonghui.ledgers.reviewed_cases.review import STANDING, ReviewedCase, State
from gonghui.plain import pinyin

# More live in no household that shares its meals.
LARGEST_HOUSEHOLD = 30
_FEN = Decimal("0.01")
# What an application needs; a survey may leave it open.
NEEDED = ("id_number", "category", "cause", "household_size", "monthly_income")


class HardshipFile(PersonFields, ReviewedCase):
    """A worker's file for the hardship aid of one year; `monthly_income` is the household's."""

    name = models.CharField("姓名", max_length=50)
    id_number = id_number_field(blank=True, help_text="申请前填好")
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    migrant = models.BooleanField("农民工", default=False)
    household_size = CountField(
        "家庭人口", unit="人", null=True, blank=True, help_text="共同生活的人数，含本人；申请前填好"
    )
    dependants = CountField("供养人数", unit="人", null=True, blank=True, help_text="没有收入、靠职工供养的家庭成员")
    monthly_income = MoneyField("家庭月收入", null=True, blank=True, help_text="申请前填好")
    rigid_spending = MoneyField("家庭月刚性支出", null=True, blank=True, help_text="看病、上学、还房贷等省不下来的开支")
    income_per_head = MoneyField("家庭月人均收入", editable=False, default=0)
    category = models.CharField("困难类别", max_length=20, choices=Category.choices, blank=True)
    cause = models.CharField("主要致困原因", max_length=20, choices=Cause.choices, blank=True)
    cause_note = SealedField(
        "致困情况", purpose="hardship", blank=True, help_text="病情、事故等具体情况；保存后加密，按权限查看"
    )
    visited_on = DayField("入户调查日期", null=True, blank=True)
    visitor = models.CharField("调查人", max_length=50, blank=True)
    second_visitor = models.CharField("第二调查人", max_length=50, blank=True)
    notice_from = DayField("公示开始", null=True, blank=True)
    notice_until = DayField("公示结束", null=True, blank=True, future=True)
    lifted_on = DayField("脱困日期", null=True, blank=True)
    bank = models.CharField("开户行", max_length=60, blank=True)
    bank_card = bank_card_field()

    class Meta(ReviewedCase.Meta):
        verbose_name = "困难职工帮扶"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ReviewedCase.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index", "for_year"],
                condition=STANDING & ~models.Q(id_number_index=""),
                name="hardship_once_a_year",
                violation_error_message="这个身份证号这一年已经有困难帮扶档案（一户一年一档），请按身份证号查找那一件。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ReviewedCase.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "id_number_index"], name="hardship_id_number"),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The file belongs to the place of the worker's employer."""
        self.initials = pinyin.initials(self.name or "")[:50]
        if self.employer_id:
            self.organisation = self.employer.organisation
        if self.household_size and isinstance(self.monthly_income, Decimal | int):
            share = Decimal(self.monthly_income) / self.household_size
            self.income_per_head = share.quantize(_FEN, ROUND_HALF_UP)

    def lacking(self) -> list[str]:
        """The titles of what an application needs and the survey did not find out."""
        empty = [name for name in NEEDED if getattr(self, name) in (None, "")]
        return [str(getattr(self._meta.get_field(name), "verbose_name", name)) for name in empty]

    def faults(self) -> dict[str, str]:
        found = super().faults()
        if self.household_size is not None and not 1 <= self.household_size <= LARGEST_HOUSEHOLD:
            found["household_size"] = f"家庭人口应从1到{LARGEST_HOUSEHOLD}人（含本人），请核对。"
        for name, title in (("monthly_income", "收入"), ("rigid_spending", "支出")):
            amount: Decimal | None = getattr(self, name)
            if amount is not None and amount < 0:
                found[name] = f"{title}不能小于0，请核对。"
        if self.dependants and self.household_size and self.dependants >= self.household_size:
            found["dependants"] = f"供养人数应少于家庭人口（{self.household_size}人，含本人），请核对。"
        found |= self._faults_of_the_visit()
        if self.notice_until and not self.notice_from:
            found["notice_from"] = "填了公示结束，请补填公示开始。"
        elif self.notice_from and not self.notice_until:
            found["notice_until"] = "填了公示开始，请补填公示结束。"
        elif self.notice_from and self.notice_until and self.notice_until < self.notice_from:
            found["notice_until"] = "公示结束早于公示开始，请核对。"
        return found

    def _faults_of_the_visit(self) -> dict[str, str]:
        """Two people visit the household, and it is known who they were."""
        if not self.visited_on:
            told = self.visitor or self.second_visitor
            return {"visited_on": "填了调查人，请补填入户调查日期。"} if told else {}
        if not (self.visitor or "").strip():
            return {"visitor": "入户调查要有两个人，请填写第一位调查人。"}
        if not (self.second_visitor or "").strip():
            return {"second_visitor": "入户调查要有两个人，请填写第二位调查人。"}
        if self.visitor.strip() == self.second_visitor.strip():
            return {"second_visitor": "两位调查人不能是同一个人，请核对。"}
        return {}

    def clean(self) -> None:
        super().clean()
        ends = self.notice_until
        # Only of the decision itself: a file that comes back may be put on notice anew.
        if self.state == State.TOWN_PASSED and self.town_passed_on and ends and self.town_passed_on < ends:
            raise ValidationError({"town_passed_on": f"公示到{ends:%Y-%m-%d}才结束，审核通过不能早于那一天。"})
