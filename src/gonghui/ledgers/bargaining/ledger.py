from __future__ import annotations

from django.db.models import Q

from gonghui.engine.declare import Ledger, Section, looks_odd
from gonghui.ledgers.bargaining.choices import Scope
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.bargaining.process import BARGAINING
from gonghui.offices.grants import ENTERED_BELOW, ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES, OFFICES_AND_VILLAGES

AGREEMENTS = Ledger(
    key="agreements",
    title="集体协商",
    noun="集体协商",
    unit="件",
    area="rights",
    letters="XS",
    model=Agreement,
    heading="employer",
    columns=(
        "number",
        "employer",
        "uscc",
        "kind",
        "state",
        "offered_on",
        "answer_due_on",
        "signed_on",
        "filing_due_on",
        "filed_on",
        "effective_due_on",
        "effective_on",
        "starts_on",
        "ends_on",
        "covered_workers",
        "raise_percent",
    ),
    wide=frozenset(
        {
            "uscc",
            "offered_on",
            "answer_due_on",
            "filing_due_on",
            "filed_on",
            "effective_due_on",
            "effective_on",
            "starts_on",
            "raise_percent",
        }
    ),
    search=("number", "employer__name", "employer__initials", "uscc"),
    filters=("state", "kind", "scope", "signed_on", "ends_on"),
    order=("-id",),
    totals=("covered_workers",),
    form=(
        Section("协商", ("employer", "kind", "scope", "offered_by", "offered_on", "representatives", "meetings")),
        Section(
            "合同（签订前填好）", ("starts_on", "ends_on", "covered_workers", "covered_employers", "raise_percent")
        ),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    process=BARGAINING,
    reminders=(
        looks_odd(
            "under_a_year",
            "期限不满一年",
            "ends_on",
            "集体合同的期限一般是1至3年，这一件不满一年，请核对起止日期。",
            Q(under_a_year=True),
        ),
        looks_odd(
            "covers_one",
            "区域性、行业性只覆盖一家",
            "covered_employers",
            "区域性、行业性合同请填涵盖的单位数。",
            Q(scope__in=[Scope.REGIONAL, Scope.SECTOR], covered_employers__lte=1),
        ),
    ),
    blurb="一家单位的一次集体协商一件，从要约、应约、职代会审议、签订、报审到生效、公布；过去签订的也登记在这里。",
)

BARGAINING_WEEKS = Ledger(
    key="bargaining-weeks",
    title="协商进度周报",
    noun="周报",
    unit="条",
    area="rights",
    letters="ZB",
    model=BargainingWeek,
    heading="reported_on",
    columns=("number", "reported_on", "supervised_on", "note", "organisation"),
    wide=frozenset({"note"}),
    search=("number", "note"),
    filters=("reported_on", "supervised_on"),
    order=("-reported_on", "-id"),
    form=(Section("一周", ("organisation", "reported_on", "supervised_on", "note")),),
    grants=ENTERED_IN_TOWN,
    levels=OFFICES,
    blurb="工资集体协商进度每周上报、督导各是哪一天，每周一条；完成多少家由系统按那一天算。",
)
