from __future__ import annotations

from django.db.models import F, Q

from gonghui.engine.declare import Ledger, Section, lacks, looks_odd
from gonghui.ledgers.employers.choices import GONE
from gonghui.ledgers.employers.models import Employer
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

EMPLOYERS = Ledger(
    key="employers",
    title="用人单位",
    noun="单位",
    unit="家",
    area="organisation",
    letters="DW",
    model=Employer,
    heading="name",
    columns=(
        "number",
        "name",
        "uscc",
        "organisation",
        "staff",
        "size",
        "members",
        "has_union",
        "built_date",
        "status",
        "kind",
        "industry",
        "phone",
    ),
    wide=frozenset({"uscc", "size", "built_date", "kind", "industry", "phone"}),
    search=("number", "name", "initials", "uscc"),
    filters=("status", "has_union", "kind", "industry", "size", "global_500", "tax_collect", "built_date"),
    order=("initials", "id"),
    totals=("staff", "members"),
    form=(
        Section("单位", ("name", "uscc", "organisation", "kind", "industry", "phone", "tax_collect", "global_500")),
        Section("经营", ("status", "status_on")),
        Section("职工（由单位申报）", ("staff", "women", "migrant", "headcount_on")),
        Section("工会", ("has_union", "built_date", "union", "members", "chair")),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    reminders=(
        lacks(Employer, "uscc", message="营业执照或登记证上的18位代码；没有它，别的台账和导入的表认不出这一家。"),
        lacks(Employer, "kind", message="登记类型待补：协商建制率不把机关、事业单位算进应建制的单位，要知道是哪一类。"),
        lacks(Employer, "industry", message="行业门类待补，见营业执照的经营范围。"),
        lacks(
            Employer,
            "built_date",
            where=Q(has_union=True),
            message="建会日期待补：空着的算作早已建会，不计入当期新建。",
        ),
        lacks(
            Employer,
            "status_on",
            where=Q(status__in=sorted(GONE)),
            message="停业、搬迁、注销的日期待补：空着的任何一天都不计入。",
        ),
        looks_odd(
            "members_over_staff",
            "会员多于职工",
            "members",
            "申报会员数多于职工数，请核对：离职的会员还没有转出，或者职工数没有更新。",
            Q(members__gt=F("staff")),
        ),
    ),
    blurb="辖区内的企业和其他用人单位登记在这里，不论有没有建会。",
)
