"""Subsidies for training (培训补贴)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, of_earlier, outcome

SUBSIDIES = OutlineSection(
    "subsidies",
    "培训补贴",
    (
        OutlinePart(
            "",
            (
                (
                    methods(Topic.SUBSIDIES),
                    Sentence(
                        "{calls.subsidy@forwarded_on:tenth}转发交通和误工补贴申报通知，"
                        "申领截止日为{calls.subsidy@closes_on:one_day}",
                        instead=Sentence("转发交通和误工补贴申报通知{calls.subsidy}"),
                    ),
                    Sentence("播放电视广告{outreach.subsidy_broadcasts}"),
                    Sentence("比对名单、发送信息，通知到{outreach.subsidy_notified}"),
                ),
                (
                    Sentence("摸底参加技能培训的职工{subsidies.surveyed}"),
                    Sentence(
                        "{during}提出补贴申请{subsidies.applicants}",
                        among=(
                            Sentence(
                                "{subsidies.awaiting_province}的申请{review_levels}均已审核通过，等待{province_short}审定",
                                every="已经{review_levels}审核通过，等待{province_short}审定",
                            ),
                        ),
                    ),
                    Sentence("{during}申请的职工中，补贴已到账{subsidies.new_paid}，金额{subsidies.new_paid_amount}"),
                    of_earlier(
                        "{subsidies.earlier_paid@applied_on:month}申请的{subsidies.earlier_paid}补贴到账，"
                        "金额{subsidies.earlier_paid_amount}",
                        beside="subsidies.applicants",
                    ),
                    *outcome(Topic.SUBSIDIES),
                ),
            ),
        ),
    ),
)
