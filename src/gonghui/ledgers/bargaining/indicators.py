from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, CountDistinct, Mean, Share, Sum
from gonghui.ledgers.bargaining.choices import Kind
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement
from gonghui.ledgers.employers.choices import Size, Status
from gonghui.ledgers.employers.indicators import HAS_UNION, NOT_PUBLIC, RUNS
from gonghui.ledgers.employers.ledger import EMPLOYERS

_LAW = "《集体合同规定》；《工资集体协商试行办法》；《劳动合同法》第五十四条"


def _employer_stands(query: FigureQuery) -> Q:
    runs = Q(employer__status=Status.RUNNING) | Q(employer__status_on__gt=query.until)
    return Q(employer__voided_on=None) & runs


EMPLOYER_STANDS = Condition("employer_stands", "单位在营，没有作废", _employer_stands)
ON_WAGES = equals("kind", Kind.WAGE, "是工资专项集体合同")
NOT_ENDED = Condition("not_ended", "截至日期限还没有届满", lambda query: Q(ends_on__gte=query.until))
STANDS = (ON_WAGES, by_day("signed_on", "签订日期"), NOT_ENDED, not_yet_on("terminated_on", "终止"))
BY_EMPLOYER = CountDistinct("employer_id", "单位")
OF_GLOBAL_500 = equals("global_500", True, "是世界500强企业")


def _has_wage_agreement(query: FigureQuery) -> Q:
    """The employer has an agreement on wages that is signed, not ended and not terminated on the as-of day."""
    found = Agreement.objects.within(*query.jurisdictions).filter(NOT_VOIDED.test(query))
    for condition in STANDS:
        found = found.filter(condition.test(query))
    return Q(pk__in=found.order_by().values("employer_id"))


HAS_WAGE_AGREEMENT = Condition(
    "has_wage_agreement", "截至日有已签订、未到期、未终止的工资专项合同", _has_wage_agreement
)

EMPLOYERS_WITH = Indicator(
    code="agreements.employers",
    name="完成工资集体协商的单位",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日有已经签订、期限没有届满、没有终止的工资专项集体合同的在营单位，按单位计；提前续签的一家只算一次",
    ledger=AGREEMENTS,
    conditions=(NOT_VOIDED, *STANDS, EMPLOYER_STANDS),
    measure=BY_EMPLOYER,
    aliases=("工资集体协商完成家数", "已完成工资集体协商的企业"),
    source=_LAW,
)

GLOBAL_500 = Indicator(
    code="agreements.global_500",
    name="完成工资集体协商的世界500强企业",
    unit="家",
    kind=FigureKind.STOCK,
    basis="完成工资集体协商的单位中的世界500强企业，按单位计",
    ledger=AGREEMENTS,
    conditions=(
        NOT_VOIDED,
        *STANDS,
        EMPLOYER_STANDS,
        equals("employer__global_500", True, "单位是世界500强企业"),
    ),
    measure=BY_EMPLOYER,
    source=_LAW,
)

GLOBAL_500_DUE = Indicator(
    code="agreements.global_500_due",
    name="应建制的世界500强企业",
    unit="家",
    kind=FigureKind.STOCK,
    basis="截至日在营、已经建会的世界500强企业，按单位计",
    ledger=EMPLOYERS,
    listed_in=AGREEMENTS.area,
    conditions=(NOT_VOIDED, RUNS, HAS_UNION, OF_GLOBAL_500),
    measure=Count(),
)

GLOBAL_500_RATE = Indicator(
    code="agreements.global_500_rate",
    name="世界500强企业工资集体协商建制率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日在营、已经建会的世界500强企业中，有已签订、没有到期和终止的工资专项集体合同的所占百分比",
    ledger=EMPLOYERS,
    listed_in=AGREEMENTS.area,
    conditions=(NOT_VOIDED, RUNS, HAS_UNION, OF_GLOBAL_500),
    measure=Share(HAS_WAGE_AGREEMENT, "截至日已建会的世界500强企业"),
    aliases=("500强建制率",),
    source=_LAW,
)

THOUSAND = Indicator(
    code="agreements.thousand",
    name="完成工资集体协商的千人以上企业",
    unit="家",
    kind=FigureKind.STOCK,
    basis="完成工资集体协商的单位中职工1000人以上的，按单位计；与世界500强企业会有重叠，不可相加",
    ledger=AGREEMENTS,
    conditions=(
        NOT_VOIDED,
        *STANDS,
        EMPLOYER_STANDS,
        equals("employer__size", Size.FROM_1000, "单位职工1000人以上"),
    ),
    measure=BY_EMPLOYER,
    aliases=("千人以上企业",),
    source=_LAW,
)

COVERAGE_RATE = Indicator(
    code="agreements.coverage_rate",
    name="工资集体协商建制率",
    unit="%",
    kind=FigureKind.STOCK,
    basis=(
        "截至日在营、已经建会的用人单位中，有已签订、没有到期和终止的工资专项集体合同的所占百分比；"
        "机关、事业单位不进分母，登记类型没有填的进"
    ),
    ledger=EMPLOYERS,
    listed_in=AGREEMENTS.area,
    conditions=(NOT_VOIDED, RUNS, HAS_UNION, NOT_PUBLIC),
    measure=Share(HAS_WAGE_AGREEMENT, "截至日在营、已建会的企业等用人单位"),
    aliases=("建制率",),
    source=_LAW,
    version=2,
)

SIGNED = Indicator(
    code="agreements.signed",
    name="签订集体合同",
    unit="份",
    kind=FigureKind.FLOW,
    basis="签订日期在期内的集体合同，综合、专项都计入，按份计；签订后终止的仍计入",
    ledger=AGREEMENTS,
    conditions=(NOT_VOIDED, in_period("signed_on", "签订日期")),
    measure=Count(),
    aliases=("签订集体合同份数",),
)

COVERED_WORKERS = Indicator(
    code="agreements.covered_workers",
    name="工资集体协商覆盖职工",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日已经签订、正在期限内、没有终止的工资专项集体合同的覆盖职工合计；提前续签、期限还没有开始的不重复计",
    ledger=AGREEMENTS,
    conditions=(NOT_VOIDED, *STANDS, by_day("starts_on", "期限起"), EMPLOYER_STANDS),
    measure=Sum("covered_workers"),
    aliases=("覆盖职工数",),
)

IN_FORCE = (by_day("signed_on", "签订日期"), NOT_ENDED, not_yet_on("terminated_on", "终止"))


def _standing(kind: Kind, code: str, name: str) -> Indicator:
    """How many agreements of a kind stand on the as-of day."""
    return Indicator(
        code=f"agreements.{code}",
        name=name,
        unit="份",
        kind=FigureKind.STOCK,
        basis=f"截至日已经签订、期限没有届满、没有终止的{kind.label}，按份计；提前续签的两份都计",
        ledger=AGREEMENTS,
        conditions=(NOT_VOIDED, equals("kind", kind, f"是{kind.label}"), *IN_FORCE, EMPLOYER_STANDS),
        measure=Count(),
    )


COMPREHENSIVE = _standing(Kind.COMPREHENSIVE, "comprehensive", "有效的综合集体合同")
WAGE = _standing(Kind.WAGE, "wage", "有效的工资专项集体合同")
WOMEN = _standing(Kind.WOMEN, "women", "有效的女职工专项集体合同")


def _renewed(query: FigureQuery) -> Q:
    """Another agreement of the employer and kind was signed, which begins later."""
    later = Agreement.objects.within(*query.jurisdictions).filter(
        NOT_VOIDED.test(query),
        jurisdiction_id=OuterRef("jurisdiction_id"),
        employer_id=OuterRef("employer_id"),
        kind=OuterRef("kind"),
        signed_on__lte=query.until,
        starts_on__gt=OuterRef("starts_on"),
    )
    ending = Agreement.objects.within(*query.jurisdictions).filter(Exists(later))
    return Q(pk__in=ending.order_by().values("pk"))


_ENDING = (
    NOT_VOIDED,
    Condition(
        "ends_in_period",
        "期限止在期内",
        lambda query: Q(ends_on__gte=query.period.start, ends_on__lte=query.period.end),
    ),
    by_day("signed_on", "签订日期"),
    not_yet_on("terminated_on", "终止"),
)

EXPIRING = Indicator(
    code="agreements.expiring",
    name="到期的集体合同",
    unit="份",
    kind=FigureKind.FLOW,
    basis="期限止在期内（到期末为止，不看截至日）、截至日已经签订、没有提前终止的集体合同，按份计，各种类都计入",
    ledger=AGREEMENTS,
    conditions=_ENDING,
    measure=Count(),
    aliases=("到期集体合同",),
)

RENEWED = Indicator(
    code="agreements.renewed",
    name="到期已经续签的集体合同",
    unit="份",
    kind=FigureKind.FLOW,
    basis="到期的集体合同中，同一单位、同一种类截至日又签了期限在后的一份的，按到期的份数计",
    ledger=AGREEMENTS,
    conditions=(*_ENDING, Condition("renewed", "截至日已经续签", _renewed)),
    measure=Count(),
    aliases=("续签集体合同",),
)

MEAN_RAISE = Indicator(
    code="agreements.mean_raise",
    name="工资集体协商平均增幅",
    unit="%",
    kind=FigureKind.FLOW,
    basis="签订日期在期内的工资专项集体合同的平均增幅，按合同简单平均，不按人数加权；没有填增幅的不算",
    ledger=AGREEMENTS,
    conditions=(NOT_VOIDED, ON_WAGES, in_period("signed_on", "签订日期")),
    measure=Mean("raise_percent"),
    aliases=("平均工资增幅",),
)

COVERED_EMPLOYERS = Indicator(
    code="agreements.covered_employers",
    name="工资专项集体合同覆盖的单位",
    unit="家",
    kind=FigureKind.STOCK,
    basis=(
        "截至日已经签订、正在期限内、没有终止的工资专项集体合同的覆盖单位合计：企业的算一家，区域性、行业性的按合同登记的家数；"
        "一家既有自己的合同又在区域性合同里的，两处都计"
    ),
    ledger=AGREEMENTS,
    conditions=(NOT_VOIDED, *STANDS, by_day("starts_on", "期限起"), EMPLOYER_STANDS),
    measure=Sum("covered_employers"),
)


REPORTS = Indicator(
    code="bargaining_weeks.reports",
    name="集体协商进度上报",
    unit="次",
    kind=FigureKind.FLOW,
    basis="上报日期在期内的周报，按次计",
    ledger=BARGAINING_WEEKS,
    conditions=(NOT_VOIDED, in_period("reported_on", "上报日期")),
    measure=Count(),
    aliases=("每周一上报",),
)

SUPERVISED = Indicator(
    code="bargaining_weeks.supervised",
    name="集体协商督导",
    unit="次",
    kind=FigureKind.FLOW,
    basis="督导日期在期内的周报，按次计；只上报、没有督导的不计",
    ledger=BARGAINING_WEEKS,
    conditions=(NOT_VOIDED, in_period("supervised_on", "督导日期")),
    measure=Count(),
    aliases=("每周一督导",),
)

INDICATORS = (
    EMPLOYERS_WITH,
    GLOBAL_500,
    GLOBAL_500_DUE,
    GLOBAL_500_RATE,
    THOUSAND,
    COVERAGE_RATE,
    SIGNED,
    COVERED_WORKERS,
    COVERED_EMPLOYERS,
    COMPREHENSIVE,
    WAGE,
    WOMEN,
    EXPIRING,
    RENEWED,
    MEAN_RAISE,
    REPORTS,
    SUPERVISED,
)
