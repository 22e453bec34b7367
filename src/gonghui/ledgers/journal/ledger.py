from __future__ import annotations

from gonghui.engine.declare import Follows, Ledger, Section, today
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

JOURNAL = Ledger(
    key="journal",
    title="工作日志",
    noun="日志",
    unit="条",
    area="affairs",
    letters="RZ",
    model=JournalEntry,
    heading="content",
    columns=(
        "number",
        "done_on",
        "kind",
        "topic",
        "content",
        "employer",
        "organisation",
        "partner_kind",
        "partner",
        "visitors",
        "outcome",
    ),
    wide=frozenset({"partner_kind", "partner", "outcome"}),
    search=("number", "content", "employer__name", "employer__initials", "partner", "visitors", "outcome"),
    filters=("kind", "topic", "partner_kind", "done_on"),
    order=("-done_on", "-id"),
    form=(
        Section("事情", ("done_on", "kind", "topic", "content")),
        Section("对方", ("employer", "organisation", "partner_kind", "partner")),
        Section("办理", ("visitors", "outcome", "next_step")),
    ),
    usual={"done_on": today},
    repeated=("done_on", "kind", "topic"),
    follows=Follows("employer"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="下乡、到企业指导，与部门联系，现场和电话解答，谈心走访，每次一条。",
)
