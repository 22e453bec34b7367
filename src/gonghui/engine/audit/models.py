from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit.acts import Verb, read_verb
from gonghui.engine.sharding.rows import JurisdictionRow


class LogEntry(JurisdictionRow):
    """One act. `changes` maps a field to [before, after] as text; sealed values stand there as ciphertext only.

    `batch` is shared by all entries of one undertaking (an import, many rows at once). `digest_version` says by which
    rules `digest` was made (`digests`); entries of version 1 have no kind of actor, no step and no batch.
    """

    sequence = models.BigIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="何人"
    )
    actor_kind = models.CharField("何种人", max_length=20, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    ledger = models.CharField("台账", max_length=60)
    # A bare id: the row may be of any register.
    record_id = models.BigIntegerField("记录", null=True)
    verb = models.CharField("动作", max_length=60)
    step = models.CharField("步骤", max_length=60, blank=True)
    batch = models.UUIDField("批次", null=True)
    changes = models.JSONField("改动", default=dict)
    why = models.CharField("事由", max_length=400, blank=True)
    previous = models.CharField("上一条摘要", max_length=64)
    digest_version = models.PositiveSmallIntegerField("摘要版本")
    digest = models.CharField("本条摘要", max_length=64)

    class Meta:
        verbose_name = "日志"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "sequence"], name="audit_sequence_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "ledger", "record_id", "-sequence"], name="audit_of_record"),
            models.Index(
                fields=["jurisdiction_id", "batch"], name="audit_of_batch", condition=models.Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger}#{self.record_id} {self.verb}"

    @property
    def act(self) -> tuple[Verb | None, str]:
        """What happened and the step's key, whichever release wrote the entry (`read_verb`)."""
        return read_verb(self.verb, self.step)


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
