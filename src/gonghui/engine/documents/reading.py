"""Read a document back: its text in reading order, and the figures that it still carries."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from gonghui.engine.documents.bookmarks import figure_id
from gonghui.engine.documents.markup import W

_TEXT, _TAB, _BREAKS = f"{{{W}}}t", f"{{{W}}}tab", {f"{{{W}}}br", f"{{{W}}}cr"}
_PARAGRAPH, _CONTROL, _TAG = f"{{{W}}}p", f"{{{W}}}sdt", f"{{{W}}}tag"
_START, _END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"


class NotADocument(ValueError):
    """The bytes are no Word document; the message, in Chinese, says so."""


@dataclass(frozen=True)
class ReadFigure:
    """A figure found in a document: its id, and the text that stands there now."""

    id: str
    text: str


def read_figures(content: bytes) -> tuple[ReadFigure, ...]:
    """The figures of a .docx file, in reading order.

    By the tags of its content controls; where a program dropped those on saving, as LibreOffice does, by the
    bookmarks around them. Raises NotADocument.
    """
    body = _body(content)
    tagged = {found.id: found for found in _by_tags(body)}
    marked = list(_by_bookmarks(body))
    known = {one.id for one in marked}
    return tuple(tagged.get(one.id, one) for one in marked) + tuple(
        one for one in tagged.values() if one.id not in known
    )


def read_text(content: bytes) -> str:
    """All text of a .docx file in reading order, paragraphs joined by newlines. Raises NotADocument."""
    return "\n".join(_text(paragraph) for paragraph in _body(content).iter(_PARAGRAPH))


def _body(content: bytes) -> etree._Element:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = archive.read("word/document.xml")
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise NotADocument("这不是Word文档（.docx），或者文件已经损坏，请另选一个。") from None


def _text(element: etree._Element) -> str:
    pieces = []
    for node in element.iter():
        if node.tag == _TEXT:
            pieces.append(node.text or "")
        elif node.tag == _TAB:
            pieces.append("\t")
        elif node.tag in _BREAKS:
            pieces.append("\n")
    return "".join(pieces)


def _by_tags(body: etree._Element) -> Iterator[ReadFigure]:
    for control in body.iter(_CONTROL):
        tag = control.find(f".//{_TAG}")
        if tag is not None:
            yield ReadFigure(tag.get(f"{{{W}}}val", ""), _text(control))


def _by_bookmarks(body: etree._Element) -> Iterator[ReadFigure]:
    """What stands between a bookmark's start and its end."""
    open_marks: dict[str, tuple[str, list[str]]] = {}
    for node in body.iter():
        if node.tag == _START:
            name = figure_id(node.get(f"{{{W}}}name", ""))
            if name is not None:
                open_marks[node.get(f"{{{W}}}id", "")] = (name, [])
        elif node.tag == _END:
            closed = open_marks.pop(node.get(f"{{{W}}}id", ""), None)
            if closed is not None:
                yield ReadFigure(closed[0], "".join(closed[1]))
        elif node.tag == _TEXT:
            for _, pieces in open_marks.values():
                pieces.append(node.text or "")
