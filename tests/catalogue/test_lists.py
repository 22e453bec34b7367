"""What every list does, whatever its register: stays quick, filters, sorts, sums, exports, hides what is personal."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.catalogue.rows import LEDGERS, address, make_rows, secrets_of
from tests.factories import Town

from gonghui.engine.access.rights import at_place
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.fields import listing
from gonghui.engine.fields.columns import candidates
from gonghui.engine.fields.listing import Listing, sortable
from gonghui.engine.records import door
from gonghui.engine.web.register import filters
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
every_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)


@pytest.fixture
def officer(place: Town) -> Client:
    client = Client()
    client.force_login(place.officer)
    return client


@every_ledger
def test_more_rows_ask_no_more_of_the_database(ledger: Ledger, place: Town, officer: Client) -> None:
    make_rows(ledger, place, 3)
    list_address = address("ledger", place.town, ledger)
    officer.get(list_address)
    with CaptureQueriesContext(connection) as few:
        officer.get(list_address)
    make_rows(ledger, place, 27, first=4)
    with CaptureQueriesContext(connection) as many:
        assert officer.get(list_address).status_code == 200
    assert len(many) == len(few)
    assert len(many) <= 12


@every_ledger
def test_every_column_sorts_both_ways_and_no_row_is_lost(ledger: Ledger, place: Town) -> None:
    rows = {row.pk for row in make_rows(ledger, place, 4)}
    names = [each.name for each in candidates(ledger)]
    for each in candidates(ledger):
        if not sortable(each):
            continue
        up, down = (
            [row.pk for row in Listing(ledger, _rows(ledger, place), {"sort": sort}, chosen=names).page_rows]
            for sort in (each.name, f"-{each.name}")
        )
        assert set(up) == set(down) == rows
        assert len(up) == len(down) == len(rows)


@every_ledger
def test_every_filter_narrows_to_the_rows_that_fit(ledger: Ledger, place: Town) -> None:
    rows = make_rows(ledger, place, 4)
    for each in filters(Listing(ledger, _rows(ledger, place), {})):
        values = [key for key, _ in each.options] or ["2025"]
        if each.kind == "days":
            early = Listing(ledger, _rows(ledger, place), {f"{each.name}_from": "2025年1月1日"})
            late = Listing(ledger, _rows(ledger, place), {f"{each.name}_to": "2024-12-31"})
            dated = [row for row in rows if getattr(row, each.name) is not None]
            assert early.count + late.count == len(dated)
        elif each.kind == "number":
            found = Listing(ledger, _rows(ledger, place), {each.name: "2025年"})
            assert found.count == sum(getattr(row, each.name) == 2025 for row in rows)
            assert not found.errors
        elif each.name == "todo":
            assert Listing(ledger, _rows(ledger, place), {"todo": "any"}).count <= len(rows)
        else:
            counts = [Listing(ledger, _rows(ledger, place), {each.name: value}).count for value in values]
            assert sum(counts) == len(rows)
        nonsense = Listing(ledger, _rows(ledger, place), {each.name: "没有", f"{each.name}_from": "没有"})
        assert nonsense.errors
        assert nonsense.count == len(rows)


@every_ledger
def test_the_foot_sums_every_page_and_no_voided_row(
    ledger: Ledger, place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 4)
    rows = make_rows(ledger, place, 6)
    voided = door.void(ledger, actor=place.officer, record=rows[0], why="登记重复")
    shown = Listing(ledger, _rows(ledger, place), {})
    assert shown.count == 5
    assert len(shown.page_rows) == 4
    assert len(Listing(ledger, _rows(ledger, place), {"page": "2"}).page_rows) == 1
    for name, total in shown.totals.items():
        assert total.value == sum((Decimal(getattr(row, name) or 0) for row in rows[1:]), Decimal(0))
    with_voided = Listing(ledger, _rows(ledger, place), {"voided": "1", "page": "9"})
    assert with_voided.count == 6
    assert with_voided.page == 2
    assert voided.pk in set(with_voided.rows.values_list("pk", flat=True))


@every_ledger
def test_states_are_counted_as_the_list_shows_them(ledger: Ledger, place: Town) -> None:
    make_rows(ledger, place, 3)
    shown = Listing(ledger, _rows(ledger, place), {})
    if ledger.process is None:
        assert shown.states == []
        return
    assert shown.states[0].count == shown.count == 3
    for link in shown.states[1:]:
        assert Listing(ledger, _rows(ledger, place), {ledger.process.field: link.key}).count == link.count


@every_ledger
def test_the_workbook_holds_exactly_what_the_list_shows(ledger: Ledger, place: Town, officer: Client) -> None:
    rows = make_rows(ledger, place, 4)
    shown = Listing(ledger, _rows(ledger, place), {})
    with speaking_at(place.town, CATALOGUE.naming):
        heads = [column.title for column in shown.columns]
    response = officer.get(address("export", place.town, ledger))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *body = book.get_sheet_by_name(ledger.title).to_python()
    assert [str(cell).partition("（")[0] for cell in head] == heads
    assert len(body) == shown.count == 4
    number = [column.name for column in shown.columns].index("number")
    assert [line[number] for line in body] == [row.number for row in shown.page_rows]
    told = "\n".join(str(cell) for line in body for cell in line)
    for row in rows:
        for secret in secrets_of(row):
            assert secret not in told
    notes = " ".join(str(line[0]) for line in book.get_sheet_by_name("说明").to_python())
    assert "青石镇总工会" in notes
    assert "陈玉兰" in notes
    assert f"共4{ledger.unit}" in notes
    entry = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id).latest("sequence")
    assert (entry.verb, entry.ledger, entry.record_id, entry.why) == ("export", ledger.key, None, "导出4行")


@every_ledger
def test_no_page_tells_a_number_in_full(ledger: Ledger, place: Town, officer: Client) -> None:
    (row,) = make_rows(ledger, place, 1)
    pages = [address("ledger", place.town, ledger)]
    pages += [address(name, place.town, ledger, row.pk) for name in ("record", "change")]
    pages.append(f"/T/find/?q={row.number}")
    for page in pages:
        text = officer.get(page).content.decode()
        assert row.number in text
        for secret in secrets_of(row):
            assert secret not in text


@every_ledger
def test_an_empty_register_says_what_belongs_there(ledger: Ledger, place: Town, officer: Client) -> None:
    text = officer.get(address("ledger", place.town, ledger)).content.decode()
    assert ledger.blurb in text
    assert "点“登记”写第一条" in text


@every_ledger
def test_a_record_saved_as_it_stands_is_not_changed(ledger: Ledger, place: Town, officer: Client) -> None:
    (row,) = make_rows(ledger, place, 1)
    page = officer.get(address("change", place.town, ledger, row.pk))
    form = page.context["form"]
    posted = {box.name: box.text for box in form.boxes if box.kind != "flag"}
    posted.update({box.name: "1" for box in form.boxes if box.kind == "flag" and box.checked})
    response = officer.post(address("change", place.town, ledger, row.pk), {**posted, "version": row.version})
    assert response.status_code == 302
    again = _rows(ledger, place).get(pk=row.pk)
    assert again.version == row.version
    assert LogEntry.objects.filter(jurisdiction_id=row.jurisdiction_id, record_id=row.pk, verb="change").count() == 0


def _rows(ledger: Ledger, place: Town) -> QuerySet[Any]:
    return at_place(ledger.model._default_manager.all(), place.town)
