"""Standardisation and its inspections (规范化建设)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

STANDARDISATION = OutlineSection(
    "standardisation",
    "规范化建设",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence("围绕规范化建设召开会议{meetings.standardisation}"),
                    Sentence("下村、进企业指导{journal.guidance}，覆盖企业{journal.guided_employers}"),
                    Sentence("组织和迎接规范化检查{inspections.held}，检查企业{inspections.employers}"),
                ),
                (
                    Sentence(
                        "{inspections.city_random@inspection__held_on:day}，{reviewer}随机抽查{inspections.city_random}企业",
                    ),
                    Sentence(
                        "受检单位合格率{inspections.passed_rate}",
                        few=Sentence("受检单位{inspections.passed_rate:counts}合格"),
                    ),
                    Sentence(
                        "检查发现需要整改的单位{inspections.to_rectify}，整改要求的完成率{inspections.rectified_rate}",
                        few=Sentence(
                            "检查发现需要整改的单位{inspections.to_rectify}，"
                            "应当整改的{inspections.rectified_rate:counts}完成整改"
                        ),
                    ),
                ),
            ),
        ),
    ),
)
