from __future__ import annotations

from gonghui.engine.declare import Indicator, Kind
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, not_by_day
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.phrases.ledger import PHRASES

IN_FORCE = Indicator(
    code="phrases.in_force",
    name="现行提法",
    unit="条",
    kind=Kind.STOCK,
    basis="截至日已经发文、没有停用的提法，按条计",
    ledger=PHRASES,
    conditions=(NOT_VOIDED, by_day("issued_on", "发文日期"), not_by_day("ended_on", "停用")),
    measure=Count(),
)

INDICATORS = (IN_FORCE,)
