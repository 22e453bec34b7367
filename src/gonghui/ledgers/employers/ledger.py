from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.employers.models import Employer
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import Level

EMPLOYERS = Ledger(
    key="employers",
    title="用人单位",
    noun="单位",
    unit="家",
    area="organisation",
    letters="DW",
    model=Employer,
    heading="name",
    columns=("number", "name", "uscc", "organisation", "staff", "size", "members", "has_union", "built_date", "phone"),
    wide=frozenset({"uscc", "size", "built_date", "phone"}),
    search=("number", "name", "initials", "uscc"),
    filters=("has_union", "size", "global_500", "tax_collect", "built_date"),
    order=("initials", "id"),
    totals=("staff", "members"),
    form=(
        Section("单位", ("name", "uscc", "organisation", "phone", "tax_collect", "global_500")),
        Section("职工（由单位申报）", ("staff", "women", "migrant", "headcount_on")),
        Section("工会", ("has_union", "built_date", "union", "members", "chair")),
    ),
    grants=ENTERED_BELOW,
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    blurb="辖区内的企业和其他用人单位登记在这里，不论有没有建会。",
)
