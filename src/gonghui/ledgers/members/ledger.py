from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Follows, Ledger, Section, lacks
from gonghui.ledgers.employers.models import union_or_place
from gonghui.ledgers.members.choices import Employment, Status
from gonghui.ledgers.members.models import Member
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES, Level

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
    wide=frozenset({"phone", "sex", "migrant"}),
    search=("number", "name", "initials", "id_number", "phone"),
    filters=("status", "sex", "migrant", "employment", "group", "papers", "join_date"),
    order=("sort_key", "id"),
    form=(
        Section("会员", ("name", "id_number", "phone", "migrant", "employment", "group")),
        Section("会籍", ("organisation", "employer", "join_date", "joined_by", "status", "left_on", "transferred_to")),
        Section("其他证件（不是居民身份证的）", ("papers", "sex_stated", "birth_stated")),
    ),
    repeated=("employer", "organisation", "join_date", "joined_by", "migrant"),
    follows=Follows("employer", union_or_place),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES | {Level.PRIMARY},
    reminders=(
        lacks(Member, "join_date", message="入会日期待补：空着的算作早已入会，不计入当期新发展。"),
        lacks(Member, "sex", message="性别待补：证件号里没有，请填“性别（护照等）”。"),
        lacks(
            Member,
            "group",
            where=Q(employment=Employment.PLATFORM),
            message="新就业形态的会员请选从业群体（货车司机、快递员等）。",
        ),
        lacks(Member, "transferred_to", where=Q(status=Status.TRANSFERRED), message="转出的请补填转往的工会。"),
    ),
    blurb="每名会员一条。性别和出生日期由身份证号算出，不用填。",
)
