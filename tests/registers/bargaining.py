from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer


def make_agreement(actor: Account, employer: Employer, **changes: Any) -> Agreement:
    """A case of bargaining over wages, offered and filled, for the year from 1 July 2025."""
    values: dict[str, Any] = {
        "employer": employer,
        "offered_on": date(2025, 5, 12),
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2026, 6, 30),
        "covered_workers": 52,
        "raise_percent": Decimal("5.5"),
        **changes,
    }
    return door.save(AGREEMENTS, actor=actor, record=Agreement(), changes=values)


def make_bargaining_week(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> BargainingWeek:
    """A town's report of the drive for bargaining; `sequence` 1 is the week of 13 January 2025."""
    monday = date(2025, 1, 6) + timedelta(weeks=sequence)
    values: dict[str, Any] = {
        "organisation": place,
        "reported_on": monday,
        "supervised_on": monday + timedelta(days=2),
        **changes,
    }
    return door.save(BARGAINING_WEEKS, actor=actor, record=BargainingWeek(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "agreements": lambda place, sequence: make_agreement(
        place.officer, make_employer(place.officer, place.village, sequence)
    ),
    "bargaining-weeks": lambda place, sequence: make_bargaining_week(place.officer, place.town, sequence),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset(
    f"agreements.{name}"
    for name in ("comprehensive", "wage", "women", "expiring", "renewed", "mean_raise", "covered_employers")
)


def make_decoys(place: Town) -> None:
    """Of each kind what counts, the neighbour's, and what each condition leaves out."""
    serial = iter(range(1, 100))

    def standing(employer: Employer, kind: str, signed: date, first: date, last: date, rise: str = "5") -> Agreement:
        actor = place.stranger if employer.organisation == place.neighbour_village else place.officer
        case = make_agreement(
            actor, employer, kind=kind, offered_on=None, starts_on=first, ends_on=last, raise_percent=Decimal(rise)
        )
        taking = Taking(signed, {"signed_on": signed, "filed_on": signed}, "", "")
        return take(AGREEMENTS, "enter_standing", actor=actor, record=case, taking=taking)

    def new(far: bool = False) -> Employer:
        at, actor = (place.neighbour_village, place.stranger) if far else (place.village, place.officer)
        return make_employer(actor, at, next(serial))

    def void(case: Agreement) -> None:
        door.void(AGREEMENTS, actor=place.officer, record=case, why="同一份重复登记")

    def end(case: Agreement, day: date) -> None:
        take(AGREEMENTS, "terminate", actor=place.officer, record=case, taking=Taking(day, {}, "企业搬迁", ""))

    year = (date(2025, 7, 1), date(2026, 6, 30))
    before = (date(2024, 7, 1), date(2025, 6, 30))
    for kind in ("comprehensive", "wage", "women"):
        for far in (False, True):
            renewing = new(far=far)
            standing(renewing, kind, date(2024, 6, 20), *before, "30")
            standing(renewing, kind, date(2025, 6, 20), *year)
        standing(new(), kind, date(2024, 6, 20), *before, "30")
        standing(new(), kind, date(2025, 12, 3), *year)
        standing(new(), kind, date(2025, 11, 1), date(2026, 1, 1), date(2026, 12, 31))
        void(standing(new(), kind, date(2025, 6, 20), *year, "9"))
        end(standing(new(), kind, date(2025, 6, 20), *year), date(2025, 9, 1))
        gone = new()
        standing(gone, kind, date(2025, 6, 20), *year, "20" if kind == "women" else "5")
        door.void(EMPLOYERS, actor=place.officer, record=gone, why="同一家单位重复登记")
    for what in ("voided", "terminated", "signed later"):
        renewing = new()
        first = (date(2025, 1, 1), date(2025, 12, 31)) if what == "signed later" else before
        case = standing(renewing, "safety", date(2025, 12, 3) if what == "signed later" else date(2024, 6, 20), *first)
        if what == "terminated":
            end(case, date(2025, 6, 1))
        standing(renewing, "safety", date(2025, 11, 1), date(2026, 1, 1), date(2026, 12, 31))
        if what == "voided":
            void(case)
    renewed_next_year = new()
    standing(renewed_next_year, "safety", date(2025, 6, 20), *year)
    standing(renewed_next_year, "safety", date(2025, 11, 1), date(2026, 7, 1), date(2027, 6, 30))
