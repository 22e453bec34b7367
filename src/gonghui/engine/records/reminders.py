"""Which of a register's reminders hold for a row in memory, and for the rows of a database."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Q

from gonghui.engine.declare import Ledger, Reminder
from gonghui.engine.records.models import LedgerRow
from gonghui.plain import clock

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, among: value in among,
}


def reminders_of(ledger: Ledger, record: LedgerRow) -> list[Reminder]:
    """What the row lacks or says oddly, as it stands in memory; of a voided one nothing is asked."""
    if record.voided_on is not None:
        return []
    today = clock.today()
    return [reminder for reminder in ledger.reminders if holds(reminder.where(today), record)]


def reminded(ledger: Ledger, key: str = "") -> Q:
    """The rows of which something is asked: what the reminder `key` asks, or anything."""
    today, found = clock.today(), Q()
    for reminder in ledger.reminders:
        if key in ("", reminder.key):
            found |= reminder.where(today)
    return Q(voided_on=None) & found if found else Q(pk__in=[])


def holds(condition: Q, record: LedgerRow) -> bool:
    """Whether `condition` holds for a row in memory, as the database would find; an empty field compares with nothing.

    Raises ValueError for what only a database can judge.

    >>> holds(Q(members__gt=F("staff")), employer)  # doctest: +SKIP
    True
    """
    if condition.negated:
        raise ValueError("a reminder negates nothing")
    children: list[Any] = condition.children
    parts = [holds(part, record) if isinstance(part, Q) else _compares(record, *part) for part in children]
    return any(parts) if condition.connector == Q.OR and parts else all(parts)


def _compares(record: LedgerRow, path: str, wanted: Any) -> bool:
    name, _, comparison = path.partition("__")
    value = getattr(record, record._meta.get_field(name).attname)  # type: ignore[union-attr]
    if isinstance(wanted, F):
        wanted = getattr(record, wanted.name)  # type: ignore[attr-defined]
    if comparison == "isnull":
        return (value is None) is bool(wanted)
    if comparison == "" and wanted is None:
        return value is None
    compare = _COMPARISONS.get(comparison or "exact")
    if compare is None:
        raise ValueError(f"a reminder does not compare by {comparison}")
    return value is not None and wanted is not None and compare(value, wanted)
