"""How many rows of a register lie at each place, kept beside the rows: a list need not count them anew.

The door keeps the counts in the transaction of the rows and of their log, after the log. Whoever writes the log holds
the end of the jurisdiction's chain until the transaction ends, so no two writers ever meet at a count: nobody waits for
one longer than for the log, and none waits for another in a ring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.audit import chain
from gonghui.engine.declare import Ledger
from gonghui.engine.records.models import LedgerRow, RowCount


@dataclass(frozen=True, order=True)
class Where:
    """Where a row is counted. `state` is empty in a register without a process."""

    jurisdiction_id: int
    organisation_id: int
    state: str
    voided: bool


@dataclass(frozen=True)
class Difference:
    """A count that is not what the rows say."""

    where: Where
    kept: int
    found: int


def where(ledger: Ledger, record: LedgerRow) -> Where:
    """Where `record` is counted, as it stands in memory."""
    state = getattr(record, ledger.process.field) if ledger.process else ""
    return Where(record.jurisdiction_id, record.organisation_id, state, record.voided_on is not None)


def keep(ledger: Ledger, moves: Iterable[tuple[Where | None, Where]]) -> None:
    """Take into the counts where each written row was counted (None: it is new) and where it is counted now.

    Called in the transaction of the rows, after their log.
    """
    steps: Counter[Where] = Counter()
    for before, after in moves:
        steps[after] += 1
        if before is not None:
            steps[before] -= 1
    for place, step in sorted(steps.items()):
        if step and not _row(ledger, place).update(rows=F("rows") + step):
            RowCount.objects.create(ledger=ledger.key, rows=step, **vars(place))


def by_state(ledger: Ledger, place: Organisation, *, with_voided: bool = False) -> dict[str, int]:
    """How many rows at and below `place` stand in each state; all of them in "" in a register without a process."""
    kept = at_place(RowCount.objects.filter(ledger=ledger.key), place)
    if not with_voided:
        kept = kept.filter(voided=False)
    return {state: rows for state, rows in kept.order_by().values_list("state").annotate(Sum("rows")) if rows}


def differences(ledger: Ledger, jurisdiction: int) -> list[Difference]:
    """The counts of a register that are not what its rows say; writers of the jurisdiction wait for the look."""
    with transaction.atomic():
        chain.hold(jurisdiction)
        found, kept = _found(ledger, jurisdiction), _kept(ledger, jurisdiction)
        return [
            Difference(place, kept[place], found[place])
            for place in sorted(found.keys() | kept.keys())
            if kept[place] != found[place]
        ]


def rebuild(ledger: Ledger, jurisdiction: int) -> list[Difference]:
    """Count the rows of a register anew and keep what is found; returns what differed."""
    with transaction.atomic():
        wrong = differences(ledger, jurisdiction)
        for one in wrong:
            if not _row(ledger, one.where).update(rows=one.found):
                RowCount.objects.create(ledger=ledger.key, rows=one.found, **vars(one.where))
    return wrong


def _row(ledger: Ledger, place: Where) -> Any:
    return RowCount.objects.filter(ledger=ledger.key, **vars(place))


def _kept(ledger: Ledger, jurisdiction: int) -> Counter[Where]:
    rows = RowCount.objects.within(jurisdiction).filter(ledger=ledger.key)
    return Counter({Where(jurisdiction, row.organisation_id, row.state, row.voided): row.rows for row in rows})


def _found(ledger: Ledger, jurisdiction: int) -> Counter[Where]:
    state = ledger.process.field if ledger.process else None
    rows: Any = ledger.model._default_manager.filter(jurisdiction_id=jurisdiction)
    grouped = rows.order_by().values("organisation_id", *([state] if state else []))
    counted = grouped.annotate(standing=Count("pk", filter=Q(voided_on=None)), in_all=Count("pk"))
    found: Counter[Where] = Counter()
    for group in counted:
        place = (jurisdiction, group["organisation_id"], group[state] if state else "")
        found[Where(*place, False)] = group["standing"]
        found[Where(*place, True)] = group["in_all"] - group["standing"]
    return found
