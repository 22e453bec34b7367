"""A composed summary: its title, its period, its blocks; and its form as stored JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gonghui.plain.periods import Period
from gonghui.summaries.blocks import Block, GapBlock, ParagraphBlock, block_from_json
from gonghui.summaries.inlines import Cited, CitedFact, CitedFigure, cited_in


@dataclass(frozen=True)
class Paper:
    """A whole summary of one union for one period."""

    union: str
    union_name: str
    title: tuple[str, ...]
    start: date
    end: date
    as_of: date
    cut_offs: dict[str, date]
    blocks: tuple[Block, ...]

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    def cited(self) -> tuple[Cited, ...]:
        """Figures and facts together, in the order of the text: all that is tied to records."""
        return tuple(part for block in self.blocks for part in cited_in(block.inlines))

    def figures(self) -> tuple[CitedFigure, ...]:
        """All figures, in the order of the text."""
        return tuple(part for part in self.cited() if isinstance(part, CitedFigure))

    def tellings(self) -> dict[tuple[str, str, str], str]:
        """The ways of telling facts that a person chose, by what they tell."""
        return {part.what: part.telling for part in self.cited() if isinstance(part, CitedFact) and part.telling}

    def frozen_ids(self) -> set[str]:
        """The ids of the stored frozen figures that it cites."""
        return {figure.frozen for figure in self.figures() if figure.frozen}

    def gaps(self) -> tuple[GapBlock, ...]:
        """What is missing."""
        return tuple(block for block in self.blocks if isinstance(block, GapBlock))

    def paragraphs(self) -> tuple[ParagraphBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ParagraphBlock))

    def with_cited(self, change: Callable[[Cited], Cited]) -> Paper:
        """The paper with each figure and fact changed, the words as they are."""
        return replace(self, blocks=tuple(block.with_cited(change) for block in self.blocks))


def to_json(paper: Paper) -> dict[str, Any]:
    """The paper as JSON that `from_json` gives back whole."""
    return {
        "union": paper.union,
        "union_name": paper.union_name,
        "title": list(paper.title),
        "start": paper.start.isoformat(),
        "end": paper.end.isoformat(),
        "as_of": paper.as_of.isoformat(),
        "cut_offs": {key: day.isoformat() for key, day in paper.cut_offs.items()},
        "blocks": [block.to_json() for block in paper.blocks],
    }


def from_json(data: dict[str, Any]) -> Paper:
    """The paper that `to_json` stored."""
    return Paper(
        union=data["union"],
        union_name=data["union_name"],
        title=tuple(data["title"]),
        start=date.fromisoformat(data["start"]),
        end=date.fromisoformat(data["end"]),
        as_of=date.fromisoformat(data["as_of"]),
        cut_offs={key: date.fromisoformat(day) for key, day in data["cut_offs"].items()},
        blocks=tuple(block_from_json(block) for block in data["blocks"]),
    )
