from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.practices.models import Practice
from gonghui.offices.grants import ENTERED_BELOW

PRACTICES = Ledger(
    key="practices",
    title="做法成效",
    noun="做法、成效或事例",
    unit="条",
    area="affairs",
    letters="ZF",
    model=Practice,
    heading="title",
    columns=("number", "title", "kind", "topic", "happened_on", "text", "employer", "reach", "organisation"),
    wide=frozenset({"text", "employer", "reach"}),
    search=("number", "title", "text", "employer__name", "employer__initials"),
    filters=("kind", "topic", "reach", "happened_on"),
    order=("-happened_on", "-id"),
    form=(
        Section("内容", ("kind", "topic", "title", "text")),
        Section("用在哪里", ("happened_on", "employer", "organisation", "reach")),
    ),
    grants=ENTERED_BELOW,
    blurb="平时随手记：怎样做的、做成了什么、有什么典型事例，一条一两句。年终总结在各自的业务里照原文写上，不必再找材料。",
)
