"""Collective bargaining on wages (工资集体协商)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import counted_by_name

BARGAINING = OutlineSection(
    "bargaining",
    "工资集体协商",
    (
        OutlinePart(
            "部署推动",
            (
                (
                    Sentence("{reviewer}于{meetings.bargaining_mobilised@held_on:month}作出动员部署"),
                    Sentence(
                        "{handler}随后召开推进会{meetings.bargaining_promoted}"
                        "（{meetings.bargaining_promoted@held_on:month}），明确任务和要求"
                    ),
                    Sentence("就集体合同审查与有关部门沟通{journal.bargaining_liaison}"),
                ),
                (
                    Sentence("进度{bargaining_weeks.reports@reported_on:weekly}上报，共报{bargaining_weeks.reports}"),
                    Sentence(
                        "{bargaining_weeks.supervised@supervised_on:weekly}督导，共督导{bargaining_weeks.supervised}"
                    ),
                    counted_by_name("印发宣传资料", "outreach.bargaining_handouts", "title:titles"),
                ),
            ),
        ),
        OutlinePart(
            "协商成果",
            (
                (
                    Sentence(
                        "{as_of}，工资集体合同有效的企业共{agreements.employers}",
                        among=(
                            Sentence("世界500强企业{agreements.global_500}"),
                            Sentence("职工千人以上的企业{agreements.thousand}"),
                        ),
                    ),
                    Sentence(
                        "应建制的世界500强企业{agreements.global_500_due}，建制率{agreements.global_500_rate}",
                        few=Sentence("应建制的世界500强企业{agreements.global_500_rate:counts}建制"),
                    ),
                    Sentence(
                        "全部已建会单位的建制率{agreements.coverage_rate}，覆盖职工{agreements.covered_workers}",
                        few=Sentence(
                            "已建会单位{agreements.coverage_rate:counts}建制，覆盖职工{agreements.covered_workers}"
                        ),
                    ),
                ),
            ),
        ),
    ),
)
