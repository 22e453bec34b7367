"""Checks, at start-up, that outlines name only what exists; a typo is an error that names outline and sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error
from django.db import models

from gonghui.engine.declare import Catalogue, FigureKind, Indicator
from gonghui.engine.declare.checks import field_at
from gonghui.engine.figures import facts
from gonghui.engine.figures.measures import Share
from gonghui.ledgers.phrases.choices import Kind as PhraseKind
from gonghui.ledgers.phrases.sources import IN_FORCE
from gonghui.ledgers.plans.indicators import ITEMS
from gonghui.plain import occasions
from gonghui.plain.quantities import COUNTS, EXACTNESS
from gonghui.summaries.outline import (
    COMPARED,
    DATED_WORDS,
    FIRST,
    PHRASE,
    WORDS,
    Outline,
    OutlineSection,
    Placeholder,
    PlanReview,
    Sentence,
)

# As much of a sentence as names it.
_SHOWN = 24


def check_outlines(outlines: Iterable[Outline], catalogue: Catalogue) -> list[CheckMessage]:
    """Every error of the outlines: E001 key or sentence twice, E002 placeholder, E003 indicator, E004 register,
    E005 field or form, E006 condition or exactness of a figure that is not there, E007 period, E008 something that
    stands at a day and is said of a time, E009 a chapter's section.
    """
    outlines = tuple(outlines)
    found: list[CheckMessage] = list(_twice("outline", (outline.key for outline in outlines), "the outlines"))
    for outline in outlines:
        found += _OutlineCheck(outline, catalogue).errors()
    return found


def _twice(what: str, names: Iterable[str], where: str) -> Iterator[CheckMessage]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Error(f"{where}: the {what} {name!r} stands there {count} times.", id="summaries.E001")


class _OutlineCheck:
    """The checks of one outline against the catalogue."""

    def __init__(self, outline: Outline, catalogue: Catalogue) -> None:
        self.outline, self.catalogue = outline, catalogue
        self.ledgers = {ledger.key for ledger in catalogue.ledgers}

    def errors(self) -> Iterator[CheckMessage]:
        where = f"outline {self.outline.key}"
        yield from _twice("section", (section.key for section in self.outline.sections), where)
        if not self.outline.periods:
            yield Error(f"{where}: it is for no kind of period.", id="summaries.E007")
        for chapter in self.outline.chapters:
            yield from self._placeholders(f"{where}, chapter", Sentence(chapter.heading), WORDS - DATED_WORDS)
            for key in chapter.sections:
                if self.outline.section(key) is None:
                    yield Error(
                        f"{where}: the chapter {chapter.heading!r} has no section {key!r}.", id="summaries.E009"
                    )
        for line in self.outline.title:
            yield from self._placeholders(f"{where}, title", Sentence(line), WORDS - DATED_WORDS)
        for sentence in self.outline.opening:
            yield from self._sentence(f"{where}, opening", sentence)
        for section in self.outline.sections:
            yield from self._section(f"{where}, section {section.key}", section)

    def _section(self, where: str, section: OutlineSection) -> Iterator[CheckMessage]:
        yield from self._placeholders(f"{where}, heading", Sentence(section.heading), WORDS - DATED_WORDS)
        yield from _twice("sentence", (sentence.text for sentence in section.sentences()), where)
        for sentence in section.sentences():
            yield from self._sentence(where, sentence)
        for part in section.parts:
            if part.chart is not None:
                yield from self._indicator(f"{where}, chart", part.chart.code)
            if isinstance(part, PlanReview):
                yield from self._indicator(f"{where}, plan review", ITEMS.code)

    def _sentence(self, where: str, sentence: Sentence) -> Iterator[CheckMessage]:
        where = f"{where}, sentence “{sentence.text[:_SHOWN]}”"
        yield from self._placeholders(where, sentence, WORDS)
        if any(name not in {None, *WORDS} for _, name in Sentence(sentence.every).pieces()):
            yield Error(f"{where}: what it says of all cites a figure.", id="summaries.E006")
        cited = {placeholder.code for placeholder in sentence.placeholders()} - {""}
        for code in sorted(cited | set(sentence.zero) | set(sentence.equal) | set(sentence.at_least)):
            yield from self._indicator(where, code)
        for placeholder in sentence.placeholders():
            yield from self._form(where, placeholder)
        if "during" in sentence.words():
            for code in sorted(cited):
                indicator = self.catalogue.indicator(code)
                if indicator is not None and indicator.kind is FigureKind.STOCK:
                    yield Error(f"{where}: {code!r} stands at a day, which {{during}} is not.", id="summaries.E008")
        for code, exactness in sentence.exactness.items():
            if code not in cited:
                yield Error(f"{where}: it says how exact {code!r} is, and does not cite it.", id="summaries.E006")
            if exactness not in EXACTNESS:
                yield Error(f"{where}: {exactness!r} is no exactness.", id="summaries.E006")
        if sentence.shares_add_up and not (cited and sentence.among):
            yield Error(f"{where}: its shares should add up, and it has none.", id="summaries.E006")

    def _placeholders(self, where: str, sentence: Sentence, words: frozenset[str]) -> Iterator[CheckMessage]:
        """Braces come in pairs and name something; a title has words only."""
        if any("{" in text or "}" in text for text, _ in sentence.pieces()):
            yield Error(f"{where}: a brace stands alone.", id="summaries.E002")
        for _, name in sentence.pieces():
            if name is not None and not Placeholder.read(name).code.strip():
                yield Error(f"{where}: a placeholder names nothing.", id="summaries.E002")
            elif name is not None and words != WORDS and name not in words:
                yield Error(f"{where}: {name!r} is no word that a title may hold.", id="summaries.E002")

    def _indicator(self, where: str, code: str) -> Iterator[CheckMessage]:
        indicator = self.catalogue.indicator(code)
        if indicator is None:
            yield Error(f"{where}: there is no indicator {code!r}.", id="summaries.E003")
        elif indicator.ledger.key not in self.ledgers:
            yield Error(
                f"{where}: {code!r} counts the register {indicator.ledger.key!r}, which the catalogue lacks.",
                id="summaries.E004",
            )

    def _form(self, where: str, placeholder: Placeholder) -> Iterator[CheckMessage]:
        indicator = self.catalogue.indicator(placeholder.code)
        if indicator is None or not (placeholder.field or placeholder.form) or _of_figure(placeholder, indicator):
            return
        if placeholder.form == PHRASE:
            if indicator.code != IN_FORCE.code or placeholder.field not in PhraseKind.values:
                yield Error(f"{where}: {placeholder.field!r} is no kind of phrase.", id="summaries.E005")
            return
        declared = field_at(indicator.ledger.model, placeholder.field)
        named = f"{placeholder.code}@{placeholder.field}:{placeholder.form}"
        if declared is None and facts.is_told_by(indicator.ledger.model, placeholder.field):
            if placeholder.form not in facts.FORMS - occasions.FORMS:
                yield Error(f"{where}: {named!r} does not fit what the rows say.", id="summaries.E005")
        elif declared is None:
            yield Error(
                f"{where}: {named!r} names no field of the register {indicator.ledger.key}.", id="summaries.E005"
            )
        elif placeholder.form not in facts.FORMS:
            yield Error(f"{where}: {named!r} names no form of showing a field.", id="summaries.E005")
        elif (placeholder.form in occasions.FORMS) != isinstance(declared, models.DateField):
            yield Error(f"{where}: {named!r} does not fit the field.", id="summaries.E005")


def _of_figure(placeholder: Placeholder, indicator: Indicator) -> bool:
    """Whether it tells something of the figure itself: how it changed, or of few how many."""
    forms = {COMPARED, FIRST} | ({COUNTS} if isinstance(indicator.measure, Share) else set())
    return not placeholder.field and placeholder.form in forms
