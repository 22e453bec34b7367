"""`python -m gonghui.engine.exchange.reading_process`: a workbook on standard input, its sheets on standard output.

A process of its own, with a limit on its memory: a file that ends the reader ends nothing else. It imports no Django,
so that it starts in a moment. What it says, in lines of JSON: `["sheet", title, visible, width]`, then
`["rows", [[number, [value, …]], …]]`, and last `["end"]` or `["refused", message]`; a day or a time is
`{kind: text}`. A row is told up to its last value.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gonghui.engine.exchange.workbook_parts import DAMAGED, LOCKED, TOO_LARGE, NotReadable, checked

# A sheet of 50,000 rows with 12 columns takes about 250 MB; one at every limit at once about 1 GB.
MOST_MEMORY = 1536 * 1024 * 1024
# What is told, in bytes: the server holds it all at once.
MOST_PRINTED = 96 * 1024 * 1024
_ROWS_AT_ONCE = 500


def main() -> int:
    """Read the workbook; the exit status is 0, also where it is refused."""
    limit_memory()
    try:
        _print_sheets(sys.stdin.buffer.read())
    except NotReadable as error:
        _print_line(["refused", str(error)])
    except MemoryError:
        _print_line(["refused", TOO_LARGE])
    except (CalamineError, OSError, ValueError) as error:
        _print_line(["refused", LOCKED if "password" in str(error).lower() else DAMAGED])
    sys.stdout.flush()
    return 0


def _print_sheets(content: bytes) -> None:
    printed = 0
    for line in _lines_of(content):
        printed += _print_line(line)
        if printed > MOST_PRINTED:
            raise NotReadable(TOO_LARGE)
    _print_line(["end"])


def limit_memory() -> None:
    """Never take more than MOST_MEMORY, where the system can see to it (Windows leaves it to the count of cells)."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (OSError, ValueError):  # macOS knows the limit and does not take it
            continue


def _lines_of(content: bytes) -> Iterator[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(checked(content)))
    del content
    for about in book.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            width = sheet.end[1] + 1 if sheet.end else 0
            yield ["sheet", about.name, about.visible is SheetVisibleEnum.Visible, width]
            yield from _rows(sheet)


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    # Without its empty margin a sheet begins where it has something; both numbers are from 0.
    first_row, first_column = sheet.start or (0, 0)
    margin = [""] * first_column
    told: list[Any] = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), first_row + 1):
        while values and values[-1] == "":
            values.pop()
        if values:
            told.append([number, margin + values])
        if len(told) >= _ROWS_AT_ONCE:
            yield ["rows", told]
            told = []
    yield ["rows", told]


def _in_words(value: object) -> dict[str, Any]:
    # A datetime is a date too: it is asked for first.
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"timedelta": [value.days, value.seconds, value.microseconds]}
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_in_words).encode


def _print_line(line: list[Any]) -> int:
    return sys.stdout.buffer.write(_encode(line).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
