"""What the first published summary tells of, and where each of it lives: registers, figures, sentences.

Each activity of that summary names the registers that hold it and the figures that count it. Each of its figures,
dates, rhythms and lists is named by the number that it bears in the list of source figures, with the place in braces
that tells it in the annual outline (`code`, or `code@field:form`), or the section whose cut-off it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Activity:
    """An activity: what was done, the registers that hold it, and the indicators that count it."""

    area: str
    done: str
    ledgers: tuple[str, ...]
    codes: tuple[str, ...]


ACTIVITIES = (
    Activity("规范化建设", "工作会议", ("meetings",), ("meetings.standardisation",)),
    Activity("规范化建设", "下乡指导、企业现场指导", ("journal",), ("journal.guidance", "journal.guided_employers")),
    Activity(
        "规范化建设",
        "企业现场检查、上级随机抽查",
        ("inspections", "inspection-results"),
        ("inspections.held", "inspections.city_random"),
    ),
    Activity(
        "集体协商",
        "上级动员、镇推进会、观看专题片",
        ("meetings",),
        ("meetings.bargaining_mobilised", "meetings.bargaining_promoted"),
    ),
    Activity("集体协商", "与人力资源部门沟通审查流程和材料", ("journal",), ("journal.bargaining_liaison",)),
    Activity(
        "集体协商", "每周上报和督导", ("bargaining-weeks",), ("bargaining_weeks.reports", "bargaining_weeks.supervised")
    ),
    Activity("集体协商", "派发宣传资料", ("outreach",), ("outreach.bargaining_handouts",)),
    Activity(
        "集体协商",
        "企业完成协商并签订协议，分档统计",
        ("agreements", "employers"),
        ("agreements.employers", "agreements.global_500", "agreements.global_500_rate", "agreements.thousand"),
    ),
    Activity("信访维权", "专人跟踪、A、B岗替补、领导挂帅", ("duties",), ("duties.petition_staff",)),
    Activity(
        "信访维权",
        "转办和接访，及时处理，没有迟报漏报",
        ("petitions",),
        ("petitions.received", "petitions.on_time_rate", "petitions.late", "petitions.missed"),
    ),
    Activity(
        "信访维权",
        "受到肯定、向各镇街介绍经验",
        ("recognition",),
        ("recognition.received", "recognition.experience_shared"),
    ),
    Activity("工伤慰问", "看望工伤职工、发放慰问金", ("visits",), ("visits.injured", "visits.injured_amount")),
    Activity(
        "困难帮扶",
        "摸底、申报、审核、发放",
        ("hardship", "calls"),
        (
            "hardship.surveyed_eligible",
            "hardship.submitted",
            "hardship.city_passed",
            "hardship.paid_workers",
            "hardship.paid_amount",
        ),
    ),
    Activity(
        "金秋助学", "摸底汇总、申领", ("student-aid", "calls"), ("student_aid.eligible", "student_aid.paid_amount")
    ),
    Activity(
        "培训补贴",
        "通知转发、电视广告、名单比对、短信",
        ("calls", "outreach"),
        ("calls.subsidy", "outreach.broadcasts", "outreach.subsidy_matched", "outreach.subsidy_notified"),
    ),
    Activity("培训补贴", "申请和三级审核", ("subsidies",), ("subsidies.applicants", "subsidies.awaiting_province")),
    Activity(
        "职工服务中心",
        "调查摸底、候选、确定示范点",
        ("pilot-candidates",),
        ("pilot_candidates.surveyed", "pilot_candidates.chosen"),
    ),
    Activity(
        "职工服务中心",
        "落成启用、硬件投入、社工到位",
        ("service-centres", "social-workers"),
        ("service_centres.opened", "service_centres.pilots", "social_workers.on_post"),
    ),
    Activity(
        "职工服务中心",
        "功能室设立和开放、服务项目",
        ("service-rooms", "centre-services"),
        ("service_rooms.set_up", "service_rooms.opened", "centre_services.offered"),
    ),
    Activity(
        "职工服务中心",
        "特色活动、志愿服务",
        ("activities",),
        ("activities.centre", "activities.volunteers", "activities.attendance"),
    ),
    Activity("工会经费", "派发宣传手册", ("outreach",), ("outreach.contribution_handouts",)),
    Activity("工会经费", "电话、现场解答咨询", ("journal",), ("journal.contribution_advice",)),
    Activity(
        "工会经费",
        "税务代收入库、返还手续",
        ("contributions", "rebates"),
        (
            "contributions.payers",
            "contributions.papers_in_order",
            "contributions.papers_lacking",
            "contributions.received",
            "contributions.monthly_average",
        ),
    ),
    Activity("工会经费", "在全市的排名", ("recognition",), ("recognition.received",)),
)

# The number in the list of source figures: the place of the outline that tells it, or "截至 section".
TOLD: dict[str, str] = {
    "S1-001": "inspections.city_random@inspection__held_on:day",
    "S1-002": "inspections.city_random",
    "S1-003": "meetings.bargaining_mobilised@held_on:month",
    "S1-004": "bargaining_weeks.reports@reported_on:weekly",
    "S1-005": "bargaining_weeks.supervised@supervised_on:weekly",
    "S1-006": "截至 bargaining",
    "S1-007": "agreements.employers",
    "S1-008": "agreements.global_500",
    "S1-009": "agreements.global_500_rate",
    "S1-010": "agreements.thousand",
    "S1-013": "duties.petition_staff@since:one_month",
    "S1-014": "duties.petition_staff",
    "S1-015": "截至 petitions",
    "S1-016": "petitions.received",
    "S1-017": "petitions.referred",
    "S1-018": "petitions.in_person",
    "S1-019": "petitions.on_time_rate",
    "S1-020": "visits.injured",
    "S1-021": "visits.injured_amount",
    "S1-022": "hardship.surveyed_eligible@surveyed_on:tenth",
    "S1-023": "hardship.surveyed_eligible",
    "S1-024": "hardship.submitted@town_passed_on:tenth",
    "S1-025": "hardship.paid_workers",
    "S1-026": "hardship.paid_amount",
    "S1-027": "student_aid.eligible@surveyed_on:tenth",
    "S1-028": "student_aid.eligible",
    "S1-029": "student_aid.paid_amount",
    "S1-030": "calls.subsidy@forwarded_on:tenth",
    "S1-032": "calls.subsidy@closes_on:one_day",
    "S1-033": "subsidies.applicants",
    "S1-034": "subsidies.awaiting_province",
    "S1-035": "service_rooms.set_up",
    "S1-036": "service_centres.pilots",
    "S1-037": "service_centres.opened@opened_on:month",
    "S1-039": "activities.centre",
    "S1-040": "activities.centre_kinds",
    "S1-041": "activities.volunteers",
    "S1-042": "activities.attendance",
    "S1-043": "截至 contributions",
    "S1-044": "contributions.payers",
    "S1-045": "contributions.papers_in_order",
    "S1-046": "contributions.papers_lacking",
    "S1-047": "contributions.received",
    "S1-048": "contributions.monthly_average",
    "S1-051": "service_rooms.set_up@kind:names",
    "S1-052": "centre_services.offered@kind:names",
    "S1-053": "service_rooms.opened@kind:names",
    "S1-054": "outreach.bargaining_handouts@title:titles",
    "S1-055": "visits.injured@date:month",
}
