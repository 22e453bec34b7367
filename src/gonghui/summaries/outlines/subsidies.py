"""Subsidies for training (培训补贴)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

SUBSIDIES = OutlineSection(
    "subsidies",
    "培训补贴",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "{calls.subsidy@forwarded_on:tenth}转发申报通知，申领截止日为{calls.subsidy@closes_on:one_day}",
                        instead=Sentence("转发申报通知{calls.subsidy}"),
                    ),
                    Sentence("播放电视广告{outreach.broadcasts}"),
                    Sentence("比对名单、发送信息，通知到{outreach.subsidy_notified}"),
                ),
                (
                    Sentence("为参加技能培训的职工申报交通和误工补贴，摸底{subsidies.surveyed}"),
                    Sentence(
                        "{during}提出申请{subsidies.applicants}",
                        among=(
                            Sentence(
                                "{subsidies.awaiting_province}的申请{review_levels}均已审核通过，等待{province_short}审定",
                                every="已经{review_levels}审核通过，等待{province_short}审定",
                            ),
                        ),
                    ),
                    Sentence("补贴到账{subsidies.paid_workers}，金额{subsidies.paid_amount}"),
                ),
            ),
        ),
    ),
)
