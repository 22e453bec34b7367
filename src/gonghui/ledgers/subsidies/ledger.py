from __future__ import annotations

from gonghui.engine.declare import Follows, Ledger, Section
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.ledgers.subsidies.process import REVIEW
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

SUBSIDIES = Ledger(
    key="subsidies",
    title="交通和误工补贴",
    noun="补贴申请",
    unit="件",
    area="aid",
    letters="BT",
    model=Subsidy,
    heading="name",
    columns=(
        "number",
        "name",
        "id_number",
        "employer",
        "course",
        "state",
        "applied_on",
        "town_passed_on",
        "city_passed_on",
        "province_passed_on",
        "paid_on",
        "amount",
    ),
    wide=frozenset({"id_number", "town_passed_on", "province_passed_on", "paid_on"}),
    search=("number", "name", "initials", "id_number", "phone", "employer__name", "employer__initials", "course"),
    filters=("state", "applied_on"),
    order=("-applied_on", "-id"),
    totals=("amount",),
    form=(
        Section("职工", ("name", "id_number", "phone", "employer", "organisation")),
        Section("培训", ("course", "certificate", "surveyed_on")),
        Section("申请的补贴", ("transport_amount", "lost_days", "lost_amount")),
    ),
    repeated=("employer", "organisation", "course", "surveyed_on"),
    follows=Follows("employer"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    process=REVIEW,
    blurb="参加培训的职工的交通、误工补贴，从摸底、申请、三级审核到发放。",
)
