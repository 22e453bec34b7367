from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.sharding.rows import JurisdictionRow
from gonghui.engine.vault.sealing import blind_index, open_bytes, seal_bytes
from gonghui.plain import clock

_PURPOSE = "import"
# A preview that nobody confirms is forgotten: the file holds personal data.
KEPT_FOR = timedelta(hours=12)


class Import(JurisdictionRow):
    """A workbook brought into a register at a place; until it is written or forgotten, its file lies here encrypted.

    `shown` is a keyed digest of what the preview told, so that nothing else is written than what a person confirmed.
    `batch` is the log's: the entries that bear it are what the import did. Those of release 0.2.0 have none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ledger = models.CharField("台账", max_length=60)
    file = models.BinaryField("文件", blank=True, default=b"")
    shown = models.CharField("预览摘要", max_length=64, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    committed_at = models.DateTimeField("写入时间", null=True)
    batch = models.UUIDField("批次", null=True)
    added = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("修改", default=0)
    # Taken back: when, by whom (None: the command line), and under which batch of the log.
    undone_at = models.DateTimeField("撤回时间", null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undo_batch = models.UUIDField("撤回批次", null=True)

    class Meta:
        verbose_name = "导入"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "batch"], name="exchange_import_of_batch")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "organisation", "ledger", "-id"], name="exchange_imports_of_place")
        ]

    def __str__(self) -> str:
        return f"{self.ledger}#{self.pk}"

    def content(self) -> bytes:
        """The file as it was uploaded; empty once it is written or forgotten."""
        return open_bytes(_PURPOSE, bytes(self.file)) if self.file else b""

    @property
    def open(self) -> bool:
        """Whether it still waits to be confirmed."""
        return self.committed_at is None and bool(self.file) and self.uploaded_at > clock.now() - KEPT_FOR


def keep(place: Organisation, account: Account, ledger: str, content: bytes, shown: str) -> Import:
    """Keep an uploaded file until it is confirmed; the person's earlier one for this register is forgotten."""
    waiting = Import.objects.within(place.jurisdiction_id).filter(committed_at=None)
    waiting.filter(account=account, ledger=ledger).delete()
    forget_old(place)
    return Import.objects.create(
        jurisdiction_id=place.jurisdiction_id,
        organisation=place,
        account=account,
        ledger=ledger,
        file=seal_bytes(_PURPOSE, content),
        shown=digest(shown),
        uploaded_at=clock.now(),
    )


def forget_old(place: Organisation) -> None:
    """Forget the files that nobody confirmed in time."""
    waiting = Import.objects.within(place.jurisdiction_id).filter(committed_at=None)
    waiting.filter(uploaded_at__lt=clock.now() - KEPT_FOR).delete()


def digest(told: str) -> str:
    """A keyed digest of what a preview tells: it holds personal data, and cannot be guessed back from this."""
    return blind_index(_PURPOSE, told)
