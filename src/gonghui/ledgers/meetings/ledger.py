from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.meetings.models import Meeting
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

MEETINGS = Ledger(
    key="meetings",
    title="会议培训",
    noun="会议",
    unit="场",
    area="affairs",
    letters="HP",
    model=Meeting,
    heading="title",
    columns=(
        "number",
        "title",
        "kind",
        "topic",
        "host",
        "held_on",
        "organisation",
        "venue",
        "expected",
        "attended",
        "film",
    ),
    wide=frozenset({"venue", "expected", "film"}),
    search=("number", "title", "convened_by", "resolutions"),
    filters=("kind", "topic", "host", "held_on"),
    order=("-held_on", "-id"),
    totals=("attended",),
    form=(
        Section("会议", ("title", "kind", "topic", "organisation", "host", "convened_by")),
        Section("时间和人员", ("held_on", "venue", "chair", "expected", "attended")),
        Section("内容", ("film", "materials", "resolutions")),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="本级开的会、办的培训，以及去参加的上级会议，每场一条。",
)
