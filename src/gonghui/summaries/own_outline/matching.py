"""Guess which sections of an outline the chapters of an earlier paper are about, by the words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from gonghui.engine.declare import Catalogue
from gonghui.summaries.outline import Outline, OutlineSection
from gonghui.summaries.own_outline.past_paper import Chapter

# A pair of characters in a chapter's heading says more of what it is about than one in its text.
_HEADING, _SUBHEADING, _MOST_IN_TEXT = 8.0, 4.0, 3
# Below this a section has no more in common with a chapter than any two papers of a union have. Tried on five papers:
# what a section is about scores 0.2 to 1.7, most of the rest less than 0.2.
_LEAST = 0.2
# What people write in the headings of chapters that no register is behind.
_SAID = {
    "shortcomings": ("不足", "存在问题", "困难", "差距"),
    "next_year": ("打算", "计划", "下一步", "下步", "努力方向", "重点工作打算", "明年"),
    "next_half": ("打算", "计划", "下一步", "下步", "努力方向", "下半年"),
    "next": ("打算", "计划", "下一步", "下步", "努力方向"),
}


def match(catalogue: Catalogue, outline: Outline, chapters: Sequence[Chapter]) -> dict[str, int]:
    """The place of the chapter that is about each section, by its key; a section that none is about is left out."""
    words = {section.key: _words(catalogue, section) for section in outline.sections}
    rarity = _rarity(words.values())
    closing = {place for place, chapter in enumerate(chapters) if is_closing(chapter)}
    found = {}
    for section in outline.sections:
        scores = [
            _said(section.key, chapter)
            if section.key in _SAID
            # A chapter of what is planned names every field of work, and is about none.
            else 0
            if place in closing
            else _score(words[section.key], rarity, chapter)
            for place, chapter in enumerate(chapters)
        ]
        best = max(range(len(chapters)), key=lambda place: scores[place])
        if scores[best] >= _LEAST:
            found[section.key] = best
    return found


def is_closing(chapter: Chapter) -> bool:
    """Whether the chapter says what fell short or what comes next."""
    return any(_said(key, chapter) for key in _SAID)


def _words(catalogue: Catalogue, section: OutlineSection) -> set[str]:
    """The pairs of characters by which a section is known: of its headings, its indicators and their registers."""
    texts = [section.title, *(part.heading for part in section.parts)]
    for code in section.codes():
        indicator = catalogue.indicator(code)
        if indicator is not None:
            texts += [indicator.name, *indicator.aliases, indicator.ledger.title]
    return {pair for text in texts for pair in _pairs(text)}


def _rarity(sections: Iterable[set[str]]) -> dict[str, float]:
    """How much a pair says: what all sections have in common (工会, 职工) says nothing."""
    known = list(sections)
    counts = Counter(pair for section in known for pair in section)
    return {pair: math.log(len(known) / count) for pair, count in counts.items()}


def _score(words: set[str], rarity: dict[str, float], chapter: Chapter) -> float:
    heading = set(_pairs(chapter.heading))
    below = {pair for subheading in chapter.subheadings for pair in _pairs(subheading)}
    text = Counter(_pairs(chapter.text))
    total = sum(
        rarity[pair] * (_HEADING * (pair in heading) + _SUBHEADING * (pair in below) + min(text[pair], _MOST_IN_TEXT))
        for pair in words
    )
    # A long chapter shares words with everything.
    return total / math.sqrt(len(words) * (40 + len(chapter.text)))


def _said(key: str, chapter: Chapter) -> float:
    return float(any(word in chapter.heading for word in _SAID[key]))


def _pairs(text: str) -> list[str]:
    return [
        text[at : at + 2] for at in range(len(text) - 1) if "一" <= text[at] <= "鿿" and "一" <= text[at + 1] <= "鿿"
    ]
