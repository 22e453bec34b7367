"""Who is answered what by the pages of a place, by those that stand at no place, and by those of summaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.factories import Town
from tests.permissions.asking import (
    ANONYMOUS,
    Cell,
    Person,
    around,
    check,
    every_method,
    leaves_something,
    methods_taken,
    person,
    role_classes,
)
from tests.permissions.table import AT, SUMMARY, TABLE, Scope
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.offices.roles import TOWN_STAFF, Role
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.blocks import GapBlock
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.outlines.kinds import ANNUAL

FIGURES = f"{AT}figures/"
STEPS = f"{SUMMARY}steps/<str:step>/"


@pytest.mark.django_db
def test_the_pages_of_a_place_are_for_who_has_a_post_that_reaches_it(place: Town) -> None:
    people = [person(place.town, role) for role in CATALOGUE.roles]
    # A page of a place is dear where many registers stand on it: not every role asks for it in every way.
    few = {"", Role.OFFICER, Role.CLERK, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}
    cells = []
    for key, page in TABLE.items():
        if page.scope not in {Scope.PLACE, Scope.APPOINTING, Scope.AUDITING}:
            continue
        for who in [*people, Person(place.nobody), ANONYMOUS]:
            for name, at in around(place).items():
                cell = Cell(key, "", who, at)
                asked = every_method(cell) if name == "own" and who.role in few else methods_taken(cell)
                if name == "below" and who.role and who.role not in few:
                    continue
                if key == FIGURES and name in {"own", "below"}:
                    # All figures are dear to compute, and tests/permissions/test_across_registers.py opens the page.
                    asked = [one for one in asked if one.method not in {"GET", "HEAD"}]
                cells += asked
    check(cells)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete"])
def test_the_pages_at_no_place(place: Town, method: str) -> None:
    """Home, sign-in, sign-out, the first run, and what is served as a file."""
    expected = {
        # For nobody signed in, for somebody without a post, and for an officer.
        "/": {"get": (302, 403, 302), "head": (302, 403, 302)},
        "/sign-in/": {"get": (200, 302, 302), "head": (200, 302, 302), "post": (422, 422, 422)},
        "/password/": {"get": (302, 200, 200), "head": (302, 200, 200), "post": (302, 422, 422)},
        "/static/gonghui/style.css": {"get": (200, 200, 200), "head": (200, 200, 200)},
        "/first-run/": {
            "post": (409, 409, 409),
            **dict.fromkeys(("get", "head", "put", "patch", "delete"), (404, 404, 404)),
        },
    }
    with nothing_written():
        for address, answers in expected.items():
            for account, ought in zip(
                (None, place.nobody, place.officer), answers.get(method, (405, 405, 405)), strict=True
            ):
                client = client_of(account)
                answer = getattr(client, method)(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                assert answer.status_code == ought, (address, account)


@pytest.mark.django_db
def test_to_sign_out_is_logged_and_nothing_else_is_written(place: Town) -> None:
    for account in (None, place.nobody, place.officer):
        logged = LogEntry.objects.count()
        for method in ("get", "put", "patch", "delete"):
            assert getattr(client_of(account), method)("/sign-out/").status_code == 405
        assert LogEntry.objects.count() == logged
        assert client_of(account).post("/sign-out/").status_code == 302
        assert LogEntry.objects.count() == logged + (account is not None)


def client_of(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account)
    return client


@pytest.mark.django_db
def test_home_leads_each_to_the_highest_place_of_their_posts(place: Town) -> None:
    assert client_of(None).get("/")["Location"].startswith("/sign-in/?next=")
    assert client_of(place.officer).get("/")["Location"] == "/T/"
    assert client_of(place.clerk).get("/")["Location"] == "/V1/"
    assert "还没有岗位" in client_of(place.nobody).get("/").content.decode()


@pytest.mark.django_db
def test_an_installation_that_nobody_has_set_up_answers_only_its_first_page() -> None:
    client = Client()
    assert client.get("/first-run/").status_code == 200
    with nothing_written():
        assert client.post("/first-run/").status_code == 400
        for method in ("put", "patch", "delete"):
            assert getattr(client, method)("/first-run/").status_code == 405
        for key in TABLE:
            if key != "first-run/":
                for method in ("GET", "POST", "PUT"):
                    cell = Cell(key, method, ANONYMOUS, _Nowhere())  # type: ignore[arg-type]
                    answer = getattr(client, method.lower())(cell.address)
                    assert (answer.status_code, answer["Location"]) == (302, "/first-run/"), cell.address


class _Nowhere:
    code = "T"


@pytest.fixture
def summary(place: Town) -> Summary:
    """The draft of the town's year, with two versions of its text."""
    employer = make_employer(place.officer, place.village)
    make_contribution(place.officer, employer, paid_date=date(2025, 3, 5))
    make_contribution(place.officer, employer, 2, paid_date=date(2024, 3, 5), period="2024-03")
    made = drafting.draft(CATALOGUE, actor=place.officer, place=place.town, period=Period.year(2025), outline=ANNUAL)
    paper = drafting.paper_of(made)
    # Nothing is missing in it, so that only the person can be the reason why it is not signed.
    whole = replace(paper, blocks=tuple(block for block in paper.blocks if not isinstance(block, GapBlock)))
    return drafting.keep(
        CATALOGUE, actor=place.officer, summary=made, paper=whole, made=Made.EDITED, expected_version=made.version
    )


@pytest.mark.django_db
def test_the_pages_of_summaries_are_for_who_may_read_draft_or_take_them(place: Town, summary: Summary) -> None:
    people = [person(place.town, role) for role in CATALOGUE.roles]
    classes = role_classes(SUMMARIES)
    cells = []
    for key, page in TABLE.items():
        if page.scope not in {Scope.SUMMARIES, Scope.SUMMARY}:
            continue
        for who in [*people, Person(place.nobody), ANONYMOUS]:
            for name, at in around(place).items():
                cell = Cell(key, "", who, at, SUMMARIES, summary, step="submit")
                full = name == "own" and (not who.role or who.role in classes)
                cells += every_method(cell) if full else methods_taken(cell)
    drafted = [cell for cell in cells if leaves_something(cell) and cell.method == "POST"]
    check(cell for cell in cells if cell not in drafted)
    assert {cell.who.role for cell in drafted} == TOWN_STAFF
    for cell in drafted:
        if cell.at == place.town:
            check([cell])
            # The next one would be led to it.
            Summary.objects.within(cell.at.jurisdiction_id).exclude(pk=summary.pk).update(voided_on=date(2025, 12, 12))


@pytest.mark.django_db
@pytest.mark.parametrize(("steps", "asked"), [((), "submit"), (("submit",), "sign"), (("submit",), "return")])
def test_a_summarys_steps_are_for_the_roles_that_they_name(
    place: Town, summary: Summary, steps: tuple[str, ...], asked: str
) -> None:
    for step in steps:
        summary = take(SUMMARIES, step, actor=place.officer, record=summary, taking=Taking(date(2025, 12, 12)))
    posts = [(at, role) for at in (place.city, place.town, place.village) for role in CATALOGUE.roles]
    people = [person(at, role) for at, role in posts]
    check(Cell(STEPS, "POST", who, place.town, SUMMARIES, summary, step=asked) for who in people)
