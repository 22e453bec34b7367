"""What no page of ours would send, in every field of every form: refused in words, and never a fault of the program."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.declare import Ledger
from gonghui.engine.web.register import parameters

pytestmark = pytest.mark.django_db
# Python's int refuses the first with an error, isdigit takes the second, the third fills the memory when written out.
ODD = ("9" * 5000, "²", "1e999999999", "9223372036854775808")
BEYOND_ANY_ID = "9" * 30


@pytest.fixture
def officer(place: Town) -> Client:
    client = Client()
    client.force_login(place.officer)
    return client


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_odd_numbers_are_refused_in_words(ledger: Ledger, place: Town, officer: Client) -> None:
    (row,) = make_rows(ledger, place, 1)
    steps = ledger.process.steps if ledger.process else ()
    fields = [*ledger.form_fields(), "version", "submission", "decided_on", "note", "document"]
    with nothing_written():
        for odd in ODD:
            listed = officer.get(address("ledger", place.town, ledger), dict.fromkeys(sorted(parameters(ledger)), odd))
            assert listed.status_code == 200, odd[:12]
            posted = dict.fromkeys([*fields, *(name for step in steps for name in step.fields)], odd) | {"why": "核对"}
            for page, rest in (("new", []), ("change", [row.pk]), ("void", [row.pk])):
                answer = officer.post(address(page, place.town, ledger, *rest), posted)
                assert answer.status_code in {403, 409, 422}, (page, odd[:12])
            for step in steps:
                answer = officer.post(address("step", place.town, ledger, row.pk, step.key), posted)
                assert answer.status_code in {403, 409, 422}, (step.key, odd[:12])
        for page in ("record", "change", "void", "preview"):
            assert officer.get(address(page, place.town, ledger, BEYOND_ANY_ID)).status_code in {403, 404}, page


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("figures/", ("year", "month", "from", "to", "as_of")),
        ("figures/members.total/", ("year", "month", "from", "to", "as_of", "frozen", "page")),
        ("places/", ("page", "q")),
        ("people/", ("dismiss", "organisation", "role")),
        ("summaries/", ("year", "as_of")),
        ("summaries/1/", ("edit",)),
        ("", ("year", "month", "page")),
    ],
)
def test_odd_numbers_beside_the_registers_are_no_fault(
    place: Town, officer: Client, page: str, names: tuple[str, ...]
) -> None:
    for odd in ODD:
        for ask in (officer.get, officer.post):
            assert ask(f"/T/{page}", dict.fromkeys(names, odd)).status_code < 500, odd[:12]
