from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.outreach.models import Outreach
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

OUTREACH = Ledger(
    key="outreach",
    title="宣传发动",
    noun="宣传记录",
    unit="条",
    area="publicity",
    letters="XC",
    model=Outreach,
    heading="title",
    columns=(
        "number",
        "title",
        "kind",
        "topic",
        "done_on",
        "quantity",
        "measure",
        "employers_reached",
        "organisation",
        "got_from",
    ),
    wide=frozenset({"employers_reached", "got_from"}),
    search=("number", "title", "got_from"),
    filters=("kind", "topic", "done_on"),
    order=("-done_on", "-id"),
    form=(
        Section("宣传", ("kind", "topic", "title", "done_on", "organisation")),
        Section("数量和来源", ("quantity", "employers_reached", "got_from", "remark")),
    ),
    repeated=("kind", "topic", "done_on"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="派发资料、电视广告、短信、转发通知、名单比对，每次一条；量词按方式定。",
)
