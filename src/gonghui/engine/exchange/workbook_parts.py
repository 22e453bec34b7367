"""What an .xlsx may hold before anything builds its tables: its parts as XML, counted cell by cell.

A small file can claim a great deal of memory. No module here may need Django: a process of its own runs this.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

# What a person uploads; a sheet of 50,000 rows with 12 columns takes about 5 MB.
MOST_BYTES = 10 * 1024 * 1024
# What it may unpack to, the parts it may have, the cells that its sheets may span, and the characters in each sheet.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
MOST_CELLS = 4_000_000
MOST_TEXT = 60_000_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted .xlsx is an old compound file that holds this stream, named in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PART = re.compile(r"(\[content_types\]|(_rels|docprops|xl)/.*)\.(xml|rels)", re.IGNORECASE)
_STRINGS = "xl/sharedstrings.xml"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE)
_ROW = re.compile(r"[0-9]{1,7}")
_PIECE = 1 << 20

_SAVE_AS = "请在Excel或WPS里打开，另存为“Excel工作簿（*.xlsx）”再上传。"
LOCKED = "这个文件加了打开密码，读不了。请在Excel或WPS里去掉密码，保存以后再上传。"
DAMAGED = f"这个文件打不开，可能已经损坏，或者没有保存完。{_SAVE_AS}"
TOO_LARGE = "这个文件解开以后太大，读不了。请只留要导入的那一张表，另存以后再上传。"


class NotReadable(Exception):
    """The file is no workbook that can be read; the message, in Chinese, says why and what would help."""


def refuse_other_files(content: bytes) -> None:
    """Refuse by its first bytes and its size what is no .xlsx; raises NotReadable."""
    if not content:
        raise NotReadable("这个文件是空的，请核对选的是哪一个文件。")
    if len(content) > MOST_BYTES:
        raise NotReadable(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请去掉里面的图片，或者分成几个文件导入。")
    if content.startswith(_OLE):
        raise NotReadable(LOCKED if _ENCRYPTED in content else f"这是旧格式（.xls）的文件，读不了。{_SAVE_AS}")
    if not content.startswith(_ZIP):
        raise NotReadable(f"这不是.xlsx文件（可能是.csv或别的文件改了名），读不了。{_SAVE_AS}")


def checked(content: bytes) -> bytes:
    """The workbook packed anew from those parts alone that were read here and are within the limits.

    Whoever reads it next sees what was counted: the names, bytes and encoding (UTF-8) are the same for both.
    Pictures, macros and whatever else is no XML of a workbook are left out. Raises NotReadable.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(target, "w") as copy:
            _copy_counted(parts, copy)
    except expat.ExpatError:
        raise NotReadable(DAMAGED) from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error):
        raise NotReadable(DAMAGED) from None
    return target.getvalue()


def _copy_counted(parts: zipfile.ZipFile, copy: zipfile.ZipFile) -> None:
    wanted = {info.filename: info for info in parts.infolist() if _PART.fullmatch(info.filename)}
    if len(parts.infolist()) > MOST_PARTS or sum(info.file_size for info in wanted.values()) > MOST_UNPACKED:
        raise NotReadable(TOO_LARGE)
    if not any(_SHEET.fullmatch(name) for name in wanted):
        raise NotReadable(f"这个文件里没有工作表。{_SAVE_AS}")
    if len({name.lower() for name in wanted}) < len(wanted):
        raise NotReadable(DAMAGED)
    texts: list[int] = []
    cells = 0
    # The table of strings first: what a sheet's cells point at is counted with the sheet.
    for name in sorted(wanted, key=lambda name: name.lower() != _STRINGS):
        if name.lower() == _STRINGS:
            texts = _lengths(parts.open(wanted[name]))
        else:
            cells += _spanned(parts, wanted[name], texts)
            if cells > MOST_CELLS:
                raise NotReadable(TOO_LARGE)
        with copy.open(name, "w") as written, parts.open(wanted[name]) as part:
            for piece in _pieces(part):
                written.write(piece)


def _spanned(parts: zipfile.ZipFile, part: zipfile.ZipInfo, texts: list[int]) -> int:
    """The cells that a part spans; raises NotReadable where they are too many, or hold too much.

    Any part may be named as a sheet by another one, whatever it is called: all are counted.
    """
    span = _Span()
    with parts.open(part) as stream:
        span.read(stream)
    if span.cells * max(texts, default=0) > MOST_TEXT:
        with parts.open(part) as stream:
            _Texts(texts).read(stream)
    return span.spanned


class _Reader:
    """Reads a part as UTF-8, whatever it declares, and refuses a document type: that is where entities are made."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_document_type
        self.parser.StartElementHandler = self.opened
        self.parser.EndElementHandler = self.closed

    def read(self, part: IO[bytes]) -> None:
        """Read it to its end; raises NotReadable or ExpatError."""
        for piece in _pieces(part):
            if b"\0" in piece:  # UTF-16 and its like, which the parser would follow and the other reader not
                raise NotReadable(DAMAGED)
            self.parser.Parse(piece, False)
        self.parser.Parse(b"", True)

    def opened(self, name: str, attributes: list[str]) -> None:
        """An element begins; its attributes are names and values by turns."""

    def closed(self, name: str) -> None:
        """An element ends."""


class _Span(_Reader):
    """How far the cells of a sheet reach that hold anything, and how many cells it has.

    A row or cell without its number stands after the one before. Where numbers go back the larger one counts, so
    that no reader can see a cell beyond these: one of them passes over a number that is written with an escape.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self._kinds: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = self._column = 0  # from 1: the row that is open, and its last cell
        self._row_digits = "0"
        self._last_row = self._last_column = 0
        self._in_cell = False

    def opened(self, name: str, attributes: list[str]) -> None:
        # Runs some million times for a large sheet: what is usual comes first.
        kind = self._kinds.get(name) or self._kinds.setdefault(name, _plain(name))
        if kind == "c":
            self.cells += 1
            self._column += 1
            self._in_cell = True
            if attributes and attributes[0] == "r":
                self._place(attributes[1])
            elif "r" in attributes[::2]:
                self._place(attributes[attributes[::2].index("r") * 2 + 1])
        elif self._in_cell:
            if (self._column > self._last_column or self._row > self._last_row) and kind != "f":
                self._reach()
        elif kind == "row":
            self._row += 1
            if "r" in attributes[::2]:
                self._go_to(attributes[attributes[::2].index("r") * 2 + 1])

    def closed(self, name: str) -> None:
        kind = self._kinds[name]
        if kind == "c":
            self._in_cell = False
        elif kind == "row":
            self._column = 0

    @property
    def spanned(self) -> int:
        """The cells from the first to the last that holds anything."""
        return self._last_row * self._last_column

    def _place(self, reference: str) -> None:
        digits = self._row_digits
        column = self._columns.get(reference[: -len(digits)])
        if column is None or not reference.endswith(digits):
            column = self._look_up(reference)
        if column > self._column:
            self._column = column

    def _look_up(self, reference: str) -> int:
        found = _CELL.fullmatch(reference)
        if found is None:
            raise NotReadable(DAMAGED)
        self._go_to(found[2])
        return self._columns.setdefault(found[1], column_place(found[1].upper()) + 1)

    def _go_to(self, digits: str) -> None:
        if not _ROW.fullmatch(digits):
            raise NotReadable(DAMAGED)
        self._row_digits = digits
        self._row = max(self._row, int(digits))

    def _reach(self) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self.spanned > MOST_CELLS:
            raise NotReadable(
                f"表里最远的内容在第{self._last_row}行第{self._last_column}列，中间大片是空的，读不了。"
                "请把要导入的内容复制到空白表里再上传。"
            )


class _Texts(_Reader):
    """The characters that the cells of a sheet would hold once each had its own copy of the string it points at."""

    def __init__(self, texts: list[int]) -> None:
        super().__init__()
        self.parser.CharacterDataHandler = self._said
        self._texts = texts
        self._total = 0
        self._pointing = self._in_value = False
        self._pointer = ""

    def opened(self, name: str, attributes: list[str]) -> None:
        plain = _plain(name)
        if plain == "c":
            self._pointing = ("t", "s") in zip(attributes[::2], attributes[1::2], strict=True)
        self._in_value, self._pointer = plain == "v", ""

    def closed(self, name: str) -> None:
        if self._pointing and self._in_value and self._pointer.strip().isdecimal():
            place = int(self._pointer)
            self._total += self._texts[place] if place < len(self._texts) else 0
            if self._total > MOST_TEXT:
                raise NotReadable(TOO_LARGE)
        self._in_value = False

    def _said(self, text: str) -> None:
        if self._in_value:
            self._pointer = (self._pointer + text)[:20]


class _Lengths(_Reader):
    """How long each shared string is."""

    def __init__(self) -> None:
        super().__init__()
        self.parser.CharacterDataHandler = self._said
        self.found: list[int] = []

    def opened(self, name: str, attributes: list[str]) -> None:
        plain = _plain(name)
        if plain == "si":
            self.found.append(0)
        elif plain == "sheetData":  # a sheet under the strings' name would not have been counted
            raise NotReadable(DAMAGED)

    def _said(self, text: str) -> None:
        if self.found:
            self.found[-1] += len(text)


def _lengths(part: IO[bytes]) -> list[int]:
    reader = _Lengths()
    with part:
        reader.read(part)
    return reader.found


def _plain(name: str) -> str:
    """An element's name without its namespace."""
    return name.rpartition(":")[2]


def _refuse_document_type(*_declared: Any) -> None:
    raise NotReadable(DAMAGED)


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    while piece := part.read(_PIECE):
        yield piece


def column_place(letters: str) -> int:
    """The place of a column from 0 by its letter.

    >>> column_place("A"), column_place("AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
