from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.members.models import Member
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import Level

MEMBERS = Ledger(
    key="members",
    title="会员",
    noun="会员",
    unit="人",
    area="organisation",
    letters="HY",
    model=Member,
    heading="name",
    columns=(
        "number",
        "name",
        "sex",
        "id_number",
        "phone",
        "organisation",
        "employer",
        "join_date",
        "migrant",
        "status",
    ),
    wide=frozenset({"phone", "employer"}),
    search=("number", "name", "initials", "id_number", "phone"),
    filters=("status", "sex", "migrant", "join_date"),
    order=("sort_key", "id"),
    form=(
        Section("会员", ("name", "id_number", "phone", "migrant")),
        Section("会籍", ("organisation", "employer", "join_date", "joined_by", "status", "left_on")),
    ),
    grants=ENTERED_BELOW,
    levels=frozenset({Level.TOWN, Level.VILLAGE, Level.PRIMARY}),
    blurb="每名会员一条。性别和出生日期由身份证号算出，不用填。",
)
