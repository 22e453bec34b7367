from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.fields import CountField, DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import contact_phone_field
from gonghui.ledgers.employers.choices import GONE, Industry, Kind, Size, Status, size_of
from gonghui.plain import identity, pinyin


class Employer(LedgerRow):
    """An employer. Headcounts are declared by it, since its workers are not all listed."""

    name = models.CharField("单位名称", max_length=100)
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, help_text="还不知道的可以先空着")
    kind = models.CharField("登记类型", max_length=20, choices=Kind.choices, blank=True)
    industry = models.CharField("行业门类", max_length=2, choices=Industry.choices, blank=True)
    status = models.CharField("经营状态", max_length=20, choices=Status.choices, default=Status.RUNNING)
    status_on = DayField("状态日期", null=True, blank=True, help_text="停业、搬迁、注销的日期；在营的不用填")
    staff = CountField("职工数", unit="人")
    women = CountField("女职工", unit="人", default=0)
    migrant = CountField("农民工", unit="人", default=0)
    headcount_on = DayField("人数申报日期", null=True, blank=True)
    # The primary union that stands here; a joint union stands for many employers.
    union = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="工会"
    )
    has_union = models.BooleanField("已建会", default=False)
    built_date = DayField("建会日期", null=True, blank=True)
    members = CountField("申报会员数", unit="人", default=0)
    chair = models.CharField("工会主席", max_length=50, blank=True)
    phone = contact_phone_field()
    tax_collect = models.BooleanField("税务代收", default=True)
    global_500 = models.BooleanField("世界500强", default=False)
    size = models.CharField("职工规模", max_length=20, choices=Size.choices, default=Size.UNDER_25, editable=False)

    class Meta(LedgerRow.Meta):
        verbose_name = "用人单位"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "uscc"],
                condition=models.Q(voided_on=None) & ~models.Q(uscc=""),
                name="employers_uscc_once",
                violation_error_message="这个统一社会信用代码已经登记过，请按代码查找那一家。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "name"], name="employers_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:100]
        if isinstance(self.staff, int):
            self.size = size_of(self.staff)
        # Typed with blanks it is too long for its column; `clean` tells what is wrong.
        with suppress(ValueError):
            self.uscc = identity.check_credit_code(self.uscc or "")

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.uscc:
            try:
                identity.check_credit_code(self.uscc)
            except ValueError as error:
                errors["uscc"] = str(error)
            else:
                if self.uscc.startswith("8"):
                    errors["uscc"] = "以8开头的是工会法人代码；请填单位自己的统一社会信用代码。"
        if self.status_on and self.status not in GONE:
            errors["status_on"] = "填了状态日期，请把经营状态改为停业、搬迁、注销或吊销；又开业的请清空日期。"
        if self.status_on and self.built_date and self.status_on < self.built_date:
            errors["status_on"] = "状态日期早于建会日期，请核对。"
        staff = self.staff or 0
        for name in ("women", "migrant"):
            if (getattr(self, name) or 0) > staff:
                title = getattr(self._meta.get_field(name), "verbose_name", name)
                errors[name] = f"{title}不能多于职工数（{staff}人），请核对。"
        if not self.has_union and (self.built_date or self.union_id):
            errors["has_union"] = "填了工会或建会日期，请勾选“已建会”；还没有建会的请清空那两项。"
        if errors:
            raise ValidationError(errors)


def union_or_place(employer: Employer) -> Organisation:
    """Where the employer's workers are members: in its own union, else where it lies."""
    union = employer.union
    return union if union is not None and union.closed_on is None else employer.organisation
