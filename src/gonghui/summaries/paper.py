"""A composed summary: headings, paragraphs whose figures are marked, and charts; and its form as stored JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class CitedFigure:
    """A figure as the text shows it. `text` is what stands in the sentence; money is in yuan in `value`."""

    id: str
    text: str
    code: str
    name: str
    value: Decimal
    unit: str
    exactness: str
    start: date
    end: date
    as_of: date
    records: int
    basis: str
    version: int
    frozen: str = ""  # the id of the stored frozen figure, once the summary is kept


@dataclass(frozen=True)
class CitedFact:
    """What the rows of an indicator say besides a number (when, which, how it changed), as the text shows it."""

    id: str
    text: str
    code: str
    name: str
    field: str
    form: str
    start: date
    end: date
    as_of: date
    records: int


Cited = CitedFigure | CitedFact
# What a paragraph is made of.
Inline = str | Cited


@dataclass(frozen=True)
class HeadingBlock:
    level: int
    text: str


@dataclass(frozen=True)
class GapBlock:
    """What ought to be there and has no record: named where it is missing, until there are records or it is deleted."""

    section: str
    heading: str
    text: str


@dataclass(frozen=True)
class ParagraphBlock:
    """Text and figures in turn; `heading` is the nearest heading above, `section` the outline's section."""

    section: str
    heading: str
    parts: tuple[Inline, ...]

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class ChartBlock:
    """Values by month in the unit shown, this year's and last year's."""

    section: str
    caption: str
    unit: str
    months: tuple[tuple[str, Decimal], ...]
    last_year: tuple[tuple[str, Decimal], ...]


Block = HeadingBlock | ParagraphBlock | ChartBlock | GapBlock


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

    def figures(self) -> tuple[CitedFigure, ...]:
        """All figures, in the order of the text."""
        return tuple(
            part for paragraph in self.paragraphs() for part in paragraph.parts if isinstance(part, CitedFigure)
        )

    def facts(self) -> tuple[CitedFact, ...]:
        """All facts that are no figures, in the order of the text."""
        return tuple(part for paragraph in self.paragraphs() for part in paragraph.parts if isinstance(part, CitedFact))

    def tied(self) -> tuple[Cited, ...]:
        """Figures and facts together: all that is tied to records."""
        return (*self.figures(), *self.facts())

    def gaps(self) -> tuple[GapBlock, ...]:
        """What is missing."""
        return tuple(block for block in self.blocks if isinstance(block, GapBlock))

    def paragraphs(self) -> tuple[ParagraphBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ParagraphBlock))


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
        "blocks": [_block_to_json(block) for block in paper.blocks],
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
        blocks=tuple(_block_from_json(block) for block in data["blocks"]),
    )


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, HeadingBlock):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, GapBlock):
        return {"kind": "gap", "section": block.section, "heading": block.heading, "text": block.text}
    if isinstance(block, ChartBlock):
        return {
            "kind": "chart",
            "section": block.section,
            "caption": block.caption,
            "unit": block.unit,
            "months": [[label, str(value)] for label, value in block.months],
            "last_year": [[label, str(value)] for label, value in block.last_year],
        }
    return {
        "kind": "paragraph",
        "section": block.section,
        "heading": block.heading,
        "parts": [part if isinstance(part, str) else _tied_to_json(part) for part in block.parts],
    }


def _block_from_json(data: dict[str, Any]) -> Block:
    if data["kind"] == "heading":
        return HeadingBlock(data["level"], data["text"])
    if data["kind"] == "gap":
        return GapBlock(data["section"], data["heading"], data["text"])
    if data["kind"] == "chart":
        return ChartBlock(
            data["section"],
            data["caption"],
            data["unit"],
            tuple((label, Decimal(value)) for label, value in data["months"]),
            tuple((label, Decimal(value)) for label, value in data["last_year"]),
        )
    parts = tuple(part if isinstance(part, str) else _tied_from_json(part) for part in data["parts"])
    return ParagraphBlock(data["section"], data["heading"], parts)


def _tied_to_json(part: Cited) -> dict[str, Any]:
    days = {"start": part.start.isoformat(), "end": part.end.isoformat(), "as_of": part.as_of.isoformat()}
    return {**part.__dict__, **({"value": str(part.value)} if isinstance(part, CitedFigure) else {}), **days}


def _tied_from_json(data: dict[str, Any]) -> Cited:
    days = {name: date.fromisoformat(data[name]) for name in ("start", "end", "as_of")}
    if "form" in data:
        return CitedFact(**{**data, **days})
    return CitedFigure(**{**data, **days, "value": Decimal(data["value"])})
