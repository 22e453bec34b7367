from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.duties.models import Duty
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES

DUTIES = Ledger(
    key="duties",
    title="岗位分工",
    noun="分工",
    unit="条",
    area="affairs",
    letters="AB",
    model=Duty,
    heading="name",
    columns=("number", "name", "matter", "position", "led_by", "since", "until", "organisation"),
    wide=frozenset({"led_by"}),
    search=("number", "name", "initials"),
    filters=("matter", "position", "led_by", "since"),
    order=("matter", "position", "-since", "id"),
    form=(Section("分工", ("organisation", "name", "matter", "position", "led_by", "since", "until")),),
    grants=ENTERED_IN_TOWN,
    levels=OFFICES,
    blurb="每项工作由谁负责、谁替补（A、B岗），一人一项工作一条。",
)
