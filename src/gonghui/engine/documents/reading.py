"""Read a document back: its text in reading order, and the figures that it still carries."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from gonghui.engine.documents.bookmarks import bookmark_name, figure_id
from gonghui.engine.documents.content import FIGURE_ID
from gonghui.engine.documents.markup import W

_TEXT, _TAB = f"{{{W}}}t", f"{{{W}}}tab"
_WORDS = (_TEXT, _TAB, f"{{{W}}}br", f"{{{W}}}cr")
_PARAGRAPH, _CONTROL, _TAG = f"{{{W}}}p", f"{{{W}}}sdt", f"{{{W}}}tag"
_RUN, _PROPERTIES = f"{{{W}}}r", f"{{{W}}}sdtPr"
_START, _END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
_PLACEHOLDER, _KIND = f"{{{W}}}showingPlcHdr", f"{{{W}}}type"
_TEXT_BOX = f"{{{W}}}txbxContent"
# what a reader of the finished text does not see: deletions still to be accepted, the place a move came from,
# and the older copy of a drawing that stands beside each newer one
_UNSEEN = {
    f"{{{W}}}del",
    f"{{{W}}}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LARGEST_PART = 64 * 1024 * 1024  # bytes; the text of some ten thousand pages
# RuntimeError is a zip with a password, or one packed in a way that is not known here
_UNREADABLE = (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, zlib.error, EOFError, RuntimeError)


class NotADocument(ValueError):
    """The bytes are no Word document; the message, in Chinese, says so."""


@dataclass(frozen=True)
class ReadFigure:
    """A figure found in a document: its id, and the text that stands there now."""

    id: str
    text: str


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph as people see it; `level` is 1 to 9 for one in a heading's style, and 0 for all others."""

    text: str
    level: int


def read_figures(content: bytes) -> tuple[ReadFigure, ...]:
    """The figures of a .docx file, in reading order.

    By the tags of its content controls; where a program dropped those on saving, as LibreOffice does, by the
    bookmarks around them, and a long id then comes back as its ``bookmark_name``. Content controls and bookmarks of
    somebody else are passed over. Raises NotADocument.
    """
    body = _parts(content)[0]
    tagged = dict(_by_tags(body))
    known = {bookmark_name(one.id) for one in tagged.values()}
    marked = {place: one for place, name, one in _by_bookmarks(body) if name not in known}
    return tuple(one for _, one in sorted((tagged | marked).items()) if one.text)


def read_text(content: bytes) -> str:
    """All text of a .docx file in reading order: paragraphs, cells, text boxes and then notes, joined by newlines.

    Tracked changes count as accepted. A list's automatic numbers are no text and are not there. Raises NotADocument.
    """
    return "\n".join(_text(paragraph) for part in _parts(content) for paragraph in _paragraphs(part))


def read_paragraphs(content: bytes) -> list[ReadParagraph]:
    """The paragraphs of a .docx file in reading order, with the levels of its headings. Raises NotADocument."""
    body, levels = _parts(content)[0], _heading_styles(content)
    return [ReadParagraph(_text(paragraph), _level(paragraph, levels)) for paragraph in _paragraphs(body)]


def _heading_styles(content: bytes) -> dict[str, int]:
    """The levels of a document's heading styles by their ids; a heading without an outline level goes by its name."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "word/styles.xml" not in archive.namelist():
                return {}
            if archive.getinfo("word/styles.xml").file_size > _LARGEST_PART:
                return {}
            root = etree.fromstring(archive.read("word/styles.xml"), etree.XMLParser(resolve_entities=False))
    except _UNREADABLE:
        return {}
    found = {}
    for style in root.iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        named = _HEADING_NAME.fullmatch("" if name is None else name.get(f"{{{W}}}val", ""))
        level = int(named[1]) if named else _outline_level(style)
        if level:
            found[style.get(f"{{{W}}}styleId", "")] = level
    return found


def _level(paragraph: etree._Element, styles: dict[str, int]) -> int:
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return _outline_level(paragraph) or (0 if style is None else styles.get(style.get(f"{{{W}}}val", ""), 0))


def _outline_level(element: etree._Element) -> int:
    """1 to 9; 0 for body text and where nothing is said."""
    level = element.find(f"{{{W}}}pPr/{{{W}}}outlineLvl")
    value = "" if level is None else level.get(f"{{{W}}}val", "")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _parts(content: bytes) -> list[etree._Element]:
    """The main text, and the notes where there are any."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = ("word/document.xml", *(name for name in _NOTES if name in archive.namelist()))
            if any(archive.getinfo(name).file_size > _LARGEST_PART for name in names):
                raise NotADocument("这份文档的文字部分过大，无法读取，请分成几份。")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return [etree.fromstring(archive.read(name), parser) for name in names]
    except _UNREADABLE:
        raise NotADocument("这不是Word文档（.docx），或者文件已经损坏，请另选一个。") from None


def _seen(element: etree._Element, *, boxes: bool = True) -> Iterator[etree._Element]:
    """What stands within an element, in order, without what a reader does not see."""
    for child in element:
        if child.tag not in _UNSEEN and (boxes or child.tag != _TEXT_BOX):
            yield child
            yield from _seen(child, boxes=boxes)


def _paragraphs(part: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph; those of a text box come after the one that it hangs on."""
    for child in part:
        if child.get(_KIND) is None:  # the lines that part notes from the text are notes with a type
            yield from (node for node in _seen(child) if node.tag == _PARAGRAPH)


def _text(element: etree._Element) -> str:
    return "".join(_own_text(node) for node in _seen(element, boxes=False) if node.tag in _WORDS)


def _own_text(node: etree._Element) -> str:
    parent = node.getparent()
    if parent is None or parent.tag != _RUN:
        return ""  # a tab stop of a paragraph's properties has the name of a tab in the text
    if node.tag == _TEXT:
        return node.text or ""
    return "\t" if node.tag == _TAB else "\n"


def _by_tags(body: etree._Element) -> Iterator[tuple[int, ReadFigure]]:
    """Each figure with its place among the controls and bookmarks; one that was emptied shows a prompt, not text."""
    for place, control in enumerate(node for node in _seen(body) if node.tag in (_CONTROL, _START)):
        properties = control.find(_PROPERTIES)
        tag = None if properties is None else properties.find(_TAG)
        name = "" if tag is None else tag.get(f"{{{W}}}val", "")
        if properties is not None and FIGURE_ID.fullmatch(name):
            emptied = properties.find(_PLACEHOLDER) is not None
            yield place, ReadFigure(name, "" if emptied else _text(control))


def _by_bookmarks(body: etree._Element) -> Iterator[tuple[int, str, ReadFigure]]:
    """What stands between a bookmark's start and its end, with its place and the bookmark's name.

    A bookmark with nothing left in it is a figure that was deleted.
    """
    open_marks: dict[str, tuple[int, str, list[str]]] = {}
    place = -1
    for node in _seen(body):
        place += node.tag in (_CONTROL, _START)
        if node.tag == _START:
            name = node.get(f"{{{W}}}name", "")
            open_marks[node.get(f"{{{W}}}id", "")] = (place, name, [])
        elif node.tag == _END:
            start, name, pieces = open_marks.pop(node.get(f"{{{W}}}id", ""), (place, "", []))
            found, text = figure_id(name), "".join(pieces)
            if found is not None and text:
                yield start, name, ReadFigure(found, text)
        elif node.tag in _WORDS:
            for _, _, pieces in open_marks.values():
                pieces.append(_own_text(node))
