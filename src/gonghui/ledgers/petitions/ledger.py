from __future__ import annotations

from django.db.models import Q

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Apart, Follows, Ledger, Section, lacks, looks_odd, oneself, today
from gonghui.ledgers.petitions.choices import GROUP, Nature, Source
from gonghui.ledgers.petitions.models import Petition
from gonghui.ledgers.petitions.process import HANDLING
from gonghui.offices.levels import OFFICES_AND_VILLAGES
from gonghui.offices.roles import LEADERS, TOWN_STAFF, Role

# Villages' and enterprises' own people read nothing here: a petition may be about them.
_GRANTS = {
    Right.READ: TOWN_STAFF | {Role.REVIEWER},
    Right.WRITE: frozenset({Role.OFFICER}),
    Right.EXPORT: TOWN_STAFF,
    Right.REVEAL: frozenset({Role.OFFICER}) | LEADERS,
}

PETITIONS = Ledger(
    key="petitions",
    title="信访",
    noun="信访件",
    unit="件",
    area="rights",
    letters="XF",
    model=Petition,
    heading="subject",
    columns=(
        "number",
        "received_on",
        "subject",
        "source",
        "category",
        "people",
        "employer",
        "handler",
        "state",
        "notify_due_on",
        "answered_on",
        "due_on",
        "done_on",
        "closed_on",
        "result",
        "amount_claimed",
        "amount_recovered",
    ),
    wide=frozenset(
        {
            "category",
            "people",
            "answered_on",
            "done_on",
            "closed_on",
            "result",
            "amount_claimed",
            "amount_recovered",
        }
    ),
    search=(
        "number",
        "subject",
        "employer__name",
        "employer__initials",
        "petitioner",
        "id_number",
        "phone",
        "handler",
        "hotline_number",
    ),
    filters=("state", "source", "category", "nature", "group", "received_on", "due_on", "reply_due_on"),
    order=("-received_on", "-id"),
    totals=("batches", "people", "amount_claimed", "amount_recovered"),
    form=(
        Section(
            "来件",
            ("received_on", "source", "hotline_number", "subject", "nature", "category", "organisation"),
        ),
        Section("人次和批次", ("people", "group", "batches")),
        Section("涉及", ("employer", "amount_claimed")),
        Section("信访人", ("petitioner", "id_number", "phone")),
        Section("上级来文和上报", ("slip_number", "reply_due_on", "report_due_on")),
        Section("办理", ("handler", "stand_in", "reply_number")),
    ),
    grants=_GRANTS,
    levels=OFFICES_AND_VILLAGES,
    usual={"received_on": today, "handler": oneself},
    repeated=("received_on", "source", "handler", "stand_in"),
    follows=Follows("employer"),
    process=HANDLING,
    apart=Apart(Q(nature=Nature.ACCUSATION), LEADERS, ("handler", "stand_in", "taken_over_by")),
    reminders=(
        lacks(
            Petition,
            "slip_number",
            where=Q(source=Source.REFERRED),
            message="上级工会转办的，请补填转办单的文号；单上要求回复日期的，一并填上。",
        ),
        looks_odd(
            "looks_like_a_group",
            "人多没有勾选集体信访",
            "group",
            f"{GROUP}人次以上，没有勾选集体信访，请核对。",
            Q(people__gte=GROUP, group=False),
        ),
        looks_odd(
            "group_of_few",
            "集体信访人少",
            "people",
            f"勾选了集体信访，人次不到{GROUP}，请核对。",
            Q(people__lt=GROUP, group=True),
        ),
    ),
    blurb="职工来信来访、上级转办的事项，每件一条；应告知、应办结的日期和是否逾期由系统算。",
)
