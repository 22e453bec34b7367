from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.phrases.choices import Kind

# What stands round a phrase in a sentence, by its kind.
_FRAMES = {
    Kind.GUIDING: "以{}为指导",
    Kind.SPIRIT: "认真贯彻{}",
    Kind.LEADERSHIP: "在{}的领导下",
    Kind.THEME: "坚持{}",
    Kind.GOAL: "努力实现{}",
}
# A phrase that begins so is a clause already and stands as it is.
_IS_CLAUSE = re.compile(
    "以|在|按|根据|遵循|坚持|围绕|紧紧|聚焦|紧扣|立足|突出|贯彻|全面|深入|认真|学习|落实|高举|朝着|努力|力争|奋力|推动|持续|牢|着力|忠实"
)


class Phrase(LedgerRow):
    """A phrase for the opening of papers, word for word from an upper paper, from the paper's day until it is replaced.

    The union that entered it opens its papers with it, and so do the unions below.
    """

    kind = models.CharField(
        "类型",
        max_length=20,
        choices=Kind.choices,
        default=Kind.THEME,
        help_text="总结的开头按指导思想、会议精神、领导关系、工作主线、奋斗目标的次序各取一条，取最近发文的。",
    )
    text = models.CharField(
        "提法",
        max_length=200,
        help_text="照文件原文写。已经是“以…为指导”“在…领导下”这样一句的，照样写进开头；只有名称的，由系统补上前后的字。",
    )
    document = models.CharField("出自文件", max_length=200)
    paper_number = models.CharField("文号", max_length=60, blank=True)
    issued_by = models.CharField("发文单位", max_length=100)
    issued_on = DayField("发文日期", help_text="从这一天起用")
    ended_on = DayField("停用日期", null=True, blank=True, help_text="有了新提法，在这里停用旧的")

    class Meta(LedgerRow.Meta):
        verbose_name = "提法"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "text"],
                condition=models.Q(voided_on=None),
                name="phrases_text_once",
                violation_error_message="这条提法已经登记过，请查找那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def clause(self) -> str:
        """The phrase as a clause of an opening."""
        text = self.text.strip().rstrip("，。；、")
        if _IS_CLAUSE.match(text):
            return text
        frame = _FRAMES[Kind(self.kind)]
        # What the frame would say twice: 在市总工会的领导下 of “市总工会的正确领导下”.
        return frame.format(text.removesuffix("的领导下").removesuffix("领导下").removesuffix("为指导"))

    def clean(self) -> None:
        if self.issued_on and self.ended_on and self.ended_on < self.issued_on:
            raise ValidationError({"ended_on": "停用日期早于发文日期，请核对。"})
