"""Propose an office's outline after the chapters of an earlier paper (照去年的写法)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from gonghui.engine.declare import Catalogue
from gonghui.summaries.outline import Outline, OutlineChapter
from gonghui.summaries.own_outline import matching
from gonghui.summaries.own_outline.keeping import LONGEST_HEADING, MOST_CHAPTERS
from gonghui.summaries.own_outline.past_paper import Chapter

# A year in a heading is the paper's own; in the next paper another stands there.
_YEAR = re.compile(r"(?:20\d{2}|20[xX×]|[xX×]{1,4})年度?(?:上半年|下半年)?|明年|下一年|下半年|今年|本年度")
_ASCII_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "{": "", "}": ""})


@dataclass(frozen=True)
class Proposal:
    """The chapters as they could be, and the names of the sections that none of the paper's chapters is about."""

    chapters: tuple[OutlineChapter, ...]
    unplaced: tuple[str, ...]


def propose(catalogue: Catalogue, outline: Outline, past: list[Chapter]) -> Proposal:
    """An arrangement after the earlier paper. What has no like in it is written behind, each under its own heading,
    but before the chapters that close the paper; a chapter that no section is about stays, empty, for the officer to
    fill or leave.
    """
    past = past[:MOST_CHAPTERS]
    found = matching.match(catalogue, outline, past)
    chapters = []
    for place, chapter in enumerate(past):
        keys = tuple(section.key for section in outline.sections if found.get(section.key) == place)
        chapters.append(OutlineChapter(_heading(chapter.heading, closing=matching.is_closing(chapter)), keys))
    unplaced = [section for section in outline.sections if section.key not in found]
    closing = sum(1 for _ in takewhile(matching.is_closing, reversed(past)))
    end = len(chapters) - closing
    chapters[end:end] = [OutlineChapter(section.heading, (section.key,)) for section in unplaced]
    return Proposal(tuple(chapters), tuple(section.title for section in unplaced))


def _heading(heading: str, *, closing: bool) -> str:
    text = _YEAR.sub("{following}" if closing else "{period}", heading.translate(_ASCII_MARKS))
    return text[:LONGEST_HEADING].rstrip("，、 ")
