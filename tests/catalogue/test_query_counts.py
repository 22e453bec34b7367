"""How many statements each page sends to the database: fixed numbers, that nobody changes without looking.

The numbers stand in tests/data/query_counts.json, for a town with four rows in every register. After a reviewed change
write them anew, and let the difference be read with the change:

    GONGHUI_WRITE_QUERY_COUNTS=1 python3 run.py test tests/catalogue/test_query_counts.py
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.factories import Town

from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.annual import OUTLINES

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[1] / "data" / "query_counts.json"
WRITE = "GONGHUI_WRITE_QUERY_COUNTS"
ROWS = 4
FIGURE = "contributions.received"


def pages(place: Town) -> dict[str, str]:
    """The pages that are counted, by name; every register has rows in this town."""
    at = place.town.code
    found = {
        "desk": reverse("desk", args=[at]),
        "figures": reverse("figures", args=[at]) + "?year=2025",
        f"figure {FIGURE}": reverse("figure", args=[at, FIGURE]) + "?year=2025",
    }
    for ledger in LEDGERS:
        row = make_rows(ledger, place, ROWS)[0]
        found[f"list {ledger.key}"] = address("ledger", place.town, ledger)
        found[f"search {ledger.key}"] = address("ledger", place.town, ledger) + "?q=zz"
        found[f"record {ledger.key}"] = address("record", place.town, ledger, row.pk)
        found[f"form {ledger.key}"] = address("change", place.town, ledger, row.pk)
        if ledger.writable:
            found[f"new {ledger.key}"] = address("new", place.town, ledger)
    made = drafting.draft(
        CATALOGUE,
        actor=place.officer,
        place=place.town,
        period=Period.year(2025),
        outline=OUTLINES[0],
        as_of=date(2025, 12, 12),
    )
    found["summaries"] = reverse("summaries", args=[at])
    found["summary read"] = reverse("summary", args=[at, made.pk])
    return found


def statements(client: Client, page: str) -> int:
    """The statements of a page that was opened before: what a process keeps is kept already."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200, page
    return len(asked)


def test_every_page_asks_as_often_as_was_reviewed(place: Town) -> None:
    client = Client()
    client.force_login(place.officer)
    now = {name: statements(client, page) for name, page in pages(place).items()}
    if os.environ.get(WRITE):
        FILE.write_text(json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    reviewed: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    told = [
        f"{name}: {reviewed.get(name, 'not there')} reviewed, {now.get(name, 'not there')} now"
        for name in sorted({*reviewed, *now})
        if reviewed.get(name) != now.get(name)
    ]
    remedy = f"Find out why. If it is meant: set {WRITE}=1, run this test, and review the change of {FILE.name}."
    assert not told, "\n".join([*told, remedy])


def test_the_numbers_name_each_page_once() -> None:
    pairs = json.loads(FILE.read_text(encoding="utf-8"), object_pairs_hook=list)
    assert not [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
