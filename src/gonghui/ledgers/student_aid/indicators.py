from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, before_period, equals, in_period
from gonghui.engine.figures.measures import CountDistinct, Sum
from gonghui.ledgers.student_aid.choices import HIGHER, Stage
from gonghui.ledgers.student_aid.ledger import STUDENT_AID

BY_STUDENT = CountDistinct("student_id_number_index", "学生身份证号")
PASSED = in_period("city_passed_on", "上一级工会审核日期")
APPLIED = in_period("applied_on", "申请日期")
APPLIED_EARLIER = before_period("applied_on", "申请日期")
PAID = in_period("paid_on", "发放日期")

SURVEYED = Indicator(
    code="student_aid.surveyed",
    name="金秋助学摸底",
    unit="人",
    kind=FigureKind.FLOW,
    basis="摸底日期在期内的学生，按学生身份证号计人；后来没有申请的、不通过的仍计入摸底",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, in_period("surveyed_on", "摸底日期")),
    measure=BY_STUDENT,
)

ELIGIBLE = Indicator(
    code="student_aid.eligible",
    name="符合助学条件的职工子女",
    unit="人",
    kind=FigureKind.FLOW,
    basis="上一级工会审核通过的日期在期内的学生，按学生身份证号计人；各学段都计入",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PASSED),
    measure=BY_STUDENT,
    aliases=("符合助学条件", "助学审核通过"),
)

HIGH_SCHOOL = Indicator(
    code="student_aid.high_school",
    name="符合助学条件的高中生",
    unit="人",
    kind=FigureKind.FLOW,
    basis="上一级工会审核通过的日期在期内、申请时就读高中的学生，按学生身份证号计人",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PASSED, equals("stage", Stage.HIGH, "学段是高中")),
    measure=BY_STUDENT,
)

VOCATIONAL = Indicator(
    code="student_aid.vocational",
    name="符合助学条件的中专生",
    unit="人",
    kind=FigureKind.FLOW,
    basis="上一级工会审核通过的日期在期内、申请时就读中职或中专的学生，按学生身份证号计人",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PASSED, equals("stage", Stage.VOCATIONAL, "学段是中职中专")),
    measure=BY_STUDENT,
    aliases=("符合助学条件的中职生",),
)

COLLEGE = Indicator(
    code="student_aid.college",
    name="符合助学条件的大学生",
    unit="人",
    kind=FigureKind.FLOW,
    basis="上一级工会审核通过的日期在期内、申请时就读大专、本科或研究生的学生，按学生身份证号计人",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PASSED, among("stage", HIGHER, "学段是大专、本科或研究生")),
    measure=BY_STUDENT,
)

PAID_STUDENTS = Indicator(
    code="student_aid.paid_students",
    name="领到助学款的职工子女",
    unit="人",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的学生，按学生身份证号计人；上级工会直接发放的也计入",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PAID),
    measure=BY_STUDENT,
    aliases=("金秋助学人数", "资助职工子女"),
)

PAID_AMOUNT = Indicator(
    code="student_aid.paid_amount",
    name="发放助学款",
    unit="元",
    kind=FigureKind.FLOW,
    basis="发放日期在期内的助学款的发放金额合计；上级工会直接发放的也计入",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, PAID),
    measure=Sum("amount"),
    aliases=("助学金额", "金秋助学款"),
)

# Whose money answers an application of the period, and whose an earlier one: two cohorts, told apart.

NEW_PAID = Indicator(
    code="student_aid.new_paid",
    name="本期申请并领到助学款的学生",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的学生，按学生身份证号计人",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=BY_STUDENT,
)

NEW_PAID_AMOUNT = Indicator(
    code="student_aid.new_paid_amount",
    name="本期申请的助学款发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期和发放日期都在期内的助学款的发放金额合计",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, APPLIED, PAID),
    measure=Sum("amount"),
)

EARLIER_PAID = Indicator(
    code="student_aid.earlier_paid",
    name="期前申请、本期领到助学款的学生",
    unit="人",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的学生，按学生身份证号计人",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=BY_STUDENT,
)

EARLIER_PAID_AMOUNT = Indicator(
    code="student_aid.earlier_paid_amount",
    name="期前申请的助学款本期发放金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="申请日期在期前、发放日期在期内的助学款的发放金额合计",
    ledger=STUDENT_AID,
    conditions=(NOT_VOIDED, APPLIED_EARLIER, PAID),
    measure=Sum("amount"),
)

INDICATORS = (
    SURVEYED,
    ELIGIBLE,
    HIGH_SCHOOL,
    VOCATIONAL,
    COLLEGE,
    PAID_STUDENTS,
    PAID_AMOUNT,
    NEW_PAID,
    NEW_PAID_AMOUNT,
    EARLIER_PAID,
    EARLIER_PAID_AMOUNT,
)
