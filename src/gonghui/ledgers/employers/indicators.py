from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, in_period
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.employers.ledger import EMPLOYERS

UNIONISED = Indicator(
    code="employers.unionised",
    name="已建会单位",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日建会日期已到的用人单位，按单位计；一个联合工会涵盖的各家单位都计入",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, by_day("built_date", "建会日期")),
    measure=Count(),
    aliases=("建会企业", "已建会企业"),
)

NEWLY_UNIONISED = Indicator(
    code="employers.newly_unionised",
    name="新建会单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="建会日期在期内的用人单位，按单位计",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, in_period("built_date", "建会日期")),
    measure=Count(),
    aliases=("新建会企业",),
)

INDICATORS = (UNIONISED, NEWLY_UNIONISED)
