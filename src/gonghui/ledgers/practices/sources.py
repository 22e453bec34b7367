"""What a paper tells of each line of work in words: no figures that anybody asks for."""

from __future__ import annotations

from gonghui.engine.declare import FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, equals, in_period
from gonghui.engine.figures.measures import Count
from gonghui.ledgers.practices.choices import Reach
from gonghui.ledgers.practices.ledger import PRACTICES
from gonghui.offices.topics import Topic

FOR_PAPERS = among("reach", frozenset({Reach.OWN.value, Reach.UPPER.value}), "写进总结")


def _of(topic: Topic) -> Indicator:
    return Indicator(
        code=f"practices.{topic}",
        name=f"{topic.label}的做法、成效和事例",
        unit="条",
        kind=FigureKind.FLOW,
        basis=f"日期在期内、业务是{topic.label}、写进总结的做法、成效和典型事例，按条计",
        ledger=PRACTICES,
        conditions=(
            NOT_VOIDED,
            in_period("happened_on", "日期"),
            equals("topic", topic.value, f"业务是{topic.label}"),
            FOR_PAPERS,
        ),
        measure=Count(),
    )


SOURCES = tuple(_of(topic) for topic in Topic)
