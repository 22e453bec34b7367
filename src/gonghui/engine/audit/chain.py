"""Write entries at the end of the chain, and prove that a chain is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from gonghui.engine.access.rights import Actor
from gonghui.engine.audit import digests
from gonghui.engine.audit.acting import current_batch, kind_of
from gonghui.engine.audit.acts import Act
from gonghui.engine.audit.models import LogEntry, LogHead
from gonghui.engine.people.models import Account
from gonghui.plain import clock

GENESIS = "0" * 64


def _closing(jurisdiction: int, sequence: int, digest: str) -> str:
    """What the head holds when the chain ends there: not the entry's digest, or a cut chain could be closed anew."""
    return digests.keyed(f"head {jurisdiction} {sequence} {digest}")


def _last(jurisdiction: int) -> LogEntry | None:
    return LogEntry.objects.filter(jurisdiction_id=jurisdiction).order_by("-sequence").first()


def _is_closed(head: LogHead, last: LogEntry | None) -> bool:
    """Whether the head stands right behind the last entry."""
    if last is None:
        return head.sequence == 0
    return (head.sequence, head.digest) == (
        last.sequence,
        _closing(head.jurisdiction_id, last.sequence, last.digest),
    )


def hold(jurisdiction: int) -> LogHead | None:
    """The end of the jurisdiction's chain, held until the transaction ends: nobody else writes the log meanwhile.

    None where nothing was ever written there.
    """
    return LogHead.objects.select_for_update().filter(jurisdiction_id=jurisdiction).first()


def write(actor: Actor | None, acts: Iterable[Act]) -> None:
    """Append `acts`, in the transaction of the change that they record; None is the program itself.

    The batch and the kind of actor are those of `acting`.

    Raises RuntimeError outside a transaction: a change and its log stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The log is written in the transaction of the change that it records.")
    person, kind, batch = actor if isinstance(actor, Account) else None, kind_of(actor), current_batch()
    by_jurisdiction: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        by_jurisdiction[act.organisation.jurisdiction_id].append(act)
    for jurisdiction, some in sorted(by_jurisdiction.items()):
        LogHead.objects.get_or_create(jurisdiction_id=jurisdiction)
        head = LogHead.objects.select_for_update().get(jurisdiction_id=jurisdiction)
        last = _last(jurisdiction)
        sequence, previous = (last.sequence, last.digest) if last else (0, GENESIS)
        if not _is_closed(head, last):
            # Somebody cut the chain. Work goes on, and the number left out here shows it for ever.
            sequence = max(sequence, head.sequence) + 1
        now = clock.now()
        entries = []
        for act in some:
            sequence += 1
            entry = LogEntry(
                jurisdiction_id=jurisdiction,
                sequence=sequence,
                at=now,
                actor=person,
                actor_kind=kind,
                organisation=act.organisation,
                ledger=act.ledger,
                record_id=act.record_id,
                verb=act.verb,
                step=act.step,
                batch=batch,
                changes=dict(act.changes),
                why=act.why,
                previous=previous,
                digest_version=digests.CURRENT,
            )
            entry.digest = previous = digests.digest_of(entry)
            entries.append(entry)
        LogEntry.objects.bulk_create(entries, batch_size=2000)
        head.sequence, head.digest = sequence, _closing(jurisdiction, sequence, previous)
        head.save(update_fields=["sequence", "digest"])


def broken_at(jurisdiction: int) -> int | None:
    """The sequence number where the chain of `jurisdiction` no longer holds, or None when it is whole."""
    previous, expected, version = GENESIS, 0, 1
    for entry in LogEntry.objects.filter(jurisdiction_id=jurisdiction).order_by("sequence").iterator(2000):
        expected += 1
        if entry.sequence != expected or entry.previous != previous or not digests.is_genuine(entry):
            return expected
        # Nobody writes by old rules any more: a lower version would leave out what the new ones cover.
        if entry.digest_version < version:
            return expected
        previous, version = entry.digest, entry.digest_version
    with transaction.atomic():
        # Held, so that nobody writes between these two looks.
        head = hold(jurisdiction)
        last = _last(jurisdiction)
    whole = last is None if head is None else _is_closed(head, last)
    return None if whole else expected + 1
