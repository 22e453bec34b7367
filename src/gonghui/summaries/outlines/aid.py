"""Visits, hardship aid and student aid (帮扶慰问)."""

from __future__ import annotations

from gonghui.ledgers.visits.choices import Festival
from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, of_earlier, outcome

# How each occasion is told; injured workers have a sentence of their own.
_OCCASIONS = {
    Festival.SPRING: "元旦、春节送温暖慰问",
    Festival.MAY: "五一期间慰问",
    Festival.HEAT: "高温季节送清凉到一线，慰问",
    Festival.AUTUMN: "中秋慰问",
    Festival.NATIONAL: "国庆慰问",
    Festival.MODEL: "看望劳动模范",
    Festival.HOSPITAL: "探望住院职工",
    Festival.LIFE: "在职工结婚、生育、退休等时候上门慰问",
    Festival.SUDDEN: "遇突发困难及时慰问",
    Festival.OTHER: "其他慰问",
}


def _occasion(festival: Festival, said: str) -> Sentence:
    """How many homes and people were visited on the occasion, with how much; without money, how many people."""
    households, people = f"{{visits.{festival}_households}}", f"{{visits.{festival}_people}}"
    money = f"，款物合计{{visits.{festival}_amount}}"
    return Sentence(
        f"{said}{households}、{people}{money}",
        instead=Sentence(f"{said}{people}{money}", instead=Sentence(f"{said}{people}")),
    )


_CITY = "经{reviewer_short}审核通过{hardship.city_passed}"
_HIGHER = "{higher_short}审核通过{hardship.higher_passed}"
_PAID = "{hardship.paid_workers}领到帮扶款，共{hardship.paid_amount}"
# Told together while all the money answers applications of the period; else each cohort has a sentence of its own.
_ONE_COHORT = ("hardship.earlier_paid",)
_PASSED_AND_PAID = Sentence(
    f"{_CITY}，{_HIGHER}，{_PAID}",
    zero=_ONE_COHORT,
    instead=Sentence(
        "经{reviewer_short}审核通过的{hardship.city_passed}均已领到帮扶款，共{hardship.paid_amount}",
        equal=("hardship.city_passed", "hardship.paid_workers"),
        zero=_ONE_COHORT,
        instead=Sentence(
            f"{_CITY}，{_PAID}",
            zero=_ONE_COHORT,
            instead=Sentence(f"{_CITY}，{_HIGHER}", instead=Sentence(_CITY, instead=Sentence(_PAID, zero=_ONE_COHORT))),
        ),
    ),
)

AID = OutlineSection(
    "aid",
    "帮扶慰问",
    (
        OutlinePart(
            "走访慰问",
            (
                (
                    Sentence(
                        "{visits.injured@date:month}，看望工伤职工{visits.injured}，送去慰问金{visits.injured_amount}"
                    ),
                    *(_occasion(festival, said) for festival, said in _OCCASIONS.items()),
                ),
            ),
        ),
        OutlinePart(
            "困难职工帮扶",
            (
                (
                    methods(Topic.HARDSHIP),
                    Sentence(
                        "{hardship.surveyed_eligible@surveyed_on:tenth}组织摸底，初步符合条件的困难职工"
                        "{hardship.surveyed_eligible}"
                    ),
                    Sentence(
                        "{hardship.submitted@town_passed_on:tenth}{by_handler}将{hardship.submitted}的申请报{reviewer_short}审核"
                    ),
                    _PASSED_AND_PAID,
                    Sentence(
                        "{during}申请的职工中，{hardship.new_paid}领到帮扶款，共{hardship.new_paid_amount}",
                        at_least={"hardship.earlier_paid": 1},
                    ),
                    of_earlier(
                        "{hardship.earlier_paid@applied_on:month}申请的{hardship.earlier_paid}领到帮扶款，"
                        "共{hardship.earlier_paid_amount}",
                        beside="hardship.new_paid",
                    ),
                    *outcome(Topic.HARDSHIP),
                ),
            ),
        ),
        OutlinePart(
            "金秋助学",
            (
                (
                    methods(Topic.STUDENT_AID),
                    Sentence(
                        "{student_aid.eligible@surveyed_on:tenth}起摸底汇总，符合助学条件的职工子女{student_aid.eligible}",
                        among=(
                            Sentence("高中{student_aid.high_school}", every="为高中生"),
                            Sentence("中专{student_aid.vocational}", every="为中专生"),
                            Sentence("大学{student_aid.college}", every="为大学生"),
                        ),
                        shares_add_up=True,
                    ),
                    Sentence(
                        "发放助学款{student_aid.paid_amount}，惠及{student_aid.paid_students}",
                        zero=("student_aid.earlier_paid",),
                        instead=Sentence(
                            "{during}申请的学生中，{student_aid.new_paid}领到助学款，共{student_aid.new_paid_amount}"
                        ),
                    ),
                    of_earlier(
                        "{student_aid.earlier_paid@applied_on:month}申请的{student_aid.earlier_paid}领到助学款，"
                        "共{student_aid.earlier_paid_amount}",
                        beside="student_aid.new_paid",
                    ),
                    *outcome(Topic.STUDENT_AID),
                ),
            ),
        ),
    ),
)
