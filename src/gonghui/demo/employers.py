"""The register of employers, as cast."""

from __future__ import annotations

import random

from gonghui.demo import staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR
from gonghui.demo.town import Money, Town
from gonghui.demo.tree import places
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.records import door
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer


def register(town: Town) -> None:
    """Write every employer of the town."""
    found = places(town)
    rows = [_row(employer, town, found) for employer in cast(town).employers]
    door.create_many(EMPLOYERS, actor=staff.officer(town), records=rows)


def by_code(town: Town) -> dict[str, Employer]:
    """The town's employers in the database by credit code, with their places."""
    node = Organisation.objects.get(code=town.code)
    rows = at_place(Employer._base_manager.all(), node).select_related("organisation")
    return {employer.uscc: employer for employer in rows}


def standing(town: Town, rng: random.Random) -> list[Employer]:
    """The town's employers that had a union before last year, shuffled."""
    rows = by_code(town)
    found = [one for one in cast(town).employers if one.built_on and one.built_on.year < LAST_YEAR and one.runs]
    rng.shuffle(found)
    return [row for one in found if (row := rows[one.uscc]).voided_on is None]


def void_errors(town: Town) -> None:
    """Void those entered in error, after their money and papers came in."""
    rows = by_code(town)
    for employer in cast(town).playing(Money.VOIDED_EMPLOYER):
        door.void(EMPLOYERS, actor=staff.officer(town), record=rows[employer.uscc], why="同一家单位用旧名称重复登记")


def _row(employer: EmployerCast, town: Town, found: dict[str, Organisation]) -> Employer:
    return Employer(
        organisation=found[town.village_code(employer.village)],
        name=employer.name,
        uscc=employer.uscc,
        staff=employer.staff,
        women=employer.women,
        migrant=employer.migrant,
        headcount_on=employer.declared_on,
        union=found[employer.union.code] if employer.union else None,
        has_union=employer.built_on is not None,
        built_date=employer.built_on,
        members=employer.members,
        chair=employer.chair,
        phone=employer.phone,
        tax_collect=employer.tax_collect,
        global_500=employer.global_500,
        kind=employer.kind,
        industry=employer.industry,
        status=employer.status,
        status_on=employer.status_on,
    )
