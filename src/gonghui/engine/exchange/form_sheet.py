"""A sheet to fill in: one column a field, with drop-downs, and a second sheet that says how each is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from gonghui.engine.exchange.workbook import BOOK_OPTIONS, CellKind, cell_formats, cell_writer, sheet_name

GUIDE_TITLE = "填表说明"
OPTIONS_TITLE = "选项"
# Excel's own limits: of a list written into the rule itself, of the hint's head and its text.
_LIST_LENGTH, _HINT_HEAD, _HINT_LENGTH = 255, 32, 255
_GUIDE_HEADS = (("列", 20), ("要不要填", 12), ("怎么填", 60), ("例子", 30))


@dataclass(frozen=True)
class FormColumn:
    """A column to fill in. `listed` are its drop-down; `closed` refuses what is not among them."""

    title: str
    width: float
    kind: CellKind
    required: bool
    how: str
    example: str = ""
    needed: str = ""
    listed: tuple[str, ...] = ()
    closed: bool = False


def write_form_sheet(
    target: BinaryIO,
    title: str,
    columns: Sequence[FormColumn],
    rows: Iterable[Sequence[Any]],
    *,
    most_rows: int,
    lead: Sequence[str],
) -> int:
    """Write the sheet with `rows` in it (none for a blank one) and return how many there were.

    `most_rows` is how far down drop-downs and formats reach; `lead` are the first lines of the guide.
    """
    book = xlsxwriter.Workbook(target, BOOK_OPTIONS)
    formats = cell_formats(book)
    sheet = book.add_worksheet(sheet_name(title))
    _write_heads(book, sheet, columns, formats)
    writers = [cell_writer(sheet, place, column.kind, formats[column.kind]) for place, column in enumerate(columns)]
    count = 0
    for values in rows:
        count += 1
        for write, value in zip(writers, values, strict=True):
            if value is not None and value != "":
                write(count, value)
    _write_guide(book, columns, lead)
    _write_rules(book, sheet, columns, max(most_rows, count))
    book.close()
    return count


def _write_heads(book: Any, sheet: Any, columns: Sequence[FormColumn], formats: dict[CellKind, Any]) -> None:
    looks = {
        required: book.add_format(
            {
                "bold": True,
                "bottom": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#F3E3C3" if required else "#EEF0F2",
            }
        )
        for required in (True, False)
    }
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[column.kind])
        sheet.write_string(0, place, column.title, looks[column.required])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_guide(book: Any, columns: Sequence[FormColumn], lead: Sequence[str]) -> None:
    sheet = book.add_worksheet(GUIDE_TITLE)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, (_, width) in enumerate(_GUIDE_HEADS):
        sheet.set_column(place, place, width)
    for row, line in enumerate(lead):
        sheet.merge_range(row, 0, row, len(_GUIDE_HEADS) - 1, line, wrap)
    first = len(lead) + 1
    for place, (head, _) in enumerate(_GUIDE_HEADS):
        sheet.write_string(first, place, head, bold)
    for row, column in enumerate(columns, start=first + 1):
        needed = column.needed or ("必填" if column.required else "可以不填")
        for place, text in enumerate((column.title, needed, column.how, column.example)):
            sheet.write_string(row, place, text, wrap)


def _write_rules(book: Any, sheet: Any, columns: Sequence[FormColumn], last: int) -> None:
    """Drop-downs, and what Excel says beside the cell that is being filled."""
    options = None
    for place, column in enumerate(columns):
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.title[:_HINT_HEAD],
            "input_message": column.how[:_HINT_LENGTH],
        }
        if column.listed:
            rule |= {
                "validate": "list",
                "error_type": "stop" if column.closed else "warning",
                "error_title": "不在选项里"[:_HINT_HEAD],
                "error_message": f"“{column.title}”请从下拉的选项里选。"[:_HINT_LENGTH],
                "source": list(column.listed),
            }
            if len(",".join(column.listed)) > _LIST_LENGTH or any("," in each for each in column.listed):
                options = options or book.add_worksheet(OPTIONS_TITLE)
                options.hide()
                options.write_column(0, place, column.listed)
                letter = xl_col_to_name(place, col_abs=True)
                rule["source"] = f"='{OPTIONS_TITLE}'!${letter.strip('$')}$1:${letter.strip('$')}${len(column.listed)}"
        sheet.data_validation(1, place, last, place, rule)
