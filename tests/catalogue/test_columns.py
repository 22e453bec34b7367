"""Which columns every register's list shows where the screen is not broad."""

from __future__ import annotations

import pytest

from gonghui.engine.declare import Ledger
from gonghui.engine.fields.columns import ListColumn, columns, fits_on_paper, is_deadline, left_out
from gonghui.site.catalogue import CATALOGUE

of_every_register = pytest.mark.parametrize("ledger", CATALOGUE.ledgers, ids=lambda ledger: ledger.key)


def missing(column: ListColumn) -> bool:
    """Whether a screen of 1280 px leaves the column out."""
    return bool({"on-wide", "on-all"}.intersection(column.classes.split()))


@of_every_register
def test_what_names_a_row_its_state_and_its_deadlines_are_seen_at_1280_pixels(ledger: Ledger) -> None:
    state = ledger.process.field if ledger.process else ledger.heading
    for column in columns(ledger):
        if column.name in {ledger.heading, "number", state} or is_deadline(column.field):
            assert not missing(column), column.title


@of_every_register
def test_every_column_is_shown_or_counted_and_all_come_when_asked_for(ledger: Ledger) -> None:
    shown = columns(ledger)
    assert left_out(shown)["on-broad"] == sum(missing(column) for column in shown)
    assert not any(left_out(columns(ledger, every=True)).values())
    assert fits_on_paper(shown)


def test_a_petition_shows_whom_it_concerns_who_handles_it_and_both_deadlines() -> None:
    petitions = CATALOGUE.ledger("petitions")
    assert petitions is not None
    seen = {column.name for column in columns(petitions) if not missing(column)}
    assert {"employer", "handler", "notify_due_on", "due_on", "source", "received_on"} <= seen
