"""A summary that is not signed is seen by its own office alone: by page, list, file, desk and a figure's address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.permissions.asking import METHODS, Cell, Person
from tests.permissions.table import TABLE, Scope
from tests.summaries.test_drafting import draft
from tests.summaries.test_signing import sign, step, without_gaps
from tests.unchanged import nothing_written

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.offices.roles import TOWN_STAFF, Role
from gonghui.summaries import drafting
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Summary


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def cells(summary: Summary, who: Person, at: Organisation) -> Iterator[Cell]:
    """Every address of a summary, with every method."""
    for key, page in TABLE.items():
        if page.scope is Scope.SUMMARY:
            yield from (Cell(key, method, who, at, SUMMARIES, summary, step="submit") for method in METHODS)


@pytest.fixture(params=[Role.REVIEWER, Role.OFFICER, Role.CHAIR])
def above(request: pytest.FixtureRequest, recorded: Town) -> Person:
    """Somebody of the city, who may read the town's registers."""
    return Person(make_account("市里的人", (recorded.city, request.param)), request.param, recorded.city)


def seen(summary: Summary, who: Person, town: Town) -> set[int]:
    """The answers to every address of the summary, at the town and at the city."""
    assert who.account is not None
    client = client_of(who.account)
    return {cell.ask(client).status_code for at in (town.town, town.city) for cell in cells(summary, who, at)}


@pytest.mark.django_db
def test_the_city_is_not_answered_about_a_draft_and_a_submitted_summary(recorded: Town, above: Person) -> None:
    summary = without_gaps(recorded)
    assert above.account is not None
    client = client_of(above.account)
    (figure, *_) = drafting.paper_of(summary).figures()
    address = f"/T/figures/{figure.code}/"
    for _ in ("draft", "submitted"):
        with nothing_written():
            assert seen(summary, above, recorded) == {404}
            assert client.get(address, figure.query).status_code == 404
        for page in ("/T/summaries/", "/C/summaries/", "/T/", "/C/"):
            answer = client.get(page)
            assert answer.status_code == 200
            assert summary.number not in answer.content.decode()
        if summary.state == "draft":
            summary = step("submit", recorded.officer, summary)
    signed = sign(recorded, summary)
    (figure, *_) = drafting.paper_of(signed).figures()
    for page in ("/T/summaries/", "/C/summaries/", f"/T/summaries/{signed.pk}/"):
        assert signed.number in client.get(page).content.decode()
    assert client.get(address, figure.query).status_code == 200
    # How it came about stays in the office.
    assert client.get(f"/T/summaries/{signed.pk}/versions/").status_code == 404
    assert "签发经过" not in client.get(f"/T/summaries/{signed.pk}/").content.decode()


@pytest.mark.django_db
def test_nobody_drafts_for_an_office_of_which_they_are_not(recorded: Town) -> None:
    for role in TOWN_STAFF:
        client = client_of(make_account("市里的人", (recorded.city, role)))
        assert "起草青石镇总工会的总结" not in client.get("/T/summaries/").content.decode()
        with nothing_written():
            assert client.post("/T/summaries/", {"year": "2025"}).status_code == 403


@pytest.mark.django_db
def test_a_villages_draft_is_seen_in_the_village_and_in_the_town_that_signs_it(recorded: Town) -> None:
    summary = draft(recorded, at=recorded.village)
    address = f"/V1/summaries/{summary.pk}/"
    for account, answer in (
        (recorded.officer, 200),
        (recorded.clerk, 200),
        (recorded.reviewer, 404),
        (recorded.other_clerk, 404),
        (recorded.stranger, 404),
    ):
        client = client_of(account)
        assert client.get(address).status_code == answer
        listed = client.get("/V1/summaries/")
        assert (summary.number in listed.content.decode()) is (answer == 200)
