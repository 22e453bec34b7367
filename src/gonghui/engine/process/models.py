from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.fields import DayField
from gonghui.engine.sharding.rows import JurisdictionRow


class StepTaken(JurisdictionRow):
    """One step of one case: when it was decided, by whom, and on what paper where it was decided elsewhere."""

    ledger = models.CharField("台账", max_length=60)
    record_id = models.BigIntegerField("记录")
    process_version = models.PositiveSmallIntegerField("流程版本")
    step = models.CharField("步骤", max_length=40)
    start = models.CharField("原状态", max_length=40)
    end = models.CharField("新状态", max_length=40)
    decided_on = DayField("日期")
    # None: the command line, which brings in cases of the past and takes no step of its own.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="经手人"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="作出决定的组织"
    )
    external = models.BooleanField("外部节点", default=False)
    document = models.CharField("文件", max_length=200, blank=True)
    note = models.CharField("意见", max_length=400, blank=True)
    recorded_at = models.DateTimeField("录入时间")
    # Decided before the office began on this system, and brought in from the sheet that `document` names.
    brought_in = models.BooleanField("照旧资料补录", default=False)

    class Meta:
        verbose_name = "办理步骤"
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "ledger", "record_id", "id"], name="process_of_record"),
            models.Index(fields=["jurisdiction_id", "ledger", "end", "decided_on"], name="process_reached"),
        ]

    @property
    def taker(self) -> str:
        """Whoever took the step, or brought it in."""
        return str(self.actor.name) if self.actor else "命令行"

    def __str__(self) -> str:
        return f"{self.ledger}#{self.record_id} {self.step}"
