from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_account, make_id_number, make_name
from tests.registers import cohorts
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.offices.roles import Role


def make_hardship_file(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> HardshipFile:
    """A worker's file for the hardship aid of 2025, surveyed and visited, not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1979, 9, 4)),
        "phone": f"135{sequence:08d}",
        "employer": employer,
        "for_year": 2025,
        "category": "relative",
        "cause": "illness",
        "cause_note": "术后长期服药",
        "household_size": 3,
        "monthly_income": Decimal(3100 + sequence),
        "surveyed_on": date(2025, 3, 5),
        "visited_on": date(2025, 3, 6),
        "visitor": "郑小满",
        "second_visitor": "傅清和",
        "bank_card": "6200000000000005",
        **changes,
    }
    return door.save(HARDSHIP, actor=actor, record=HardshipFile(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "hardship": lambda place, sequence: make_hardship_file(
        place.officer, make_employer(place.officer, place.village, sequence), sequence
    ),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset(
    {"hardship.on_file", "hardship.on_file_people", "hardship.lifted", *(f"hardship.{code}" for code in cohorts.CODES)}
)


def make_decoys(place: Town) -> None:
    """Files passed by the town, one lifted out, the neighbour's, and what each condition leaves out."""
    here, there = make_employer(place.officer, place.village), make_employer(place.stranger, place.neighbour_village)
    far = make_account("钱白沙", (place.neighbour, Role.OFFICER), username="neighbour-second")

    def go(
        employer: Employer, sequence: int, *steps: str, day: date = date(2025, 4, 10), **values: Any
    ) -> HardshipFile:
        first, second = (place.officer, place.second) if employer is here else (place.stranger, far)
        case = make_hardship_file(first, employer, sequence, **values)
        for key in steps:
            actor = place.reviewer if key.endswith("_city") else second if key == "pass_town" else first
            given = {"amount": Decimal(1000), "payer": "upper"} if key == "pay" else {}
            case = take(HARDSHIP, key, actor=actor, record=case, taking=Taking(day, given, "说明", "文号"))
        return case

    whole = ("apply", "pass_town", "pass_city", "pay", "lift")
    old: dict[str, Any] = {"for_year": 2024, "surveyed_on": date(2024, 3, 5), "visited_on": date(2024, 3, 6)}
    go(here, 1, *whole[:2])
    go(here, 2, *whole)
    go(there, 3, *whole[:2])
    go(there, 4, *whole)
    go(here, 5, *whole, **old, day=date(2024, 4, 10))
    go(here, 6, *whole[:2], **old, day=date(2024, 4, 10))
    go(here, 7, "apply", "pass_town", "reject_in_city")
    go(here, 8, "apply")
    for sequence, steps in ((9, whole[:2]), (10, whole)):
        wrong = go(here, sequence, *steps)
        door.void(HARDSHIP, actor=place.officer, record=wrong, why="同一户重复建档")
    cohorts.make_cohorts(place, make_hardship_file, first=21)
