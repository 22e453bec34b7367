from __future__ import annotations

from gonghui.engine.declare import Follows, Ledger, Section, today
from gonghui.ledgers.visits.models import Visit
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

VISITS = Ledger(
    key="visits",
    title="走访慰问",
    noun="慰问记录",
    unit="条",
    area="aid",
    letters="WW",
    model=Visit,
    heading="target",
    columns=(
        "number",
        "date",
        "festival",
        "target",
        "id_number",
        "employer",
        "category",
        "people",
        "cash",
        "goods",
        "total",
        "organiser",
    ),
    wide=frozenset({"id_number", "employer", "goods", "organiser"}),
    search=("number", "target", "initials", "id_number", "employer__name", "employer__initials"),
    filters=("festival", "category", "organiser", "fund", "date"),
    order=("-date", "-id"),
    totals=("people", "cash", "goods", "total"),
    form=(
        Section("对象", ("target", "category", "people", "id_number", "employer", "organisation")),
        Section("慰问", ("date", "festival", "organiser")),
        Section("钱物", ("cash", "goods", "goods_note", "fund")),
    ),
    usual={"date": today},
    repeated=("date", "festival", "category", "organiser", "cash", "goods", "goods_note", "fund"),
    follows=Follows("employer"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="走访慰问职工的记录：慰问个人的一人一条、实名登记，集体慰问一次一条。",
)
