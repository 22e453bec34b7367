from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, by_day, in_period, not_yet_on
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS

PRIMARY = among("kind", frozenset({UnionKind.SINGLE, UnionKind.JOINT}), "是基层工会（单独或联合）")

STANDING = Indicator(
    code="unions.primary",
    name="基层工会",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日已经建立、没有撤销的单独基层工会和联合基层工会，按工会计；联合工会涵盖多家单位，只计一个",
    ledger=UNIONS,
    conditions=(NOT_VOIDED, PRIMARY, by_day("founded_on", "建会日期"), not_yet_on("dissolved_on", "撤销")),
    measure=Count(),
    aliases=("基层工会数", "企业工会"),
)

FOUNDED = Indicator(
    code="unions.founded",
    name="新建基层工会",
    unit="个",
    kind=FigureKind.FLOW,
    basis="建会日期在期内的单独基层工会和联合基层工会，按工会计",
    ledger=UNIONS,
    conditions=(NOT_VOIDED, PRIMARY, in_period("founded_on", "建会日期")),
    measure=Count(),
    aliases=("新建工会",),
)

INDICATORS = (STANDING, FOUNDED)
