"""Forms that a person has begun and not sent: kept as they type, so that a closed tab or a power cut loses nothing.

They hold personal data: encrypted, found by their owner alone, gone with the saving of the form or after some days.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import Submission, UnfinishedForm
from gonghui.engine.vault.sealing import Unreadable, open_bytes, seal_bytes
from gonghui.plain import clock

KEPT_FOR = timedelta(days=14)
# No form holds more; whoever sends more is no person at a form.
LONGEST = 200_000


@dataclass(frozen=True)
class FormAt:
    """A person's form: of which register, at which place, for which record (0: a new one)."""

    account: Account
    place: Organisation
    ledger: str
    record_id: int = 0

    def _rows(self) -> QuerySet[UnfinishedForm]:
        return UnfinishedForm.objects.within(self.place.jurisdiction_id).filter(
            account=self.account, organisation=self.place, ledger=self.ledger, record_id=self.record_id
        )

    @property
    def _purpose(self) -> str:
        # Bound into the ciphertext: moved to another account's row it does not open.
        return f"unfinished:{self.account.pk}:{self.ledger}:{self.record_id}"

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what stands in the form in place of what was kept of it before."""
        content = json.dumps(dict(values), ensure_ascii=False).encode()
        if len(content) > LONGEST:
            return
        now = clock.now()
        UnfinishedForm.objects.update_or_create(
            jurisdiction_id=self.place.jurisdiction_id,
            account=self.account,
            organisation=self.place,
            ledger=self.ledger,
            record_id=self.record_id,
            defaults={"content": seal_bytes(self._purpose, content), "saved_at": now},
        )
        forget_old(self.place)

    def kept(self) -> tuple[datetime, dict[str, str]] | None:
        """What was kept, and when; None where nothing was, or it is too old or does not open."""
        row = self._rows().filter(saved_at__gt=clock.now() - KEPT_FOR).first()
        if row is None:
            return None
        try:
            return row.saved_at, json.loads(open_bytes(self._purpose, bytes(row.content)))
        except (Unreadable, ValueError):
            return None

    def forget(self) -> None:
        """The form was saved, or its owner does not want it."""
        self._rows().delete()


def was_sent(place: Organisation, ledger: str, key: str) -> bool:
    """Whether the form with that one-time key has made its record: what comes after it is not kept."""
    return Submission.objects.within(place.jurisdiction_id).filter(ledger=ledger, key=key).exists()


def forget_old(place: Organisation) -> None:
    """Forget what nobody came back to in time."""
    old = UnfinishedForm.objects.within(place.jurisdiction_id).filter(saved_at__lt=clock.now() - KEPT_FOR)
    if old.exists():
        old.delete()
