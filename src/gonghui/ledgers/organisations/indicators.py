from __future__ import annotations

from django.db.models import F, Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, Share
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS

PRIMARY = among("kind", frozenset({UnionKind.SINGLE, UnionKind.JOINT}), "是基层工会（单独或联合）")

STANDING = Indicator(
    code="unions.primary",
    name="基层工会",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日已经建立、没有撤销的单独基层工会和联合基层工会，按工会计；联合工会涵盖多家单位，只计一个",
    ledger=UNIONS,
    conditions=(NOT_VOIDED, PRIMARY, by_day("founded_on", "建会日期"), not_yet_on("dissolved_on", "撤销")),
    measure=Count(),
    aliases=("基层工会数", "企业工会"),
)

FOUNDED = Indicator(
    code="unions.founded",
    name="新建基层工会",
    unit="个",
    kind=FigureKind.FLOW,
    basis="建会日期在期内的单独基层工会和联合基层工会，按工会计",
    ledger=UNIONS,
    conditions=(NOT_VOIDED, PRIMARY, in_period("founded_on", "建会日期")),
    measure=Count(),
    aliases=("新建工会",),
)


def _is_legal_person(query: FigureQuery) -> Q:
    return ~Q(legal_person_code="") & (Q(certificate_until=None) | Q(certificate_until__gte=query.until))


STANDS = (NOT_VOIDED, PRIMARY, by_day("founded_on", "建会日期"), not_yet_on("dissolved_on", "撤销"))
TERM_KNOWN = Condition("term_known", "本届届满日期填了", lambda _query: Q(term_ends_on__isnull=False))
TERM_RUNS = Condition("term_runs", "截至日本届没有届满", lambda query: Q(term_ends_on__gte=query.until))
TERM_OVER = Condition("term_over", "截至日本届已经届满", lambda query: Q(term_ends_on__lt=query.until))
RE_ELECTED = Condition("re_elected", "不是建会时的第一次选举", lambda _query: Q(term_began_on__gt=F("founded_on")))
_STANDING = "截至日的基层工会（单独或联合）"

LEGAL_PERSON_RATE = Indicator(
    code="unions.legal_person_rate",
    name="基层工会法人登记率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日的基层工会中，登记了工会法人代码、法人证书没有过期的所占百分比；有效期没有填的算没有过期",
    ledger=UNIONS,
    conditions=STANDS,
    measure=Share(Condition("legal_person", "有法人资格", _is_legal_person), _STANDING),
    aliases=("法人登记率", "工会法人资格登记率"),
)

AUDIT_RATE = Indicator(
    code="unions.audit_rate",
    name="经审组织同建率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日的基层工会中，登记了经审委员会（或经审委员）的所占百分比",
    ledger=UNIONS,
    conditions=STANDS,
    measure=Share(equals("audit_committee", True, "有经审委员会"), _STANDING),
    aliases=("经审同建率",),
)

WOMEN_RATE = Indicator(
    code="unions.women_rate",
    name="女职工组织同建率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日的基层工会中，登记了女职工委员会（或女职工委员）的所占百分比",
    ledger=UNIONS,
    conditions=STANDS,
    measure=Share(equals("women_committee", True, "有女职工委员会"), _STANDING),
    aliases=("女工委同建率", "女职工委员会同建率"),
)

TERM_RATE = Indicator(
    code="unions.term_rate",
    name="按期换届率",
    unit="%",
    kind=FigureKind.STOCK,
    basis="截至日填了本届届满日期的基层工会中，本届没有届满的所占百分比；届满日期没有填的不进分母",
    ledger=UNIONS,
    conditions=(*STANDS, TERM_KNOWN),
    measure=Share(TERM_RUNS, "截至日填了届满日期的基层工会"),
    aliases=("基层工会按期换届率",),
)

OVERDUE = Indicator(
    code="unions.overdue",
    name="届满未换届的基层工会",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日本届已经届满、没有登记换届的基层工会，按工会计",
    ledger=UNIONS,
    conditions=(*STANDS, TERM_OVER),
    measure=Count(),
    aliases=("超届工会",),
)

RE_ELECTED_ONES = Indicator(
    code="unions.re_elected",
    name="换届的基层工会",
    unit="个",
    kind=FigureKind.FLOW,
    basis="本届选举日期在期内、晚于建会日期的基层工会，按工会计；同一个工会只看最近一届",
    ledger=UNIONS,
    conditions=(NOT_VOIDED, PRIMARY, in_period("term_began_on", "本届选举日期"), RE_ELECTED),
    measure=Count(),
)

INDICATORS = (
    STANDING,
    FOUNDED,
    LEGAL_PERSON_RATE,
    AUDIT_RATE,
    WOMEN_RATE,
    TERM_RATE,
    OVERDUE,
    RE_ELECTED_ONES,
)
