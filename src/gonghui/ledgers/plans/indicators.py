from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, in_period, not_yet_on
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS

ITEMS = Indicator(
    code="plans.items",
    name="本年计划事项",
    unit="条",
    kind=FigureKind.STOCK,
    basis="计划年度是截至日所在年度、截至日已经列入的计划，按条计",
    ledger=PLANS,
    conditions=(
        NOT_VOIDED,
        Condition("this_year", "计划年度是本年", lambda query: Q(for_year=query.until.year)),
        by_day("planned_on", "列入计划日期"),
    ),
    measure=Count(),
)

NEXT_ITEMS = Indicator(
    code="plans.next_items",
    name="下年计划事项",
    unit="条",
    kind=FigureKind.STOCK,
    basis="计划年度是截至日下一年度、截至日已经列入的计划，按条计",
    ledger=PLANS,
    conditions=(
        NOT_VOIDED,
        Condition("next_year", "计划年度是下一年", lambda query: Q(for_year=query.until.year + 1)),
        by_day("planned_on", "列入计划日期"),
    ),
    measure=Count(),
)

SHORTCOMINGS_OPEN = Indicator(
    code="shortcomings.open",
    name="尚未整改的问题不足",
    unit="条",
    kind=FigureKind.FLOW,
    basis="发现日期在期内、截至日还没有整改完成的问题，按条计",
    ledger=SHORTCOMINGS,
    conditions=(NOT_VOIDED, in_period("found_on", "发现日期"), not_yet_on("mended_on", "整改完成")),
    measure=Count(),
)

INDICATORS = (NEXT_ITEMS, SHORTCOMINGS_OPEN)
# A paper sets each item beside the records; nobody asks how many items there are.
SOURCES = (ITEMS,)
