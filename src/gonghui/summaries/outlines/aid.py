"""Visits, hardship aid and student aid (帮扶慰问)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

AID = OutlineSection(
    "aid",
    "帮扶慰问",
    (
        OutlinePart(
            "走访慰问",
            (
                (
                    Sentence(
                        "{visits.injured@date:month}看望工伤职工{visits.injured}，送去慰问金{visits.injured_amount}"
                    ),
                    Sentence("走访慰问{visits.people}，慰问金和慰问品合计{visits.total_amount}"),
                ),
            ),
        ),
        OutlinePart(
            "困难职工帮扶",
            (
                (
                    Sentence(
                        "{hardship.surveyed_eligible@surveyed_on:tenth}组织摸底，初步符合条件的职工{hardship.surveyed_eligible}"
                    ),
                    Sentence(
                        "{hardship.submitted@town_passed_on:tenth}将{hardship.submitted}的申请报{reviewer_short}审核"
                    ),
                    Sentence("经{reviewer_short}审核通过{hardship.city_passed}"),
                    Sentence("{higher_short}审核通过{hardship.higher_passed}"),
                    Sentence("{hardship.paid_workers}领到帮扶款，共{hardship.paid_amount}"),
                ),
            ),
        ),
        OutlinePart(
            "金秋助学",
            (
                (
                    Sentence(
                        "{student_aid.eligible@surveyed_on:tenth}起摸底汇总，符合助学条件的职工子女{student_aid.eligible}",
                        among=(
                            Sentence("高中{student_aid.high_school}"),
                            Sentence("中专{student_aid.vocational}"),
                            Sentence("大学{student_aid.college}"),
                        ),
                        shares_add_up=True,
                    ),
                    Sentence("发放助学款{student_aid.paid_amount}，惠及{student_aid.paid_students}"),
                ),
            ),
        ),
    ),
)
