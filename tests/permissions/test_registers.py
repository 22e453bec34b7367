"""Who is answered what by a register's pages: each register by every set of rights, each kind of rules by role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.catalogue.rows import LEDGERS, make_rows
from tests.factories import Town
from tests.permissions.asking import (
    ANONYMOUS,
    Cell,
    Person,
    around,
    check,
    every_method,
    has,
    methods_taken,
    person,
    role_classes,
)
from tests.permissions.table import REGISTER, TABLE, UNIONS, Page, Scope, Takes

from gonghui.engine.declare import Ledger
from gonghui.engine.exchange.models import Import, keep
from gonghui.ledgers.organisations.ledger import UNIONS as UNION_REGISTER
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
OF_A_REGISTER = frozenset({Scope.REGISTER, Scope.RECORD})


def rules(ledger: Ledger) -> Any:
    """What the answers of a register's pages hang on; registers that share it are answered alike."""
    return frozenset((right, frozenset(roles)) for right, roles in ledger.grants.items()), ledger.entered_singly


def features(ledger: Ledger) -> int:
    """How much of what a page can be about the register has."""
    return sum(has(ledger, takes) for takes in Takes)


# Of each kind of rules the register that has most to be asked for.
EXEMPLARS = list({rules(ledger): ledger for ledger in sorted(LEDGERS, key=features)}.values())


def pages_of(ledger: Ledger) -> Iterator[tuple[str, Page]]:
    """The addresses of a register's pages with what they answer."""
    for key, page in TABLE.items():
        if page.scope in OF_A_REGISTER and (not key.startswith(UNIONS) or ledger is UNION_REGISTER):
            yield key, page


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_every_register_answers_by_rights_and_place(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    people = [person(place.town, role) for role in role_classes(ledger)]
    away = [
        (ANONYMOUS, place.town),
        (Person(place.nobody), place.town),
        (Person(place.stranger, Role.OFFICER, place.neighbour), place.town),
        (Person(place.other_clerk, Role.CLERK, place.other_village), place.town),
        # Their own place, and a record that lies elsewhere.
        (Person(place.stranger, Role.OFFICER, place.neighbour), place.neighbour),
        (Person(place.other_clerk, Role.CLERK, place.other_village), place.other_village),
    ]
    check(
        cell
        for key, _ in pages_of(ledger)
        for who, at in [*((who, place.town) for who in people), *away]
        for cell in methods_taken(Cell(key, "", who, at, ledger, row))
    )


@pytest.mark.parametrize("ledger", EXEMPLARS, ids=lambda ledger: ledger.key)
def test_every_role_and_place_and_method_where_rules_differ(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    people = [person(place.town, role) for role in CATALOGUE.roles]
    classes = role_classes(ledger)
    cells = []
    for key, _ in pages_of(ledger):
        for who in people:
            for name, at in around(place).items():
                cell = Cell(key, "", who, at, ledger, row)
                if name == "own" and who.role in classes:
                    cells += every_method(cell)
                elif name in {"own", "below"} or who.role in classes:
                    cells += methods_taken(cell)
        cells += every_method(Cell(key, "", ANONYMOUS, place.town, ledger, row))
    check(cells)


def test_what_somebody_else_brought_in_is_not_found(place: Town) -> None:
    members = CATALOGUE.ledger("members")
    assert members is not None
    kept = keep(place.town, place.second, members.key, b"-", "-")
    people = [person(place.town, role) for role in CATALOGUE.roles]
    check(
        cell
        for who in [*people, Person(place.nobody), ANONYMOUS]
        for at in around(place).values()
        for cell in every_method(Cell(f"{REGISTER}import/<int:pk>/", "", who, at, members, kept=kept.pk))
    )


def test_what_an_import_did_is_shown_to_who_may_read_the_register(place: Town) -> None:
    members = CATALOGUE.ledger("members")
    assert members is not None
    done = keep(place.town, place.second, members.key, b"-", "-")
    Import.objects.within(done.jurisdiction_id).update(committed_at=done.uploaded_at)
    people = [person(place.town, role) for role in CATALOGUE.roles]
    check(
        cell
        for who in [*people, Person(place.nobody), ANONYMOUS]
        for at in around(place).values()
        for address in (f"{REGISTER}imports/<int:pk>/", f"{REGISTER}imports/<int:pk>/undo/")
        for cell in every_method(Cell(address, "", who, at, members, done))
    )


def test_who_brought_it_in_finds_it(place: Town) -> None:
    """So that the refusals above are not those of an address that nobody reaches."""
    members = CATALOGUE.ledger("members")
    assert members is not None
    kept = keep(place.town, place.second, members.key, b"-", "-")
    client = Person(place.second, Role.OFFICER, place.town).client
    Import.objects.within(kept.jurisdiction_id).update(committed_at=kept.uploaded_at)
    answer = client.get(f"/T/ledgers/members/import/{kept.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/T/ledgers/members/")
