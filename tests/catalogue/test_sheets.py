"""Every register's own sheet: what it exports comes back unchanged, what it asks for comes in, errors are placed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.db.models import QuerySet
from django.test import Client
from openpyxl.utils import get_column_letter
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.exchange.models import Import
from gonghui.engine.exchange.sheets.columns import form_columns
from gonghui.engine.exchange.sheets.preview import ImportPreview
from gonghui.engine.fields.columns import candidates
from gonghui.engine.fields.values import FieldKind
from gonghui.engine.records import door
from gonghui.engine.vault.fields import SealedField
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
every_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
IMPORTED = [ledger for ledger in LEDGERS if not ledger.entered_singly]
every_sheet = pytest.mark.parametrize("ledger", IMPORTED, ids=lambda ledger: ledger.key)
Edit = Callable[[Any], None]


@pytest.fixture
def officer(place: Town) -> Client:
    client = Client()
    client.force_login(place.officer)
    return client


def download(client: Client, name: str, ledger: Ledger, place: Town, query: str = "") -> bytes:
    response = client.get(address(name, place.town, ledger) + query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def edited(content: bytes, edit: Edit) -> bytes:
    """The workbook after a person did something to its first sheet and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def upload(client: Client, ledger: Ledger, place: Town, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = "表.xlsx"
    return client.post(address("import", place.town, ledger), {"file": file})


def preview(ledger: Ledger, place: Town, content: bytes) -> ImportPreview:
    access = Access(place.officer)
    with speaking_at(place.town, CATALOGUE.naming):
        return ImportPreview(content, ledger=ledger, catalogue=CATALOGUE, access=access, place=place.town)


def typed_cells(ledger: Ledger, row: Any) -> list[Any]:
    """What a person would type to enter a row like `row`, in the order of the blank sheet."""
    cells: list[Any] = []
    for column in form_columns(ledger):
        value = column.field.of(row)
        if isinstance(column.field.model_field, SealedField):
            value = value.reveal() if value else None
        elif column.field.kind in {FieldKind.PLACE, FieldKind.RECORD}:
            value = f"{value}（{getattr(value, 'number', None) or value.code}）" if value is not None else None
        elif not isinstance(value, date | datetime):
            value = column.field.format(value) if value is not None else None
        cells.append(value)
    return cells


@every_sheet
def test_the_blank_sheet_asks_for_every_field_of_the_form(ledger: Ledger, place: Town, officer: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(download(officer, "sheet", ledger, place)))
    sheet = book.worksheets[0]
    form = officer.get(address("new", place.town, ledger)).context["form"]
    heads = [str(cell.value) for cell in sheet[1]]
    assert len(heads) == len(set(heads)) == len(list(form.boxes))
    for head, box in zip(heads, form.boxes, strict=True):
        assert head.rstrip("*").startswith(box.title)
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    told = {str(row[0].value): str(row[2].value) for row in book["填表说明"].iter_rows(min_row=5)}
    assert set(heads) <= set(told)
    rules = sheet.data_validations.dataValidation
    lists = {min(each.min_col for each in rule.sqref.ranges) for rule in rules if rule.type == "list"}
    closed = {FieldKind.CHOICE, FieldKind.FLAG, FieldKind.PLACE}
    assert lists == {at for at, box in enumerate(form.boxes, start=1) if box.field.kind in closed}


@every_sheet
@pytest.mark.parametrize(("name", "query"), [("export", ""), ("sheet", "?rows=1")], ids=["list", "sheet"])
def test_what_was_exported_comes_back_as_nothing_to_do(
    ledger: Ledger, place: Town, officer: Client, name: str, query: str
) -> None:
    make_rows(ledger, place, 3)
    content = download(officer, name, ledger, place, query)
    for back in (content, edited(content, lambda _sheet: None)):
        with nothing_written():
            response = upload(officer, ledger, place, back)
        assert response.status_code == 200, [error.message for error in response.context["preview"].errors]
        previewed = response.context["preview"]
        assert (previewed.unchanged, previewed.added, previewed.changed) == (3, [], [])
        assert "什么都没有改动" in response.content.decode()


@every_sheet
def test_every_column_that_a_list_can_show_comes_back_unchanged(ledger: Ledger, place: Town, officer: Client) -> None:
    make_rows(ledger, place, 2)
    everything = ".".join(each.name for each in candidates(ledger))
    officer.cookies[f"columns-{ledger.key}"] = everything
    previewed = preview(ledger, place, download(officer, "export", ledger, place))
    assert previewed.errors == []
    assert previewed.warnings == []
    assert previewed.unchanged == 2


@every_sheet
def test_a_wrong_cell_is_placed_and_nothing_is_written(ledger: Ledger, place: Town, officer: Client) -> None:
    make_rows(ledger, place, 3)
    columns = [
        (at, column)
        for at, column in enumerate(form_columns(ledger), start=2)
        if column.field.kind not in {FieldKind.TEXT, FieldKind.LONG}
    ]
    at, column = columns[0]

    def spoil(sheet: Any) -> None:
        sheet.cell(3, at).value = "不对的内容"

    content = edited(download(officer, "sheet", ledger, place, "?rows=1"), spoil)
    with nothing_written():
        response = upload(officer, ledger, place, content)
    assert response.status_code == 422
    (error,) = response.context["preview"].errors
    assert (error.row, error.name) == (3, column.name)
    assert error.letter == get_column_letter(at)
    page = response.content.decode()
    assert error.message in page.replace("&quot;", '"')
    assert "确认导入" not in page


@every_sheet
def test_a_row_filled_in_comes_in_as_a_new_record(ledger: Ledger, place: Town, officer: Client) -> None:
    row, other = make_rows(ledger, place, 2)
    cells = typed_cells(ledger, other)
    # Out of the way, so that what is typed is free again.
    door.void(ledger, actor=place.officer, record=other, why="登记重复")

    def fill(sheet: Any) -> None:
        for at, value in enumerate(cells, start=1):
            sheet.cell(4, at).value = value  # two rows left empty above it

    content = edited(download(officer, "sheet", ledger, place), fill)
    response = upload(officer, ledger, place, content)
    assert response.status_code == 200, [error.message for error in response.context["preview"].errors]
    assert [line.row for line in response.context["preview"].added] == [4]
    rows: QuerySet[Any] = at_place(ledger.model._default_manager.all(), place.town)
    assert rows.count() == 2
    done = officer.post(address("preview", place.town, ledger, response.context["kept"].pk))
    assert done.status_code == 302
    new = rows.latest("pk")
    assert rows.count() == 3
    assert new.number not in {row.number, other.number}
    for column in form_columns(ledger):
        assert column.field.of(new) == column.field.of(other), column.name
    entries = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, ledger=ledger.key)
    assert entries.filter(verb="create", record_id=new.pk).count() == 1
    (told,) = entries.filter(verb="import")
    assert "新增1" in told.why
    kept = Import.objects.within(place.town.jurisdiction_id).get()
    assert (kept.added, kept.changed, kept.content()) == (1, 0, b"")


@every_ledger
def test_whoever_may_not_write_brings_nothing_in(ledger: Ledger, place: Town) -> None:
    pages = ("import", "sheet")
    for account, status in ((place.nobody, 404), (place.stranger, 404)):
        client = Client()
        client.force_login(account)
        with nothing_written():
            for page in pages:
                assert client.get(address(page, place.town, ledger)).status_code == status
            assert client.post(address("import", place.town, ledger)).status_code == status
            assert client.post(address("preview", place.town, ledger, 1)).status_code == status


@pytest.mark.parametrize("ledger", [one for one in LEDGERS if one not in IMPORTED], ids=lambda ledger: ledger.key)
def test_a_register_that_is_entered_one_by_one_says_so(ledger: Ledger, officer: Client, place: Town) -> None:
    response = officer.get(address("import", place.town, ledger))
    assert response.status_code == 403
    assert "导入" in response.content.decode()
    assert "导入</a>" not in officer.get(address("ledger", place.town, ledger)).content.decode()
