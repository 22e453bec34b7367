"""What a paper tells, in its section, of the recognition of each line of work: no figures that anybody asks for."""

from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.offices.topics import Topic


def _of(topic: Topic) -> Indicator:
    return Indicator(
        code=f"recognition.{topic}",
        name=f"{topic.label}得到的肯定",
        unit="项",
        kind=FigureKind.FLOW,
        basis=f"日期在期内、业务是{topic.label}、有依据的肯定，按项计",
        ledger=RECOGNITION,
        conditions=(
            NOT_VOIDED,
            in_period("told_on", "日期"),
            equals("topic", topic.value, f"业务是{topic.label}"),
        ),
        measure=Count(),
    )


SOURCES = tuple(_of(topic) for topic in Topic)
