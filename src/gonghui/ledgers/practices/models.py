from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.practices.choices import Kind, Reach
from gonghui.offices.topics import Topic
from gonghui.plain import clock

LONGEST = 400
# Numbers by which somebody could be found: an ID number, a mobile phone.
_PRIVATE = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "身份证号"),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "手机号码"),
)


class Practice(LedgerRow):
    """One method, effect or case of a line of work, in the words in which a paper tells it.

    It is typed once in the year, and names nobody by a number.
    """

    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    happened_on = DayField("日期", default=clock.today, help_text="做的那天；一直在做的，写说清楚的这天")
    title = models.CharField("标题", max_length=60, help_text="一眼认得出，如“每周一上报、督导”")
    text = models.TextField(
        "内容",
        help_text="写一两句完整的话，总结照原文用；数字由系统从台账里取，不必写。不写职工的身份证号和电话。",
    )
    employer = LocalKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="涉及单位"
    )
    reach = models.CharField("写进", max_length=20, choices=Reach.choices, default=Reach.OWN)

    class Meta(LedgerRow.Meta):
        verbose_name = "做法成效"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "topic", "title", "happened_on"],
                condition=models.Q(voided_on=None),
                name="practices_once",
                violation_error_message="这里已经登记过同一天的同名事项，请查找那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def method(self) -> str:
        """The text, where it tells how the work was done."""
        return self._text_of(Kind.METHOD)

    @property
    def effect(self) -> str:
        """The text, where it tells what came of it."""
        return self._text_of(Kind.EFFECT)

    @property
    def case(self) -> str:
        """The text, where it tells of a case."""
        return self._text_of(Kind.CASE)

    def _text_of(self, kind: Kind) -> str:
        return self.text if self.kind == kind else ""

    def told_at(self, place: Organisation) -> bool:
        return self.organisation_id == place.pk or self.reach == Reach.UPPER

    def year(self) -> int:
        return int(self.happened_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        for name, title in (("title", "标题"), ("text", "内容")):
            said = str(getattr(self, name) or "")
            for pattern, what in _PRIVATE:
                if pattern.search(said):
                    errors[name] = f"{title}里写了{what}。总结是公开材料，请把号码删去，需要时写“某职工”。"
        if "text" not in errors and len(self.text or "") > LONGEST:
            errors["text"] = f"内容有{len(self.text)}个字，最多{LONGEST}个字：总结里一件事只说一两句，请写短些。"
        if "text" not in errors and re.search(r"[{}]", self.text or ""):
            errors["text"] = "内容里不能有花括号，请删去。"
        if errors:
            raise ValidationError(errors)
