"""Collective bargaining on wages (工资集体协商)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import counted_by_name, methods, outcome

BARGAINING = OutlineSection(
    "bargaining",
    "工资集体协商",
    (
        OutlinePart(
            "部署推动",
            (
                (
                    Sentence(
                        "{meetings.bargaining_mobilised@held_on:month}，{reviewer}动员部署后，"
                        "{handler}召开推进会{meetings.bargaining_promoted}贯彻落实",
                        equal=("meetings.bargaining_promoted", "meetings.bargaining_followed"),
                        instead=Sentence(
                            "{meetings.bargaining_mobilised@held_on:month}，{reviewer}作出动员部署；"
                            "{handler}召开工资集体协商推进会{meetings.bargaining_promoted}",
                            instead=Sentence(
                                "{handler}召开工资集体协商推进会{meetings.bargaining_promoted}",
                                instead=Sentence(
                                    "{meetings.bargaining_mobilised@held_on:month}，{reviewer}作出动员部署"
                                ),
                            ),
                        ),
                    ),
                    methods(Topic.BARGAINING),
                    Sentence("就集体合同审查与人力资源部门沟通{journal.bargaining_liaison}"),
                ),
                (
                    Sentence(
                        "协商进度{bargaining_weeks.reports@reported_on:weekly}上报、"
                        "{bargaining_weeks.supervised@supervised_on:weekly}督导，"
                        "上报{bargaining_weeks.reports}、督导{bargaining_weeks.supervised}",
                        instead=Sentence(
                            "协商进度{bargaining_weeks.reports@reported_on:weekly}上报，共{bargaining_weeks.reports}",
                            instead=Sentence("上报协商进度{bargaining_weeks.reports}"),
                        ),
                    ),
                    counted_by_name("向企业派发宣传资料", "outreach.bargaining_handouts", "title:titles"),
                ),
            ),
        ),
        OutlinePart(
            "协商成果",
            (
                (
                    Sentence(
                        "{as_of}，完成工资集体协商并签订合同的企业{agreements.employers}",
                        among=(
                            Sentence("世界500强企业{agreements.global_500}"),
                            Sentence("千人以上企业{agreements.thousand}"),
                        ),
                    ),
                    Sentence(
                        "应建制的世界500强企业{agreements.global_500_due}，建制率{agreements.global_500_rate}",
                        # Where no agreement at all is kept, that they have none is no finding.
                        at_least={"agreements.employers": 1},
                        few=Sentence("应建制的世界500强企业{agreements.global_500_rate:counts}建制"),
                    ),
                    Sentence(
                        "已建会企业建制率{agreements.coverage_rate}，协商成果惠及职工{agreements.covered_workers}",
                        few=Sentence(
                            "已建会企业{agreements.coverage_rate:counts}建制，"
                            "协商成果惠及职工{agreements.covered_workers}"
                        ),
                        instead=Sentence("协商成果惠及职工{agreements.covered_workers}"),
                    ),
                    *outcome(Topic.BARGAINING),
                ),
            ),
        ),
    ),
)
