from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, in_period, not_yet_on
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS
from gonghui.plain.spans import STATISTICAL_YEAR, WHOLE_YEAR, following_part, named_part


def _for_the_period(query: FigureQuery) -> Q:
    part = named_part(query.period)
    if part is None or part is STATISTICAL_YEAR:
        part = WHOLE_YEAR
    return Q(for_year=query.period.end.year, part=part.key)


def _for_the_next(query: FigureQuery) -> Q:
    year, part = following_part(query.period)
    return Q(for_year=year, part=part.key)


ITEMS = Indicator(
    code="plans.items",
    name="本期计划事项",
    unit="条",
    kind=FigureKind.FLOW,
    basis="为所选期间（一年、半年、一个季度或一个月，其他期间看期末所在年度）订的、截至日已经列入的计划，按条计",
    ledger=PLANS,
    conditions=(
        NOT_VOIDED,
        Condition("for_the_period", "为所选期间订的计划", _for_the_period),
        by_day("planned_on", "列入计划日期"),
    ),
    measure=Count(),
    version=2,
)

NEXT_ITEMS = Indicator(
    code="plans.next_items",
    name="下期计划事项",
    unit="条",
    kind=FigureKind.FLOW,
    basis="为下一期订的、截至日已经列入的计划，按条计；上半年的下一期是下半年，季度、月份的是下一个，其他期间的是下一年",
    ledger=PLANS,
    conditions=(
        NOT_VOIDED,
        Condition("for_the_next", "为下一期订的计划", _for_the_next),
        by_day("planned_on", "列入计划日期"),
    ),
    measure=Count(),
    version=2,
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
