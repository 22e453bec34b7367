from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Follows, Ledger, Section, looks_odd, today
from gonghui.ledgers.visits.choices import Category, Festival
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
    search=("number", "target", "initials", "id_number", "campaign", "employer__name", "employer__initials"),
    filters=("festival", "category", "organiser", "fund", "date"),
    order=("-date", "-id"),
    totals=("people", "households", "cash", "goods", "total"),
    form=(
        Section("对象", ("target", "category", "people", "households", "id_number", "employer", "organisation")),
        Section("慰问", ("date", "festival", "campaign", "organiser")),
        Section("钱物", ("cash", "goods", "goods_note", "fund", "receipt_list")),
    ),
    usual={"date": today},
    repeated=("date", "festival", "category", "organiser", "campaign", "cash", "goods", "goods_note", "fund"),
    follows=Follows("employer"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    reminders=(
        looks_odd(
            "injury_of_another",
            "工伤慰问不是工伤职工",
            "category",
            "慰问节点是工伤慰问，对象类别却不是工伤职工，请核对：探望工伤职工只数对象类别是工伤职工的。",
            Q(festival=Festival.INJURY, category__in=[each for each in Category if each is not Category.INJURED]),
        ),
        looks_odd("nothing_given", "没有钱物", "cash", "慰问金和慰问品折价都是0，请核对。", Q(total=0)),
    ),
    blurb="走访慰问职工的记录：慰问个人的一人一条、实名登记，集体慰问一次一条。",
)
