from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, CountDistinct
from gonghui.ledgers.members.choices import Sex
from gonghui.ledgers.members.ledger import MEMBERS

JOINED_BY_DAY = by_day("join_date", "入会日期")
NOT_LEFT = not_yet_on("left_on", "离会")

TOTAL = Indicator(
    code="members.total",
    name="会员",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日已经入会、没有转出、退会、除名或死亡的会员，按人计；会籍保留的计入",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, JOINED_BY_DAY, NOT_LEFT),
    measure=Count(),
    aliases=("会员数", "会员总数", "工会会员"),
)

WOMEN = Indicator(
    code="members.women",
    name="女会员",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日的会员中性别为女的，按人计",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, JOINED_BY_DAY, NOT_LEFT, equals("sex", Sex.FEMALE, "性别为女")),
    measure=Count(),
    aliases=("女职工会员",),
)

MIGRANT = Indicator(
    code="members.migrant",
    name="农民工会员",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日的会员中登记为农民工的，按人计",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, JOINED_BY_DAY, NOT_LEFT, equals("migrant", True, "登记为农民工")),
    measure=Count(),
)

JOINED = Indicator(
    code="members.joined",
    name="新发展会员",
    unit="人",
    kind=FigureKind.FLOW,
    basis="入会日期在期内的会员，按身份证号计人；期内退会又入会的只计一次，当年入会后离会的仍计入",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, in_period("join_date", "入会日期")),
    measure=CountDistinct("id_number_index", "身份证号"),
    aliases=("新会员", "发展会员"),
)

LEFT = Indicator(
    code="members.left",
    name="离会会员",
    unit="人",
    kind=FigureKind.FLOW,
    basis="离会日期在期内的会员（转出、退会、除名、死亡），按身份证号计人",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, in_period("left_on", "离会日期")),
    measure=CountDistinct("id_number_index", "身份证号"),
)

INDICATORS = (TOTAL, JOINED, LEFT, WOMEN, MIGRANT)
