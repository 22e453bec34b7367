from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, before_period, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, CountDistinct, Sum
from gonghui.engine.process.history import stood_in
from gonghui.ledgers.subsidies.choices import State
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.offices.levels import Level

BY_PERSON = CountDistinct("id_number_index", "身份证号")
APPLIED = in_period("applied_on", "申请日期")
APPLIED_EARLIER = before_period("applied_on", "申请日期")
PAID = in_period("paid_on", "发放日期")
NOT_WITHDRAWN = not_yet_on("withdrawn_on", "撤回")


def _waiting_for_province(query: FigureQuery) -> Q:
    # Passed by the union directly below the province: a city, whether it stands over the town or over its county.
    passed = frozenset({State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED})
    return stood_in(SUBSIDIES.key, passed, query, organisation__parent__level=Level.PROVINCE)


SURVEYED = Indicator(
    code="subsidies.surveyed",
    name="补贴摸底",
    unit="人",
    kind=FigureKind.FLOW,
    basis="摸底日期在期内的职工，按身份证号计人",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, in_period("surveyed_on", "摸底日期")),
    measure=BY_PERSON,
)

APPLICANTS = Indicator(
    code="subsidies.applicants",
    name="申请交通和误工补贴",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期内、截至日没有撤回的职工，按身份证号计人；审核不通过的仍计入申请",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, APPLIED, NOT_WITHDRAWN),
    measure=BY_PERSON,
    aliases=("申请补贴", "补贴申请人"),
)

AWAITING_PROVINCE = Indicator(
    code="subsidies.awaiting_province",
    name="逐级审核通过待省级审定",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期内，截至日省级以下各级工会都已审核通过、省级工会还没有作出决定的职工，按身份证号计人；以办理步骤的日期为准",
    ledger=SUBSIDIES,
    conditions=(
        NOT_VOIDED,
        APPLIED,
        Condition("waiting_for_province", "截至日逐级审核已通过、省级工会未决定", _waiting_for_province),
    ),
    measure=BY_PERSON,
    aliases=("待省总审核", "镇、市审核通过待省审"),
)

PAID_WORKERS = Indicator(
    code="subsidies.paid_workers",
    name="领到交通和误工补贴",
    unit="人",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的职工，按身份证号计人",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, PAID),
    measure=BY_PERSON,
)

PAID_AMOUNT = Indicator(
    code="subsidies.paid_amount",
    name="发放交通和误工补贴",
    unit="元",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的补贴的发放金额合计",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, PAID),
    measure=Sum("amount"),
)

REJECTED = Indicator(
    code="subsidies.rejected",
    name="补贴审核不通过",
    unit="件",
    kind=FigureKind.FLOW,
    basis="任何一级作出不通过决定的日期在期内的申请，按件计",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, in_period("rejected_on", "不通过日期")),
    measure=Count(),
)

# Whose money answers an application of the period, and whose an earlier one: two cohorts, told apart.

NEW_PAID = Indicator(
    code="subsidies.new_paid",
    name="本期申请并领到交通和误工补贴的职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的职工，按身份证号计人",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=BY_PERSON,
)

NEW_PAID_AMOUNT = Indicator(
    code="subsidies.new_paid_amount",
    name="本期申请的交通和误工补贴发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的交通和误工补贴的发放金额合计",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=Sum("amount"),
)

EARLIER_PAID = Indicator(
    code="subsidies.earlier_paid",
    name="期前申请、本期领到交通和误工补贴的职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的职工，按身份证号计人",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=BY_PERSON,
)

EARLIER_PAID_AMOUNT = Indicator(
    code="subsidies.earlier_paid_amount",
    name="期前申请的交通和误工补贴本期发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的交通和误工补贴的发放金额合计",
    ledger=SUBSIDIES,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=Sum("amount"),
)

INDICATORS = (
    SURVEYED,
    APPLICANTS,
    AWAITING_PROVINCE,
    REJECTED,
    PAID_WORKERS,
    PAID_AMOUNT,
    NEW_PAID,
    NEW_PAID_AMOUNT,
    EARLIER_PAID,
    EARLIER_PAID_AMOUNT,
)
