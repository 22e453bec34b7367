"""What became of a record since a person opened it, in words: changed by somebody else, or by themselves elsewhere."""

from __future__ import annotations

from gonghui.engine.access.rights import Actor
from gonghui.engine.audit.acts import Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import LedgerRow

# What is logged of a record and leaves it as it is.
_READING = frozenset({Verb.REVEAL, Verb.EXPORT})


def since_opened(ledger: Ledger, record: LedgerRow, opened: int, actor: Actor) -> str:
    """Why what was sent over version `opened` of the record is not taken: the beginning of a sentence.

    A version that the record never had was not sent by one of its pages.
    """
    if not 1 <= opened <= record.version:
        return "这一页送来的版本号不对，认不出你看的是哪一版"
    if isinstance(actor, Account) and _changed_by_themselves(ledger, record, opened, actor):
        return "这条记录在你打开这一页以后，你在另一个窗口改过"
    return "这条记录在你打开以后已被别人改过"


def _changed_by_themselves(ledger: Ledger, record: LedgerRow, opened: int, actor: Account) -> bool:
    """Whether all that was written since is this person's: each version is one entry of the log."""
    entries = LogEntry.objects.within(record.jurisdiction_id).filter(ledger=ledger.key, record_id=record.pk)
    latest = entries.exclude(verb__in=sorted(_READING)).order_by("-sequence").values_list("actor", flat=True)
    since = list(latest[: record.version - opened])
    return bool(since) and set(since) == {actor.pk}
