"""One row of every register, for the tests that run over the whole catalogue.

A register that joins the catalogue gets its line here; everything in this folder then covers it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from tests import factories
from tests.factories import Town

from gonghui.engine.access.models import Organisation, plant
from gonghui.engine.declare import Ledger
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.vault.fields import SealedField
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.service_centres.models import ServiceCentre
from gonghui.offices.levels import Level
from gonghui.site.catalogue import CATALOGUE

LEDGERS = list(CATALOGUE.ledgers)


def _employer(place: Town, sequence: int) -> Employer:
    return factories.make_employer(place.officer, place.village, sequence)


def _union(place: Town, sequence: int) -> LedgerRow:
    at = plant(code=f"V1-{sequence}", name=f"第{sequence}基层工会", level=Level.PRIMARY, parent=place.village)
    return factories.make_union(place.officer, at, kind="single")


def _centre(place: Town, sequence: int) -> ServiceCentre:
    return factories.make_service_centre(place.officer, place.village, sequence)


MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "unions": _union,
    "employers": _employer,
    "members": lambda place, sequence: factories.make_member(place.officer, place.village, sequence),
    "subsidies": lambda place, sequence: factories.make_subsidy(
        place.officer, _employer(place, sequence), sequence, transport_amount=200 + sequence
    ),
    "hardship": lambda place, sequence: factories.make_hardship_file(
        place.officer, _employer(place, sequence), sequence
    ),
    "student-aid": lambda place, sequence: factories.make_student_aid(
        place.officer, _employer(place, sequence), sequence
    ),
    "visits": lambda place, sequence: factories.make_visit(
        place.officer, place.village, sequence, cash=300 + sequence, goods=sequence
    ),
    "calls": lambda place, sequence: factories.make_call(place.officer, place.town, sequence),
    "contributions": lambda place, sequence: factories.make_contribution(
        place.officer, _employer(place, sequence), sequence
    ),
    "plans": lambda place, sequence: factories.make_plan_item(place.officer, place.town, sequence),
    "shortcomings": lambda place, sequence: factories.make_shortcoming(place.officer, place.town, sequence),
    "phrases": lambda place, sequence: factories.make_phrase(place.officer, place.town, sequence),
    "agreements": lambda place, sequence: factories.make_agreement(place.officer, _employer(place, sequence)),
    "bargaining-weeks": lambda place, sequence: factories.make_bargaining_week(place.officer, place.town, sequence),
    "petitions": lambda place, sequence: factories.make_petition(
        place.officer, place.town, sequence, employer=_employer(place, sequence)
    ),
    "duties": lambda place, sequence: factories.make_duty(place.officer, place.town, sequence),
    "rebates": lambda place, sequence: factories.make_rebate_file(place.officer, _employer(place, sequence)),
    "service-centres": _centre,
    "service-rooms": lambda place, sequence: factories.make_service_room(place.officer, _centre(place, sequence)),
    "centre-services": lambda place, sequence: factories.make_centre_service(place.officer, _centre(place, sequence)),
    "social-workers": lambda place, sequence: factories.make_social_worker(
        place.officer, _centre(place, sequence), sequence
    ),
    "pilot-candidates": lambda place, sequence: factories.make_pilot_candidate(
        place.officer, _employer(place, sequence)
    ),
    "activities": lambda place, sequence: factories.make_activity(place.officer, place.village, sequence),
    "inspections": lambda place, sequence: factories.make_inspection(place.officer, place.village, sequence),
    "inspection-results": lambda place, sequence: factories.make_inspection_result(
        place.officer,
        factories.make_inspection(place.officer, place.village, sequence),
        _employer(place, sequence),
    ),
    "outreach": lambda place, sequence: factories.make_outreach(place.officer, place.village, sequence),
    "meetings": lambda place, sequence: factories.make_meeting(place.officer, place.village, sequence),
    "journal": lambda place, sequence: factories.make_journal_entry(place.officer, place.village, sequence),
    "recognition": lambda place, sequence: factories.make_recognition(place.officer, place.village, sequence),
}


def make_rows(ledger: Ledger, place: Town, count: int, *, first: int = 1) -> list[Any]:
    """`count` rows of a register in the village V1 of town T."""
    return [MAKERS[ledger.key](place, sequence) for sequence in range(first, first + count)]


def secrets_of(row: LedgerRow) -> list[str]:
    """The personal data that a row holds, in full."""
    sealed = [field for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    return [value.reveal() for field in sealed if (value := getattr(row, field.attname))]


def address(name: str, at: Organisation, ledger: Ledger, *rest: object) -> str:
    """The address of a register's page at a place."""
    return reverse(name, args=[at.code, ledger.key, *rest])
