from __future__ import annotations

from django.db.models import F, Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count, Share, Sum
from gonghui.ledgers.petitions.choices import HandedTo, Result, Source
from gonghui.ledgers.petitions.ledger import PETITIONS

_LAW = "《信访工作条例》第二十三条、第三十四条"
RECEIVED_IN_PERIOD = in_period("received_on", "收到日期")
CLOSED_IN_PERIOD = in_period("closed_on", "办结日期")


def _is_late(query: FigureQuery) -> Q:
    """Its time is over, and it was not done with by then. An extension is granted before the time is over, so the
    due day as it stands now was also that of every earlier day on which it had passed.
    """
    return Q(due_on__lt=query.until) & (Q(done_on=None) | Q(done_on__gt=F("due_on")))


def _is_missed(query: FigureQuery) -> Q:
    return Q(notify_due_on__lt=query.until) & (Q(answered_on=None) | Q(answered_on__gt=F("notify_due_on")))


def _is_judged(query: FigureQuery) -> Q:
    return Q(done_on__lte=query.until) | _is_late(query) | _is_missed(query)


def _was_in_time(query: FigureQuery) -> Q:
    by_due = Q(due_on=None) | Q(done_on__lte=F("due_on"))
    return Q(done_on__lte=query.until, answered_on__lte=F("notify_due_on")) & by_due


LATE = Condition("late", "办结期限已过，到期时没有办结、转出（后来才办结的也算）", _is_late)
MISSED = Condition("missed", "收到满15日时没有受理，也没有告知", _is_missed)
JUDGED = Condition("judged", "截至日已经处理完毕，或者已经逾期", _is_judged)
IN_TIME = Condition("in_time", "15日内受理或告知、并在办结期限内处理完毕", _was_in_time)

RECEIVED = Indicator(
    code="petitions.received",
    name="收到信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内的信访事项，按件计，各种来源都计入；几个人同一件事算一件",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD),
    measure=Count(),
    aliases=("信访事件", "信访总量", "接处信访"),
)

REFERRED = Indicator(
    code="petitions.referred",
    name="上级工会转办的信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、来源是上级工会转办的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, equals("source", Source.REFERRED, "来源是上级工会转办")),
    measure=Count(),
    aliases=("转办信访", "市总工会转办"),
)

IN_PERSON = Indicator(
    code="petitions.in_person",
    name="接访的信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、来源是本级工会接访的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, equals("source", Source.IN_PERSON, "来源是本级工会接访")),
    measure=Count(),
    aliases=("镇总工会接访", "来访"),
)

PEOPLE = Indicator(
    code="petitions.people",
    name="信访人次",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="收到日期在期内的信访事项的人次合计；同一个人来几件的，每件都计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD),
    measure=Sum("people"),
    aliases=("信访涉及人数",),
    version=2,
)

CLOSED = Indicator(
    code="petitions.closed",
    name="办结信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="办结日期在期内的信访事项，按件计；转出、不予受理的不算办结",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, CLOSED_IN_PERIOD),
    measure=Count(),
)

ON_TIME_RATE = Indicator(
    code="petitions.on_time_rate",
    name="信访及时处理率",
    unit="%",
    kind=FigureKind.FLOW,
    basis=(
        "收到日期在期内、截至日已经处理完毕（办结、转出、不予受理）或者已经逾期的信访事项中，"
        "15日内受理或告知、并在办结期限内处理完毕的所占百分比；截至日还在期限内办理的，不进分母"
    ),
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, JUDGED),
    measure=Share(IN_TIME, "期内收到、截至日已处理完毕或已逾期的信访", "件"),
    aliases=("及时处理和回复率", "按期办结率"),
    source=_LAW,
)

LATE_ONES = Indicator(
    code="petitions.late",
    name="逾期办结信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、截至日办结期限（受理起60日，另加批准的延期）已过，到期时没有处理完毕的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, LATE),
    measure=Count(),
    aliases=("超期信访",),
    source=_LAW,
)

MISSED_ONES = Indicator(
    code="petitions.missed",
    name="逾期告知信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、收到满15日时没有受理也没有告知信访人的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, MISSED),
    measure=Count(),
    source=_LAW,
)

RECOVERED_AMOUNT = Indicator(
    code="petitions.recovered_amount",
    name="信访追回金额",
    unit="元",
    kind=FigureKind.FLOW,
    basis="办结日期在期内的信访事项的追回金额合计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, CLOSED_IN_PERIOD),
    measure=Sum("amount_recovered"),
    aliases=("为职工追回",),
)


def _reported_late(query: FigureQuery) -> Q:
    report = Q(report_due_on__lt=query.until, reported_on__gt=F("report_due_on"), reported_on__lte=query.until)
    reply = Q(reply_due_on__lt=query.until, replied_on__gt=F("reply_due_on"), replied_on__lte=query.until)
    return report | reply


def _unreported(query: FigureQuery) -> Q:
    report = Q(report_due_on__lt=query.until) & (Q(reported_on=None) | Q(reported_on__gt=query.until))
    reply = Q(reply_due_on__lt=query.until) & (Q(replied_on=None) | Q(replied_on__gt=query.until))
    return report | reply


REPORTED_LATE = Indicator(
    code="petitions.reported_late",
    name="迟报信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、截至日已经上报或回复上级工会、但是晚于应上报日期或要求回复日期的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(
        NOT_VOIDED,
        RECEIVED_IN_PERIOD,
        Condition("reported_late", "晚于应上报日期上报，或者晚于要求的日期回复", _reported_late),
    ),
    measure=Count(),
    aliases=("迟报",),
)

UNREPORTED = Indicator(
    code="petitions.unreported",
    name="漏报信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、应上报日期或要求回复日期已过、截至日还没有上报或回复上级工会的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, Condition("unreported", "过了日期没有上报或回复", _unreported)),
    measure=Count(),
    aliases=("漏报",),
)

BATCHES = Indicator(
    code="petitions.batches",
    name="信访批次",
    unit="批次",
    kind=FigureKind.FLOW,
    basis="收到日期在期内的信访事项的批次合计；同一件事来几批的，各批都计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD),
    measure=Sum("batches"),
)

_GROUP = equals("group", True, "是集体信访")

GROUP_ONES = Indicator(
    code="petitions.group",
    name="集体信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、登记为集体信访（5人以上）的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, _GROUP),
    measure=Count(),
    aliases=("集体访",),
)

GROUP_PEOPLE = Indicator(
    code="petitions.group_people",
    name="集体信访人次",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、登记为集体信访（5人以上）的信访事项的人次合计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, _GROUP),
    measure=Sum("people"),
)

LETTERS = Indicator(
    code="petitions.letters",
    name="来信",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、来源是来信的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, equals("source", Source.LETTER, "来源是来信")),
    measure=Count(),
)

MEDIATED = Indicator(
    code="petitions.mediated",
    name="调解成功的信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="办结日期在期内、结果是调解成功的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, CLOSED_IN_PERIOD, equals("result", Result.MEDIATED, "结果是调解成功")),
    measure=Count(),
    aliases=("调解成功",),
)

LEGAL_AID = Indicator(
    code="petitions.legal_aid",
    name="转法律援助的信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="转出日期在期内、转往法律援助的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(
        NOT_VOIDED,
        in_period("handed_on_on", "转出日期"),
        equals("handed_to", HandedTo.LEGAL_AID, "转往法律援助"),
    ),
    measure=Count(),
    aliases=("法律援助",),
)

INDICATORS = (
    RECEIVED,
    REFERRED,
    IN_PERSON,
    PEOPLE,
    CLOSED,
    ON_TIME_RATE,
    LATE_ONES,
    MISSED_ONES,
    REPORTED_LATE,
    UNREPORTED,
    BATCHES,
    GROUP_ONES,
    GROUP_PEOPLE,
    LETTERS,
    MEDIATED,
    LEGAL_AID,
    RECOVERED_AMOUNT,
)
