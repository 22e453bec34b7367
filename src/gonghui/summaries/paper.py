"""A composed summary: headings, paragraphs whose figures are marked, and charts; and its form as stored JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Cited:
    """A figure as the text tells it. `text` is what stands in the sentence; money is in yuan in `value`."""

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
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Text and figures in turn; `heading` is the nearest heading above, `section` the outline's section."""

    section: str
    heading: str
    parts: tuple[str | Cited, ...]

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class Chart:
    """Values by month in the told unit, this year's and last year's."""

    section: str
    caption: str
    unit: str
    months: tuple[tuple[str, Decimal], ...]
    last_year: tuple[tuple[str, Decimal], ...]


Block = Heading | Paragraph | Chart


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

    def figures(self) -> tuple[Cited, ...]:
        """All figures, in the order of the text."""
        return tuple(part for paragraph in self.paragraphs() for part in paragraph.parts if isinstance(part, Cited))

    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


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
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Chart):
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
        "parts": [part if isinstance(part, str) else _cited_to_json(part) for part in block.parts],
    }


def _block_from_json(data: dict[str, Any]) -> Block:
    if data["kind"] == "heading":
        return Heading(data["level"], data["text"])
    if data["kind"] == "chart":
        return Chart(
            data["section"],
            data["caption"],
            data["unit"],
            tuple((label, Decimal(value)) for label, value in data["months"]),
            tuple((label, Decimal(value)) for label, value in data["last_year"]),
        )
    parts = tuple(part if isinstance(part, str) else _cited_from_json(part) for part in data["parts"])
    return Paragraph(data["section"], data["heading"], parts)


def _cited_to_json(cited: Cited) -> dict[str, Any]:
    return {
        **cited.__dict__,
        "value": str(cited.value),
        "start": cited.start.isoformat(),
        "end": cited.end.isoformat(),
        "as_of": cited.as_of.isoformat(),
    }


def _cited_from_json(data: dict[str, Any]) -> Cited:
    return Cited(
        **{
            **data,
            "value": Decimal(data["value"]),
            "start": date.fromisoformat(data["start"]),
            "end": date.fromisoformat(data["end"]),
            "as_of": date.fromisoformat(data["as_of"]),
        }
    )
