from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count, Sum
from gonghui.ledgers.meetings.choices import Host, Kind
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.meetings.models import Meeting
from gonghui.offices.topics import Topic

HELD_ON = in_period("held_on", "会议日期")
OURS = equals("host", Host.OWN, "本级召集")
ON_BARGAINING = equals("topic", Topic.BARGAINING, "业务是集体协商")

HELD = Indicator(
    code="meetings.held",
    name="召开会议和培训",
    unit="场",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、本级召集的会议和培训，按场计；去参加的上级会议和基层开的会不计",
    ledger=MEETINGS,
    conditions=(NOT_VOIDED, HELD_ON, OURS),
    measure=Count(),
    aliases=("会议场次",),
)

ATTENDANCE = Indicator(
    code="meetings.attendance",
    name="参加会议和培训",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、本级召集的会议和培训的实到人数合计，一人参加几场计几次；没有填实到的按0计",
    ledger=MEETINGS,
    conditions=(NOT_VOIDED, HELD_ON, OURS),
    measure=Sum("attended"),
)

IS_MOBILISATION = (
    equals("host", Host.UPPER, "上级工会召集"),
    ON_BARGAINING,
    equals("kind", Kind.MOBILISATION, "类型是动员部署"),
)
IS_PROMOTION = (OURS, ON_BARGAINING, equals("kind", Kind.PROMOTION, "类型是推进会"))


def _after_mobilisation(query: FigureQuery) -> Q:
    """Held on the day of the period's last mobilisation by the union above, or later."""
    found = Meeting.objects.within(*query.jurisdictions)
    for condition in (NOT_VOIDED, HELD_ON, *IS_MOBILISATION):
        found = found.filter(condition.test(query))
    return Q(held_on__gte=found.order_by("-held_on").values("held_on")[:1])


AFTER_MOBILISATION = Condition("after_mobilisation", "在期内最后一次上级动员部署以后", _after_mobilisation)

BARGAINING_MOBILISED = Indicator(
    code="meetings.bargaining_mobilised",
    name="上级动员布置集体协商",
    unit="次",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、上级工会召集、业务是集体协商的动员部署会，按次计",
    ledger=MEETINGS,
    conditions=(NOT_VOIDED, HELD_ON, *IS_MOBILISATION),
    measure=Count(),
)

BARGAINING_PROMOTED = Indicator(
    code="meetings.bargaining_promoted",
    name="集体协商推进会",
    unit="场",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、本级召集、业务是集体协商的推进会，按场计",
    ledger=MEETINGS,
    conditions=(NOT_VOIDED, HELD_ON, *IS_PROMOTION),
    measure=Count(),
)

BARGAINING_FOLLOWED = Indicator(
    code="meetings.bargaining_followed",
    name="上级动员以后的集体协商推进会",
    unit="场",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、本级召集、业务是集体协商的推进会中，在期内最后一次上级动员部署当天或者以后召开的，按场计",
    ledger=MEETINGS,
    conditions=(NOT_VOIDED, HELD_ON, *IS_PROMOTION, AFTER_MOBILISATION),
    measure=Count(),
)

STANDARDISATION = Indicator(
    code="meetings.standardisation",
    name="规范化建设工作会议",
    unit="场",
    kind=FigureKind.FLOW,
    basis="会议日期在期内、本级召集、业务是规范化建设的工作会议，按场计；推进会、培训等不算工作会议",
    ledger=MEETINGS,
    conditions=(
        NOT_VOIDED,
        HELD_ON,
        OURS,
        equals("topic", Topic.STANDARDISATION, "业务是规范化建设"),
        equals("kind", Kind.WORK, "类型是工作会议"),
    ),
    measure=Count(),
)

INDICATORS = (HELD, ATTENDANCE, BARGAINING_MOBILISED, BARGAINING_PROMOTED, BARGAINING_FOLLOWED, STANDARDISATION)
