"""How many statements each page sends to the database: fixed numbers, that nobody changes without looking.

The numbers stand in tests/data/query_counts, one file a register, for a town with four rows in it. A new register
gets its file, and after a reviewed change the numbers are written anew, by this:

    GONGHUI_WRITE_QUERY_COUNTS=1 python3 run.py test tests/catalogue/test_query_counts.py

Let the difference be read with the change.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.factories import Town

from gonghui.engine.declare import Ledger
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.outlines.kinds import OUTLINES

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[1] / "data" / "query_counts"
BESIDE = "beside"
WRITE = "GONGHUI_WRITE_QUERY_COUNTS"
ROWS = 4
FIGURE = "contributions.received"


def pages_of(ledger: Ledger, place: Town) -> dict[str, str]:
    """A register's pages, by name, with some rows in it."""
    row = make_rows(ledger, place, ROWS)[0]
    return {
        "list": address("ledger", place.town, ledger),
        "search": address("ledger", place.town, ledger) + "?q=zz",
        "record": address("record", place.town, ledger, row.pk),
        "form": address("change", place.town, ledger, row.pk),
        "new": address("new", place.town, ledger),
    }


def pages_beside(place: Town) -> dict[str, str]:
    """The pages that look at several registers, by name, with some rows in four of them."""
    for ledger in (EMPLOYERS, CONTRIBUTIONS, MEMBERS, SUBSIDIES):
        make_rows(ledger, place, ROWS, first=1 + 10 * LEDGERS.index(ledger))
    made = drafting.draft(
        CATALOGUE,
        actor=place.officer,
        place=place.town,
        period=Period.year(2025),
        outline=OUTLINES[0],
    )
    at = place.town.code
    return {
        "desk": reverse("desk", args=[at]),
        "figures": reverse("figures", args=[at]) + "?year=2025",
        f"figure {FIGURE}": reverse("figure", args=[at, FIGURE]) + "?year=2025",
        "summaries": reverse("summaries", args=[at]),
        "summary read": reverse("summary", args=[at, made.pk]),
    }


def check(place: Town, name: str, pages: dict[str, str]) -> None:
    """Open each page, and hold its number of statements against the reviewed one in the file `name`."""
    client = Client()
    client.force_login(place.officer)
    now = {page: statements(client, address) for page, address in pages.items()}
    file = FOLDER / f"{name}.json"
    if os.environ.get(WRITE):
        counts = {page: len(asked) for page, asked in now.items()}
        file.write_text(json.dumps(counts, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    remedy = f"If it is meant: set {WRITE}=1, run this test, and have the change of {file.name} reviewed."
    assert file.exists(), f"There is no {file.name} yet. {remedy}"
    reviewed: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))
    for page, asked in now.items():
        listed = "\n".join(f"{number:3} {sql}" for number, sql in enumerate(asked, start=1))
        assert len(asked) == reviewed.get(page), (
            f"{name}, {page}: {len(asked)} statements, {reviewed.get(page, 'none')} reviewed. {remedy}\n{listed}"
        )


def statements(client: Client, page: str) -> list[str]:
    """The statements of a page that was opened before: what a process keeps is kept already."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200, page
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_a_register_asks_as_often_as_was_reviewed(ledger: Ledger, place: Town) -> None:
    check(place, ledger.key, pages_of(ledger, place))


def test_other_pages_ask_as_often_as_was_reviewed(place: Town) -> None:
    check(place, BESIDE, pages_beside(place))


def test_no_numbers_outlive_their_register() -> None:
    gone = {file.stem for file in FOLDER.glob("*.json")} - {ledger.key for ledger in LEDGERS} - {BESIDE}
    assert not gone, f"Delete these files of {FOLDER}: {', '.join(sorted(gone))}"
