from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import PersonFields, papers_number_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.sealing import text_of
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.members.choices import LEFT, NUMBERED_AS_RESIDENT, Employment, Group, JoinedBy, Papers, Sex, Status
from gonghui.plain import identity, pinyin

# 劳动法第十五条: nobody under sixteen is employed.
YOUNGEST = 16


class Member(PersonFields, LedgerRow):
    """A union member; `organisation` is the union that the membership belongs to."""

    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    sort_key = models.CharField("拼音", max_length=200, editable=False)
    papers = models.CharField("证件类型", max_length=20, choices=Papers.choices, default=Papers.RESIDENT)
    id_number = papers_number_field(help_text="护照等其他证件填证件号码，并选证件类型")
    sex_stated = models.CharField(
        "性别（护照等）", max_length=10, choices=Sex.choices, blank=True, help_text="证件号里没有性别的才填"
    )
    birth_stated = DayField("出生日期（护照等）", null=True, blank=True, help_text="证件号里没有出生日期的才填")
    sex = models.CharField("性别", max_length=10, choices=Sex.choices, blank=True, editable=False)
    birth_date = models.DateField("出生日期", null=True, editable=False)
    employer = LocalKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    join_date = DayField("入会日期", null=True, blank=True, help_text="查不到的可以先空着")
    joined_by = models.CharField("入会方式", max_length=20, choices=JoinedBy.choices, default=JoinedBy.APPLIED)
    migrant = models.BooleanField("农民工", default=False)
    employment = models.CharField("就业形态", max_length=20, choices=Employment.choices, default=Employment.ON_POST)
    group = models.CharField("从业群体", max_length=20, choices=Group.choices, blank=True)
    status = models.CharField("会籍状态", max_length=20, choices=Status.choices, default=Status.NORMAL)
    left_on = DayField("离会日期", null=True, blank=True)
    transferred_to = models.CharField("转往的工会", max_length=100, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "会员"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            # One membership at a time; who left may join again.
            models.UniqueConstraint(
                fields=["jurisdiction_id", "id_number_index"],
                condition=models.Q(voided_on=None, left_on=None),
                name="members_id_number_once",
                violation_error_message="这个身份证号在本市已经是会员：请先在本处按身份证号查找；本处查不到的，请联系市总工会办会籍转接。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "id_number_index"], name="members_id_number"),
            models.Index(fields=["jurisdiction_id", "phone_index"], name="members_phone"),
            # The roster is listed by name: read off the index, not sorted anew for each page.
            models.Index(fields=["jurisdiction_id", "sort_key", "id"], name="members_sorted"),
            # All that counting, filtering, searching and ordering a roster reads, so that they need not look at the
            # rows themselves: of 100,000 members a count takes 15 ms, not 90.
            models.Index(
                fields=[
                    "jurisdiction_id",
                    "organisation",
                    "voided_on",
                    "join_date",
                    "left_on",
                    "status",
                    "sex",
                    "migrant",
                    "sort_key",
                    "name",
                    "initials",
                    "number",
                ],
                name="members_roster",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Sex and birth date follow from the ID number (GB 11643-1999), so nobody types them; of others as stated."""
        self.initials = pinyin.initials(self.name or "")[:50]
        self.sort_key = pinyin.sort_key(self.name or "")[:200]
        try:
            checked = identity.check_papers_number(text_of(self.id_number))
        except ValueError:
            return
        if identity.is_id_number(checked):
            self.sex, self.birth_date = identity.id_number_sex(checked), identity.id_number_birth(checked)
        else:
            self.sex, self.birth_date = self.sex_stated, self.birth_stated

    def clean(self) -> None:
        errors = self._faults_of_papers()
        if self.left_on and self.join_date and self.left_on < self.join_date:
            errors["left_on"] = "离会日期早于入会日期，请核对。"
        if self.status in LEFT and self.left_on is None:
            errors["left_on"] = f"会籍状态是“{Status(self.status).label}”，请填离会日期。"
        if self.transferred_to and self.status != Status.TRANSFERRED:
            errors["transferred_to"] = "填了转往的工会，请把会籍状态改为转出，或者清空这一项。"
        if self.left_on and self.status not in LEFT:
            errors["status"] = "填了离会日期，请把会籍状态改为转出、退会、除名或死亡。"
        born: date | None = self.birth_date
        if self.join_date and born and _age(born, self.join_date) < YOUNGEST:
            errors["join_date"] = f"入会时不满{YOUNGEST}周岁，请核对入会日期和身份证号。"
        if errors:
            raise ValidationError(errors)

    def _faults_of_papers(self) -> dict[str, str]:
        """Where number and papers, or the number and what is stated beside it, contradict each other."""
        number = _number(self.id_number)
        if not number:
            return {}
        title = Papers(self.papers).label
        if self.papers in NUMBERED_AS_RESIDENT and not identity.is_id_number(number):
            return {"id_number": f"证件类型是{title}，号码应为18位：请核对号码，是护照等其他证件的请改证件类型。"}
        if self.papers not in {*NUMBERED_AS_RESIDENT, Papers.PERMANENT} and identity.is_id_number(number):
            return {"papers": f"这是18位的身份证或居住证号码，证件类型却是{title}，请核对。"}
        found = {}
        if self.sex_stated and self.sex_stated != self.sex:
            found["sex_stated"] = "和证件号里的性别不同，请核对；18位号码的不用填这一项。"
        if self.birth_stated and self.birth_stated != self.birth_date:
            found["birth_stated"] = "和证件号里的出生日期不同，请核对；18位号码的不用填这一项。"
        return found


def _number(sealed: object) -> str:
    """The number that a sealed field holds, or nothing where it holds none or a wrong one."""
    try:
        return identity.check_papers_number(text_of(sealed))
    except ValueError:
        return ""


def _age(birth: date, day: date) -> int:
    """Full years of age on `day`."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
