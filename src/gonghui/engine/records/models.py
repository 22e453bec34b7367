from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.fields import DayField
from gonghui.engine.sharding.rows import JurisdictionRow
from gonghui.plain import clock


class LedgerRow(JurisdictionRow):
    """What a row of every register has: its place, its number, its version, and whether it was voided.

    Rows are never deleted: an entry made in error is voided, and then counts nowhere. `numbered_by` is the id of the
    organisation in whose series the number stands.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="所属组织"
    )
    number = models.CharField("编号", max_length=40, editable=False)
    numbered_by = models.BigIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("录入时间", editable=False)
    voided_on = DayField("作废日期", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废原因", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "numbered_by", "number"], name="%(class)s_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "organisation", "-id"], name="%(class)s_place")
        ]

    def derive(self) -> None:
        """Fill what follows from other fields (a pinyin key, a birth date). The door calls it before the rules."""

    def told_at(self, place: Organisation) -> bool:
        """Whether a text of that place, at or above the row's own, tells what the row says."""
        return True

    def told_as(self, text: str, place: Organisation) -> str:
        """`text`, which the row says of itself, as a text of that place tells it."""
        return text

    def year(self) -> int:
        """The year in whose series the row is numbered."""
        return clock.today().year


class NumberSeries(JurisdictionRow):
    """The last number given out in a series: an organisation's, for a register's letters and a year."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    letters = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "letters", "year"], name="records_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.letters}-{self.last:03d}"


class RowCount(JurisdictionRow):
    """How many rows of a register lie at a place itself, in one state, voided or not (`counts`)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    ledger = models.CharField(max_length=60)
    # Empty in a register without a process.
    state = models.CharField(max_length=40, blank=True)
    voided = models.BooleanField()
    # Not held to be positive: where somebody altered the rows behind the door, work goes on, and `verify` tells.
    rows = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["jurisdiction_id", "ledger", "organisation", "state", "voided"], name="records_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ledger}:{self.rows}"


class Submission(JurisdictionRow):
    """The one-time key of a form that made a record, with a keyed digest of what was sent.

    `record_id` is bare: the record may be of any register, or a post.
    """

    ledger = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    record_id = models.BigIntegerField(default=0)
    sent_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "ledger", "key"], name="records_submission_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["jurisdiction_id", "sent_on"], name="records_submission_age")
        ]

    def __str__(self) -> str:
        return f"{self.ledger}#{self.record_id}"


class UnfinishedForm(JurisdictionRow):
    """What a person has typed into a form and not sent yet, encrypted: theirs alone, and kept for some days.

    `record_id` is 0 for the form of a new record.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    ledger = models.CharField("台账", max_length=60)
    record_id = models.BigIntegerField("记录", default=0)
    content = models.BinaryField("内容")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "没填完的表单"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["jurisdiction_id", "account", "organisation", "ledger", "record_id"],
                name="records_unfinished_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ledger}#{self.record_id}"
