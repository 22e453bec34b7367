"""The digest of an entry, by the rules of its version, so that a new field does not break the chains of before."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.vault import keys

CURRENT = 2


def digest_of(entry: LogEntry) -> str:
    """The digest of the entry's contents by the rules of its version; raises KeyError for a version not known."""
    content = _CONTENTS[entry.digest_version](entry)
    return keyed(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def is_genuine(entry: LogEntry) -> bool:
    """Whether the entry is as it was written, by these keys; where it stands in the chain is not looked at."""
    if entry.digest_version not in _CONTENTS:
        return False
    if entry.digest_version == 1 and (entry.actor_kind or entry.step or entry.batch):
        return False  # added since: version 1 does not cover them
    return hmac.compare_digest(entry.digest, digest_of(entry))


def keyed(content: str) -> str:
    """A digest that whoever can write the database, but has not the keys, cannot make."""
    return hmac.new(keys.current().log, content.encode(), hashlib.sha256).hexdigest()


def _first(entry: LogEntry) -> list[Any]:
    """Version 1: up to release 0.2.0. It knows neither the version nor the kind of actor, the step, the batch."""
    return [
        entry.jurisdiction_id,
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.organisation_id,
        entry.ledger,
        entry.record_id,
        entry.verb,
        entry.changes,
        entry.why,
        entry.previous,
    ]


def _second(entry: LogEntry) -> dict[str, Any]:
    """Version 2: named fields, the version among them."""
    return {
        "version": entry.digest_version,
        "jurisdiction": entry.jurisdiction_id,
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "actor_kind": entry.actor_kind,
        "organisation": entry.organisation_id,
        "ledger": entry.ledger,
        "record": entry.record_id,
        "verb": entry.verb,
        "step": entry.step,
        "batch": str(entry.batch) if entry.batch else None,
        "changes": entry.changes,
        "why": entry.why,
        "previous": entry.previous,
    }


# A new field of the entry needs a version of its own; those before stay as they are.
_CONTENTS: dict[int, Callable[[LogEntry], Any]] = {1: _first, 2: _second}
