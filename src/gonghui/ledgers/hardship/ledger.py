from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Ledger, Section, lacks, this_year
from gonghui.ledgers.hardship.choices import Category
from gonghui.ledgers.hardship.models import NEEDED, HardshipFile
from gonghui.ledgers.hardship.process import REVIEW
from gonghui.ledgers.reviewed_cases.review import State
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

# Surveyed, and may yet be applied for.
_TO_APPLY = Q(
    state__in=[State.SURVEYED, State.RETURNED],
    category__in=["", *(category for category in Category if category != Category.NONE)],
)

HARDSHIP = Ledger(
    key="hardship",
    title="困难职工帮扶",
    noun="帮扶档案",
    unit="件",
    area="aid",
    letters="KN",
    model=HardshipFile,
    heading="name",
    columns=(
        "number",
        "name",
        "id_number",
        "employer",
        "for_year",
        "category",
        "cause",
        "income_per_head",
        "state",
        "applied_on",
        "city_passed_on",
        "paid_on",
        "amount",
    ),
    wide=frozenset({"id_number", "cause", "income_per_head", "city_passed_on", "paid_on"}),
    search=("number", "name", "initials", "id_number", "phone", "employer__name", "employer__initials"),
    filters=("state", "category", "cause", "for_year", "applied_on"),
    order=("-surveyed_on", "-id"),
    totals=("amount",),
    form=(
        Section("职工", ("name", "id_number", "phone", "employer", "migrant")),
        Section(
            "困难情况",
            (
                "for_year",
                "category",
                "cause",
                "cause_note",
                "household_size",
                "dependants",
                "monthly_income",
                "rigid_spending",
            ),
        ),
        Section("摸底和入户调查", ("surveyed_on", "visited_on", "visitor", "second_visitor")),
        Section("公示", ("notice_from", "notice_until")),
        Section("领款的银行卡", ("bank", "bank_card")),
    ),
    usual={"for_year": this_year},
    repeated=("employer", "for_year", "surveyed_on"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    process=REVIEW,
    reminders=(*(lacks(HardshipFile, name, where=_TO_APPLY, message="申请前要填好。") for name in NEEDED),),
    blurb="困难职工的帮扶档案，一户一年一件：摸底、申请、逐级审核，到发放。",
)
