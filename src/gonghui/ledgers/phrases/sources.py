from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, not_yet_on
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.phrases.ledger import PHRASES

IN_FORCE = Indicator(
    code="phrases.in_force",
    name="现行提法",
    unit="条",
    kind=FigureKind.STOCK,
    basis="截至日已经发文、没有停用的提法，按条计",
    ledger=PHRASES,
    conditions=(NOT_VOIDED, by_day("issued_on", "发文日期"), not_yet_on("ended_on", "停用")),
    measure=Count(),
)

# Openings take their words from it; nobody asks how many phrases there are.
SOURCES = (IN_FORCE,)
