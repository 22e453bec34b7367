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
    Published("T1", "inspections.city_random", 2025, _TODAY, "5家"),
    Published("T1", "outreach.bargaining_handouts", 2025, _TODAY, "3种"),
)
