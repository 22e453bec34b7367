from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, equals, in_period
from gonghui.engine.figures.measures import Count, CountDistinct
from gonghui.ledgers.journal.choices import Kind, Partner
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.offices.topics import Topic

DONE = in_period("done_on", "日期")
IS_LIAISON = equals("kind", Kind.LIAISON, "类型是部门联系")
IS_ADVICE = among("kind", frozenset({Kind.ADVICE, Kind.PHONE_ADVICE}), "类型是现场咨询或电话咨询")

GUIDANCE = Indicator(
    code="journal.guidance",
    name="下乡和到企业指导",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内的下乡指导和企业指导，按次计",
    ledger=JOURNAL,
    conditions=(
        NOT_VOIDED,
        DONE,
        among("kind", frozenset({Kind.VILLAGE_GUIDANCE, Kind.EMPLOYER_GUIDANCE}), "类型是下乡指导或企业指导"),
    ),
    measure=Count(),
    aliases=("下乡指导", "现场指导"),
)

GUIDED_EMPLOYERS = Indicator(
    code="journal.guided_employers",
    name="指导的企业",
    unit="家",
    kind=FigureKind.FLOW,
    basis="日期在期内的企业指导所到的用人单位，按单位计，一家去几次计一家",
    ledger=JOURNAL,
    conditions=(NOT_VOIDED, DONE, equals("kind", Kind.EMPLOYER_GUIDANCE, "类型是企业指导")),
    measure=CountDistinct("employer", "单位"),
)

LIAISON = Indicator(
    code="journal.liaison",
    name="与部门联系协调",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内的部门联系，按次计",
    ledger=JOURNAL,
    conditions=(NOT_VOIDED, DONE, IS_LIAISON),
    measure=Count(),
)

BARGAINING_LIAISON = Indicator(
    code="journal.bargaining_liaison",
    name="就集体合同审查与人社部门联系",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内、业务是集体协商、联系的是人力资源和社会保障部门的部门联系，按次计",
    ledger=JOURNAL,
    conditions=(
        NOT_VOIDED,
        DONE,
        # No other kind names an office that was spoken with, so the kind would be a condition that changes nothing.
        equals("partner_kind", Partner.LABOUR, "联系的是人力资源和社会保障部门"),
        equals("topic", Topic.BARGAINING, "业务是集体协商"),
    ),
    measure=Count(),
)

ADVICE = Indicator(
    code="journal.advice",
    name="解答咨询",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内的现场咨询和电话咨询，按次计",
    ledger=JOURNAL,
    conditions=(NOT_VOIDED, DONE, IS_ADVICE),
    measure=Count(),
)

CONTRIBUTION_ADVICE = Indicator(
    code="journal.contribution_advice",
    name="解答工会经费咨询",
    unit="次",
    kind=FigureKind.FLOW,
    basis="日期在期内、业务是工会经费的现场咨询和电话咨询，按次计",
    ledger=JOURNAL,
    conditions=(NOT_VOIDED, DONE, IS_ADVICE, equals("topic", Topic.CONTRIBUTIONS, "业务是工会经费")),
    measure=Count(),
)

INDICATORS = (GUIDANCE, GUIDED_EMPLOYERS, LIAISON, BARGAINING_LIAISON, ADVICE, CONTRIBUTION_ADVICE)
