"""The counts of every register are those of its rows, after each kind of act that every register has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.counting import counted, kept
from tests.factories import Town

from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.listing import Listing
from gonghui.engine.records import counts, door
from gonghui.engine.web.register import filters
from gonghui.site.catalogue import COUNTED

pytestmark = pytest.mark.django_db
registers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)


@registers
def test_entered_and_voided_rows_are_counted(ledger: Ledger, place: Town) -> None:
    first, *_ = make_rows(ledger, place, 3)
    assert kept(ledger) == counted(ledger)
    door.void(ledger, actor=place.officer, record=first, why="录错了")
    assert kept(ledger) == counted(ledger)
    assert sum(counts.by_state(ledger, place.town).values()) == 2
    assert sum(counts.by_state(ledger, place.town, with_voided=True).values()) == 3
    # What was entered along with them, too.
    assert [other.key for other in COUNTED if kept(other) != counted(other)] == []


@registers
def test_a_list_says_what_was_kept_and_counts_no_rows(ledger: Ledger, place: Town) -> None:
    make_rows(ledger, place, 3)
    client = Client()
    client.force_login(place.officer)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address("ledger", place.town, ledger)).content.decode()
    assert f"共<b>3</b>{ledger.unit}" in page
    table = ledger.model._meta.db_table
    counting = [one["sql"] for one in asked.captured_queries if re.search(rf'COUNT\("{table}"', one["sql"])]
    # Sums at the foot are read from the rows; the count comes with them. What lies apart is counted for each person.
    assert len(counting) == bool(ledger.totals) + (ledger.apart is not None)
    if ledger.process is not None and ledger.apart is None:
        assert not any("GROUP BY" in sql for sql in counting)


def questions(ledger: Ledger, row: Any) -> list[dict[str, str]]:
    """The list as it opens, with the voided, in each state, searched, and by each filter."""
    asked: list[dict[str, str]] = [{}, {"voided": "1"}, {"q": row.number}, {"q": "没有这样的"}]
    if ledger.process is not None:
        asked += [{ledger.process.field: state.key} for state in ledger.process.states]
    for each in filters(Listing(ledger, ledger.model._default_manager.all(), {})):
        if each.kind == "days":
            asked.append({f"{each.name}_to": "2001-01-01"})
        elif each.kind == "options":
            asked += [{each.name: value, "voided": "1"} for value, _ in each.options]
        else:
            asked.append({each.name: "1999"})
    return asked


@registers
def test_what_was_kept_says_what_counting_says(ledger: Ledger, place: Town) -> None:
    first, second, *_ = make_rows(ledger, place, 3)
    door.void(ledger, actor=place.officer, record=first, why="录错了")
    rows = at_place(ledger.model._default_manager.all(), place.town)
    for asked in questions(ledger, second):
        quick, slow = (Listing(ledger, rows, asked, place=at) for at in (place.town, None))
        assert quick.count == slow.count == len(slow.rows), asked
        assert quick.states == slow.states, asked
    only = Listing(ledger, rows, {}, only=[second.pk], place=place.town)
    assert only.count == 1
