"""Pages that speak of many registers name only those that the person may read."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.catalogue.rows import LEDGERS
from tests.factories import Town, make_account
from tests.permissions.asking import ANONYMOUS, Cell, Person, around, check, every_method, person
from tests.permissions.table import AT
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.petitions import make_petition

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
FIGURE = f"{AT}figures/<str:code>/"
# One indicator of each register that has any.
FIRST = {indicator.ledger.key: indicator for indicator in reversed(CATALOGUE.indicators)}


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def roles_by_reading() -> list[str]:
    """One role of each set of registers that a role can read."""
    found = {frozenset(ledger.key for ledger in LEDGERS if reads(role, ledger)): role for role in CATALOGUE.roles}
    return list(found.values())


def reads(role: str, ledger: Ledger) -> bool:
    return role in ledger.grants[Right.READ]


def test_a_figure_opens_only_for_who_may_read_its_rows(place: Town) -> None:
    people = [person(place.town, role) for role in CATALOGUE.roles]
    cells = []
    opened = set()
    for key, indicator in FIRST.items():
        ledger = indicator.ledger
        for who in people:
            # Computing is dear: of who may, one for each register whose readers differ.
            readers = frozenset(ledger.grants[Right.READ])
            if reads(who.role, ledger):
                if readers in opened:
                    continue
                opened.add(readers)
            cells.append(Cell(FIGURE, "GET", who, place.town, ledger, code=indicator.code))
        officer = Person(place.officer, Role.OFFICER, place.town)
        cells += [
            Cell(FIGURE, "GET", officer, around(place)["beside"], ledger, code=indicator.code),
            Cell(FIGURE, "GET", ANONYMOUS, place.town, ledger, code=indicator.code),
            Cell(FIGURE, "POST", officer, place.town, ledger, code=indicator.code),
        ]
        assert key == ledger.key
    petitions = FIRST["petitions"]
    for who in [*people, Person(place.nobody), ANONYMOUS]:
        for name, at in around(place).items():
            asked = every_method(Cell(FIGURE, "", who, at, petitions.ledger, code=petitions.code))
            cells += [one for one in asked if name != "own" or one.method not in {"GET", "HEAD"}]
    check(cells)


def test_the_page_of_figures_and_its_book_list_only_what_may_be_read(place: Town) -> None:
    for role in roles_by_reading():
        client = client_of(make_account("试岗位", (place.town, role)))
        may = {indicator.code for indicator in CATALOGUE.indicators if reads(role, indicator.ledger)}
        shown = client.get("/T/figures/").context["groups"]
        assert {one.figure.indicator.code for area in shown for one in area.figures} == may, role
        book = client.get("/T/figures/book/").context["groups"]
        assert {indicator.code for _, group in book for indicator, _ in group} == may, role


def test_a_find_looks_only_where_the_person_may_read(place: Town) -> None:
    employer = make_employer(place.officer, place.village, name="万和五金厂")
    make_petition(place.officer, place.village, employer=employer, subject="反映万和五金厂拖欠工资")
    make_member(place.officer, place.village, name="万和平")
    for role in roles_by_reading():
        client = client_of(make_account("试岗位", (place.village, role)))
        for answer in (client.get("/V1/find/?q=万和"), client.get("/V1/find/?q=2025")):
            found = {hits.ledger.key for hits in answer.context["hits"]}
            assert found == {key for key in ("employers", "members", "petitions") if reads_key(role, key)}, role
            assert {ledger.key for ledger in answer.context["readable"]} == {
                ledger.key for ledger in LEDGERS if reads(role, ledger)
            }


def test_a_record_names_what_belongs_to_it_only_where_that_may_be_read(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    petition = make_petition(place.officer, place.village, employer=employer)
    for role in roles_by_reading():
        if not reads_key(role, "employers"):
            continue
        client = client_of(make_account("试岗位", (place.village, role)))
        answer = client.get(f"/V1/ledgers/employers/{employer.pk}/")
        named = {one.ledger.key for one in answer.context["backlinks"]}
        assert ("petitions" in named) is reads_key(role, "petitions"), role
        assert (petition.number in answer.content.decode()) is reads_key(role, "petitions"), role


def test_the_frame_and_the_desk_lead_only_to_what_may_be_read(place: Town) -> None:
    make_petition(place.officer, place.village)
    for role in CATALOGUE.roles:
        answer = client_of(make_account("试岗位", (place.village, role))).get("/V1/")
        led = set(re.findall(r'href="/V1/ledgers/([\w-]+)/["?]', answer.content.decode()))
        assert led == {ledger.key for ledger in LEDGERS if reads(role, ledger)}, role
        entered = set(re.findall(r'href="/V1/ledgers/([\w-]+)/new/', answer.content.decode()))
        assert entered == {ledger.key for ledger in LEDGERS if role in ledger.grants[Right.WRITE]}, role
        told = [shown.figure.indicator for shown in answer.context["headlines"]]
        assert all(reads(role, indicator.ledger) for indicator in told), role
        assert bool(told) is any(reads(role, ledger) for ledger in LEDGERS), role


def reads_key(role: str, key: str) -> bool:
    ledger = CATALOGUE.ledger(key)
    assert ledger is not None
    return reads(role, ledger)
