from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.recognition.choices import Kind, Source
from gonghui.offices.topics import Topic


class Recognition(LedgerRow):
    """What somebody outside said of the union's work. It is a fact only with the paper that says so."""

    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    fact = models.CharField("事实", max_length=300, help_text="照依据写，如在全市会议上介绍信访办理经验。")
    by_body = models.CharField("作出的单位", max_length=100)
    by_level = models.CharField("级别", max_length=20, choices=Source.choices)
    told_on = DayField("日期")
    paper = models.CharField("依据", max_length=200, help_text="文号、会议通知、通报、报道或留言记录，要能查得到。")
    place_taken = models.PositiveSmallIntegerField("名次", null=True, blank=True)
    out_of = models.PositiveSmallIntegerField("参加排名的单位数", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "肯定与经验"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "kind", "fact", "told_on"],
                condition=models.Q(voided_on=None),
                name="recognition_once",
                violation_error_message="这件事已经登记过，请查找那一项。",
            ),
        ]

    def __str__(self) -> str:
        return self.fact

    def year(self) -> int:
        return int(self.told_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        place, whole = self.place_taken, self.out_of
        if place is None and self.kind == Kind.RANKING:
            errors["place_taken"] = "排名请填名次。"
        elif place is None and whole is not None:
            errors["place_taken"] = "填了参加排名的单位数，请填名次。"
        elif place is not None and place < 1:
            errors["place_taken"] = "名次从1起，请核对。"
        elif place is not None and whole is None:
            errors["out_of"] = "填了名次，请填一共有几个单位参加排名。"
        elif place is not None and whole is not None and place > whole:
            errors["out_of"] = f"名次（第{place}）大于参加排名的单位数，请核对。"
        if errors:
            raise ValidationError(errors)
