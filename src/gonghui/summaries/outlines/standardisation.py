"""Standardisation and its inspections (规范化建设)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, outcome

STANDARDISATION = OutlineSection(
    "standardisation",
    "规范化建设",
    (
        OutlinePart(
            "",
            (
                (
                    methods(Topic.STANDARDISATION),
                    Sentence("召开规范化建设工作会议{meetings.standardisation}"),
                    Sentence(
                        "下村（社区）、进企业指导{journal.guidance}，覆盖企业{journal.guided_employers}",
                        instead=Sentence("下村（社区）、进企业指导{journal.guidance}"),
                    ),
                    Sentence("{during}组织和迎接规范化检查{inspections.held}，受检企业{inspections.employers}"),
                ),
                (
                    Sentence(
                        "{inspections.city_random@inspection__held_on:day}，{reviewer}随机抽查{inspections.city_random}企业"
                    ),
                    Sentence(
                        "受检单位合格率{inspections.passed_rate}",
                        few=Sentence("受检单位{inspections.passed_rate:counts}合格"),
                    ),
                    Sentence(
                        "督促检查中发现问题的{inspections.to_rectify}单位整改，整改完成率{inspections.rectified_rate}",
                        few=Sentence(
                            "督促检查中发现问题的{inspections.to_rectify}单位整改，"
                            "应当整改的{inspections.rectified_rate:counts}完成整改"
                        ),
                    ),
                    *outcome(Topic.STANDARDISATION),
                ),
            ),
        ),
    ),
)
