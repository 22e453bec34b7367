"""A form sent twice makes one record: its one-time key is written with the record, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.records.models import Submission
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.vault.sealing import blind_index
from gonghui.plain import clock

Row = TypeVar("Row", bound=models.Model)

# A page that lay open longer than this and is then sent a second time makes a second record.
REMEMBERED = timedelta(days=30)
_PURPOSE = "submission"


@dataclass(frozen=True)
class Submitted:
    """A form that was sent: its one-time key, and its content, of which only a keyed digest is stored."""

    key: str
    content: str


class AlreadySubmitted(Refusal):
    """The form made the record `record_id` before; `same` tells whether it was sent with the same content then."""

    def __init__(self, record_id: int, *, same: bool) -> None:
        super().__init__("这张表已经提交过了，没有再登记一条。")
        self.record_id, self.same = record_id, same


def once(place: Organisation, ledger: str, sent: Submitted | None, write: Callable[[], Row]) -> Row:
    """Do `write`, which enters one record, unless the form has made one already; returns the record.

    Of two sendings at the same moment the second waits for the first. Where `write` raises, the key stays unused.
    Raises AlreadySubmitted, and what `write` raises.
    """
    if sent is None:
        return write()
    known = Submission.objects.within(place.jurisdiction_id).filter(ledger=ledger, key=sent.key)
    content = blind_index(_PURPOSE, sent.content)
    with transaction.atomic():
        try:
            with transaction.atomic():
                Submission.objects.create(
                    jurisdiction_id=place.jurisdiction_id,
                    ledger=ledger,
                    key=sent.key,
                    content=content,
                    sent_on=clock.today(),
                )
        except IntegrityError:
            first = known.get()
            raise AlreadySubmitted(first.record_id, same=first.content == content) from None
        saved = write()
        known.update(record_id=saved.pk)
    forget_old(place)
    return saved


def forget_old(place: Organisation) -> None:
    """Forget the keys that are too old to be sent again."""
    old = Submission.objects.within(place.jurisdiction_id).filter(sent_on__lt=clock.today() - REMEMBERED)
    if old.exists():
        old.delete()
