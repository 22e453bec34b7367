"""The plan of a summary as data: its sections, their sentences, and the indicators that a sentence cites.

A sentence is text with placeholders in braces, and carries no full stop:

- `{contributions.payers}` stands for the figure with its measure word;
- `{inspections.city_random@held_on:day}` stands for a field of the very rows that the figure counts: when it was
  done (day, tenth, month, weekly), what the things are called (names, titles), or all they say (points, sentences);
  the field may be what the model says of a row in a property (`{practices.bargaining@method:sentences}`);
- `{phrases.in_force@guiding:phrase}` is the clause of that kind with which the place opens its papers;
- `{service_centres.pilots:first}` is 首个 where the figure is 1, and its sentence is not written where it is more;
- `{contributions.received:compared}` says how the figure differs from last year's up to the same day;
- `{inspections.passed_rate:counts}` is a rate of few by their number (3家中有1家);
- `{during}` is when things happened: 全年, 上半年, 三季度, 期内; while the period lasts 今年以来, 本季度以来;
  截至10月底 where the section has a cut-off of its own;
- `{as_of}` is the day as of which a thing stands: 截至10月底. Where the opening says the day for the whole paper, a
  section that goes by it has nothing there, and no comma behind it;
- `{exceptions}` says in the opening that some sections go by other days;
- `{average_months}` are the months over which a monthly average is taken, where that is not the whole time (1—11月); a
  sentence with it is left out where fewer than two months are whole;
- `{period}` is the period as a title names it (2025年, 2025年上半年), `{period_in_full}` the same where a statistical
  year says its months; `{following}` is the next (2026年, 下半年, 11月);
- `{year}` as it is; and the place's words, found in the tree (`offices.place_words`), so that a sentence names a
  relation and never a level: `{union}` 青石镇总工会, `{union_short}` 镇总工会, `{we}` 我镇, `{all}` 全镇; `{upper}`
  the union directly above by its name, `{upper_short}` 市总工会; `{handler}` who handles the cases that are counted
  (镇总工会, in a county's paper 所辖乡镇工会; `{by_handler}` the same, and nothing in the
  handler's own paper), `{reviewer}` the union directly above the handlers, `{reviewer_short}`;
  `{higher_short}` the one above that, below the province (empty where there is none);
  `{review_levels}` who decides below the province (镇、市两级); `{province}`, `{province_short}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import ClassVar

from gonghui.offices import place_words
from gonghui.plain.spans import SpanKind

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Words that the composer fills in; every other placeholder begins with an indicator's code.
WORDS = (
    frozenset({"as_of", "during", "exceptions", "average_months", "period", "period_in_full", "following", "year"})
    | place_words.NAMES
)
# Words that a section's cut-off decides; a heading or a title has none of them.
DATED_WORDS = frozenset({"as_of", "during", "exceptions", "average_months"})
COMPARED, RESULT, PHRASE, FIRST = "compared", "result", "phrase", "first"
# As papers tell them that were written before 0.4.0: without the per cent, and an item apart from what came of it.
CHANGE, ITEM = "change", "item"
CHANGES = frozenset({COMPARED, CHANGE})
REST, EVERY = "rest", "every"


@dataclass(frozen=True)
class Placeholder:
    """What stands in braces: an indicator's code, perhaps a field of its rows, and how that is shown."""

    code: str
    field: str = ""
    form: str = ""

    @classmethod
    def read(cls, text: str) -> Placeholder:
        """Read `code`, `code@field:form` or `code:compared`."""
        named, _, form = text.partition(":")
        code, _, of = named.partition("@")
        return cls(code, of, form)


@dataclass(frozen=True)
class Sentence:
    """A sentence, written only when each figure that it cites counts something (a rate may be 0%), each fact that it
    cites is there, each of `zero` is 0, those of `equal` are one number, and each figure in `at_least` is that much;
    else `instead` is written, where there is one.

    `among` are shares of its last figure, each written only when it counts something, and none that is more than the
    whole: 共9人，其中女会员4人、…. One that is the whole is told of all: 均为女会员, or 均 and what its own
    `every` says.
    `shares_add_up` holds for shares of which no two count the same (each petition has one source): a reader adds
    them, so that what they leave is told as 其他. Shares that overlap (women, migrant workers) have no rest.
    `exactness` says how a figure is shown (about, at_least …) where not exactly; a rate has one decimal, or two
    (to_two). `few` is written instead where a rate in it rests on fewer than 50, and cites it as `{code:counts}`:
    受检单位3家中有1家合格.
    """

    text: str
    among: tuple[Sentence, ...] = ()
    exactness: dict[str, str] = field(default_factory=dict)
    zero: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    at_least: dict[str, int] = field(default_factory=dict)
    instead: Sentence | None = None
    shares_add_up: bool = False
    every: str = ""
    few: Sentence | None = None

    def placeholders(self) -> tuple[Placeholder, ...]:
        """What stands in its braces, words apart, in order."""
        return tuple(Placeholder.read(name) for name in _PLACEHOLDER.findall(self.text) if name not in WORDS)

    def codes(self) -> tuple[str, ...]:
        """The indicators of which it speaks or on which it depends, in order."""
        # A phrase may be the upper union's, whose rows the place does not count.
        counted = (placeholder.code for placeholder in self.placeholders() if placeholder.form != PHRASE)
        return (*counted, *self.zero, *self.equal)

    def expanded(self) -> tuple[Sentence, ...]:
        """The sentence, its shares, and what stands in for it with its own."""
        others = (other.expanded() for other in (self.few, self.instead) if other)
        return (self, *self.among, *(each for other in others for each in other))

    def words(self) -> frozenset[str]:
        """The words in its braces."""
        return frozenset(_PLACEHOLDER.findall(self.text)) & WORDS

    def pieces(self) -> list[tuple[str, str | None]]:
        """Runs of plain text and the placeholders between them: [(text, placeholder or None after the last), …]."""
        split = _PLACEHOLDER.split(self.text)
        return [(text, name) for text, name in zip(split[::2], [*split[1::2], None], strict=True)]


@dataclass(frozen=True)
class MonthlyChart:
    """A bar chart of one indicator by month of the period up to the cut-off, beside the year before."""

    code: str
    caption: str


@dataclass(frozen=True)
class OutlinePart:
    """A part of a section under a second-level heading: paragraphs of sentences, and maybe a chart.

    `missing` is said in its place, marked as a gap, where nothing is written; without it the part is left out.
    """

    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    chart: MonthlyChart | None = None
    missing: str = ""

    def sentences(self) -> tuple[Sentence, ...]:
        """All its sentences with their shares and those that stand in for them."""
        return tuple(each for paragraph in self.paragraphs for sentence in paragraph for each in sentence.expanded())


@dataclass(frozen=True)
class PlanReview:
    """A part that sets each item of the place's own plan for the period against the records (`plans.items`).

    `also` are the longer times whose plans it tells the progress of; a period that no plan is made for (any two days,
    the statistical year) tells that of its year.
    """

    heading: str
    also: frozenset[SpanKind] = frozenset()
    chart: ClassVar[None] = None

    def sentences(self) -> tuple[Sentence, ...]:
        return ()


@dataclass(frozen=True)
class OutlineSection:
    """A section with its own cut-off day; parts without a sentence are left out, and so is an empty section.

    A heading may hold words ({following}工作打算); `name` is what a form calls the section then.
    """

    key: str
    heading: str
    parts: tuple[OutlinePart | PlanReview, ...]
    name: str = ""

    @property
    def title(self) -> str:
        """What a form calls the section."""
        return self.name or self.heading

    def sentences(self) -> tuple[Sentence, ...]:
        """All its sentences with their shares."""
        return tuple(sentence for part in self.parts for sentence in part.sentences())

    def codes(self) -> tuple[str, ...]:
        """All indicators that the section cites."""
        return tuple(code for sentence in self.sentences() for code in sentence.codes())


@dataclass(frozen=True)
class OutlineChapter:
    """What stands under one first-level heading: the keys of its sections, in order.

    With several sections, a section's heading is of the second level, and its parts have none. The heading may hold
    words, as a section's may.
    """

    heading: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A kind of summary, for `periods` of these kinds; a form offers it by its `name`.

    `title` may hold any word that no cut-off decides; `opening` is a paragraph of sentences. Where the opening has
    {as_of}, it says the day that most sections go by, and only the others say their own.
    """

    key: str
    name: str
    periods: frozenset[SpanKind]
    title: tuple[str, ...]
    opening: tuple[Sentence, ...]
    sections: tuple[OutlineSection, ...]
    # Without chapters each section is one.
    chapters: tuple[OutlineChapter, ...] = ()

    def in_chapters(self) -> tuple[OutlineChapter, ...]:
        """Its chapters, in order."""
        return self.chapters or tuple(OutlineChapter(section.heading, (section.key,)) for section in self.sections)

    def arranged(self, chapters: tuple[OutlineChapter, ...]) -> Outline:
        """The outline in these chapters, with the sections that stand in one; raises KeyError for an unknown key."""
        by_key = {section.key: section for section in self.sections}
        sections = tuple(by_key[key] for chapter in chapters for key in chapter.sections)
        return replace(self, sections=sections, chapters=chapters)

    def section(self, key: str) -> OutlineSection | None:
        """The section named `key`, or None."""
        return next((section for section in self.sections if section.key == key), None)
