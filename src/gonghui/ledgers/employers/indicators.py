"""Employers that run, of them those with a union, and the rates that unions are asked for (领域资料 2.1.4)."""

from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, equals, in_period
from gonghui.engine.figures.measures import Count, Ratio, Share, Sum
from gonghui.ledgers.employers.choices import PUBLIC, Industry, Kind, Size, Status
from gonghui.ledgers.employers.ledger import EMPLOYERS


def _runs(query: FigureQuery) -> Q:
    return Q(status=Status.RUNNING) | Q(status_on__gt=query.until)


def _has_union(query: FigureQuery) -> Q:
    # Where the day is not known the union was there before anybody wrote it down.
    return Q(has_union=True) & (Q(built_date=None) | Q(built_date__lte=query.until))


RUNS = Condition("runs", "截至日在营，没有停业、搬迁、注销或吊销", _runs)
HAS_UNION = Condition("has_union", "截至日已经建会", _has_union)
NOT_PUBLIC = Condition("not_public", "不是机关、事业单位", lambda _query: ~Q(kind__in=sorted(PUBLIC)))
FROM_25 = among("size", frozenset({Size.FROM_25, Size.FROM_100, Size.FROM_1000}), "职工25人以上")
FROM_100 = among("size", frozenset({Size.FROM_100, Size.FROM_1000}), "职工100人以上")

RUNNING = Indicator(
    code="employers.running",
    name="在营单位",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日没有停业、搬迁、注销或吊销的用人单位，按单位计，不论有没有建会",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS),
    measure=Count(),
)

STAFF = Indicator(
    code="employers.staff",
    name="在营单位职工",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日在营的用人单位申报的职工数合计，按最近一次申报的计",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS),
    measure=Sum("staff"),
)

UNIONISED = Indicator(
    code="employers.unionised",
    name="已建会单位",
    unit="家",
    kind=FigureKind.STOCK,
    basis=(
        "截至日在营、建会日期已到的用人单位，按单位计；停业、搬迁、注销的从那一天起不计；"
        "一个联合工会涵盖的各家单位都计入；已建会、没有填建会日期的计入"
    ),
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, HAS_UNION),
    measure=Count(),
    aliases=("建会企业", "已建会企业"),
    version=2,
)

NEWLY_UNIONISED = Indicator(
    code="employers.newly_unionised",
    name="新建会单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="建会日期在期内的用人单位，按单位计；建会以后停业、搬迁的仍计入",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, in_period("built_date", "建会日期")),
    measure=Count(),
    aliases=("新建会企业",),
)

RATE_25 = Indicator(
    code="employers.unionised_rate_25",
    name="25人以上单位建会率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日在营、职工25人以上的用人单位中，已经建会的所占百分比",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, FROM_25),
    measure=Share(HAS_UNION, "截至日在营、职工25人以上的用人单位"),
    aliases=("建会率", "25人以上企业建会率"),
)

RATE_100 = Indicator(
    code="employers.unionised_rate_100",
    name="100人以上单位建会率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日在营、职工100人以上的用人单位中，已经建会的所占百分比",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, FROM_100),
    measure=Share(HAS_UNION, "截至日在营、职工100人以上的用人单位"),
    aliases=("百人以上企业建会率",),
)

MEMBERSHIP_RATE = Indicator(
    code="employers.membership_rate",
    name="职工入会率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日在营、已经建会的用人单位，申报会员数占申报职工数的百分比；两样都由单位申报，不看会员名册",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, HAS_UNION),
    measure=Ratio("members", "staff", "截至日在营、已建会单位申报的职工"),
    aliases=("入会率",),
)

FOREIGN = Indicator(
    code="employers.foreign",
    name="港澳台资和外资企业",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日在营、登记类型是港澳台商投资或外商投资的用人单位，按单位计",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, among("kind", frozenset({Kind.OVERSEAS, Kind.FOREIGN}), "港澳台商投资或外商投资")),
    measure=Count(),
    aliases=("外资企业",),
)

MINING = Indicator(
    code="employers.mining",
    name="矿山和石场",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日在营、行业门类是采矿业的用人单位（石场在内），按单位计",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, RUNS, equals("industry", Industry.B, "行业是采矿业")),
    measure=Count(),
    aliases=("石场", "矿山企业"),
)

CLOSED = Indicator(
    code="employers.closed",
    name="停业、搬迁和注销的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="停业、搬迁、注销或吊销的日期在期内的用人单位，按单位计；后来又开业的不计",
    ledger=EMPLOYERS,
    conditions=(NOT_VOIDED, in_period("status_on", "状态日期")),
    measure=Count(),
)

INDICATORS = (
    RUNNING,
    STAFF,
    UNIONISED,
    NEWLY_UNIONISED,
    RATE_25,
    RATE_100,
    MEMBERSHIP_RATE,
    FOREIGN,
    MINING,
    CLOSED,
)
