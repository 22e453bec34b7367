from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.phrases.models import Phrase
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES

PHRASES = Ledger(
    key="phrases",
    title="提法",
    noun="提法",
    unit="条",
    area="affairs",
    letters="TF",
    model=Phrase,
    heading="text",
    columns=("number", "kind", "text", "document", "paper_number", "issued_by", "issued_on", "ended_on"),
    wide=frozenset({"paper_number", "issued_by"}),
    search=("number", "text", "document", "paper_number"),
    filters=("kind", "issued_on"),
    order=("-issued_on", "-id"),
    form=(
        Section("提法", ("kind", "text", "organisation")),
        Section("出处", ("document", "paper_number", "issued_by", "issued_on", "ended_on")),
    ),
    grants=ENTERED_IN_TOWN,
    levels=OFFICES,
    blurb="上级文件里的规范提法，分类型照原文登记。总结的开头每类取一条，村（社区）、园区用镇里的；系统自己不编。",
)
