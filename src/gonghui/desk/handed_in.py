"""What a person entered of late, and where each of it stands now: what came back first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right, at_place
from gonghui.engine.audit.acts import Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.fields.values import ledger_field
from gonghui.engine.records.apart import seen_by

LOOKED_AT = 40


@dataclass(frozen=True)
class HandedIn:
    """A record that the person entered, and where it stands."""

    ledger: Ledger
    row: Any
    at: datetime
    address: str
    state: str
    look: str
    returned: bool


def handed_in(catalogue: Catalogue, access: Access, place: Organisation) -> list[HandedIn]:
    """The person's latest records at the place and below, what was sent back first; at most LOOKED_AT."""
    entries = at_place(LogEntry.objects.all(), place, in_order=True).filter(actor=access.account, verb=Verb.CREATE)
    at: dict[tuple[str, int], datetime] = {}
    for entry in entries.order_by("-id")[:LOOKED_AT]:
        if entry.record_id is not None:
            at.setdefault((entry.ledger, entry.record_id), entry.at)
    ids: dict[str, list[int]] = defaultdict(list)
    for key, record_id in at:
        ids[key].append(record_id)
    found = []
    for ledger in catalogue.ledgers:
        if ledger.key not in ids or not access.may(Right.READ, ledger, place):
            continue
        rows = at_place(ledger.model._default_manager.filter(voided_on=None), place)
        rows = seen_by(access, ledger, rows, place)
        found += [_shown(ledger, place, row, at[ledger.key, row.pk]) for row in rows.filter(pk__in=ids[ledger.key])]
    return sorted(found, key=lambda one: (one.returned, one.at), reverse=True)


def _shown(ledger: Ledger, place: Organisation, row: Any, at: datetime) -> HandedIn:
    address = reverse("record", args=[place.code, ledger.key, row.pk])
    process = ledger.process
    if process is None:
        return HandedIn(ledger, row, at, address, "已登记", "done", returned=False)
    state = getattr(row, process.field)
    back = any(step.sends_back and step.end == state and getattr(row, step.dates) is not None for step in process.steps)
    words = ledger_field(ledger, process.field).full_text(row)
    return HandedIn(ledger, row, at, address, words, "late" if back else process.state(state).badge, back)
