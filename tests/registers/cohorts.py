"""Cases of two cohorts, applied for in 2025 and the year before: the rows that figures of money paid are tried on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.ledgers.employers.models import Employer

THIS_YEAR, LAST_YEAR = date(2025, 7, 1), date(2024, 11, 5)
# Those who look at the figures as of November have not seen the last.
IN_TIME, TOO_LATE = date(2025, 9, 2), date(2025, 12, 5)
CODES = ("new_paid", "new_paid_amount", "earlier_paid", "earlier_paid_amount")


def make_paid(make: Callable[..., Any], actor: Account, employer: Employer, sequence: int, **changes: Any) -> Any:
    """A case as it stands once it was paid, without the steps that led there."""
    row = make(actor, employer, sequence, surveyed_on=date(2024, 11, 1))
    values = {
        "state": "paid",
        "applied_on": THIS_YEAR,
        "town_passed_on": THIS_YEAR,
        "city_passed_on": THIS_YEAR,
        "paid_on": IN_TIME,
        "amount": Decimal(100 + sequence),
        **changes,
    }
    type(row).objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def make_cohorts(place: Town, make: Callable[..., Any], first: int = 1) -> None:
    """For each cohort one that counts, one that was paid too late, one that was voided; and both in the next town."""
    ours = make_employer(place.officer, place.village, first)
    theirs = make_employer(place.stranger, place.neighbour_village, first + 1)
    sequence = first
    for applied_on in (THIS_YEAR, LAST_YEAR):
        for changes in ({}, {"paid_on": TOO_LATE}, {"voided_on": TOO_LATE, "void_reason": "重复登记"}):
            sequence += 1
            make_paid(make, place.officer, ours, sequence, applied_on=applied_on, **changes)
        sequence += 1
        make_paid(make, place.stranger, theirs, sequence, applied_on=applied_on)
