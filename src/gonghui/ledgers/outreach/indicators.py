from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import CountDistinct, Sum
from gonghui.ledgers.outreach.choices import Kind
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.offices.topics import Topic

DONE = in_period("done_on", "日期")
IS_HANDOUT = equals("kind", Kind.HANDOUT, "方式是派发资料")
ON_SUBSIDIES = equals("topic", Topic.SUBSIDIES, "业务是交通和误工补贴")
BY_TITLE = CountDistinct("title", "资料名称")

BARGAINING_HANDOUTS = Indicator(
    code="outreach.bargaining_handouts",
    name="派发的集体协商宣传资料",
    unit="种",
    kind=FigureKind.FLOW,
    basis="日期在期内派发的、业务是集体协商的资料，按资料名称计种，一种派发几次计一种",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, IS_HANDOUT, equals("topic", Topic.BARGAINING, "业务是集体协商")),
    measure=BY_TITLE,
)

CONTRIBUTION_HANDOUTS = Indicator(
    code="outreach.contribution_handouts",
    name="派发的工会经费宣传资料",
    unit="种",
    kind=FigureKind.FLOW,
    basis="日期在期内派发的、业务是工会经费的资料，按资料名称计种，一种派发几次计一种",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, IS_HANDOUT, equals("topic", Topic.CONTRIBUTIONS, "业务是工会经费")),
    measure=BY_TITLE,
)

HANDOUT_COPIES = Indicator(
    code="outreach.handout_copies",
    name="派发宣传资料",
    unit="份",
    kind=FigureKind.FLOW,
    basis="日期在期内派发的各种资料的份数合计，不分业务；海报横幅不计",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, IS_HANDOUT),
    measure=Sum("quantity"),
)

SUBSIDY_MATCHED = Indicator(
    code="outreach.subsidy_matched",
    name="比对名单查到的补贴对象",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="日期在期内、业务是交通和误工补贴的名单比对查到的人数合计；同一人在几份名单里计几次",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, ON_SUBSIDIES, equals("kind", Kind.LIST_MATCHING, "方式是名单比对")),
    measure=Sum("quantity"),
)

SUBSIDY_NOTIFIED = Indicator(
    code="outreach.subsidy_notified",
    name="短信通知补贴对象",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="日期在期内、业务是交通和误工补贴的短信发到的人次合计；只在名单上、没有发短信的不计",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, ON_SUBSIDIES, equals("kind", Kind.MESSAGE, "方式是短信")),
    measure=Sum("quantity"),
)

BROADCASTS = Indicator(
    code="outreach.broadcasts",
    name="电视广告播出",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内的电视广告的播出次数合计，不分业务",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, equals("kind", Kind.BROADCAST, "方式是电视广告")),
    measure=Sum("quantity"),
)

SUBSIDY_BROADCASTS = Indicator(
    code="outreach.subsidy_broadcasts",
    name="补贴申报电视广告播出",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内、业务是交通和误工补贴的电视广告的播出次数合计",
    ledger=OUTREACH,
    conditions=(NOT_VOIDED, DONE, ON_SUBSIDIES, equals("kind", Kind.BROADCAST, "方式是电视广告")),
    measure=Sum("quantity"),
)

INDICATORS = (
    BARGAINING_HANDOUTS,
    CONTRIBUTION_HANDOUTS,
    HANDOUT_COPIES,
    SUBSIDY_MATCHED,
    SUBSIDY_NOTIFIED,
    BROADCASTS,
    SUBSIDY_BROADCASTS,
)
