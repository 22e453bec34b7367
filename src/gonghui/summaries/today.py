"""A kept paper beside today's records: what moved, and how its facts could be told."""

from __future__ import annotations

from dataclasses import dataclass

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue
from gonghui.plain.occasions import Telling
from gonghui.summaries.inlines import Cited, CitedFact
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.paper import Paper


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


class Today:
    """A paper set beside the records as they are now; each record is read once, whatever is asked of it."""

    def __init__(self, catalogue: Catalogue, place: Organisation, paper: Paper) -> None:
        self._narrator = Narrator(catalogue, place, paper.period)
        self._known = [part for part in paper.cited() if catalogue.indicator(part.code) is not None]
        self._narrator.read_again(self._known)

    def moved(self) -> list[Moved]:
        """The figures and facts that differ by today's records, each as it would read now."""
        found = []
        for part in self._known:
            now = self._narrator.recompute(part)
            if now is None or now.text != part.text:
                found.append(Moved(part, now.text if now else "没有记录了"))
        return found

    def choices(self) -> list[Choice]:
        """The facts that can be told in several ways."""
        facts = [part for part in self._known if isinstance(part, CitedFact)]
        return [Choice(fact, ways) for fact in facts if len(ways := self._narrator.ways_of(fact)) > 1]
