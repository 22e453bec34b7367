from __future__ import annotations

from django.db.models import F, Q

from gonghui.engine.declare import Condition, FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, among, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.measures import Count, CountDistinct, Sum
from gonghui.ledgers.service_centres.choices import TEN_ROOMS
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)

OPENED_BY_DAY = by_day("opened_on", "启用日期")
# A centre that was entered in error takes with it what was entered below it; a town's own activities have no centre.
CENTRE_NOT_VOIDED = Condition(
    "centre_not_voided",
    "所属的服务中心没有作废",
    lambda _query: Q(centre=None) | Q(centre__voided_on=None),
)
CENTRE_NOT_CLOSED = not_yet_on("centre__closed_on", "随服务中心停用")
HELD = in_period("held_on", "举办日期")
BY_A_CENTRE = Condition("by_a_centre", "由服务中心策划", lambda _query: Q(centre__isnull=False))
SINCE_OPENING = Condition(
    "since_opening",
    "举办在服务中心启用以后",
    lambda _query: Q(centre=None) | Q(held_on__gte=F("centre__opened_on")),
)
OF_A_CENTRE = (NOT_VOIDED, HELD, BY_A_CENTRE, CENTRE_NOT_VOIDED, SINCE_OPENING)
BY_EMPLOYER = CountDistinct("employer", "单位")

PILOTS = Indicator(
    code="service_centres.pilots",
    name="职工服务中心示范点",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日累计启用的职工服务中心示范点，按个计；在建的不算，后来停用的仍计入。累计为1的，就是首个",
    ledger=SERVICE_CENTRES,
    conditions=(NOT_VOIDED, equals("pilot", True, "是示范点"), OPENED_BY_DAY),
    measure=Count(),
    aliases=("先锋号职工服务中心示范点", "服务中心企业示范点"),
)

OPENED = Indicator(
    code="service_centres.opened",
    name="新启用职工服务中心",
    unit="个",
    kind=FigureKind.FLOW,
    basis="启用日期在期内的职工服务中心，按个计；期内启用后又停用的仍计入",
    ledger=SERVICE_CENTRES,
    conditions=(NOT_VOIDED, in_period("opened_on", "启用日期")),
    measure=Count(),
    aliases=("落成的服务中心",),
)

PILOTS_OPENED = Indicator(
    code="service_centres.pilots_opened",
    name="新启用的示范点",
    unit="个",
    kind=FigureKind.FLOW,
    basis="启用日期在期内的职工服务中心中的示范点，按个计；期内启用后又停用的仍计入",
    ledger=SERVICE_CENTRES,
    conditions=(NOT_VOIDED, equals("pilot", True, "是示范点"), in_period("opened_on", "启用日期")),
    measure=Count(),
)

OTHERS_OPENED = Indicator(
    code="service_centres.others_opened",
    name="新启用的其他职工服务中心",
    unit="个",
    kind=FigureKind.FLOW,
    basis="启用日期在期内、不是示范点的职工服务中心，按个计；期内启用后又停用的仍计入",
    ledger=SERVICE_CENTRES,
    conditions=(NOT_VOIDED, equals("pilot", False, "不是示范点"), in_period("opened_on", "启用日期")),
    measure=Count(),
)

STANDING = Indicator(
    code="service_centres.standing",
    name="职工服务中心",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日已经启用、没有停用的职工服务中心，按个计",
    ledger=SERVICE_CENTRES,
    conditions=(NOT_VOIDED, OPENED_BY_DAY, not_yet_on("closed_on", "停用")),
    measure=Count(),
)

ROOMS_SET_UP = Indicator(
    code="service_rooms.set_up",
    name="设立功能室",
    unit="个",
    kind=FigureKind.FLOW,
    basis="设立日期在期内的功能室，限十大功能室所列的十类，按间计；母婴室和其他功能室不在其内；没有开放使用的也计入",
    ledger=SERVICE_ROOMS,
    conditions=(
        NOT_VOIDED,
        CENTRE_NOT_VOIDED,
        among("kind", frozenset(kind.value for kind in TEN_ROOMS), "属于十大功能室"),
        in_period("set_up_on", "设立日期"),
    ),
    measure=Count(),
    aliases=("十大功能室", "功能室"),
)

ROOMS_OPENED = Indicator(
    code="service_rooms.opened",
    name="已开放使用的功能室",
    unit="个",
    kind=FigureKind.STOCK,
    basis="截至日已经开放使用、没有停用的功能室，按间计；母婴室和其他功能室也计入；服务中心停用的不算",
    ledger=SERVICE_ROOMS,
    conditions=(
        NOT_VOIDED,
        CENTRE_NOT_VOIDED,
        CENTRE_NOT_CLOSED,
        by_day("opened_on", "开放使用日期"),
        not_yet_on("closed_on", "停用"),
    ),
    measure=Count(),
)

SERVICES_OFFERED = Indicator(
    code="centre_services.offered",
    name="服务中心提供的服务",
    unit="项",
    kind=FigureKind.STOCK,
    basis="截至日已经开办、没有停办的服务项目，按类别计项，同一类别办几个项目只算一项；服务中心停用的不算",
    ledger=CENTRE_SERVICES,
    conditions=(
        NOT_VOIDED,
        CENTRE_NOT_VOIDED,
        CENTRE_NOT_CLOSED,
        by_day("since", "开办日期"),
        not_yet_on("until", "停办"),
    ),
    measure=CountDistinct("kind", "类别"),
    aliases=("服务项目",),
)

ON_POST = Indicator(
    code="social_workers.on_post",
    name="在岗社工",
    unit="人",
    kind=FigureKind.STOCK,
    basis="截至日已经到岗、没有离岗的社工，按在岗记录计人；服务中心停用的不算",
    ledger=SOCIAL_WORKERS,
    conditions=(
        NOT_VOIDED,
        CENTRE_NOT_VOIDED,
        CENTRE_NOT_CLOSED,
        by_day("since", "到岗日期"),
        not_yet_on("until", "离岗"),
    ),
    measure=Count(),
    aliases=("驻点社工",),
)

SURVEYED = Indicator(
    code="pilot_candidates.surveyed",
    name="示范点调查摸底单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="调查日期在期内的候选单位，按单位计，调查几次只算一家",
    ledger=PILOT_CANDIDATES,
    conditions=(NOT_VOIDED, in_period("surveyed_on", "调查日期")),
    measure=BY_EMPLOYER,
    aliases=("候选企业",),
)

STUDIED = Indicator(
    code="pilot_candidates.studied",
    name="示范点研究单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="研究日期在期内的候选单位，按单位计，研究几次只算一家",
    ledger=PILOT_CANDIDATES,
    conditions=(NOT_VOIDED, in_period("studied_on", "研究日期")),
    measure=BY_EMPLOYER,
)

CHOSEN = Indicator(
    code="pilot_candidates.chosen",
    name="选定为示范点的单位",
    unit="家",
    kind=FigureKind.FLOW,
    basis="选定日期在期内的候选单位，按单位计",
    ledger=PILOT_CANDIDATES,
    conditions=(NOT_VOIDED, in_period("chosen_on", "选定日期")),
    measure=Count(),
)

ACTIVITIES_HELD = Indicator(
    code="activities.held",
    name="举办活动",
    unit="个",
    kind=FigureKind.FLOW,
    basis="举办日期在期内的活动，按个计，连办几场的算一个；镇、村（社区）、基层工会和服务中心的都计入",
    ledger=ACTIVITIES,
    conditions=(NOT_VOIDED, HELD),
    measure=Count(),
    aliases=("文体活动",),
)

TOTAL_ATTENDANCE = Indicator(
    code="activities.total_attendance",
    name="活动参与",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="举办日期在期内的活动的参与人次合计，观众和志愿者另计",
    ledger=ACTIVITIES,
    conditions=(NOT_VOIDED, HELD),
    measure=Sum("attendance"),
)

CENTRE_ACTIVITIES = Indicator(
    code="activities.centre",
    name="服务中心特色活动",
    unit="个",
    kind=FigureKind.FLOW,
    basis="由服务中心策划、在它启用以后举办、举办日期在期内的活动，按个计；启用以前的筹备活动不算",
    ledger=ACTIVITIES,
    conditions=OF_A_CENTRE,
    measure=Count(),
    aliases=("特色活动",),
)

CENTRE_ASPECTS = Indicator(
    code="activities.centre_kinds",
    name="服务中心特色活动类别",
    unit="个",
    kind=FigureKind.FLOW,
    basis="期内服务中心特色活动涉及的类别，按类别计，如职工业余文化生活、职工身心健康服务、志愿者团队建设",
    ledger=ACTIVITIES,
    conditions=OF_A_CENTRE,
    measure=CountDistinct("aspect", "类别"),
)

VOLUNTEERS = Indicator(
    code="activities.volunteers",
    name="服务中心活动志愿者参与",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="期内服务中心特色活动的志愿者人次合计；同一人参加几次活动算几次",
    ledger=ACTIVITIES,
    conditions=OF_A_CENTRE,
    measure=Sum("volunteers"),
    aliases=("参与志愿者", "志愿者人次"),
)

ATTENDANCE = Indicator(
    code="activities.attendance",
    name="服务中心活动参与",
    unit="人次",
    kind=FigureKind.FLOW,
    basis="期内服务中心特色活动的参与人次合计；同一人参加几次活动算几次，志愿者另计",
    ledger=ACTIVITIES,
    conditions=OF_A_CENTRE,
    measure=Sum("attendance"),
    aliases=("服务中心服务人次", "服务人次"),
)

INDICATORS = (
    PILOTS,
    OPENED,
    PILOTS_OPENED,
    OTHERS_OPENED,
    STANDING,
    ROOMS_SET_UP,
    ROOMS_OPENED,
    SERVICES_OFFERED,
    ON_POST,
    SURVEYED,
    CHOSEN,
    ACTIVITIES_HELD,
    TOTAL_ATTENDANCE,
    CENTRE_ACTIVITIES,
    CENTRE_ASPECTS,
    VOLUNTEERS,
    ATTENDANCE,
)
# Papers that were written with it still open it; nobody asks for it.
SOURCES = (STUDIED,)
