from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.calls.choices import Topic
from gonghui.ledgers.calls.ledger import CALLS

IN_PERIOD = in_period("forwarded_on", "转发日期")

FORWARDED = Indicator(
    code="calls.forwarded",
    name="转发申报通知",
    unit="件",
    kind=FigureKind.FLOW,
    basis="转发日期在期内的申报通知，按件计，各种事项都计入",
    ledger=CALLS,
    conditions=(NOT_VOIDED, IN_PERIOD),
    measure=Count(),
)


def _of(topic: Topic, code: str) -> Indicator:
    """The calls of one topic; their days tell when it was started and until when workers may apply."""
    return Indicator(
        code=code,
        name=f"转发{topic.label}申报通知",
        unit="件",
        kind=FigureKind.FLOW,
        basis=f"转发日期在期内、事项是{topic.label}的申报通知，按件计",
        ledger=CALLS,
        conditions=(NOT_VOIDED, IN_PERIOD, equals("topic", topic, f"事项是{topic.label}")),
        measure=Count(),
    )


SUBSIDY = _of(Topic.SUBSIDY, "calls.subsidy")
HARDSHIP = _of(Topic.HARDSHIP, "calls.hardship")
STUDENT_AID = _of(Topic.STUDENT_AID, "calls.student_aid")

INDICATORS = (FORWARDED, SUBSIDY, HARDSHIP, STUDENT_AID)
