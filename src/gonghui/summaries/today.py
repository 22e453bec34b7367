"""A kept paper beside today's records: what moved, how its facts could be told, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, Indicator
from gonghui.plain.occasions import Telling
from gonghui.plain.periods import Period, format_as_of
from gonghui.plain.quantities import format_quantity
from gonghui.summaries.inlines import Cited, CitedFact, CitedFigure
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.outline import Placeholder
from gonghui.summaries.paper import Paper
from gonghui.summaries.relations import RELATIONS, Relation

_ALL = 100


@dataclass(frozen=True)
class Moved:
    """A figure or fact that differs by today's records; `text` is what it would read now."""

    cited: Cited
    text: str


@dataclass(frozen=True)
class Choice:
    """A fact that today's records allow to be told in several ways, one of which stands in the text."""

    fact: CitedFact
    ways: tuple[Telling, ...]


def _same_value(then: Cited, now: Cited) -> bool:
    """Whether two figures are the same but for how they are told: an earlier release told rates to two decimals."""
    return isinstance(then, CitedFigure) and isinstance(now, CitedFigure) and then.value == now.value


class Today:
    """A paper set beside the records as they are now; each record is read once, whatever is asked of it."""

    def __init__(self, catalogue: Catalogue, place: Organisation, paper: Paper) -> None:
        self._narrator = Narrator(catalogue, place, paper.period)
        self._known = [part for part in paper.cited() if catalogue.indicator(part.code) is not None]
        self._figures = [figure for figure in paper.figures() if catalogue.indicator(figure.code) is not None]
        # A plan's figures count from the beginning of the plan's time: they are set against no figure of the paper's.
        self._own = [figure for figure in self._figures if Period(figure.start, figure.end) == paper.period]
        self._related = list(self._relations())
        self._narrator.read_again(
            self._known,
            ((Placeholder(code), day) for one, day in self._related for code in (one.part, one.whole)),
        )

    def moved(self) -> list[Moved]:
        """The figures and facts that differ by today's records, each as it would read now."""
        found = []
        for part in self._known:
            now = self._narrator.recompute(part)
            if now is None or (now.text != part.text and not _same_value(part, now)):
                found.append(Moved(part, now.text if now else "没有记录了"))
        return found

    def choices(self) -> list[Choice]:
        """The facts that can be told in several ways."""
        facts = [part for part in self._known if isinstance(part, CitedFact)]
        return [Choice(fact, ways) for fact in facts if len(ways := self._narrator.ways_of(fact)) > 1]

    def contradictions(self) -> list[str]:
        """What a reader would ask about, in Chinese: parts above their whole, by the paper's own figures and by
        today's records, and rates above 100%.
        """
        # One relation is named once, though the paper has its figures up to several days.
        asked = {one: self._ask(one, day) for one, day in reversed(self._related) if self._ask(one, day)}
        rates = {
            figure.code: f"{figure.name}是{figure.text}，超过了100%。分子或者分母登记有误，请核对。"
            for figure in self._figures
            if figure.unit == "%" and figure.value > _ALL
        }
        return [*reversed(asked.values()), *rates.values()]

    def _relations(self) -> Iterator[tuple[Relation, date]]:
        """Each relation of which the paper tells the part, with the days up to which it tells it."""
        for relation in RELATIONS:
            if all(self._indicator(code) for code in (relation.part, relation.whole)):
                days = {figure.as_of for figure in self._own if figure.code == relation.part}
                yield from ((relation, day) for day in sorted(days))

    def _ask(self, relation: Relation, day: date) -> str:
        """What is to be asked where the relation does not hold, else nothing."""
        for part, whole in self._pairs(relation, day):
            if part > whole:
                of_part, of_whole = self._named(relation.part, part), self._named(relation.whole, whole)
                return f"{format_as_of(day)}，{of_part}，多于{of_whole}。{relation.ask}。"
        return ""

    def _pairs(self, relation: Relation, day: date) -> Iterator[tuple[Decimal, Decimal]]:
        """The two values as the paper tells them, where it tells both, and as the records say them today.

        A whole of which nothing is recorded and nothing told is a register that is not kept: nothing follows from it.
        """
        told = {figure.code: figure.value for figure in self._own if figure.as_of == day}
        if relation.part in told and relation.whole in told:
            yield told[relation.part], told[relation.whole]
        part, whole = (self._narrator.figure(code, day) for code in (relation.part, relation.whole))
        if whole.records:
            yield part.value, whole.value

    def _named(self, code: str, value: Decimal) -> str:
        indicator = self._indicator(code)
        assert indicator is not None
        return f"{indicator.name}{format_quantity(value, indicator.unit)}"

    def _indicator(self, code: str) -> Indicator | None:
        return self._narrator.catalogue.indicator(code)
