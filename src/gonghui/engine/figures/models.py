from __future__ import annotations

from typing import ClassVar

from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.sharding.rows import JurisdictionRow


class FrozenFigure(JurisdictionRow):
    """A figure as a paper shows it: definition, place, period, day, value, and its records with their versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField("指标", max_length=80)
    indicator_version = models.PositiveSmallIntegerField("口径版本")
    start = models.DateField("期间起")
    end = models.DateField("期间止")
    as_of = models.DateField("截至")
    value = models.DecimalField("数值", max_digits=20, decimal_places=4)
    unit = models.CharField("单位", max_length=20)
    record_keys = models.JSONField("记录", default=list)
    # Of the records that were not in their first version; None where a figure was frozen before versions were kept.
    record_versions = models.JSONField("记录的版本", null=True, default=None)
    frozen_at = models.DateTimeField("定稿时间")

    class Meta:
        verbose_name = "定稿数字"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "organisation", "code", "-id"], name="figures_frozen_of_place")
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.as_of}={self.value}"
