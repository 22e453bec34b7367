"""Five counts that are never one another's: surveyed, handed up, passed, paid, refused (领域资料 2.5.3)."""

from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, in_period
from gonghui.engine.figures.measures import Count, CountDistinct, Sum
from gonghui.engine.process.history import came_to
from gonghui.ledgers.hardship.choices import Category
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.reviewed_cases.review import State

BY_PERSON = CountDistinct("id_number_index", "身份证号")
PAID = in_period("paid_on", "发放日期")
QUALIFIED = Condition("qualified", "困难类别不是“不建档”", lambda _query: ~Q(category=Category.NONE))


def _handed_up(query: FigureQuery) -> Q:
    # Not the dated field: a file that is returned from above is passed again, and the first day would be lost.
    return came_to(HARDSHIP.key, frozenset({State.TOWN_PASSED}), query)


SURVEYED_ELIGIBLE = Indicator(
    code="hardship.surveyed_eligible",
    name="初步符合帮扶条件的困难职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="摸底日期在期内、困难类别不是“不建档”的职工，按身份证号计人；后来撤回或者不通过的仍计入摸底",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, in_period("surveyed_on", "摸底日期"), QUALIFIED),
    measure=BY_PERSON,
    aliases=("困难职工摸底", "初步符合困难帮扶条件"),
)

SUBMITTED = Indicator(
    code="hardship.submitted",
    name="报送上级的困难帮扶申请",
    unit="人",
    kind=FigureKind.FLOW,
    basis="本级工会审核通过（即报送上一级）的日期在期内的职工，按身份证号计人；以办理步骤的日期为准，退回后又报的在先前报送的期内仍计入",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, Condition("handed_up", "期内本级审核通过并报送", _handed_up)),
    measure=BY_PERSON,
    aliases=("困难帮扶报送", "提交市总工会的困难帮扶申请"),
)

CITY_PASSED = Indicator(
    code="hardship.city_passed",
    name="通过上一级审核的困难职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="上一级工会审核通过的日期在期内的职工，按身份证号计人",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, in_period("city_passed_on", "上一级工会审核日期")),
    measure=BY_PERSON,
    aliases=("困难帮扶审核通过", "通过上级审核的困难职工"),
)

HIGHER_PASSED = Indicator(
    code="hardship.higher_passed",
    name="通过再上一级审核的困难职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="再上一级工会（省级以下，如县的上面的市）审核通过的日期在期内的职工，按身份证号计人",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, in_period("higher_passed_on", "再上一级工会审核日期")),
    measure=BY_PERSON,
)

PAID_WORKERS = Indicator(
    code="hardship.paid_workers",
    name="获得困难帮扶款的职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的职工，按身份证号计人；上级工会直接发到职工卡上的也计入",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, PAID),
    measure=BY_PERSON,
    aliases=("帮扶困难职工", "领到困难帮扶款"),
)

PAID_AMOUNT = Indicator(
    code="hardship.paid_amount",
    name="发放困难帮扶款",
    unit="元",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的困难帮扶款的发放金额合计；上级工会直接发放的也计入",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, PAID),
    measure=Sum("amount"),
    aliases=("困难帮扶金额", "困难职工帮扶款"),
)

REJECTED = Indicator(
    code="hardship.rejected",
    name="困难帮扶审核不通过",
    unit="件",
    kind=FigureKind.FLOW,
    basis="本级或上级工会作出不通过决定的日期在期内的申请，按件计",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, in_period("rejected_on", "不通过日期")),
    measure=Count(),
)

INDICATORS = (SURVEYED_ELIGIBLE, SUBMITTED, CITY_PASSED, HIGHER_PASSED, PAID_WORKERS, PAID_AMOUNT, REJECTED)
