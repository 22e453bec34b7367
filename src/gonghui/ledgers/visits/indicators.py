from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Persons, Sum
from gonghui.ledgers.visits.choices import Category
from gonghui.ledgers.visits.ledger import VISITS

VISITED = in_period("date", "慰问日期")
INJURED_WORKER = equals("category", Category.INJURED, "对象类别是工伤职工")

PEOPLE = Indicator(
    code="visits.people",
    name="走访慰问职工",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内的慰问人数合计，一个人慰问几次算几人次；集体慰问按登记的人数",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED),
    measure=Sum("people"),
    aliases=("慰问人次", "慰问职工"),
)

INJURED = Indicator(
    code="visits.injured",
    name="探望工伤职工",
    unit="人",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内、对象类别是工伤职工的，按身份证号计人，没有登记身份证号的按登记的人数计",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED, INJURED_WORKER),
    measure=Persons("id_number_index", "身份证号", "people"),
    version=2,
    aliases=("工伤慰问", "慰问工伤员工"),
)

INJURED_AMOUNT = Indicator(
    code="visits.injured_amount",
    name="工伤职工慰问金",
    unit="元",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内、对象类别是工伤职工的慰问金合计；慰问品不计",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED, INJURED_WORKER),
    measure=Sum("cash"),
    aliases=("工伤慰问金",),
)

CASH = Indicator(
    code="visits.cash",
    name="发放慰问金",
    unit="元",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内的慰问金合计，各资金渠道都计入；慰问品不计",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED),
    measure=Sum("cash"),
    aliases=("慰问金",),
)

TOTAL_AMOUNT = Indicator(
    code="visits.total_amount",
    name="慰问金和慰问品",
    unit="元",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内的慰问金和慰问品折价合计，各资金渠道都计入",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED),
    measure=Sum("total"),
    aliases=("慰问款物",),
)

HOUSEHOLDS = Indicator(
    code="visits.households",
    name="入户慰问",
    unit="户",
    kind=FigureKind.FLOW,
    basis="慰问日期在期内的慰问户数合计，一户慰问几次算几次；不是入户的不计",
    ledger=VISITS,
    conditions=(NOT_VOIDED, VISITED),
    measure=Sum("households"),
    aliases=("慰问户数", "走访户数"),
)

INDICATORS = (PEOPLE, HOUSEHOLDS, INJURED, INJURED_AMOUNT, CASH, TOTAL_AMOUNT)
