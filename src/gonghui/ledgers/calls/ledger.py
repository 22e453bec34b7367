from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.calls.models import Call
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES

CALLS = Ledger(
    key="calls",
    title="申报通知",
    noun="申报通知",
    unit="件",
    area="aid",
    letters="TZ",
    model=Call,
    heading="title",
    columns=("number", "topic", "title", "issuer", "paper_number", "issued_on", "forwarded_on", "closes_on"),
    wide=frozenset({"issuer", "paper_number", "issued_on"}),
    search=("number", "title", "initials", "issuer", "paper_number"),
    filters=("topic", "forwarded_on", "closes_on"),
    order=("-forwarded_on", "-id"),
    form=(
        Section("通知", ("topic", "title", "organisation")),
        Section("发文", ("issuer", "paper_number", "issued_on")),
        Section("申报", ("forwarded_on", "closes_on")),
    ),
    grants=ENTERED_IN_TOWN,
    levels=OFFICES,
    blurb="补贴、帮扶、助学等事项的申报通知：哪里发的、哪天转发启动、什么时候截止。",
)
