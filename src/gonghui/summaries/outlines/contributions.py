"""Contributions and rebates (工会经费)."""

from __future__ import annotations

from gonghui.summaries.outline import MonthlyChart, OutlinePart, OutlineSection, Sentence

CONTRIBUTIONS = OutlineSection(
    "contributions",
    "工会经费",
    (
        OutlinePart(
            "经费收缴",
            (
                (
                    Sentence("派发经费宣传资料{outreach.contribution_handouts}"),
                    Sentence("解答企业关于经费缴交、返还和使用的咨询{journal.contribution_advice}"),
                ),
                (
                    Sentence("{during}有{contributions.payers}单位缴交工会经费，收缴{contributions.received}"),
                    Sentence("{average_months}月均收缴{contributions.monthly_average}"),
                    Sentence("收缴金额{contributions.received:compared}"),
                ),
            ),
            MonthlyChart("contributions.received", "工会经费逐月收缴金额"),
        ),
        OutlinePart(
            "经费返还",
            (
                (
                    Sentence("缴费单位中，返还手续已完善的{contributions.papers_in_order}"),
                    Sentence("尚有{contributions.papers_lacking}缴费单位的返还资料没有收齐"),
                    Sentence("{during}返还到账{contributions.rebated}"),
                ),
            ),
        ),
    ),
)
