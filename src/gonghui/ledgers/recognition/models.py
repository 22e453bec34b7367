from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.recognition.choices import Kind, Source
from gonghui.offices.levels import Level
from gonghui.offices.topics import Topic

_LEVELS = {
    Source.NATIONAL: Level.NATIONAL,
    Source.PROVINCE: Level.PROVINCE,
    Source.CITY: Level.CITY,
    Source.COUNTY: Level.COUNTY,
}


class Recognition(LedgerRow):
    """What somebody outside said of the union's work. It is a fact only with the paper that says so."""

    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    fact = models.CharField("事实", max_length=300, help_text="照依据写，如在全市会议上介绍信访办理经验。")
    by_body = models.CharField("作出的单位", max_length=100)
    by_level = models.CharField("级别", max_length=20, choices=Source.choices)
    told_on = DayField("日期")
    paper = models.CharField("依据", max_length=200, help_text="文号、会议通知、通报、报道或留言记录，要能查得到。")
    honour = models.CharField("荣誉名称", max_length=60, blank=True, help_text="授牌、获奖的填，如“模范职工之家”")
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

    @property
    def told(self) -> str:
        """What was said of the union, as a paper tells it: by whom, in which paper, at which place of how many."""
        fact = self.fact.strip().rstrip("。；")
        by = "" if self.by_body in fact else self.by_body
        if self.honour:
            fact, by = f"被{self.by_body}授予“{self.honour.strip('“”')}”", ""
        elif by and "受到" in fact:
            fact, by = fact.replace("受到", f"受到{by}", 1), ""
        if self.place_taken and self.out_of:
            fact = f"{fact.removesuffix('排名')}在{self.out_of}个参评单位中列第{self.place_taken}位"
        if self.by_level == Source.OUTSIDE:
            return fact
        return f"{fact}（{'，'.join(part for part in (by, self.paper) if part)}）"

    def told_at(self, place: Organisation) -> bool:
        """The place tells what was said of it, and of those just below what unions above itself said."""
        if self.organisation_id == place.pk:
            return True
        said_at = _LEVELS.get(Source(self.by_level))
        return self.organisation.parent_id == place.pk and said_at is not None and said_at < place.level

    def told_as(self, text: str, place: Organisation) -> str:
        """Whose honour it is, where it is not the place's own."""
        return text if self.organisation_id == place.pk else f"{self.organisation.name}{text}"

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
