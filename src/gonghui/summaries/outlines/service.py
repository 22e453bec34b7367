"""Service centres and activities (职工服务)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import counted_by_name

SERVICE = OutlineSection(
    "service",
    "职工服务",
    (
        OutlinePart(
            "阵地建设",
            (
                (
                    Sentence("对{pilot_candidates.surveyed}企业调查摸底，确定示范点{pilot_candidates.chosen}"),
                    Sentence("{service_centres.opened@opened_on:month}，“{service_centres.opened@name:names}”建成启用"),
                    Sentence("{all}企业示范点累计{service_centres.pilots}"),
                    counted_by_name("设立功能室", "service_rooms.set_up", "name:names"),
                    counted_by_name("已经开放的功能室", "service_rooms.opened", "name:names"),
                    counted_by_name("提供服务", "centre_services.offered", "kind:names"),
                    Sentence("在岗社工{social_workers.on_post}"),
                ),
            ),
        ),
        OutlinePart(
            "职工活动",
            (
                (
                    Sentence(
                        "服务中心策划特色活动{activities.centre}，分{activities.centre_kinds}方面"
                        "（{activities.centre_kinds@aspect:names}）",
                        at_least={"activities.centre_kinds": 2},
                        instead=Sentence("服务中心策划特色活动{activities.centre}"),
                    ),
                    Sentence("志愿者参与{activities.volunteers}"),
                    Sentence("服务职工{activities.attendance}", exactness={"activities.attendance": "at_least"}),
                    Sentence("各级工会共举办活动{activities.held}，参与{activities.total_attendance}"),
                ),
            ),
        ),
    ),
)
