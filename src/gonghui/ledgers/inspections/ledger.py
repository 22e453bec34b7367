from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.inspections.models import Inspection, InspectionResult
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

PLACES = OFFICES_AND_VILLAGES

INSPECTIONS = Ledger(
    key="inspections",
    title="规范化检查",
    noun="检查",
    unit="次",
    area="organisation",
    letters="JC",
    model=Inspection,
    heading="title",
    columns=(
        "number",
        "title",
        "standard",
        "level",
        "method",
        "inspecting_body",
        "organisation",
        "announced_on",
        "held_on",
        "ended_on",
        "paper",
    ),
    wide=frozenset({"inspecting_body", "announced_on", "ended_on", "paper"}),
    search=("number", "title", "inspecting_body", "paper"),
    filters=("standard", "level", "method", "held_on"),
    order=("-held_on", "-id"),
    form=(
        Section("检查", ("title", "standard", "edition", "level", "method", "organisation")),
        Section("检查组", ("inspecting_body", "team")),
        Section("时间和结果", ("announced_on", "held_on", "ended_on", "outcome", "paper")),
    ),
    grants=ENTERED_BELOW,
    levels=PLACES,
    blurb="自查、本级工会查、上级工会查，每次一条；查了哪些单位登记在受检单位里。",
)

RESULTS = Ledger(
    key="inspection-results",
    title="受检单位",
    noun="受检单位",
    unit="家次",
    area="organisation",
    letters="SJ",
    model=InspectionResult,
    heading="employer",
    columns=(
        "number",
        "employer",
        "inspection",
        "score",
        "grade",
        "problems",
        "rectify_by",
        "rectified_on",
        "reinspected_on",
    ),
    wide=frozenset({"problems", "reinspected_on"}),
    search=("number", "employer__name", "employer__initials", "inspection__title", "problems"),
    filters=("grade", "rectify_by", "rectified_on"),
    form=(
        Section("检查和单位", ("inspection", "employer", "score")),
        Section("问题和整改", ("problems", "rectify_by", "rectified_on", "reinspected_on", "remark")),
    ),
    grants=ENTERED_BELOW,
    levels=PLACES,
    blurb="每次检查查到的每家单位一条：得分、问题、整改期限和复查。等级按得分得出。",
)
