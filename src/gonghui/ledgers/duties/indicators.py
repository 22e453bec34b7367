from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, equals, not_yet_on
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.duties.choices import Matter
from gonghui.ledgers.duties.ledger import DUTIES

PETITION_STAFF = Indicator(
    code="duties.petition_staff",
    name="信访专人",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日在信访和劳资纠纷岗位上的人员（A岗、B岗都计），离岗当天起不计",
    ledger=DUTIES,
    conditions=(
        NOT_VOIDED,
        equals("matter", Matter.PETITIONS, "负责信访和劳资纠纷"),
        by_day("since", "到岗日期"),
        not_yet_on("until", "离岗"),
    ),
    measure=Count(),
    aliases=("跟踪处理信访的工作人员", "信访AB岗"),
)

INDICATORS = (PETITION_STAFF,)
