"""What the kept counts should be, counted in Python from the rows themselves."""

from __future__ import annotations

from collections import Counter

from gonghui.engine.declare import Ledger
from gonghui.engine.records.models import RowCount

Counted = Counter[tuple[int, int, str, bool]]


def counted(ledger: Ledger) -> Counted:
    """How many rows stand where: jurisdiction, organisation, state, voided or not."""
    found: Counted = Counter()
    for row in ledger.model._default_manager.all():
        state = getattr(row, ledger.process.field) if ledger.process else ""
        found[row.jurisdiction_id, row.organisation_id, state, row.voided_on is not None] += 1  # type: ignore[attr-defined]
    return found


def kept(ledger: Ledger) -> Counted:
    """What the door kept; where no row is left stands nothing."""
    rows = RowCount.objects.filter(ledger=ledger.key).exclude(rows=0)
    return Counter({(row.jurisdiction_id, row.organisation_id, row.state, row.voided): row.rows for row in rows})
