"""工坊: a register that stands alone; the others refer to it."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Condition, FigureKind, Indicator, Ledger, Section, lacks, looks_odd
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, in_period
from gonghui.engine.figures.measures import Count, Share
from gonghui.engine.records.fields import CountField, DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import contact_phone_field
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import Level
from gonghui.plain import identity, pinyin

LARGE = 100


class Size(models.TextChoices):
    SMALL = "small", "小型"
    LARGE = "large", "大型"


class Workshop(LedgerRow):
    """A workshop, with a sealed phone that nothing indexes, a place that it names, and what follows from others."""

    name = models.CharField("工坊名称", max_length=100)
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    staff = CountField("工人数", unit="人")
    women = CountField("女工", unit="人", default=0)
    masters = CountField("师傅数", unit="人", default=0)
    guild_at = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="行会"
    )
    has_guild = models.BooleanField("已入行会", default=False)
    founded_on = DayField("入行会日期", null=True, blank=True)
    head = models.CharField("坊主", max_length=50, blank=True)
    phone = contact_phone_field()
    size = models.CharField("规模", max_length=20, choices=Size.choices, default=Size.SMALL, editable=False)

    class Meta(LedgerRow.Meta):
        verbose_name = "工坊"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "uscc"],
                condition=models.Q(voided_on=None),
                name="toy_uscc_once",
                violation_error_message="这个统一社会信用代码已经登记过，请按代码查找那一家。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:100]
        if isinstance(self.staff, int):
            self.size = Size.LARGE if self.staff >= LARGE else Size.SMALL
        with suppress(ValueError):
            self.uscc = identity.check_credit_code(self.uscc or "")

    def clean(self) -> None:
        errors: dict[str, str] = {}
        try:
            identity.check_credit_code(self.uscc or "")
        except ValueError as error:
            errors["uscc"] = str(error)
        staff = self.staff or 0
        if (self.women or 0) > staff:
            errors["women"] = f"女工不能多于工人数（{staff}人），请核对。"
        if self.has_guild and self.founded_on is None:
            errors["founded_on"] = "已入行会的请填入行会日期。"
        if errors:
            raise ValidationError(errors)


WORKSHOPS = Ledger(
    key="workshops",
    title="工坊",
    noun="工坊",
    unit="家",
    area="trade",
    letters="GF",
    model=Workshop,
    heading="name",
    columns=("number", "name", "uscc", "organisation", "staff", "size", "masters", "has_guild", "founded_on", "phone"),
    wide=frozenset({"uscc", "size", "phone"}),
    search=("number", "name", "initials", "uscc"),
    filters=("has_guild", "size", "founded_on"),
    order=("initials", "id"),
    totals=("staff", "masters"),
    form=(
        Section("工坊", ("name", "uscc", "organisation", "phone")),
        Section("工人", ("staff", "women", "masters")),
        Section("行会", ("has_guild", "founded_on", "guild_at", "head")),
    ),
    grants=ENTERED_BELOW,
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    blurb="镇上的工坊登记在这里。",
    reminders=(
        lacks(Workshop, "head", where=Q(staff__gte=LARGE), message="大型工坊请补填坊主。"),
        looks_odd("many_masters", "师傅多于工人", "masters", "师傅数多于工人数，请核对。", Q(masters__gt=F("staff"))),
    ),
)

IN_A_GUILD = Indicator(
    code="workshops.in_a_guild",
    name="已入行会的工坊",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日入行会日期已到的工坊，按家计",
    ledger=WORKSHOPS,
    conditions=(NOT_VOIDED, by_day("founded_on", "入行会日期")),
    measure=Count(),
)

NEWLY_IN_A_GUILD = Indicator(
    code="workshops.newly_in_a_guild",
    name="新入行会的工坊",
    unit="家",
    kind=FigureKind.FLOW,
    basis="入行会日期在期内的工坊，按家计",
    ledger=WORKSHOPS,
    conditions=(NOT_VOIDED, in_period("founded_on", "入行会日期")),
    measure=Count(),
)

GUILD_SHARE = Indicator(
    code="workshops.guild_share",
    name="入行会率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日已入行会的工坊占全部工坊的百分比",
    ledger=WORKSHOPS,
    conditions=(NOT_VOIDED,),
    measure=Share(Condition("in_a_guild", "已入行会", lambda query: Q(founded_on__lte=query.until)), "全部工坊"),
)

INDICATORS = (IN_A_GUILD, NEWLY_IN_A_GUILD, GUILD_SHARE)
