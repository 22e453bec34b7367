"""Subsidies for training (培训补贴)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, outcome

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
                    Sentence("播放电视广告{outreach.broadcasts}"),
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
                    Sentence(
                        "补贴到账{subsidies.paid_workers}，是以前提出的申请，金额{subsidies.paid_amount}",
                        equal=("subsidies.paid_workers", "subsidies.paid_earlier"),
                        instead=Sentence(
                            "补贴到账{subsidies.paid_workers}（以前提出申请的{subsidies.paid_earlier}），"
                            "金额{subsidies.paid_amount}",
                            instead=Sentence("补贴到账{subsidies.paid_workers}，金额{subsidies.paid_amount}"),
                        ),
                    ),
                    *outcome(Topic.SUBSIDIES),
                ),
            ),
        ),
    ),
)
