"""Where cases stood on a past day, read from their dated steps and never from their present state."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Q

from gonghui.engine.declare import FigureQuery
from gonghui.engine.process.models import StepTaken


def stood_in(ledger_key: str, states: frozenset[str], query: FigureQuery, **step: Any) -> Q:
    """Holds for the register's cases whose last step decided by the query's last day had led to one of `states`.

    `step` says more of that step: `organisation__parent__level` of the office that decided it, for one.

    The cases are found as one whole set for the place's jurisdictions: looked for case by case, PostgreSQL without
    fresh statistics takes each look through all steps.
    """
    steps = StepTaken.objects.within(*query.jurisdictions).filter(ledger=ledger_key)
    # Steps are never dated before the step that they follow, so the last written by the day is the last decided.
    last = (
        steps.filter(decided_on__lte=query.until).order_by().values("record_id").annotate(last=Max("id")).values("last")
    )
    return Q(pk__in=steps.filter(end__in=sorted(states), pk__in=last, **step).order_by().values("record_id"))


def came_to(ledger_key: str, states: frozenset[str], query: FigureQuery) -> Q:
    """Holds for the register's cases that a step decided in the query's period, up to its last day, led to `states`.

    What became of them afterwards does not matter: a case that was handed up, sent back and handed up again was
    handed up in each of the periods.
    """
    steps = StepTaken.objects.within(*query.jurisdictions).filter(
        ledger=ledger_key,
        end__in=sorted(states),
        decided_on__gte=query.period.start,
        decided_on__lte=query.until,
    )
    return Q(pk__in=steps.order_by().values("record_id"))
