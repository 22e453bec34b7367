"""Which figures of a paper should not pass which: pairs of indicators, as data.

A relation that does not hold is no error of a record: those passed this year may have been submitted last year. It is
what a reader would ask about, so whoever writes and whoever signs is told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """The figure `part` should not be more than `whole`; `ask` says in Chinese what to look at where it is."""

    part: str
    whole: str
    ask: str


_TWICE = "有人或单位登记重了，或者总数没有登记全，请核对"
_LAST_PERIOD = "可能是上一期提出、这一期才办的，请在文中说明，或者核对日期"

RELATIONS = (
    Relation("agreements.covered_workers", "employers.staff", "覆盖人数或者单位职工数登记有误，请核对"),
    Relation("agreements.covered_workers", "members.total", "请核对覆盖人数；合同也覆盖没有入会的职工的，请在文中说明"),
    Relation("members.total", "employers.staff", "会员名册或者单位职工数登记有误，请核对"),
    Relation("members.women", "members.total", _TWICE),
    Relation("members.migrant", "members.total", _TWICE),
    Relation("members.joined", "members.total", "新会员有的又离会了，或者登记重了，请核对"),
    Relation("unions.founded", "unions.primary", "新建的有的又撤销了，或者登记重了，请核对"),
    Relation("employers.newly_unionised", "employers.unionised", "新建会的有的又停业了，或者登记重了，请核对"),
    Relation("agreements.employers", "employers.unionised", "有没有建会的单位签了合同，请核对建会日期"),
    Relation("agreements.global_500", "agreements.employers", _TWICE),
    Relation("agreements.thousand", "agreements.employers", _TWICE),
    Relation("agreements.global_500", "agreements.global_500_due", "有没有建会的单位签了合同，请核对建会日期"),
    Relation("inspections.to_rectify", "inspections.employers", _TWICE),
    Relation("inspections.city_random", "inspections.employers", _TWICE),
    Relation("petitions.referred", "petitions.received", _TWICE),
    Relation("petitions.in_person", "petitions.received", _TWICE),
    Relation("petitions.late", "petitions.received", _TWICE),
    Relation("petitions.missed", "petitions.received", _TWICE),
    Relation("petitions.reported_late", "petitions.received", _TWICE),
    Relation("petitions.unreported", "petitions.received", _TWICE),
    Relation("petitions.group", "petitions.received", _TWICE),
    Relation("hardship.submitted", "hardship.surveyed_eligible", _LAST_PERIOD),
    Relation("hardship.city_passed", "hardship.submitted", _LAST_PERIOD),
    Relation("hardship.paid_workers", "hardship.city_passed", _LAST_PERIOD),
    Relation("student_aid.eligible", "student_aid.surveyed", _LAST_PERIOD),
    Relation("student_aid.high_school", "student_aid.eligible", _TWICE),
    Relation("student_aid.vocational", "student_aid.eligible", _TWICE),
    Relation("student_aid.college", "student_aid.eligible", _TWICE),
    Relation("student_aid.paid_students", "student_aid.eligible", _LAST_PERIOD),
    Relation("subsidies.awaiting_province", "subsidies.applicants", _LAST_PERIOD),
    Relation("subsidies.paid_workers", "subsidies.applicants", _LAST_PERIOD),
    Relation("visits.injured_amount", "visits.total_amount", _TWICE),
    Relation("visits.cash", "visits.total_amount", _TWICE),
    Relation("activities.centre", "activities.held", _TWICE),
    Relation("activities.attendance", "activities.total_attendance", _TWICE),
    Relation("contributions.papers_in_order", "contributions.payers", _TWICE),
    Relation("contributions.papers_lacking", "contributions.payers", _TWICE),
    Relation("contributions.rebated", "contributions.received", _LAST_PERIOD),
    Relation("pilot_candidates.chosen", "pilot_candidates.surveyed", _LAST_PERIOD),
    Relation("journal.bargaining_liaison", "journal.liaison", _TWICE),
    Relation("journal.contribution_advice", "journal.advice", _TWICE),
)
