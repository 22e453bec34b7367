from __future__ import annotations

from django.db.models import Q
from django.db.models import Sum as Total
from django.db.models.functions import Round

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period, in_whole_months
from gonghui.engine.figures.measures import Count, MonthlyAverage, Sum
from gonghui.engine.process.history import stood_in
from gonghui.ledgers.contributions.choices import IN_ORDER, Item
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.contributions.models import Contribution, RebateFile
from gonghui.ledgers.employers.ledger import EMPLOYERS

IS_CONTRIBUTION = equals("item", Item.CONTRIBUTION, "费种是工会经费")
PAID_IN_PERIOD = in_period("paid_date", "入库日期")
PAID_IN_WHOLE_MONTHS = in_whole_months("paid_date", "入库日期")


# Whole sets, found once, and not one look for each employer: without fresh statistics PostgreSQL takes the look for
# each employer through all steps of all files.


def _paid_in(query: FigureQuery) -> Q:
    """The employer's sums of the period, refunds netted, come to more than nothing."""
    sums = (
        Contribution.objects.within(*query.jurisdictions)
        .filter(IS_CONTRIBUTION.test(query), PAID_IN_PERIOD.test(query), NOT_VOIDED.test(query))
        .order_by()
        .values("employer_id")
        # To the fen: SQLite adds decimals as floating point, and what was refunded whole may come to a trifle.
        .annotate(net=Round(Total("amount"), 2))
        .filter(net__gt=0)
    )
    return Q(pk__in=sums.values("employer_id"))


def _papers_in_order(query: FigureQuery) -> Q:
    """The employer's file for the year of the as-of day was complete on that day."""
    files = (
        RebateFile.objects.within(*query.jurisdictions)
        .filter(NOT_VOIDED.test(query), for_year=query.until.year)
        .filter(stood_in(REBATES.key, frozenset(IN_ORDER), query))
    )
    return Q(pk__in=files.values("employer_id"))


PAID = Condition("paid", "期内入库的工会经费（冲减退款后）大于0", _paid_in)
IN_ORDER_ON_DAY = Condition("papers_in_order", "截至日本年度返还手续已完善", _papers_in_order)
LACKING_ON_DAY = Condition(
    "papers_lacking", "截至日本年度返还手续未完善（没有建档的也算）", lambda query: ~_papers_in_order(query)
)

PAYERS = Indicator(
    code="contributions.payers",
    name="缴交工会经费的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="期内有工会经费入库、冲减退款后仍大于0的用人单位，按单位计；建会筹备金和滞纳金不算",
    ledger=EMPLOYERS,
    listed_in=CONTRIBUTIONS.area,
    conditions=(NOT_VOIDED, PAID),
    measure=Count(),
    aliases=("缴费企业", "缴交经费企业"),
)

PAPERS_IN_ORDER = Indicator(
    code="contributions.papers_in_order",
    name="已完善返还手续的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="期内缴交工会经费的单位中，截至日本年度返还手续已经完善（含已提交、已返还）的，按单位计",
    ledger=EMPLOYERS,
    listed_in=CONTRIBUTIONS.area,
    conditions=(NOT_VOIDED, PAID, IN_ORDER_ON_DAY),
    measure=Count(),
)

PAPERS_LACKING = Indicator(
    code="contributions.papers_lacking",
    name="尚未完善返还手续的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="期内缴交工会经费的单位中，截至日本年度返还手续没有完善或者没有建档的，按单位计",
    ledger=EMPLOYERS,
    listed_in=CONTRIBUTIONS.area,
    conditions=(NOT_VOIDED, PAID, LACKING_ON_DAY),
    measure=Count(),
)

RECEIVED = Indicator(
    code="contributions.received",
    name="收到工会经费",
    unit="元",
    kind=FigureKind.FLOW,
    basis=(
        "入库日期在期内的工会经费合计，退款冲减；是税务代收、财政划拨和自行拨缴的全额，不是按比例分成后留给本级工会的；"
        "建会筹备金和滞纳金不算；不看所属期"
    ),
    ledger=CONTRIBUTIONS,
    conditions=(NOT_VOIDED, IS_CONTRIBUTION, PAID_IN_PERIOD),
    measure=Sum("amount"),
    aliases=("工会经费", "经费收缴额"),
)

MONTHLY_AVERAGE = Indicator(
    code="contributions.monthly_average",
    name="月均缴费",
    unit="元",
    kind=FigureKind.FLOW,
    basis="入库日期在期内各个整月的工会经费合计（退款冲减），除以整月的个数；不满一个月的，钱和月数都不算",
    ledger=CONTRIBUTIONS,
    conditions=(NOT_VOIDED, IS_CONTRIBUTION, PAID_IN_WHOLE_MONTHS),
    measure=MonthlyAverage("amount"),
    version=2,
)

REBATED = Indicator(
    code="contributions.rebated",
    name="返还工会经费",
    unit="元",
    kind=FigureKind.FLOW,
    basis="返还日期在期内的返还金额合计",
    ledger=REBATES,
    conditions=(NOT_VOIDED, in_period("rebated_on", "返还日期")),
    measure=Sum("rebate_amount"),
)

INDICATORS = (PAYERS, PAPERS_IN_ORDER, PAPERS_LACKING, RECEIVED, MONTHLY_AVERAGE, REBATED)
