"""Excel in: the sheets of an .xlsx as bare values with Excel's own row numbers, or a sentence why it cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

# What a person uploads; a sheet of 50,000 rows with 12 columns takes about 5 MB.
MOST_BYTES = 10 * 1024 * 1024
# What it may unpack to, and the cells that a sheet may span: a small file can claim a great deal of memory.
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_CELLS = 4_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted .xlsx is an old compound file that holds this stream, named in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell that holds something: not `<c r="B2" s="1"/>`.
_CELL = re.compile(rb"<(?:\w+:)?c\b(?:[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\")?[^>]*(?<!/)>")
_SAVE_AS = "请在Excel或WPS里打开，另存为“Excel工作簿（*.xlsx）”再上传。"


class NotReadable(Exception):
    """The file is no workbook that can be read; the message, in Chinese, says why and what would help."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's values. `lines` are its rows that hold anything, each with Excel's row number; columns are from A."""

    title: str
    visible: bool
    lines: tuple[tuple[int, tuple[Any, ...]], ...]


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, formulas as the values last computed; raises NotReadable.

    Values are str, float, int, bool, date, datetime, time or timedelta; an empty cell is "".
    """
    _refuse_other_files(content)
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(_sheets(book))
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise NotReadable(_LOCKED) from None
        raise NotReadable(_DAMAGED) from None


_LOCKED = "这个文件加了打开密码，读不了。请在Excel或WPS里去掉密码，保存以后再上传。"
_DAMAGED = f"这个文件打不开，可能已经损坏，或者没有保存完。{_SAVE_AS}"


def _refuse_other_files(content: bytes) -> None:
    if not content:
        raise NotReadable("这个文件是空的，请核对选的是哪一个文件。")
    if len(content) > MOST_BYTES:
        raise NotReadable(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请去掉里面的图片，或者分成几个文件导入。")
    if content.startswith(_OLE):
        raise NotReadable(_LOCKED if _ENCRYPTED in content else f"这是旧格式（.xls）的文件，读不了。{_SAVE_AS}")
    if not content.startswith(_ZIP):
        raise NotReadable(f"这不是.xlsx文件（可能是.csv或别的文件改了名），读不了。{_SAVE_AS}")


def _refuse_bombs(content: bytes) -> None:
    """Refuse what would take more memory than a PC has, and what is damaged on the way."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise NotReadable("这个文件解开以后太大，读不了。请只留要导入的那一张表，另存以后再上传。")
            if parts.testzip() is not None:
                raise NotReadable(_DAMAGED)
            names = [name for name in parts.namelist() if _SHEET.fullmatch(name)]
            if not names:
                raise NotReadable(f"这个文件里没有工作表。{_SAVE_AS}")
            for name in names:
                _refuse_wide_spans(parts.read(name))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error):
        raise NotReadable(_DAMAGED) from None


def _refuse_wide_spans(xml: bytes) -> None:
    last_row, letters = 0, {b""}
    for column, row in _CELL.findall(xml):
        letters.add(column)
        last_row = max(last_row, int(row or 0))
    if last_row * max(_place(column.decode()) + 1 for column in letters) > _MOST_CELLS:
        raise NotReadable(
            f"表里最远的内容在第{last_row}行，中间大片是空的，读不了。请把要导入的内容复制到空白表里再上传。"
        )


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        # Without its empty margin a sheet begins where it has something; both numbers are from 0.
        first_row, first_column = sheet.start or (0, 0)
        margin = ("",) * first_column
        lines = tuple(
            (first_row + offset + 1, (*margin, *values))
            for offset, values in enumerate(sheet.to_python(skip_empty_area=True))
            if any(value != "" for value in values)
        )
        yield Sheet(about.name, about.visible is SheetVisibleEnum.Visible, lines)


def column_letter(place: int) -> str:
    """The letter of a column by its place from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _place(letters: str) -> int:
    """The place of a column from 0 by its letter."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
