"""Service centres and activities (职工服务)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import counted_by_name, methods, outcome

_PILOTS_BUILT = "“{service_centres.pilots_opened@name:names}”建成启用"
_OTHERS_BUILT = "“{service_centres.others_opened@name:names}”建成启用"

SERVICE = OutlineSection(
    "service",
    "职工服务中心",
    (
        OutlinePart(
            "",
            (
                (
                    methods(Topic.CENTRE),
                    Sentence(
                        "对{pilot_candidates.surveyed}企业调查摸底后，确定示范点{pilot_candidates.chosen}",
                        instead=Sentence("对{pilot_candidates.surveyed}企业开展示范点调查摸底"),
                    ),
                    Sentence(
                        "{service_centres.pilots_opened@opened_on:month}，{we}{service_centres.pilots:first}"
                        f"企业示范点{_PILOTS_BUILT}",
                        # The one pilot that there is may have opened in an earlier time.
                        equal=("service_centres.pilots", "service_centres.pilots_opened"),
                        instead=Sentence(
                            f"{{service_centres.pilots_opened@opened_on:month}}，{_PILOTS_BUILT}，"
                            "{all}示范点累计{service_centres.pilots}",
                            instead=Sentence("{during}新启用示范点{service_centres.pilots_opened}"),
                        ),
                    ),
                    Sentence(
                        f"{{service_centres.others_opened@opened_on:month}}，{_OTHERS_BUILT}",
                        instead=Sentence("{during}新启用职工服务中心{service_centres.others_opened}"),
                    ),
                    Sentence(
                        "硬件由{service_centres.opened@invested_by:names}投入建设",
                    ),
                ),
                (
                    counted_by_name("设立功能室", "service_rooms.set_up", "name:names"),
                    counted_by_name("已开放使用", "service_rooms.opened", "name:names"),
                    counted_by_name("面向职工提供服务", "centre_services.offered", "kind:names"),
                    Sentence("到岗社工{social_workers.on_post}"),
                    *outcome(Topic.CENTRE),
                ),
            ),
        ),
    ),
)

ACTIVITIES = OutlineSection(
    "activities",
    "职工活动",
    (
        OutlinePart(
            "",
            (
                (
                    methods(Topic.ACTIVITIES),
                    Sentence(
                        "{during}各级工会举办活动{activities.held}，参与职工{activities.total_attendance}",
                    ),
                    Sentence(
                        "服务中心策划{activities.centre@title:examples}特色活动{activities.centre}，"
                        "涵盖{activities.centre_kinds@aspect:names}{activities.centre_kinds}方面",
                        at_least={"activities.centre_kinds": 2},
                        instead=Sentence("服务中心策划{activities.centre@title:examples}特色活动{activities.centre}"),
                    ),
                    Sentence(
                        "志愿者参与{activities.volunteers}，服务职工{activities.attendance}",
                        exactness={"activities.attendance": "at_least"},
                        instead=Sentence(
                            "服务职工{activities.attendance}", exactness={"activities.attendance": "at_least"}
                        ),
                    ),
                    *outcome(Topic.ACTIVITIES),
                ),
            ),
        ),
    ),
)
