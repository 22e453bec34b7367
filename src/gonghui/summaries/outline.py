"""The plan of a summary as data: its sections, their sentences, and the indicators that a sentence cites.

A sentence is text with places in braces, and carries no full stop:

- `{contributions.payers}` is told as its figure with its measure word;
- `{inspections.city_random@held_on:day}` tells a field of the very rows that the figure counts: when it was done (day,
  tenth, month, weekly), what the things are called (names, titles), or all they say (points);
- `{contributions.received:change}` tells how the figure differs from last year's up to the same day;
- `{as_of}` is the section's cut-off (截至10月底, or 全年 when a whole year is told); `{year}`, `{union}` as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PLACE = re.compile(r"\{([^{}]*)\}")
# Words that the composer fills in; every other place in braces begins with an indicator's code.
WORDS = frozenset({"as_of", "year", "union"})
CHANGE, ITEM = "change", "item"


@dataclass(frozen=True)
class Place:
    """What stands in braces: an indicator's code, perhaps a field of its rows, and how that is told."""

    code: str
    field: str = ""
    form: str = ""

    @classmethod
    def read(cls, text: str) -> Place:
        """Read `code`, `code@field:form` or `code:change`."""
        named, _, form = text.partition(":")
        code, _, of = named.partition("@")
        return cls(code, of, form)


@dataclass(frozen=True)
class Sentence:
    """A sentence, told only when each figure that it cites counts something (a rate may be 0%; `may_be_zero` lists
    others that may be nought), each fact that it tells is there, each of `needs` counts something, each of `nought`
    is 0, and each figure in `at_least` is that much; else `instead` is told, where there is one.

    `among` are shares of it, each told only when it counts something: 共9人，其中女会员4人、…。 `whole` asks that they
    add up to it, or none is told.
    `exactness` says how a figure is told (about, at_least …) where not exactly.
    """

    text: str
    among: tuple[Sentence, ...] = ()
    may_be_zero: frozenset[str] = frozenset()
    exactness: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    nought: tuple[str, ...] = ()
    at_least: dict[str, int] = field(default_factory=dict)
    instead: Sentence | None = None
    whole: bool = False

    def places(self) -> tuple[Place, ...]:
        """What stands in its braces, words apart, in order."""
        return tuple(Place.read(name) for name in _PLACE.findall(self.text) if name not in WORDS)

    def codes(self) -> tuple[str, ...]:
        """The indicators of which it speaks or on which it depends, in order."""
        return (*(place.code for place in self.places()), *self.needs, *self.nought)

    def pieces(self) -> list[tuple[str, str | None]]:
        """Runs of plain text and the places between them: [(text, place or None after the last), …]."""
        split = _PLACE.split(self.text)
        return [(text, name) for text, name in zip(split[::2], [*split[1::2], None], strict=True)]


@dataclass(frozen=True)
class MonthlyChart:
    """A bar chart of one indicator by month of the period up to the cut-off, beside the year before."""

    code: str
    caption: str


@dataclass(frozen=True)
class Part:
    """A part of a section under a second-level heading: paragraphs of sentences, and maybe a chart.

    `missing` is said in its place, marked as a gap, where it tells nothing; without it the part is left out.
    """

    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    chart: MonthlyChart | None = None
    missing: str = ""


@dataclass(frozen=True)
class PlanReview:
    """A part that sets each item of the year's own plan against the year's records (`plans.items`)."""

    heading: str


@dataclass(frozen=True)
class OutlineSection:
    """A section with its own cut-off day; parts that tell nothing are left out, and so is an empty section."""

    key: str
    heading: str
    parts: tuple[Part | PlanReview, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """All its sentences with their shares."""
        return tuple(
            told
            for part in self.parts
            if isinstance(part, Part)
            for paragraph in part.paragraphs
            for sentence in paragraph
            for told in _with_its_own(sentence)
        )

    def codes(self) -> tuple[str, ...]:
        """All indicators that the section cites."""
        return tuple(code for sentence in self.sentences() for code in sentence.codes())


def _with_its_own(sentence: Sentence) -> tuple[Sentence, ...]:
    others = _with_its_own(sentence.instead) if sentence.instead else ()
    return (sentence, *sentence.among, *others)


@dataclass(frozen=True)
class Outline:
    """A kind of summary. `title` may hold {union} and {year}; `opening` is a paragraph of sentences."""

    key: str
    title: tuple[str, ...]
    opening: tuple[Sentence, ...]
    sections: tuple[OutlineSection, ...]

    def section(self, key: str) -> OutlineSection | None:
        """The section named `key`, or None."""
        return next((section for section in self.sections if section.key == key), None)
