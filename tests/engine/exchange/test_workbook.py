"""A workbook as Excel reads it: real dates and numbers, and text that nothing turns into a formula."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from gonghui.engine.exchange.workbook import CellKind, WorkbookColumn, write_workbook

COLUMNS = [
    WorkbookColumn("编号", 14),
    WorkbookColumn("日期", 12, CellKind.DAY),
    WorkbookColumn("时间", 18, CellKind.MOMENT),
    WorkbookColumn("金额（元）", 14, CellKind.MONEY),
    WorkbookColumn("人数（人）", 8, CellKind.NUMBER),
]


def written(rows: list[list[Any]], notes: Any = ("说明一",)) -> io.BytesIO:
    target = io.BytesIO()
    assert write_workbook(target, "会员", COLUMNS, rows, notes) == len(rows)
    target.seek(0)
    return target


def test_dates_are_dates_and_money_is_a_number() -> None:
    moment = datetime(2025, 12, 12, 8, 30, tzinfo=ZoneInfo("UTC"))
    book = openpyxl.load_workbook(written([["2025-HY-001", date(2025, 3, 1), moment, Decimal("1200.50"), 57]]))
    sheet = book["会员"]
    number, day, at, amount, people = (cell.value for cell in sheet[2])
    assert (number, amount, people) == ("2025-HY-001", 1200.5, 57)
    assert str(day) == "2025-03-01 00:00:00"
    assert str(at) == "2025-12-12 16:30:00"
    assert sheet["D2"].number_format == "#,##0.00"
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E2"
    assert [row[0].value for row in book["说明"].iter_rows()] == ["说明一"]


def test_text_stays_text_whatever_it_looks_like() -> None:
    strange = ["=1+1", "http://example.org/", "0012", "110101199003070021", "+86", "@cmd", "-3"]
    sheet = openpyxl.load_workbook(written([[text, None, None, None, None] for text in strange]))["会员"]
    assert [sheet.cell(row, 1).value for row in range(2, 9)] == strange
    assert {sheet.cell(row, 1).data_type for row in range(2, 9)} == {"s"}
    assert all(sheet.cell(row, 1).hyperlink is None for row in range(2, 9))


def test_nothing_is_an_empty_cell_and_a_refund_is_negative() -> None:
    sheet = openpyxl.load_workbook(written([["", None, None, Decimal("-300.00"), 0]]))["会员"]
    assert [cell.value for cell in sheet[2]] == [None, None, None, -300, 0]


def test_rows_are_taken_one_by_one_and_the_notes_know_how_many(tmp_path: Path) -> None:
    def rows() -> Iterator[list[Any]]:
        for number in range(1000):
            yield [f"{number:04d}", None, None, None, number]

    path = tmp_path / "会员.xlsx"
    assert write_workbook(path, "会员[2025]/女工", COLUMNS, rows(), lambda count: [f"共{count}行"]) == 1000
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["会员－2025－－女工", "说明"]
    assert len(book.get_sheet_by_index(0).to_python()) == 1001
    assert book.get_sheet_by_index(1).to_python() == [["共1000行"]]


def test_a_register_without_rows_is_a_workbook_with_its_heads() -> None:
    book = CalamineWorkbook.from_filelike(written([]))
    assert book.get_sheet_by_name("会员").to_python() == [[column.title for column in COLUMNS]]


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_workbook(tmp_path / "missing" / "会员.xlsx", "会员", COLUMNS, [], [])


def test_a_fault_on_the_way_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    def rows() -> Iterator[list[Any]]:
        yield ["0001", None, None, None, 1]
        raise LookupError

    path = tmp_path / "会员.xlsx"
    write_workbook(path, "会员", COLUMNS, [], ["旧的"])
    before = path.read_bytes()
    with pytest.raises(LookupError):
        write_workbook(path, "会员", COLUMNS, rows(), ["新的"])
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["会员.xlsx"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_an_error_of_the_system() -> None:
    class Full(io.BytesIO):
        def write(self, *_data: Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_workbook(Full(), "会员", COLUMNS, [], [])
    # The library tries to write once more when its parts are thrown away; that belongs to this test.
    gc.collect()
