"""What was published of the first town, as data. Only the comparison and the tests may read this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """A figure as a paper told it: which indicator, for which year, as of which day, and the number with its unit.

    `over` is the number of a paper that told no exact one, but 超过 a round one.
    """

    town: str
    code: str
    year: int
    as_of: date
    told: str
    over: int | None = None


_OCTOBER, _NOVEMBER = date(2025, 10, 31), date(2025, 11, 30)
_DECEMBER = date(2025, 12, 10)
_TODAY = date(2025, 12, 12)

PUBLISHED = (
    Published("T1", "contributions.payers", 2025, _OCTOBER, "198家"),
    Published("T1", "contributions.papers_in_order", 2025, _OCTOBER, "168家"),
    Published("T1", "contributions.papers_lacking", 2025, _OCTOBER, "30家"),
    Published("T1", "contributions.received", 2025, _OCTOBER, "1317.31万元"),
    Published("T1", "contributions.monthly_average", 2025, _OCTOBER, "131.73万元"),
    Published("T1", "subsidies.applicants", 2025, _NOVEMBER, "45人"),
    Published("T1", "subsidies.awaiting_province", 2025, _NOVEMBER, "43人"),
    Published("T1", "service_rooms.set_up", 2025, _TODAY, "10个"),
    Published("T1", "service_centres.pilots", 2025, _TODAY, "1个"),
    Published("T1", "activities.centre", 2025, _TODAY, "16个"),
    Published("T1", "activities.centre_kinds", 2025, _TODAY, "3个"),
    Published("T1", "activities.volunteers", 2025, _TODAY, "138人次"),
    Published("T1", "activities.attendance", 2025, _TODAY, "超过5000人次", over=5000),
    Published("T1", "centre_services.offered", 2025, _TODAY, "7项"),
    Published("T1", "service_rooms.opened", 2025, _TODAY, "3个"),
    Published("T1", "agreements.employers", 2025, _DECEMBER, "126家"),
    Published("T1", "agreements.global_500", 2025, _DECEMBER, "4家"),
    Published("T1", "agreements.global_500_rate", 2025, _DECEMBER, "80%"),
    Published("T1", "agreements.thousand", 2025, _DECEMBER, "12家"),
    Published("T1", "duties.petition_staff", 2025, _DECEMBER, "2人"),
    Published("T1", "petitions.received", 2025, _DECEMBER, "57件"),
    Published("T1", "petitions.referred", 2025, _DECEMBER, "38件"),
    Published("T1", "petitions.in_person", 2025, _DECEMBER, "19件"),
    Published("T1", "petitions.on_time_rate", 2025, _DECEMBER, "100%"),
    Published("T1", "hardship.surveyed_eligible", 2025, _TODAY, "82人"),
    Published("T1", "hardship.city_passed", 2025, _TODAY, "75人"),
    Published("T1", "hardship.paid_workers", 2025, _TODAY, "75人"),
    Published("T1", "hardship.paid_amount", 2025, _TODAY, "7.5万元"),
    Published("T1", "student_aid.eligible", 2025, _TODAY, "71人"),
    Published("T1", "student_aid.paid_students", 2025, _TODAY, "71人"),
    Published("T1", "student_aid.paid_amount", 2025, _TODAY, "12.2万元"),
    Published("T1", "visits.injured", 2025, _TODAY, "15人"),
    Published("T1", "visits.injured_amount", 2025, _TODAY, "4500元"),
    Published("T1", "inspections.city_random", 2025, _TODAY, "5家"),
    Published("T1", "outreach.bargaining_handouts", 2025, _TODAY, "3种"),
)
