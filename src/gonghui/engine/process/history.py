"""Where a case stood on a past day, read from its dated steps and never from its present state."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from gonghui.engine.process.models import StepTaken


def stood_in(ledger_key: str, states: frozenset[str], day: date) -> Q:
    """Holds for cases whose last step decided by `day` had led to one of `states`."""
    by_day = StepTaken.objects.filter(
        jurisdiction_id=OuterRef("jurisdiction_id"), ledger=ledger_key, record_id=OuterRef("pk"), decided_on__lte=day
    )
    later = StepTaken.objects.filter(
        jurisdiction_id=OuterRef("jurisdiction_id"),
        ledger=ledger_key,
        record_id=OuterRef("record_id"),
        decided_on__lte=day,
        id__gt=OuterRef("id"),
    )
    # Steps are never dated before the step that they follow, so the last written by the day is the last decided.
    return Q(Exists(by_day.filter(~Exists(later), end__in=states)))
