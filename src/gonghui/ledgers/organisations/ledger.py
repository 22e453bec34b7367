from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.grants import ENTERED_IN_TOWN

UNIONS = Ledger(
    key="unions",
    title="工会组织",
    noun="工会",
    unit="个",
    area="organisation",
    letters="GH",
    model=Union,
    heading="name",
    columns=("number", "name", "kind", "founded_on", "chair", "term_ends_on"),
    wide=frozenset({"term_ends_on"}),
    search=("number", "name", "initials", "chair"),
    filters=("kind", "founded_on"),
    order=("organisation__path", "id"),
    form=(
        Section("工会", ("name", "kind", "founded_on", "approval", "legal_person_code")),
        Section("负责人和届期", ("chair", "term_ends_on", "dissolved_on")),
    ),
    grants=ENTERED_IN_TOWN,
    entered_singly=True,
    blurb="镇、村（社区）、园区和基层的工会都登记在这里。",
)
