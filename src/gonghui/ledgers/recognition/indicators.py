from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.recognition.choices import Kind
from gonghui.ledgers.recognition.ledger import RECOGNITION

TOLD = in_period("told_on", "日期")

RECEIVED = Indicator(
    code="recognition.received",
    name="得到的肯定",
    unit="项",
    kind=FigureKind.FLOW,
    basis="日期在期内、有依据的经验介绍、表扬、考核结果、排名、获奖和好评，按项计",
    ledger=RECOGNITION,
    conditions=(NOT_VOIDED, TOLD),
    measure=Count(),
)

EXPERIENCE_SHARED = Indicator(
    code="recognition.experience_shared",
    name="对外介绍经验",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内、有依据的经验介绍，按次计，不分业务",
    ledger=RECOGNITION,
    conditions=(NOT_VOIDED, TOLD, equals("kind", Kind.EXPERIENCE, "类型是经验介绍")),
    measure=Count(),
    aliases=("经验介绍",),
)

PRAISE = Indicator(
    code="recognition.praise",
    name="受到通报表扬",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内、有依据的通报表扬，按次计；授牌获奖和好评不计",
    ledger=RECOGNITION,
    conditions=(NOT_VOIDED, TOLD, equals("kind", Kind.PRAISE, "类型是通报表扬")),
    measure=Count(),
)

INDICATORS = (RECEIVED, EXPERIENCE_SHARED, PRAISE)
