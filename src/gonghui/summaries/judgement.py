"""What came of a plan, in words that a chair signs: a target is judged only when its time is over."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from gonghui.ledgers.plans.models import PlanItem
from gonghui.plain.money import format_decimal
from gonghui.plain.quantities import format_quantity
from gonghui.plain.spans import SpanKind, span_of

_TENTH = Decimal("0.1")


def judge_target(item: PlanItem, value: Decimal, unit: str, *, over: bool) -> str:
    """What `value` is beside the item's target, in the indicator's unit; `over` says that the item's time has passed.

    Raises ValueError for an item without a target.
    """
    if item.target is None:
        raise ValueError(f"Plan item {item.pk} has no target.")
    plan, target = _plan(item), format_quantity(item.target, unit)
    if not item.target:
        return f"与{plan}一致" if not value else f"{plan}为{target}"
    if value >= item.target:
        return f"{'' if over else '已'}{'超额' if value > item.target else ''}完成{plan}的{target}"
    if over:
        return f"距{plan}的{target}还差{format_quantity(item.target - value, '个百分点' if unit == '%' else unit)}"
    goal = f"{_time(item)}目标"
    if unit == "%" or value <= 0:
        return f"{goal}为{target}"
    # Rounded down: what falls short is never told as the whole.
    share = (value * 100 / item.target).quantize(_TENTH, ROUND_DOWN)
    return f"完成{goal}的{format_decimal(share)}%（目标{target}）" if share else f"{goal}为{target}"


def tell_outcome(item: PlanItem) -> str:
    """An item that no figure measures, with what a person wrote came of it; one that was added later says when."""
    outcome = item.outcome.rstrip("。；;. ")
    said = f"{item.text.rstrip('。；;. ')}，{outcome}" if outcome else item.text.rstrip("。；;. ")
    return f"{item.planned_on.month}月增列：{said}" if item.added_later else said


def _time(item: PlanItem) -> str:
    """年度, 上半年, 三季度, 10月."""
    span = span_of(item.term)
    return "年度" if span.kind is SpanKind.YEAR else span.during


def _plan(item: PlanItem) -> str:
    """年初计划, 上半年计划; 12月增列的计划 for what was added when much of the time had gone by."""
    if item.added_later:
        return f"{item.planned_on.month}月增列计划"
    return "年初计划" if span_of(item.term).kind is SpanKind.YEAR else f"{_time(item)}计划"
