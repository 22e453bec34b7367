from __future__ import annotations

from gonghui.engine.declare import Ledger, Section, lacks, this_year
from gonghui.ledgers.student_aid.models import StudentAid
from gonghui.ledgers.student_aid.process import REVIEW
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

STUDENT_AID = Ledger(
    key="student-aid",
    title="金秋助学",
    noun="助学申请",
    unit="件",
    area="aid",
    letters="ZX",
    model=StudentAid,
    heading="student",
    columns=(
        "number",
        "student",
        "student_id_number",
        "stage",
        "school",
        "parent",
        "employer",
        "for_year",
        "state",
        "applied_on",
        "city_passed_on",
        "paid_on",
        "amount",
    ),
    wide=frozenset({"student_id_number", "school", "employer", "city_passed_on", "paid_on"}),
    search=(
        "number",
        "student",
        "initials",
        "student_id_number",
        "parent",
        "parent_initials",
        "parent_id_number",
        "phone",
        "school",
        "employer__name",
        "employer__initials",
    ),
    filters=("state", "stage", "for_year", "applied_on"),
    order=("-surveyed_on", "-id"),
    totals=("amount",),
    form=(
        Section("学生", ("student", "student_id_number", "school", "stage", "admitted", "guardian_consent")),
        Section("职工", ("parent", "parent_id_number", "relation", "phone", "employer")),
        Section("申请", ("for_year", "surveyed_on", "tuition", "other_aid")),
        Section("领款的银行卡", ("bank", "bank_card")),
    ),
    usual={"for_year": this_year},
    repeated=("for_year", "surveyed_on", "stage"),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    process=REVIEW,
    reminders=(lacks(StudentAid, "school", message="发放前要登记就读的学校。"),),
    blurb="职工在读子女的助学申请，每名学生每年一件：摸底、申请、逐级审核，到发放。",
)
