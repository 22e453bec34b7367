"""The plan of a summary as data: its sections, their sentences, and the indicators that a sentence cites.

A sentence is text with places in braces: `{contributions.payers}` is told as its figure with its measure word,
`{as_of}` as the section's cut-off (截至10月底, or 全年 when a whole year is told), `{year}` and `{union}` as they are.
It carries no full stop; the composer sets it after the last share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PLACE = re.compile(r"\{([^{}]*)\}")
# Words that the composer fills in; every other place in braces is an indicator's code.
WORDS = frozenset({"as_of", "year", "union"})


@dataclass(frozen=True)
class Sentence:
    """A sentence, told only when each figure that it cites counts at least one record (`may_be_zero` lists those
    that may be nought). `among` are shares of it, each told only when it counts something: 共9人，其中女会员4人、…。
    `exactness` says how a figure is told (about, at_least …) where not exactly.
    """

    text: str
    among: tuple[Sentence, ...] = ()
    may_be_zero: frozenset[str] = frozenset()
    exactness: dict[str, str] = field(default_factory=dict)

    def codes(self) -> tuple[str, ...]:
        """The indicators cited, in order, each as often as it is cited."""
        return tuple(name for name in _PLACE.findall(self.text) if name not in WORDS)

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
    """A part of a section under a second-level heading: paragraphs of sentences, and maybe a chart."""

    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    chart: MonthlyChart | None = None


@dataclass(frozen=True)
class OutlineSection:
    """A section with its own cut-off day; parts that tell nothing are left out, and so is an empty section."""

    key: str
    heading: str
    parts: tuple[Part, ...]

    def codes(self) -> tuple[str, ...]:
        """All indicators that the section cites."""
        return tuple(
            code
            for part in self.parts
            for paragraph in part.paragraphs
            for sentence in paragraph
            for told in (sentence, *sentence.among)
            for code in told.codes()
        )


@dataclass(frozen=True)
class Outline:
    """A kind of summary. `title` and `opening` may hold {union} and {year}."""

    key: str
    title: tuple[str, ...]
    opening: str
    sections: tuple[OutlineSection, ...]

    def section(self, key: str) -> OutlineSection | None:
        """The section named `key`, or None."""
        return next((section for section in self.sections if section.key == key), None)
