from __future__ import annotations

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.offices.grants import READERS
from gonghui.offices.roles import TOWN_STAFF, Role
from gonghui.summaries.models import Correction, OfficeOutline, Summary
from gonghui.summaries.process import CORRECTION_SIGN_OFF, SIGN_OFF

# Summaries have pages of their own; they are declared for the write door and the grants.
SUMMARIES = Ledger(
    key="summaries",
    title="总结",
    noun="总结",
    unit="份",
    area="",
    letters="ZJ",
    model=Summary,
    heading="number",
    columns=("number", "start", "end", "as_of"),
    form=(),
    grants={
        Right.READ: READERS,
        Right.WRITE: TOWN_STAFF,
        Right.EXPORT: TOWN_STAFF | {Role.REVIEWER},
    },
    process=SIGN_OFF,
    blurb="选好地方和期间，从台账起草总结。",
)

# How an office arranges its papers; kept and logged as records are.
OFFICE_OUTLINES = Ledger(
    key="office-outlines",
    title="提纲",
    noun="提纲",
    unit="份",
    area="",
    letters="TG",
    model=OfficeOutline,
    heading="number",
    columns=("number", "outline"),
    form=(),
    grants=SUMMARIES.grants,
    blurb="一种总结分几章、每章写什么。",
)

# A signed summary is not altered: what it says wrongly is corrected beside it.
CORRECTIONS = Ledger(
    key="summary-corrections",
    title="更正",
    noun="更正",
    unit="份",
    area="",
    letters="GZ",
    model=Correction,
    heading="number",
    columns=("number", "summary", "started_on", "signed_on"),
    form=(),
    grants=SUMMARIES.grants,
    process=CORRECTION_SIGN_OFF,
    blurb="签发的总结不再改动，有误的另发更正。",
)
