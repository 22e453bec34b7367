"""How many statements each page sends to the database: fixed numbers, that nobody changes without looking.

The numbers stand in tests/data/query_counts.json, for a town with four rows in the register. After a reviewed change
write them anew, and let the difference be read with the change:

    GONGHUI_WRITE_QUERY_COUNTS=1 python3 run.py test tests/catalogue/test_query_counts.py
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
from gonghui.summaries.annual import OUTLINES

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[1] / "data" / "query_counts.json"
WRITE = "GONGHUI_WRITE_QUERY_COUNTS"
ROWS = 4
FIGURE = "contributions.received"


def pages_of(ledger: Ledger, place: Town) -> dict[str, str]:
    """A register's pages, by name, with some rows in it."""
    row = make_rows(ledger, place, ROWS)[0]
    found = {
        f"list {ledger.key}": address("ledger", place.town, ledger),
        f"search {ledger.key}": address("ledger", place.town, ledger) + "?q=zz",
        f"record {ledger.key}": address("record", place.town, ledger, row.pk),
        f"form {ledger.key}": address("change", place.town, ledger, row.pk),
    }
    return found | ({f"new {ledger.key}": address("new", place.town, ledger)} if ledger.writable else {})


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


def check(place: Town, pages: dict[str, str]) -> None:
    """Open each page, and hold its number of statements against the reviewed one."""
    client = Client()
    client.force_login(place.officer)
    now = {name: statements(client, page) for name, page in pages.items()}
    if os.environ.get(WRITE):
        kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
        FILE.write_text(json.dumps(kept | now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    reviewed: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    told = [
        f"{name}: {reviewed.get(name, 'no number')} reviewed, {count} now"
        for name, count in now.items()
        if reviewed.get(name) != count
    ]
    remedy = f"Find out why. If it is meant: set {WRITE}=1, run this test, and review the change of {FILE.name}."
    assert not told, "\n".join([*told, remedy])


def statements(client: Client, page: str) -> int:
    """The statements of a page that was opened before: what a process keeps is kept already."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200, page
    return len(asked)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_a_register_asks_as_often_as_was_reviewed(ledger: Ledger, place: Town) -> None:
    check(place, pages_of(ledger, place))


def test_other_pages_ask_as_often_as_was_reviewed(place: Town) -> None:
    check(place, pages_beside(place))


def test_no_number_outlives_its_register() -> None:
    keys = {ledger.key for ledger in LEDGERS}
    kept = [name.split() for name in json.loads(FILE.read_text(encoding="utf-8"))]
    gone = [name for name in kept if name[0] in {"list", "search", "record", "form", "new"} and name[1] not in keys]
    assert not gone, f"take these out of {FILE.name}"
