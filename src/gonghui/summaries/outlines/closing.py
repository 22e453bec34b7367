"""What a paper closes with: the plan and what came of it, what fell short, and what is meant to be done next."""

from __future__ import annotations

from gonghui.plain.spans import SpanKind
from gonghui.summaries.outline import OutlinePart, OutlineSection, PlanReview, Sentence

PLAN = OutlineSection("plan_review", "计划完成情况", (PlanReview(""),))

YEARS_PROGRESS = OutlineSection("plan_review", "计划进展情况", (PlanReview("", also=frozenset({SpanKind.YEAR})),))
"""The plan of the period itself, and how far the plan of the year has come."""

SHORTCOMINGS = OutlineSection(
    "shortcomings",
    "存在的不足",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "对照职工期待，工作中还有{shortcomings.open@text:number}个方面的不足：{shortcomings.open@text:points}",
                        at_least={"shortcomings.open": 2},
                        instead=Sentence("对照职工期待，工作中还有不足：{shortcomings.open@text:points}"),
                    ),
                ),
            ),
            missing="还没有登记问题不足。请在“问题不足”台账登记后重新起草，确实没有的请写明。",
        ),
    ),
)


def _next(key: str, missing: str = "") -> OutlineSection:
    """What is planned for the year, half-year, quarter or month that follows."""
    points = (
        Sentence(
            "{following}，重点抓好{plans.next_items@text:number}项工作：{plans.next_items@text:points}",
            at_least={"plans.next_items": 2},
            instead=Sentence("{following}，重点是{plans.next_items@text:points}"),
        ),
    )
    return OutlineSection(key, "{following}工作打算", (OutlinePart("", (points,), missing=missing),), name="下一步打算")


_MISSING = "还没有登记{following}的工作计划。请在“工作计划”台账登记后重新起草。"
NEXT_YEAR = _next("next_year", _MISSING)
NEXT_HALF = _next("next_half", _MISSING)
# Not every office plans its quarters and months.
NEXT_IF_PLANNED = _next("next")
