"""Excel out: one sheet of rows, one sheet that says what they are. Made for 100,000 rows in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from gonghui.plain.clock import CHINA

NOTES_TITLE = "说明"
_FACE = "宋体"
# What a person typed stays text: no formula, no link, no number.
BOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": _FACE, "font_size": 11},
}
# Excel's own limits.
_NAME_LENGTH = 31
_CELL_LENGTH = 32767
_BAD_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "－"))


class CellKind(StrEnum):
    """How a column's values are written."""

    TEXT = "text"  # never read as a formula, an address or a number
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True)
class WorkbookColumn:
    """A column of the sheet: its head, its width in Latin characters, and how its values are written."""

    title: str
    width: float
    kind: CellKind = CellKind.TEXT


def write_workbook(
    target: str | Path | BinaryIO,
    sheet_title: str,
    columns: Sequence[WorkbookColumn],
    rows: Iterable[Sequence[Any]],
    notes: Sequence[str] | Callable[[int], Sequence[str]],
) -> int:
    """Write `rows` under `columns` and return how many there were.

    `rows` are sequences of values in the order of the columns: text, date, datetime, Decimal, int, or None for an
    empty cell. `notes` are the lines of the second sheet, or a function of the number of rows that gives them.
    Raises OSError where the file cannot be written.

    >>> columns = [WorkbookColumn("姓名", 10)]
    >>> write_workbook("会员.xlsx", "会员", columns, [["王小明"]], ["制表：张三"])  # doctest: +SKIP
    1
    """
    if isinstance(target, str | Path):
        return _write_file(Path(target), sheet_title, columns, rows, notes)
    book = xlsxwriter.Workbook(target, {**BOOK_OPTIONS, "constant_memory": True})
    try:
        written = _write_rows(book, sheet_title, columns, rows)
        _write_notes(book, notes(written) if callable(notes) else notes)
    finally:
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
    return written


def _write_file(path: Path, *parts: Any) -> int:
    """Write beside `path` first, so that a fault on the way leaves what was there, and no half of a workbook."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            written = write_workbook(file, *parts)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return written


def _write_rows(book: Any, title: str, columns: Sequence[WorkbookColumn], rows: Iterable[Sequence[Any]]) -> int:
    sheet = book.add_worksheet(sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    formats = cell_formats(book)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[column.kind])
    sheet.set_row(0, 24)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R第&P页，共&N页")
    writers = [cell_writer(sheet, place, column.kind, formats[column.kind]) for place, column in enumerate(columns)]
    count = 0
    for values in rows:
        count += 1
        for write, value in zip(writers, values, strict=True):
            if value is not None and value != "":
                write(count, value)
    if columns:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def sheet_name(title: str) -> str:
    """A title as Excel takes it for a sheet's name."""
    return title.translate(_BAD_IN_NAME)[:_NAME_LENGTH]


def cell_formats(book: Any) -> dict[CellKind, Any]:
    """The look of each kind of cell."""
    return {
        CellKind.DAY: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        CellKind.MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        CellKind.MONEY: book.add_format({"num_format": "#,##0.00"}),
        CellKind.NUMBER: book.add_format({"num_format": "General"}),
        # So that a number of 18 digits stays text when a person types over it.
        CellKind.TEXT: book.add_format({"num_format": "@"}),
    }


def cell_writer(sheet: Any, place: int, kind: CellKind, look: Any) -> Callable[[int, Any], None]:
    """What writes a value of that kind into a row of the column at `place`."""
    if kind is CellKind.DAY:

        def write_day(row: int, value: date) -> None:
            sheet.write_datetime(row, place, value, look)

        return write_day
    if kind is CellKind.MOMENT:

        def write_moment(row: int, value: datetime) -> None:
            local = value.astimezone(CHINA).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(row, place, local, look)

        return write_moment
    if kind in {CellKind.MONEY, CellKind.NUMBER}:

        def write_number(row: int, value: Decimal | int) -> None:
            sheet.write_number(row, place, value, look)

        return write_number

    def write_text(row: int, value: Any) -> None:
        sheet.write_string(row, place, str(value)[:_CELL_LENGTH], look)

    return write_text


def _write_notes(book: Any, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(NOTES_TITLE)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 90)
    for row, note in enumerate(notes):
        sheet.write_string(row, 0, note, wrap)
