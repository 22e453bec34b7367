"""Shorter versions of one paper: to be said (汇报稿), on one page, and in 300 characters for a chat.

They take whole sentences of the paper as it stands, edited ones too, so that a figure has one value in all of them;
nothing is said in a short version that the paper does not say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gonghui.engine.documents import content, official
from gonghui.plain.chinese import chinese_number
from gonghui.summaries.blocks import HeadingBlock, ParagraphBlock
from gonghui.summaries.headlines import HEADLINES
from gonghui.summaries.inlines import CitedFigure, Inline, cited_in, joined, text_of
from gonghui.summaries.paper import Paper

CHAT_CHARACTERS = 300
# A page of 22 lines holds the title (two lines and a free one), the signature (two free lines and two) and this much,
# with a line or two to spare where the fonts at hand are wider.
PAGE_LINES = 13
LINE_CHARACTERS = 28
INDENT = 2
# A list said aloud is cut after this many names: who listens keeps no more.
MOST_NAMES = 3
_STOP = re.compile(r"(?<=。)")
_ASIDE = re.compile(r"（([^（）]*)）([，。；、：]?)")
# What a listener needs stays: the day of a number, what is counted apart, how many of how few.
_NEEDED = re.compile("^(?:截至|另有)|中有|全部|都没有")
# 村（社区） names two kinds of places, where other brackets hold an aside.
_KINDS = re.compile(r"(?<=[村镇乡县市区])（([村镇乡县市区旗街道社园、]+)）")
# What the opening says of all numbers; a short version says it too.
_DAY_OF_ALL = "文中数据"
# The day of all numbers comes first, then sentences that cite a headline, then each section's first one with a
# figure, then the others.
_FIRST = -1
_FIRST_OF_SECTION, _WITH_FIGURE, _WITHOUT = len(HEADLINES), len(HEADLINES) + 1, len(HEADLINES) + 2

Sentence = tuple[Inline, ...]


@dataclass(frozen=True)
class Section:
    """What stands under one first-level heading (empty before the first), in order."""

    heading: str
    sentences: tuple[Sentence, ...]


def sections(paper: Paper) -> list[Section]:
    """The paper's sentences by first-level section."""
    found: list[tuple[str, list[Sentence]]] = [("", [])]
    for block in paper.blocks:
        if isinstance(block, HeadingBlock) and block.level == 1:
            found.append((block.text, []))
        elif isinstance(block, ParagraphBlock):
            found[-1][1].extend(_sentences(block.parts))
    return [Section(heading, tuple(sentences)) for heading, sentences in found if sentences]


def spoken(paper: Paper) -> list[str]:
    """The paper as a speech, a string a paragraph: asides and long lists are left out, figures are not."""
    work = paper.title[-1].removesuffix("总结").removesuffix("小结")
    lines = ["各位领导、各位委员：", f"下面，我代表{paper.union_name}汇报{work}情况。"]
    number = 0
    for section in sections(paper):
        said = "".join(_said(sentence) for sentence in section.sentences)
        if section.heading:
            number += 1
            lines.append(f"第{chinese_number(number)}，{section.heading}。{said}")
        else:
            lines.append(said)
    return [*lines, "以上汇报，请批评指正。"]


def one_page(paper: Paper) -> list[str]:
    """What of the paper fills one page, a string a paragraph: the section's heading and its weightiest sentences."""

    def paragraphs(chosen: Iterable[tuple[str, list[str]]]) -> list[str]:
        return [f"{heading}：{''.join(texts)}" if heading else "".join(texts) for heading, texts in chosen]

    def fits(chosen: list[tuple[str, list[str]]]) -> bool:
        return sum(_lines(text) for text in paragraphs(chosen)) <= PAGE_LINES

    return paragraphs(_choose(paper, fits))


def chat(paper: Paper) -> str:
    """At most 300 characters of plain text for a chat, with the paper's name before them."""

    def text(chosen: Iterable[tuple[str, list[str]]]) -> str:
        return f"【{''.join(paper.title)}】{''.join(sentence for _, texts in chosen for sentence in texts)}"

    return text(_choose(paper, lambda chosen: len(text(chosen)) <= CHAT_CHARACTERS))


def write_spoken(paper: Paper, *, dated: date) -> bytes:
    """The speech as the bytes of a .docx file."""
    return _write((*paper.title[:-1], paper.title[-1], "（汇报稿）"), spoken(paper), "", dated)


def write_one_page(paper: Paper, *, dated: date) -> bytes:
    """The page as the bytes of a .docx file."""
    return _write(paper.title, one_page(paper), paper.union_name, dated)


def _write(title: tuple[str, ...], lines: list[str], signed_by: str, dated: date) -> bytes:
    blocks = tuple(content.Paragraph((line,)) for line in lines)
    return official.write(content.OfficialDocument(title=title, blocks=blocks, signed_by=signed_by, dated=dated))


def _sentences(parts: Sentence) -> list[Sentence]:
    """A paragraph cut behind its full stops."""
    found: list[list[Inline]] = [[]]
    for part in parts:
        if not isinstance(part, str):
            found[-1].append(part)
            continue
        first, *others = _STOP.split(part)
        found[-1].append(first)
        found.extend([other] for other in others)
    # What leads over to the text below (现将情况总结如下：) leads nowhere in a shorter one.
    return [joined(sentence) for sentence in found if text_of(sentence).endswith("。")]


def _said(sentence: Sentence) -> str:
    """A sentence as it is said: what a listener can do without is left out of brackets, a list of names is cut."""
    parts = (part if isinstance(part, str | CitedFigure) else _cut(part.text) for part in sentence)
    return _ASIDE.sub(_said_aside, _KINDS.sub(r"、\1", text_of(parts)))


def _said_aside(found: re.Match[str]) -> str:
    aside, after = found.groups()
    return f"，{aside}{after or '，'}" if _NEEDED.search(aside) else after


def _cut(names: str) -> str:
    """The first names of a list; a list of clauses (一是……；二是……) stays whole."""
    listed = names.split("、")
    if len(listed) <= MOST_NAMES or "；" in names or "，" in names:
        return names
    return "、".join(listed[:MOST_NAMES]) + "等"


def _choose(paper: Paper, fits: Callable[[list[tuple[str, list[str]]]], bool]) -> list[tuple[str, list[str]]]:
    """The weightiest sentences that fit together, by section and in the order of the paper."""
    parted = sections(paper)
    taken: set[tuple[int, int]] = set()

    def chosen(places: set[tuple[int, int]]) -> list[tuple[str, list[str]]]:
        return [
            (section.heading, texts)
            for at, section in enumerate(parted)
            if (texts := [text_of(each) for index, each in enumerate(section.sentences) if (at, index) in places])
        ]

    told: set[str] = set()
    for _, place in sorted(_weights(parted)):
        figures = _figures(parted[place[0]].sentences[place[1]])
        # What the plan's review says again is not said twice.
        if (not figures or figures - told) and fits(chosen(taken | {place})):
            taken.add(place)
            told |= figures
    return chosen(taken)


def _figures(sentence: Sentence) -> set[str]:
    return {part.code for part in cited_in(sentence) if isinstance(part, CitedFigure)}


def _weights(parted: list[Section]) -> list[tuple[int, tuple[int, int]]]:
    """Each sentence's weight (the smaller goes first) and place."""
    found = []
    for at, section in enumerate(parted):
        first = True
        for index, sentence in enumerate(section.sentences):
            figures = _figures(sentence)
            weight = min((HEADLINES.index(code) for code in figures if code in HEADLINES), default=_WITHOUT)
            if text_of(sentence).startswith(_DAY_OF_ALL):
                weight = _FIRST
            if weight == _WITHOUT and figures:
                weight = _FIRST_OF_SECTION if first else _WITH_FIGURE
            first = first and not figures
            found.append((weight, (at, index)))
    return found


def _lines(text: str) -> int:
    """The lines that a paragraph takes; a digit or Latin letter is half a character wide, and a word processor sets
    a quarter between it and a Chinese one.
    """
    edges = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    width = INDENT + sum(0.5 if letter.isascii() else 1 for letter in text) + 0.25 * edges
    return math.ceil(width / LINE_CHARACTERS)
