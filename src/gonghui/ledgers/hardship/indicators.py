"""Five counts that are never one another's: surveyed, handed up, passed, paid, refused (领域资料 2.5.3)."""

from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, before_period, by_day, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, Persons, Sum
from gonghui.engine.process.history import came_to
from gonghui.ledgers.hardship.choices import Category
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.reviewed_cases.review import State

BY_PERSON = Persons("id_number_index", "身份证号")
APPLIED = in_period("applied_on", "申请日期")
APPLIED_EARLIER = before_period("applied_on", "申请日期")
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
    basis="摸底日期在期内、困难类别不是“不建档”的职工，按身份证号计人，还没有登记身份证号的每件算一人；后来撤回或者不通过的仍计入摸底",
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

ON_FILE_ON_DAY = (
    NOT_VOIDED,
    Condition("of_the_year", "是截至日当年的档案", lambda query: Q(for_year=query.until.year)),
    by_day("town_passed_on", "本级工会审核日期"),
    not_yet_on("rejected_on", "不通过"),
    not_yet_on("lifted_on", "脱困"),
)

ON_FILE = Indicator(
    code="hardship.on_file",
    name="在档困难职工",
    unit="户",
    kind=FigureKind.STOCK,
    basis="截至日当年的帮扶档案中，本级工会审核通过、没有被否决、还没有登记脱困的，按户计（一户一年一档）",
    ledger=HARDSHIP,
    conditions=ON_FILE_ON_DAY,
    measure=BY_PERSON,
    aliases=("在档困难职工户数",),
)

ON_FILE_PEOPLE = Indicator(
    code="hardship.on_file_people",
    name="在档困难职工家庭人口",
    unit="人",
    kind=FigureKind.STOCK,
    basis="在档困难职工的家庭人口合计，含本人",
    ledger=HARDSHIP,
    conditions=ON_FILE_ON_DAY,
    measure=Sum("household_size"),
)

LIFTED = Indicator(
    code="hardship.lifted",
    name="脱困的困难职工",
    unit="户",
    kind=FigureKind.FLOW,
    basis="登记的脱困日期在期内的困难职工，按户计",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, in_period("lifted_on", "脱困日期")),
    measure=BY_PERSON,
    aliases=("困难职工脱困",),
)

# Whose money answers an application of the period, and whose an earlier one: two cohorts, told apart.

NEW_PAID = Indicator(
    code="hardship.new_paid",
    name="本期申请并领到困难帮扶款的职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的职工，按身份证号计人",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=BY_PERSON,
)

NEW_PAID_AMOUNT = Indicator(
    code="hardship.new_paid_amount",
    name="本期申请的困难帮扶款发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的困难帮扶款的发放金额合计",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=Sum("amount"),
)

EARLIER_PAID = Indicator(
    code="hardship.earlier_paid",
    name="期前申请、本期领到困难帮扶款的职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的职工，按身份证号计人",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=BY_PERSON,
)

EARLIER_PAID_AMOUNT = Indicator(
    code="hardship.earlier_paid_amount",
    name="期前申请的困难帮扶款本期发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的困难帮扶款的发放金额合计",
    ledger=HARDSHIP,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=Sum("amount"),
)

INDICATORS = (
    ON_FILE,
    ON_FILE_PEOPLE,
    LIFTED,
    SURVEYED_ELIGIBLE,
    SUBMITTED,
    CITY_PASSED,
    HIGHER_PASSED,
    PAID_WORKERS,
    PAID_AMOUNT,
    REJECTED,
    NEW_PAID,
    NEW_PAID_AMOUNT,
    EARLIER_PAID,
    EARLIER_PAID_AMOUNT,
)
