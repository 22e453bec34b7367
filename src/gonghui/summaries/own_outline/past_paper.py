"""Read the chapters of a paper that people wrote (.docx or .txt): first-level headings with what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gonghui.engine.documents.reading import NotADocument, ReadParagraph, read_paragraphs

LONGEST_HEADING = 40
LARGEST_FILE = 5 * 1024 * 1024  # bytes
_NUMERALS = "一二三四五六七八九十"
# How headings are numbered; the kind that comes first in a paper is its first level.
_STOP = "[、.\uff0e]"
_NUMBERINGS = (
    re.compile(rf"第[{_NUMERALS}]+(?:章|部分|节)[、:：\s]*"),
    re.compile(rf"[{_NUMERALS}]{{1,3}}[、.\uff0e,，]\s*"),
    re.compile(rf"[（(][{_NUMERALS}]{{1,3}}[)）]{_STOP}?\s*"),
    re.compile(rf"\d{{1,2}}{_STOP}(?!\d)\s*"),
)
_FIRST = re.compile(r"\D*[一1](?![一二三四五六七八九十\d])")
_END_OF_HEADING = re.compile(r"[。：:；;!！]")
_BLANKS = " \t　\ufeff"
_AFTERWARDS = "下一步工作打算"


class NoHeadings(ValueError):
    """The paper has no headings that could be made out; the message, in Chinese, says what they must look like."""


@dataclass
class Chapter:
    """A first-level heading, its number taken off, and all that stands under it, lower headings first among it."""

    heading: str
    subheadings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_chapters(name: str, content: bytes) -> list[Chapter]:
    """The chapters of the file of that name. Raises NotADocument for a file that cannot be read, and NoHeadings."""
    if len(content) > LARGEST_FILE:
        raise NotADocument(f"文件有{len(content) // 1024 // 1024}兆，最大5兆，请只留文字。")
    suffix = name.lower().rpartition(".")[2]
    if suffix == "docx":
        paragraphs = read_paragraphs(content)
    elif suffix == "txt":
        paragraphs = [ReadParagraph(line, 0) for line in _decoded(content).splitlines()]
    elif suffix in {"doc", "wps"}:
        raise NotADocument("这是旧格式的文档，请用Word或WPS另存为.docx，再选一次。")
    else:
        raise NotADocument("请选Word文档（.docx）或纯文本（.txt）。")
    return _chapters(paragraphs)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotADocument("这个文本文件的编码认不出来，请另存为UTF-8，再选一次。")


def _chapters(paragraphs: Iterable[ReadParagraph]) -> list[Chapter]:
    lines = [line for line in (_Line.read(paragraph) for paragraph in paragraphs) if line.text]
    styled = min((line.level for line in lines if line.level), default=0)
    top = next((line.numbering for line in lines if line.numbering is not None), None)
    found: list[Chapter] = []
    afterwards = False
    for line, before in zip(lines, [None, *lines], strict=False):
        is_top = line.level == styled if styled else line.numbering == top and line.numbering is not None
        if is_top and not styled and len(found) > 1 and line.is_first and not afterwards:
            # The numbers begin again: what follows is listed under a heading that has none.
            afterwards = True
            found.append(Chapter(_unnumbered_heading(before)))
        if is_top and line.heading.startswith("附件"):
            break
        if is_top and not afterwards:
            found.append(Chapter(line.heading))
        elif found and line.is_heading:
            found[-1].subheadings.append(line.heading)
        if found and line.rest:
            found[-1].lines.append(line.rest)
    if len(found) < 2:
        raise NoHeadings(
            "没有认出标题：标题请写成“一、组织建设”或“（一）组织建设”的样子，一行一个，或者用Word的标题样式。"
        )
    return found


def _unnumbered_heading(line: _Line | None) -> str:
    if line is None or len(line.text) > LONGEST_HEADING or "。" in line.text or line.numbering is not None:
        return _AFTERWARDS
    return line.text.rstrip("：:，, ")


@dataclass(frozen=True)
class _Line:
    """A line taken apart: the kind of its number, its heading and what stands behind that; a plain line is all rest."""

    text: str
    level: int
    numbering: int | None
    heading: str
    rest: str
    is_first: bool

    @property
    def is_heading(self) -> bool:
        return bool(self.heading)

    @classmethod
    def read(cls, paragraph: ReadParagraph) -> _Line:
        text = paragraph.text.strip(_BLANKS)
        numbering, body = next(
            ((kind, text[found.end() :]) for kind, pattern in enumerate(_NUMBERINGS) if (found := pattern.match(text))),
            (None, text),
        )
        first = bool(_FIRST.match(text)) and numbering is not None
        if paragraph.level:
            return cls(text, paragraph.level, numbering, body[:LONGEST_HEADING], "", first)
        if numbering is None:
            return cls(text, 0, None, "", text, False)
        end = _END_OF_HEADING.search(body)
        heading = body[: end.start()] if end else body
        if not heading or len(heading) > LONGEST_HEADING:
            return cls(text, 0, None, "", text, False)
        return cls(text, 0, numbering, heading.strip(_BLANKS), body[end.end() :].strip(_BLANKS) if end else "", first)
