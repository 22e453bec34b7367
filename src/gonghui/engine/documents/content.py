"""What an official document is made of: plain frozen data, which the writer lays out.

Text is given as people type it; the writer sets half-width punctuation between Chinese right by ``full_width``.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right"]

TEXT_WIDTH_MM = 156
"""Width of the type area, in millimetres (GB/T 9704-2012, 5.1)."""

LANDSCAPE_WIDTH_MM = 257
"""Width of the type area of a working sheet that lies on its side, in millimetres."""

TEXT_HEIGHT_MM = 225
"""Height of the type area, in millimetres (GB/T 9704-2012, 5.1)."""

FIGURE_ID = re.compile(r"F[0-9]{3,}-[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class FigureMark:
    """One cited figure: the text keeps its tie to ``id`` after people have edited the document.

    ``id`` is the running number of the citation and the figure's code, and stands once in a document; ``title`` is
    what Word shows when the figure is clicked. Raises ValueError for an id that Word could not hold.

    >>> FigureMark("F001-contributions.received", "1317.31万元", "工会经费收缴额，2025年1—10月").text
    '1317.31万元'
    """

    id: str
    text: str
    title: str

    def __post_init__(self) -> None:
        # a content control's tag holds 64 characters; Word calls the file damaged beyond that
        if len(self.id) > 64 or FIGURE_ID.fullmatch(self.id) is None:
            raise ValueError(
                f"数字的标识“{self.id}”不能写入文档：应为F加三位以上序号、短横线和小写代码，不超过64个字符，"
                "如F001-contributions.received。"
            )


Part = str | FigureMark
"""A stretch of text: words, or a cited figure."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; the writer numbers it 一、 （一） 1. （1） and ``text`` carries no number.

    The order of the four is GB/T 9704-2012, 7.3.3.
    """

    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True)
class Picture:
    """A PNG picture on a line of its own, ``width_mm`` wide; ``alt`` tells it to those who cannot see it.

    Raises ValueError for bytes that are no PNG, and for a picture that the type area cannot hold.
    """

    png: bytes = field(repr=False)
    caption: str
    width_mm: float
    alt: str

    def __post_init__(self) -> None:
        if self.png[:8] != _PNG_SIGNATURE or len(self.png) < 24:
            raise ValueError("插图不是PNG图片，请换成PNG格式。")
        if not 0 < self.width_mm <= TEXT_WIDTH_MM or self.height_mm > TEXT_HEIGHT_MM:
            raise ValueError(
                f"插图宽{self.width_mm:g}毫米、高{self.height_mm:.0f}毫米，超出版心"
                f"（{TEXT_WIDTH_MM}×{TEXT_HEIGHT_MM}毫米），请改小。"
            )

    @property
    def height_mm(self) -> float:
        """The height that keeps the picture's proportions, in millimetres."""
        width, height = struct.unpack(">II", self.png[16:24])
        return self.width_mm * float(height) / max(1, float(width))


@dataclass(frozen=True)
class Table:
    """A three-line table; ``widths_mm`` and ``align`` go by column, and the head is repeated on every page.

    ``room_mm`` is the width of the page's type area. Raises ValueError where rows, widths and alignments do not fit
    the head, and for a table too wide for the page.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]
    widths_mm: tuple[float, ...]
    caption: str
    align: tuple[Align, ...]
    room_mm: float = TEXT_WIDTH_MM

    def __post_init__(self) -> None:
        columns = len(self.head)
        if not columns or len(self.widths_mm) != columns or len(self.align) != columns:
            raise ValueError(f"表格的表头有{columns}列，列宽和对齐也应各有{columns}项。")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != columns:
                raise ValueError(f"表格第{number}行有{len(row)}格，表头有{columns}列，请补齐。")
        if min(self.widths_mm) <= 0 or sum(self.widths_mm) > self.room_mm + 0.5:
            raise ValueError(f"表格各列宽度须大于0，合计不超过版心的{self.room_mm}毫米。")


Block = Paragraph | Heading | Picture | Table


@dataclass(frozen=True)
class Appendix:
    """An appendix (附件): begins on a page of its own; its headings are numbered afresh."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Letterhead:
    """The head of a document that goes to the union above (上行文; GB/T 9704-2012, 7.2.4 to 7.2.7).

    ``issuer`` is the mark in red (发文机关标志), ``number`` the document's number (发文字号), ``signer`` who signs it
    off (签发人).
    """

    issuer: str
    number: str
    signer: str


@dataclass(frozen=True)
class Imprint:
    """The lines at the foot of the last page (版记; GB/T 9704-2012, 7.4): copies to, printed by, on which day."""

    copies: tuple[str, ...]
    printed_by: str
    printed_on: date


@dataclass(frozen=True)
class WorkingSheet:
    """A table on pages that lie on their side, for use within the office: no signature, no official form.

    Raises ValueError where the table is wider than such a page.
    """

    title: str
    note: str
    table: Table
    made_by: str
    dated: date

    def __post_init__(self) -> None:
        if self.table.room_mm > LANDSCAPE_WIDTH_MM:
            raise ValueError(f"横排表格的版心宽{LANDSCAPE_WIDTH_MM}毫米，表格按{self.table.room_mm}毫米排，请改窄。")


@dataclass(frozen=True)
class OfficialDocument:
    """A whole document. A title given as several lines is broken there; a line holds 20 characters.

    Without ``signed_by`` it bears neither signature nor date.
    ``letterhead``, ``addressee`` (主送机关) and ``imprint`` stand in what is sent; ``enclosures`` name what goes with
    it in files of its own, before the ``appendices`` that this file holds. ``dated`` is the date of writing
    (成文日期); it is also the file's own date, so that the same document gives the same bytes. Raises ValueError when
    a figure's id stands twice.
    """

    title: str | tuple[str, ...]
    blocks: tuple[Block, ...]
    signed_by: str
    dated: date
    appendices: tuple[Appendix, ...] = ()
    letterhead: Letterhead | None = None
    addressee: str = ""
    enclosures: tuple[str, ...] = ()
    imprint: Imprint | None = None

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for mark in self.figures():
            if mark.id in seen:
                raise ValueError(f"数字的标识“{mark.id}”在文档里出现了两次，每处引用须有自己的序号。")
            seen.add(mark.id)

    def figures(self) -> Iterator[FigureMark]:
        """Yield the cited figures in reading order."""
        for blocks in (self.blocks, *(appendix.blocks for appendix in self.appendices)):
            for block in blocks:
                match block:
                    case Paragraph(parts):
                        yield from (part for part in parts if isinstance(part, FigureMark))
                    case Table(rows=rows):
                        yield from (cell for row in rows for cell in row if isinstance(cell, FigureMark))
                    case _:
                        pass
