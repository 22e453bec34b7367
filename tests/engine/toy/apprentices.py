"""学徒: a register of persons, whose sealed numbers are found by their index."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from tests.engine.toy.workshops import Workshop

from gonghui.engine.declare import FigureKind, Indicator, Ledger, Section
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, CountDistinct
from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import PersonFields
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.sealing import text_of
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import Level
from gonghui.plain import identity, pinyin


class Sex(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Status(models.TextChoices):
    NORMAL = "normal", "在学"
    MOVED = "moved", "转出"
    RESIGNED = "resigned", "退学"


class JoinedBy(models.TextChoices):
    APPLIED = "applied", "自荐"
    TOGETHER = "together", "集中入门"


LEFT = frozenset({Status.MOVED, Status.RESIGNED})


class Apprentice(PersonFields, LedgerRow):
    """An apprentice. Sex and birth date follow from the ID number; who left may come again."""

    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    sort_key = models.CharField("拼音", max_length=200, editable=False)
    sex = models.CharField("性别", max_length=10, choices=Sex.choices, editable=False)
    birth_date = models.DateField("出生日期", editable=False)
    workshop = LocalKey(
        Workshop, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="工坊"
    )
    join_date = DayField("入门日期")
    joined_by = models.CharField("入门方式", max_length=20, choices=JoinedBy.choices, default=JoinedBy.APPLIED)
    boards = models.BooleanField("住宿", default=False)
    status = models.CharField("在学状态", max_length=20, choices=Status.choices, default=Status.NORMAL)
    left_on = DayField("离开日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "学徒"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index"],
                condition=models.Q(voided_on=None, left_on=None),
                name="toy_apprentice_once",
                violation_error_message="这个身份证号在本市已经是学徒，请按身份证号查找。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            # Lists in this order are walked along the index.
            models.Index(fields=["jurisdiction_id", "sort_key", "id"], name="toy_apprentices_sorted"),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:50]
        self.sort_key = pinyin.sort_key(self.name or "")[:200]
        try:
            checked = identity.check_id_number(text_of(self.id_number))
        except ValueError:
            return
        self.sex, self.birth_date = identity.id_number_sex(checked), identity.id_number_birth(checked)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.status in LEFT and self.left_on is None:
            errors["left_on"] = f"在学状态是“{Status(self.status).label}”，请填离开日期。"
        if self.left_on and self.status not in LEFT:
            errors["status"] = "填了离开日期，请把在学状态改为转出或退学。"
        if errors:
            raise ValidationError(errors)


APPRENTICES = Ledger(
    key="apprentices",
    title="学徒",
    noun="学徒",
    unit="人",
    area="trade",
    letters="XT",
    model=Apprentice,
    heading="name",
    columns=(
        *("number", "name", "sex", "id_number", "phone", "organisation", "workshop", "join_date", "boards", "status"),
    ),
    wide=frozenset({"phone", "workshop"}),
    search=("number", "name", "initials", "id_number", "phone"),
    filters=("status", "sex", "boards", "join_date"),
    order=("sort_key", "id"),
    form=(
        Section("学徒", ("name", "id_number", "phone", "boards")),
        Section("在学", ("organisation", "workshop", "join_date", "joined_by", "status", "left_on")),
    ),
    grants=ENTERED_BELOW,
    levels=frozenset({Level.TOWN, Level.VILLAGE, Level.PRIMARY}),
    blurb="每名学徒一条。性别和出生日期由身份证号算出，不用填。",
)

TOTAL = Indicator(
    code="apprentices.total",
    name="学徒",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日已经入门、没有离开的学徒，按人计",
    ledger=APPRENTICES,
    conditions=(NOT_VOIDED, by_day("join_date", "入门日期"), not_yet_on("left_on", "离开")),
    measure=Count(),
)

JOINED = Indicator(
    code="apprentices.joined",
    name="新收学徒",
    unit="人",
    kind=FigureKind.FLOW,
    basis="入门日期在期内的学徒，按身份证号计人",
    ledger=APPRENTICES,
    conditions=(NOT_VOIDED, in_period("join_date", "入门日期")),
    measure=CountDistinct("id_number_index", "身份证号"),
)

INDICATORS = (TOTAL, JOINED)
