from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import Town, make_id_number, make_name
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition


def make_petition(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Petition:
    """A petition over wages that a worker brought in person on 3 March 2025; it lies with its employer, if any."""
    values: dict[str, Any] = {
        "organisation": place,
        "received_on": date(2025, 3, 3),
        "source": "in_person",
        "subject": f"反映拖欠工资之{sequence}",
        "category": "unpaid_wages",
        "people": 1 + sequence % 12,
        "amount_claimed": Decimal(12_000 + sequence),
        "petitioner": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1988, 8, 9)),
        "phone": f"135{sequence:08d}",
        "handler": "陈玉兰",
        "stand_in": "周海明",
        **changes,
    }
    return door.save(PETITIONS, actor=actor, record=Petition(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "petitions": lambda place, sequence: make_petition(
        place.officer, place.town, sequence, employer=make_employer(place.officer, place.village, sequence)
    ),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset(
    f"petitions.{name}"
    for name in (
        *("reported_late", "unreported", "batches", "group", "group_people", "letters", "mediated", "legal_aid"),
    )
)


def _close(actor: Account, case: Petition, day: date, result: str) -> None:
    told = Taking(day, {"notified_on": day}, "", "")
    case = take(PETITIONS, "accept", actor=actor, record=case, taking=told)
    values = {"result": result, "amount_recovered": Decimal(0)}
    take(PETITIONS, "close", actor=actor, record=case, taking=Taking(day, values, "", ""))


def _hand_on(actor: Account, case: Petition, day: date, to: str) -> None:
    take(PETITIONS, "hand_on", actor=actor, record=case, taking=Taking(day, {"handed_to": to}, "", ""))


def make_decoys(place: Town) -> None:
    """What counts, the same in the neighbouring town, last year's, what came later, and what was entered in error."""
    letter = {"source": "letter", "people": 6, "group": True, "batches": 2}
    due = {"report_due_on": date(2025, 3, 10)}
    old = {"received_on": date(2024, 3, 3), "report_due_on": date(2024, 3, 10)}

    def row(sequence: int, **values: Any) -> Petition:
        return make_petition(place.officer, place.town, sequence, **values)

    def report(actor: Account, case: Petition, day: date) -> None:
        take(PETITIONS, "report_received", actor=actor, record=case, taking=Taking(day, {}, "", ""))

    for actor, at in ((place.officer, place.town), (place.stranger, place.neighbour)):
        report(actor, make_petition(actor, at, 1, **letter, **due), date(2025, 3, 20))
        make_petition(actor, at, 2, **letter, **due)
        _close(actor, make_petition(actor, at, 3), date(2025, 4, 1), "mediated")
        _hand_on(actor, make_petition(actor, at, 4), date(2025, 4, 1), "legal_aid")
    report(place.officer, row(5, **letter, **old), date(2024, 3, 20))
    row(6, **letter, **old)
    row(7, people=2)
    _close(place.officer, row(8, received_on=date(2024, 3, 3)), date(2024, 4, 1), "mediated")
    _close(place.officer, row(9), date(2025, 4, 1), "settled")
    _hand_on(place.officer, row(10, received_on=date(2024, 3, 3)), date(2024, 4, 1), "legal_aid")
    _hand_on(place.officer, row(11), date(2025, 4, 1), "labour")
    wrong = [row(sequence, **letter, **due) for sequence in (12, 13, 14, 15)]
    report(place.officer, wrong[0], date(2025, 3, 20))
    _close(place.officer, wrong[1], date(2025, 4, 1), "mediated")
    _hand_on(place.officer, wrong[2], date(2025, 4, 1), "legal_aid")
    for case in wrong:
        door.void(PETITIONS, actor=place.officer, record=case, why="同一件重复登记")
