from __future__ import annotations

from django.db.models import F, Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count, Share, Sum
from gonghui.ledgers.petitions.choices import Source
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


LATE = Condition("late", "办结期限已过，到期时没有办结、转办（后来才办结的也算）", _is_late)
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
    name="信访涉及人数",
    unit="人",
    kind=FigureKind.FLOW,
    basis="收到日期在期内的信访事项的人数合计；同一个人来几件的，每件都计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD),
    measure=Sum("people"),
)

CLOSED = Indicator(
    code="petitions.closed",
    name="办结信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="办结日期在期内的信访事项，按件计；转办、不予受理的不算办结",
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
        "收到日期在期内、截至日已经处理完毕（办结、转办、不予受理）或者已经逾期的信访事项中，"
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
    name="迟报（逾期）信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、截至日办结期限（受理起60日，另加批准的延期）已过，到期时没有处理完毕的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, LATE),
    measure=Count(),
    aliases=("迟报", "超期信访"),
    source=_LAW,
)

MISSED_ONES = Indicator(
    code="petitions.missed",
    name="漏报信访",
    unit="件",
    kind=FigureKind.FLOW,
    basis="收到日期在期内、收到满15日时没有受理也没有告知信访人的信访事项，按件计",
    ledger=PETITIONS,
    conditions=(NOT_VOIDED, RECEIVED_IN_PERIOD, MISSED),
    measure=Count(),
    aliases=("漏报",),
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

INDICATORS = (
    RECEIVED,
    REFERRED,
    IN_PERSON,
    PEOPLE,
    CLOSED,
    ON_TIME_RATE,
    LATE_ONES,
    MISSED_ONES,
    RECOVERED_AMOUNT,
)
