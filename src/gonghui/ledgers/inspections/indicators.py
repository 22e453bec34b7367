"""How many inspections, of whom, and with what result.

Whose inspection it was and on which day stands with the inspection alone; the results ask it there, so that a day set
right later is right for all of them.
"""

from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, equals, in_period
from gonghui.engine.figures.measures import Count, CountDistinct, Share
from gonghui.ledgers.inspections.choices import PASSING_SCORE, Method, Tier
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS

BY_EMPLOYER = CountDistinct("employer", "单位")
STANDS = Condition("inspection_not_voided", "所属的检查没有作废", lambda _query: Q(inspection__voided_on=None))
HELD = in_period("inspection__held_on", "检查日期")
TO_BE_RECTIFIED = Condition("to_be_rectified", "定了整改期限", lambda _query: Q(rectify_by__isnull=False))
SCORED = Condition("scored", "打了分", lambda _query: Q(score__isnull=False))
PASSED = Condition("passed", "得分在60分以上", lambda _query: Q(score__gte=PASSING_SCORE))
RECTIFIED = by_day("rectified_on", "整改完成日期")

HELD_INSPECTIONS = Indicator(
    code="inspections.held",
    name="规范化检查",
    unit="次",
    kind=FigureKind.FLOW,
    basis="检查日期在期内的检查，按次计；自查和各级工会查的都计入，只发了通知还没有检查的不计",
    ledger=INSPECTIONS,
    conditions=(NOT_VOIDED, in_period("held_on", "检查日期")),
    measure=Count(),
)

EMPLOYERS_INSPECTED = Indicator(
    code="inspections.employers",
    name="受检单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="检查日期在期内的各级检查查到的用人单位，按单位计，一家查几次计一家",
    ledger=RESULTS,
    conditions=(NOT_VOIDED, STANDS, HELD),
    measure=BY_EMPLOYER,
    aliases=("已查单位", "检查企业"),
)

CITY_RANDOM = Indicator(
    code="inspections.city_random",
    name="上一级工会随机抽查的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="检查日期在期内、级别是上一级工会查、方式是随机的检查查到的用人单位，按单位计，一家查几次计一家",
    ledger=RESULTS,
    conditions=(
        NOT_VOIDED,
        STANDS,
        HELD,
        equals("inspection__level", Tier.CITY, "级别是上一级工会查"),
        equals("inspection__method", Method.RANDOM, "方式是随机"),
    ),
    measure=BY_EMPLOYER,
    aliases=("市总随机抽查企业", "固本强基抽查企业"),
)

PASSED_RATE = Indicator(
    code="inspections.passed_rate",
    name="检查合格率",
    unit="%",
    kind=FigureKind.FLOW,
    basis="检查日期在期内、打了分的受检单位（家次）中，得分在60分以上的占的百分比；没有打分的不进分母",
    ledger=RESULTS,
    conditions=(NOT_VOIDED, STANDS, HELD, SCORED),
    measure=Share(PASSED, "期内打了分的受检单位（家次）", "家次"),
)

TO_RECTIFY = Indicator(
    code="inspections.to_rectify",
    name="需要整改的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="检查日期在期内的检查中定了整改期限的用人单位，按单位计；已经整改完成的仍计入",
    ledger=RESULTS,
    conditions=(NOT_VOIDED, STANDS, HELD, TO_BE_RECTIFIED),
    measure=BY_EMPLOYER,
)

RECTIFIED_RATE = Indicator(
    code="inspections.rectified_rate",
    name="整改完成率",
    unit="%",
    kind=FigureKind.FLOW,
    basis="检查日期在期内、定了整改期限的受检单位（家次）中，截至日已经整改完成的占的百分比",
    ledger=RESULTS,
    conditions=(NOT_VOIDED, STANDS, HELD, TO_BE_RECTIFIED),
    measure=Share(RECTIFIED, "期内需要整改的受检单位（家次）", "家次"),
)

INDICATORS = (HELD_INSPECTIONS, EMPLOYERS_INSPECTED, CITY_RANDOM, PASSED_RATE, TO_RECTIFY, RECTIFIED_RATE)
