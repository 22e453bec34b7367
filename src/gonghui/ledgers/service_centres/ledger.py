from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.service_centres.models import (
    Activity,
    CentreService,
    PilotCandidate,
    ServiceCentre,
    ServiceRoom,
    SocialWorker,
)
from gonghui.ledgers.service_centres.process import CHOICE
from gonghui.offices.grants import ENTERED_BELOW, ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES_AND_VILLAGES, Level

PLACES = OFFICES_AND_VILLAGES

SERVICE_CENTRES = Ledger(
    key="service-centres",
    title="职工服务中心",
    noun="服务中心",
    unit="个",
    area="service",
    letters="FW",
    model=ServiceCentre,
    heading="name",
    columns=("number", "name", "kind", "pilot", "employer", "organisation", "floor_area", "opened_on", "closed_on"),
    wide=frozenset({"employer", "floor_area"}),
    search=("number", "name", "initials", "employer__name", "employer__initials"),
    filters=("kind", "pilot", "opened_on"),
    order=("initials", "id"),
    totals=("floor_area",),
    form=(
        Section("服务中心", ("name", "kind", "pilot", "employer", "organisation")),
        Section("建设", ("invested_by", "floor_area", "hardware_done_on")),
        Section("开放", ("opened_on", "opening_hours", "closed_on")),
    ),
    grants=ENTERED_IN_TOWN,
    levels=PLACES,
    blurb="工会、园区和企业的职工服务中心，每个一条；在建的也登记，启用以后再填启用日期。",
)

SERVICE_ROOMS = Ledger(
    key="service-rooms",
    title="功能室",
    noun="功能室",
    unit="个",
    area="service",
    letters="GS",
    model=ServiceRoom,
    heading="name",
    columns=("number", "name", "kind", "centre", "set_up_on", "opened_on", "closed_on"),
    wide=frozenset({"centre"}),
    search=("number", "name", "centre__name", "centre__initials"),
    filters=("kind", "set_up_on", "opened_on"),
    order=("-id",),
    form=(
        Section("功能室", ("centre", "kind", "name")),
        Section("设立和开放", ("set_up_on", "opened_on", "closed_on")),
    ),
    grants=ENTERED_BELOW,
    levels=PLACES,
    blurb="服务中心里的功能室，每间一条。先设立，再开放使用：两个日期分开填。",
)

CENTRE_SERVICES = Ledger(
    key="centre-services",
    title="服务项目",
    noun="服务项目",
    unit="项",
    area="service",
    letters="XM",
    model=CentreService,
    heading="name",
    columns=("number", "name", "kind", "centre", "provider", "since", "until"),
    wide=frozenset({"centre", "provider"}),
    search=("number", "name", "provider", "centre__name", "centre__initials"),
    filters=("kind", "since"),
    order=("-since", "-id"),
    form=(
        Section("服务项目", ("centre", "name", "kind", "provider", "description")),
        Section("起止", ("since", "until")),
    ),
    grants=ENTERED_BELOW,
    levels=PLACES,
    blurb="服务中心向职工提供的服务，每个项目一条；停办的填停办日期。",
)

SOCIAL_WORKERS = Ledger(
    key="social-workers",
    title="社工",
    noun="社工",
    unit="人",
    area="service",
    letters="SG",
    model=SocialWorker,
    heading="name",
    columns=("number", "name", "phone", "centre", "agency", "qualification", "since", "until"),
    wide=frozenset({"phone", "agency"}),
    search=("number", "name", "initials", "agency", "centre__name", "centre__initials"),
    filters=("since", "until"),
    order=("-since", "-id"),
    form=(
        Section("社工", ("centre", "name", "phone", "agency", "qualification")),
        Section("在岗", ("since", "until")),
    ),
    grants=ENTERED_BELOW,
    levels=PLACES,
    blurb="在服务中心工作的社工，每人每段在岗一条；离岗的填离岗日期。",
)

PILOT_CANDIDATES = Ledger(
    key="pilot-candidates",
    title="示范点候选",
    noun="候选单位",
    unit="家",
    area="service",
    letters="HX",
    model=PilotCandidate,
    heading="employer",
    columns=("number", "employer", "organisation", "headcount", "surveyed_on", "state", "studied_on", "chosen_on"),
    wide=frozenset({"organisation", "studied_on"}),
    search=("number", "employer__name", "employer__initials"),
    filters=("state", "surveyed_on"),
    order=("-surveyed_on", "-id"),
    form=(
        Section("单位", ("employer", "surveyed_on", "headcount")),
        Section("调查到的情况", ("union_work", "premises")),
    ),
    grants=ENTERED_IN_TOWN,
    levels=PLACES,
    process=CHOICE,
    blurb="为服务中心示范点调查过的单位，从调查、研究到选定。",
)

ACTIVITIES = Ledger(
    key="activities",
    title="活动",
    noun="活动",
    unit="个",
    area="service",
    letters="HD",
    model=Activity,
    heading="title",
    columns=(
        "number",
        "title",
        "kind",
        "organisation",
        "centre",
        "aspect",
        "held_on",
        "attendance",
        "volunteers",
        "cost",
    ),
    wide=frozenset({"centre", "aspect", "cost"}),
    search=("number", "title", "initials", "organiser", "partners", "centre__name", "centre__initials"),
    filters=("kind", "held_on"),
    order=("-held_on", "-id"),
    totals=("attendance", "audience", "volunteers", "cost"),
    form=(
        Section("活动", ("title", "kind", "organisation", "organiser", "partners")),
        Section("服务中心", ("centre", "aspect")),
        Section("时间和地点", ("held_on", "ended_on", "place", "sessions", "items")),
        Section("人次和经费", ("attendance", "audience", "volunteers", "cost")),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES | {Level.PRIMARY},
    blurb="工会和服务中心办过的文体、健康、志愿等活动，每个一条；连办几场的填场次。",
)
