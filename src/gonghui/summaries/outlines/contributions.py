"""Contributions and rebates (工会经费)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import MonthlyChart, OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, outcome

CONTRIBUTIONS = OutlineSection(
    "contributions",
    "工会经费",
    (
        OutlinePart(
            "经费收缴",
            (
                (
                    methods(Topic.CONTRIBUTIONS),
                    Sentence(
                        "派发经费宣传资料{outreach.contribution_handouts}，"
                        "以电话、现场等方式解答企业咨询{journal.contribution_advice}",
                        instead=Sentence(
                            "派发经费宣传资料{outreach.contribution_handouts}",
                            instead=Sentence("以电话、现场等方式解答企业咨询{journal.contribution_advice}"),
                        ),
                    ),
                ),
                (
                    Sentence(
                        "{during}缴交工会经费的单位{contributions.payers}，收缴{contributions.received}，"
                        "{contributions.received:compared}",
                        instead=Sentence(
                            "{during}缴交工会经费的单位{contributions.payers}，收缴{contributions.received}"
                        ),
                    ),
                    Sentence("{average_months}月均收缴{contributions.monthly_average}"),
                    *outcome(Topic.CONTRIBUTIONS),
                ),
            ),
            MonthlyChart("contributions.received", "工会经费逐月收缴金额"),
        ),
        OutlinePart(
            "经费返还",
            (
                (
                    Sentence(
                        "缴费单位中，返还手续已完善{contributions.papers_in_order}，"
                        "尚未完善{contributions.papers_lacking}",
                        instead=Sentence(
                            "缴费单位中，返还手续已完善{contributions.papers_in_order}",
                            instead=Sentence("尚有{contributions.papers_lacking}缴费单位的返还手续没有完善"),
                        ),
                    ),
                    Sentence("返还到账{contributions.rebated}"),
                ),
            ),
        ),
    ),
)
