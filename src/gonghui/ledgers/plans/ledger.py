from __future__ import annotations

from gonghui.engine.declare import Ledger, Section, this_year
from gonghui.ledgers.plans.models import PlanItem, Shortcoming
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

PLANS = Ledger(
    key="plans",
    title="工作计划",
    noun="计划",
    unit="条",
    area="affairs",
    letters="JH",
    model=PlanItem,
    heading="text",
    columns=("number", "for_year", "part", "matter", "text", "indicator", "target", "responsible", "outcome"),
    wide=frozenset({"responsible", "outcome"}),
    search=("number", "text", "responsible"),
    filters=("for_year", "part", "matter"),
    order=("-for_year", "id"),
    form=(
        Section("计划", ("for_year", "part", "matter", "text", "organisation", "planned_on", "responsible")),
        Section("衡量", ("indicator", "target")),
        Section("完成", ("outcome",)),
    ),
    usual={"for_year": this_year},
    repeated=("for_year", "part", "matter"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="一年或者半年、一个季度、一个月打算做的事，一条一件。选了指标和目标值的，总结自动用台账里的数字对账。",
)

SHORTCOMINGS = Ledger(
    key="shortcomings",
    title="问题不足",
    noun="问题",
    unit="条",
    area="affairs",
    letters="WT",
    model=Shortcoming,
    heading="text",
    columns=("number", "matter", "text", "found_on", "measure", "responsible", "mended_on"),
    wide=frozenset({"measure", "responsible"}),
    search=("number", "text", "measure", "responsible"),
    filters=("matter", "found_on"),
    order=("-found_on", "-id"),
    form=(
        Section("问题", ("matter", "text", "organisation", "found_on")),
        Section("整改", ("measure", "responsible", "mended_on")),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="工作中发现的问题和不足，以及怎样整改。总结里“存在的不足”一节从这里来。",
)
