from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.person import bank_card_field, id_number_field, phone_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.fields import BlindIndexField
from gonghui.engine.vault.sealing import text_of
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.reviewed_cases.review import STANDING, ReviewedCase
from gonghui.ledgers.student_aid.choices import Relation, Stage
from gonghui.plain import identity, pinyin

# 个人信息保护法第三十一条: the data of a child under fourteen needs the consent of a parent or guardian.
AGE_OF_CONSENT = 14


class StudentAid(ReviewedCase):
    """A student's aid of one year; `parent` is the worker, whose employer's place the case belongs to."""

    student = models.CharField("学生姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    student_id_number = id_number_field("学生身份证号")
    student_id_number_index = BlindIndexField(of="student_id_number")
    parent = models.CharField("职工姓名", max_length=50)
    parent_initials = models.CharField("职工拼音首字母", max_length=50, editable=False)
    parent_id_number = id_number_field("职工身份证号")
    parent_id_number_index = BlindIndexField(of="parent_id_number")
    relation = models.CharField("与职工关系", max_length=20, choices=Relation.choices, default=Relation.CHILD)
    phone = phone_field("职工手机")
    phone_index = BlindIndexField(of="phone")
    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="职工单位")
    guardian_consent = models.BooleanField(
        "监护人同意", default=False, help_text="学生不满14周岁的，须有监护人同意处理其个人信息的书面材料"
    )
    school = models.CharField("学校", max_length=100, blank=True, help_text="升学的，录取以后再填；发放前填好")
    admitted_on = DayField("录取登记日期", null=True, blank=True)
    admitted_to = models.CharField("录取学校", max_length=100, blank=True)
    stage = models.CharField("学段", max_length=20, choices=Stage.choices)
    admitted = models.BooleanField("当年录取", default=False)
    tuition = MoneyField("学费（每年）", null=True, blank=True)
    other_aid = MoneyField("已受其他资助", default=0)
    bank = models.CharField("开户行", max_length=60, blank=True)
    bank_card = bank_card_field()

    class Meta(ReviewedCase.Meta):
        verbose_name = "金秋助学"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ReviewedCase.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "student_id_number_index", "for_year"],
                condition=STANDING,
                name="student_aid_once_a_year",
                violation_error_message="这名学生这一年已经登记过助学申请，请按学生身份证号查找那一件。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ReviewedCase.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "student_id_number_index"], name="student_aid_student"),
            models.Index(fields=["jurisdiction_id", "parent_id_number_index"], name="student_aid_parent"),
        ]

    def __str__(self) -> str:
        return self.student

    def derive(self) -> None:
        self.initials = pinyin.initials(self.student or "")[:50]
        self.parent_initials = pinyin.initials(self.parent or "")[:50]
        if self.admitted_to:
            self.school = self.admitted_to
        if self.employer_id:
            self.organisation = self.employer.organisation

    def faults(self) -> dict[str, str]:
        found = super().faults()
        for name, title in (("tuition", "学费"), ("other_aid", "其他资助")):
            if (getattr(self, name) or 0) < 0:
                found[name] = f"{title}不能小于0，请核对。"
        student, parent = _number(self.student_id_number), _number(self.parent_id_number)
        if student and student == parent and self.relation != Relation.SELF:
            found["student_id_number"] = "学生和职工的身份证号相同，请核对；职工本人就读的，与职工关系选“本人”。"
        elif student and parent and student != parent and self.relation == Relation.SELF:
            found["relation"] = "与职工关系是“本人”，两个身份证号却不同，请核对。"
        return found

    def clean(self) -> None:
        super().clean()
        if self.applied_on and not self.guardian_consent and self.is_child_on(self.applied_on):
            raise ValidationError(
                {
                    "guardian_consent": f"学生申请时不满{AGE_OF_CONSENT}周岁，须有监护人同意：请先修改这一件，"
                    "收到书面同意后勾选“监护人同意”。"
                }
            )

    def is_child_on(self, day: date) -> bool:
        """Whether the student is under fourteen on a day; False where no right number is known."""
        number = _number(self.student_id_number)
        if not number:
            return False
        born = identity.id_number_birth(number)
        turned = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return turned < AGE_OF_CONSENT


def _number(sealed: object) -> str:
    """The number that a sealed field holds, or nothing where it holds none or a wrong one."""
    try:
        return identity.check_id_number(text_of(sealed))
    except ValueError:
        return ""
