from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.sharding.rows import JurisdictionRow


class LogEntry(JurisdictionRow):
    """One act. `changes` maps a field to [before, after] as text; sealed values stand there as ciphertext only."""

    sequence = models.BigIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="何人"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    ledger = models.CharField("台账", max_length=60)
    # A bare id: the row may be of any register.
    record_id = models.BigIntegerField("记录", null=True)
    verb = models.CharField("动作", max_length=60)
    changes = models.JSONField("改动", default=dict)
    why = models.CharField("事由", max_length=400, blank=True)
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("本条摘要", max_length=64)

    class Meta:
        verbose_name = "日志"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "sequence"], name="audit_sequence_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "ledger", "record_id", "-sequence"], name="audit_of_record")
        ]

    def __str__(self) -> str:
        return f"{self.ledger}#{self.record_id} {self.verb}"


class LogHead(JurisdictionRow):
    """The end of a jurisdiction's chain: a log that was cut short no longer reaches it."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id"], name="audit_head_once")
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id}:{self.sequence}"
