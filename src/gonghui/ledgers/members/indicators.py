from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period, not_yet_on
from gonghui.engine.figures.measures import Balance, Count, CountDistinct, Share
from gonghui.ledgers.members.choices import Employment, Sex
from gonghui.ledgers.members.ledger import MEMBERS


def _joined_by_day(query: FigureQuery) -> Q:
    # Where the day is not known, the membership began before anybody wrote it down.
    return Q(join_date=None) | Q(join_date__lte=query.until)


JOINED_IN_PERIOD = in_period("join_date", "入会日期")
LEFT_IN_PERIOD = in_period("left_on", "离会日期")
JOINED_BY_DAY = Condition("join_date_by_day", "截至日已经入会（入会日期没有填的算已入会）", _joined_by_day)
CAME_OR_WENT = Condition(
    "came_or_went",
    "期内入会或者离会",
    lambda query: JOINED_IN_PERIOD.test(query) | LEFT_IN_PERIOD.test(query),
)
COMPLETE = Condition(
    "complete",
    "证件号、手机、性别和入会日期都有",
    lambda _query: ~Q(phone_index="") & ~Q(id_number_index="") & ~Q(sex="") & Q(join_date__isnull=False),
)
NOT_LEFT = not_yet_on("left_on", "离会")

TOTAL = Indicator(
    code="members.total",
    name="会员",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日已经入会、没有转出、退会、除名或死亡的会员，按人计；会籍保留的、入会日期没有填的计入",
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
    conditions=(NOT_VOIDED, JOINED_IN_PERIOD),
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
    conditions=(NOT_VOIDED, LEFT_IN_PERIOD),
    measure=CountDistinct("id_number_index", "身份证号"),
)

NET = Indicator(
    code="members.net",
    name="净增会员",
    unit="人",
    kind=FigureKind.FLOW,
    basis="入会日期在期内的会员减去离会日期在期内的会员，按会籍计：期内入会又离会的一加一减；少于零时是净减",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, CAME_OR_WENT),
    measure=Balance(JOINED_IN_PERIOD, LEFT_IN_PERIOD),
    aliases=("会员净增",),
)

PLATFORM = Indicator(
    code="members.platform",
    name="新就业形态会员",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日的会员中就业形态登记为新就业形态（平台）的，按人计",
    ledger=MEMBERS,
    conditions=(
        NOT_VOIDED,
        JOINED_BY_DAY,
        NOT_LEFT,
        equals("employment", Employment.PLATFORM, "就业形态是新就业形态"),
    ),
    measure=Count(),
    aliases=("新就业形态劳动者会员",),
)

REAL_NAME_RATE = Indicator(
    code="members.real_name_rate",
    name="会员实名合格率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日的会员中，证件号、手机、性别和入会日期都填了的所占百分比；证件号登记时已经校验",
    ledger=MEMBERS,
    conditions=(NOT_VOIDED, JOINED_BY_DAY, NOT_LEFT),
    measure=Share(COMPLETE, "截至日的会员"),
    aliases=("实名制合格率",),
)

INDICATORS = (TOTAL, JOINED, LEFT, NET, WOMEN, MIGRANT, PLATFORM, REAL_NAME_RATE)
