"""What was published of the first town, as data. Only the comparison and the tests may read this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """A figure as a paper told it: which indicator, for which year, as of which day, and the number with its unit."""

    town: str
    code: str
    year: int
    as_of: date
    told: str


_OCTOBER, _NOVEMBER = date(2025, 10, 31), date(2025, 11, 30)
_TODAY = date(2025, 12, 12)

PUBLISHED = (
    Published("T1", "contributions.payers", 2025, _OCTOBER, "198家"),
    Published("T1", "contributions.papers_in_order", 2025, _OCTOBER, "168家"),
    Published("T1", "contributions.papers_lacking", 2025, _OCTOBER, "30家"),
    Published("T1", "contributions.received", 2025, _OCTOBER, "1317.31万元"),
    Published("T1", "contributions.monthly_average", 2025, _OCTOBER, "131.73万元"),
    Published("T1", "subsidies.applicants", 2025, _NOVEMBER, "45人"),
    Published("T1", "subsidies.awaiting_province", 2025, _NOVEMBER, "43人"),
    Published("T1", "hardship.surveyed_eligible", 2025, _TODAY, "82人"),
    Published("T1", "hardship.city_passed", 2025, _TODAY, "75人"),
    Published("T1", "hardship.paid_workers", 2025, _TODAY, "75人"),
    Published("T1", "hardship.paid_amount", 2025, _TODAY, "7.5万元"),
    Published("T1", "student_aid.eligible", 2025, _TODAY, "71人"),
    Published("T1", "student_aid.paid_students", 2025, _TODAY, "71人"),
    Published("T1", "student_aid.paid_amount", 2025, _TODAY, "12.2万元"),
    Published("T1", "visits.injured", 2025, _TODAY, "15人"),
    Published("T1", "visits.injured_amount", 2025, _TODAY, "4500元"),
)
