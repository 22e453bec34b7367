"""Write an official document (公文) after GB/T 9704-2012 as a .docx file.

Word and WPS read the result as an ordinary document with real styles: the navigation pane shows its headings, and an
officer who changes a style changes every place of it. Cited figures are content controls inside bookmarks, which
``reading`` finds again after the text has been edited.

A document is a tree of frozen data (see ``content``); ``write`` gives the file's bytes:

    write(OfficialDocument(
        title=("某某镇某某会", "2025年工作总结"),
        blocks=(
            Heading(1, "主要工作"),
            Paragraph(("全年办理", FigureMark("F001-cases.closed", "57件", "办结数"), "。")),
        ),
        signed_by="某某镇某某会", dated=date(2025, 12, 12)))
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from gonghui.engine.documents.bookmarks import bookmark_name
from gonghui.engine.documents.content import (
    Appendix,
    Block,
    FigureMark,
    Heading,
    Imprint,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Part,
    Picture,
    Table,
    WorkingSheet,
)
from gonghui.engine.documents.drawing import inline_picture
from gonghui.engine.documents.markup import w, writable
from gonghui.engine.documents.package import pack, relation_of, section
from gonghui.engine.documents.punctuation import full_width
from gonghui.engine.documents.styles import CHARACTER, LINE
from gonghui.plain.chinese import chinese_number

_TWIPS_PER_MM = 1440 / 25.4
_ALIAS_LIMIT = 64  # characters that Word allows in a content control's title
_BREAKS = re.compile(r"([\n\t])")
_EAST_ASIAN = re.compile(r"[^\x00-\u02ff]")


def write(document: OfficialDocument, *, tied: bool = True) -> bytes:
    """Return the document as the bytes of a .docx file; the same document always gives the same bytes.

    Half-width punctuation beside Chinese is written full-width, character for character. Not `tied`, figures are
    plain text: a clean copy.
    """
    composer = _Composer(tied)
    return _packed(
        composer,
        w("body", *composer.document(document), section()),
        title="".join(_lines(document.title)),
        author=document.signed_by,
        dated=document.dated,
    )


def write_sheet(sheet: WorkingSheet) -> bytes:
    """Return the working sheet as the bytes of a .docx file whose pages lie on their side."""
    composer = _Composer(tied=False)
    head = [_paragraph("SheetTitle", _words(sheet.title)), _paragraph("SheetNote", _words(sheet.note))]
    body = w("body", *head, *composer.table(sheet.table), section(landscape=True))
    return _packed(composer, body, title=sheet.title, author=sheet.made_by, dated=sheet.dated)


def _packed(composer: "_Composer", body: etree._Element, *, title: str, author: str, dated: date) -> bytes:
    return pack(
        w("document", body),
        {name: png for png, name in composer.media.items()},
        title=full_width(writable(title)),
        author=writable(author),
        dated=dated,
    )


@dataclass
class _Composer:
    """Lays the blocks out as paragraphs and tables, and hands out the numbers that must be unique in the file.

    `tied` says whether cited figures are content controls.
    """

    tied: bool = True
    figures: int = 0
    media: dict[bytes, str] = field(default_factory=dict)
    drawings: int = 0

    def document(self, document: OfficialDocument) -> Iterator[etree._Element]:
        if document.letterhead:
            yield from _letterhead(document.letterhead)
        yield _paragraph("Title", _words("\n".join(_lines(document.title))))
        if document.addressee:
            yield _paragraph("Addressee", _words(f"{document.addressee}："))
        body = list(self.blocks(document.blocks))
        if body and isinstance(document.blocks[-1], Paragraph):
            _keep_with_next(body[-1])  # a signature never stands on a page by itself
        yield from body
        yield from _appendix_list((*document.enclosures, *(appendix.title for appendix in document.appendices)))
        if document.signed_by:
            yield from _signature(document)
        if document.imprint:
            yield from _imprint(document.imprint)
        for number, appendix in enumerate(document.appendices, start=1):
            yield from self.appendix(appendix, str(number) if len(document.appendices) > 1 else "")

    def appendix(self, appendix: Appendix, number: str) -> Iterator[etree._Element]:
        yield _paragraph("AppendixMark", _words(f"附件{number}"))
        yield _paragraph("AppendixTitle", _words(appendix.title))
        yield from self.blocks(appendix.blocks)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[etree._Element]:
        numbering = _Numbering()
        for block in blocks:
            match block:
                case Paragraph(parts):
                    yield _paragraph("BodyText", self.parts(parts))
                case Heading(level, text):
                    yield _paragraph(f"Heading{level}", _words(numbering.next(level) + text))
                case Picture():
                    yield from self.picture(block)
                case Table():
                    yield from self.table(block)

    def parts(self, parts: Iterable[Part]) -> Iterator[etree._Element]:
        """Yield runs and content controls; punctuation is judged over the whole paragraph, figures included."""
        parts = tuple(parts)
        texts = [writable(part.text if isinstance(part, FigureMark) else part) for part in parts]
        whole, start = full_width("".join(texts)), 0
        for part, text in zip(parts, texts, strict=True):
            stretch = whole[start : start + len(text)]
            start += len(text)
            if isinstance(part, FigureMark) and self.tied:
                yield from self.figure(part, stretch)
            else:
                yield from _runs(stretch)

    def figure(self, mark: FigureMark, text: str) -> Iterator[etree._Element]:
        """Yield a content control within a bookmark.

        The control has no ``w:text``: LibreOffice then spoils the words around it. The bookmark is there because
        LibreOffice and older programs drop the control's tag when they save.
        """
        self.figures += 1
        properties = w(
            "sdtPr",
            w("alias", val=writable(mark.title)[:_ALIAS_LIMIT]),
            w("tag", val=mark.id),
            w("id", val=self.figures),
        )
        yield w("bookmarkStart", id=self.figures, name=bookmark_name(mark.id))
        yield w("sdt", properties, w("sdtContent", *_runs(text)))
        yield w("bookmarkEnd", id=self.figures)

    def picture(self, picture: Picture) -> Iterator[etree._Element]:
        name = self.media.setdefault(picture.png, f"image{len(self.media) + 1}.png")
        self.drawings += 1
        drawing = inline_picture(picture, number=self.drawings, relation=relation_of(name))
        yield _paragraph("Figure", [w("r", drawing)])
        if picture.caption:
            yield _paragraph("Caption", _words(picture.caption))

    def table(self, table: Table) -> Iterator[etree._Element]:
        if table.caption:
            caption = _paragraph("Caption", _words(table.caption))
            _keep_with_next(caption)
            yield caption
        widths = [round(width * _TWIPS_PER_MM) for width in table.widths_mm]
        yield w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val="ThreeLines"),
                w("tblW", w=sum(widths), type="dxa"),
                w("jc", val="center"),
                w("tblLayout", type="fixed"),
                w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            w(
                "tr",
                w("trPr", w("cantSplit"), w("tblHeader")),
                *(
                    _cell(width, _paragraph("TableHead", _words(text)))
                    for width, text in zip(widths, table.head, strict=True)
                ),
            ),
            *(self.row(row, widths, table) for row in table.rows),
        )
        # Word joins two tables that touch, and wants a paragraph after the last
        yield _paragraph("TableEnd", [])

    def row(self, row: tuple[Part, ...], widths: list[int], table: Table) -> etree._Element:
        cells = []
        for part, width, align in zip(row, widths, table.align, strict=True):
            paragraph = _paragraph("TableText", self.parts((part,)))
            if align != "left":
                paragraph[0].append(w("jc", val=align))
            cells.append(_cell(width, paragraph))
        return w("tr", w("trPr", w("cantSplit")), *cells)


class _Numbering:
    """Counts headings: 一、 （一） 1. （1）, each level afresh under the one above.

    The numbers are written as text, not as a Word list: copied into a chat, opened in another program, or read by
    one, a list loses its numbers, and in an official text they are part of the wording.
    """

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        count = self._counts[level - 1]
        match level:
            case 1:
                return f"{chinese_number(count)}、"
            case 2:
                return f"（{chinese_number(count)}）"
            case 3:
                return f"{count}."
            case _:
                return f"（{count}）"


def _lines(title: str | tuple[str, ...]) -> tuple[str, ...]:
    return (title,) if isinstance(title, str) else title


def _letterhead(head: Letterhead) -> Iterator[etree._Element]:
    """Yield the mark in red, the number with who signs on one line, and the red line below (7.2.4 to 7.2.7).

    The mark is as large as its line allows, up to 22 mm: a long name is set smaller, never broken.
    """
    mark = w("r", w("rPr", w("sz", val=_mark_size(head.issuer)), w("szCs", val=_mark_size(head.issuer))))
    mark.append(_text(writable(head.issuer)))
    yield _paragraph("IssuerMark", [mark])
    yield _paragraph("NumberLine", _runs(f"{writable(head.number)}\t签发人：{writable(head.signer)}"))


def _mark_size(issuer: str) -> int:
    """Half-points in which the mark fills at most nine tenths of the type area's width of 442 points."""
    return 2 * min(62, int(442 * 0.9 / max(1.0, _width(issuer))))


def _imprint(imprint: Imprint) -> Iterator[etree._Element]:
    """Yield the foot lines (7.4), which float to the bottom of the page where the text ends: a table, since
    LibreOffice lays out no paragraph in a frame there.
    """
    day = f"{imprint.printed_on.year}年{imprint.printed_on.month}月{imprint.printed_on.day}日印发"
    lines = [_paragraph("Imprint", _runs(f"{full_width(writable(imprint.printed_by))}\t{day}"))]
    if imprint.copies:
        lines.insert(0, _paragraph("Imprint", _words(f"抄送：{'，'.join(imprint.copies)}。")))
    width = 28 * CHARACTER
    yield w(
        "tbl",
        w(
            "tblPr",
            w("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"),
            w("tblW", w=width, type="dxa"),
            # the outer lines are 0.35 mm thick, those between 0.25 mm
            w("tblBorders", _line("top", 8), _line("bottom", 8), _line("insideH", 6)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa")),
        ),
        w("tblGrid", w("gridCol", w=width)),
        *(w("tr", w("trPr", w("cantSplit")), _cell(width, line)) for line in lines),
    )
    yield _paragraph("TableEnd", [])


def _line(side: str, eighths_of_a_point: int) -> etree._Element:
    return w(side, val="single", sz=eighths_of_a_point, space=0, color="auto")


def _appendix_list(titles: tuple[str, ...]) -> Iterator[etree._Element]:
    """Name the appendices below the text (7.3.4): a free line, two characters in, no mark after a name."""
    for number, named in enumerate(titles, start=1):
        title = named.replace("\n", "")
        ordinal = f"{number}. " if len(titles) > 1 else ""
        label = "附件：" if number == 1 else ""
        paragraph = _paragraph("AppendixList", _words(f"{label}{ordinal}{title}"))
        # a name's second line stands under its first; 附件： takes three characters and a number one and a half
        hanging = (3 if number == 1 else 0) + (1.5 if ordinal else 0)
        left = 2 + (0 if number == 1 else 3) + hanging
        if number == 1:
            paragraph[0].append(w("spacing", before=LINE))
        paragraph[0].append(w("ind", left=round(left * CHARACTER), hanging=round(hanging * CHARACTER)))
        yield paragraph


def _signature(document: OfficialDocument) -> Iterator[etree._Element]:
    """Yield the signer and the date (7.3.5.1, with a seal): the date four characters in, the signer centred over it.

    A signer too long for that keeps two characters from the edge, and the date moves in with it.
    """
    day = f"{document.dated.year}年{document.dated.month}月{document.dated.day}日"
    signer = full_width(writable(document.signed_by))
    day_width, signer_width = _width(day), _width(signer)
    signer_right = max(2.0, 4 + day_width / 2 - signer_width / 2)
    day_right = max(4.0, signer_right + signer_width / 2 - day_width / 2)
    yield _paragraph("Signature", _runs(signer), right=signer_right)
    yield _paragraph("Date", _runs(day), right=day_right)


def _width(text: str) -> float:
    """The width of a text in Chinese characters; a digit or Latin letter is half of one."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _paragraph(style: str, content: Iterable[etree._Element], *, right: float = 0) -> etree._Element:
    """A paragraph of a style, ``right`` characters in from the right."""
    properties = w("pPr", w("pStyle", val=style))
    if right:
        properties.append(w("ind", rightChars=round(right * 100), right=round(right * CHARACTER)))
    return w("p", properties, *content)


def _keep_with_next(paragraph: etree._Element) -> None:
    paragraph[0].insert(1, w("keepNext"))


def _cell(width: int, paragraph: etree._Element) -> etree._Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")), paragraph)


def _words(text: str) -> Iterator[etree._Element]:
    """Yield the run of a text that stands by itself, its punctuation set right."""
    return _runs(full_width(writable(text)))


def _runs(text: str) -> Iterator[etree._Element]:
    """Yield one run of the text; quotation marks, dashes and ellipses in it take the Chinese font (the hint)."""
    if not text:
        return
    run = w("r")
    if _EAST_ASIAN.search(text):
        run.append(w("rPr", w("rFonts", hint="eastAsia")))
    for piece in _BREAKS.split(text):
        if piece == "\n":
            run.append(w("br"))
        elif piece == "\t":
            run.append(w("tab"))
        elif piece:
            run.append(_text(piece))
    yield run


def _text(piece: str) -> etree._Element:
    element = w("t")
    element.text = piece
    if piece != piece.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
