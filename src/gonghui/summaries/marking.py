"""The paper as the page draws it: numbered headings, figures that open their records, the one block being edited."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Catalogue
from gonghui.engine.documents import charts
from gonghui.plain.chinese import chinese_number
from gonghui.summaries import editing, word
from gonghui.summaries.paper import (
    Block,
    ChartBlock,
    Cited,
    CitedFigure,
    GapBlock,
    HeadingBlock,
    Paper,
    ParagraphBlock,
)


@dataclass(frozen=True)
class Piece:
    """A run of text, or a figure or fact with the address of its records and what is said of it."""

    text: str
    tied: Cited | None = None
    address: str = ""
    moved: bool = False

    @property
    def hint(self) -> str:
        """What stands behind the figure."""
        if self.tied is None:
            return ""
        basis = f"口径：{self.tied.basis}" if isinstance(self.tied, CitedFigure) else "取自这些记录的字段"
        return f"{self.tied.name}，{self.tied.records}条记录。{basis}"


@dataclass(frozen=True)
class Marked:
    """A block of the paper as the page draws it; `editor` is what stands in its box while it is edited."""

    index: int
    kind: str
    anchor: str = ""
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    svg: str = ""
    editor: str | None = None


def marked(
    paper: Paper, place: str, moved: set[str], edited: int | None = None, kept_text: str | None = None
) -> list[Marked]:
    """The paper's blocks, headings numbered as in the Word file, each figure with the address of its records.

    `edited` is the block that stands in its box, with `kept_text` where what was typed could not be taken.
    """
    blocks = []
    first = second = 0
    for index, block in enumerate(paper.blocks):
        box = None
        if index == edited and not isinstance(block, ChartBlock):
            box = kept_text if kept_text is not None else _box(block)
        if isinstance(block, HeadingBlock):
            if block.level == 1:
                first, second = first + 1, 0
                text = f"{chinese_number(first)}、{block.text}"
            else:
                second += 1
                text = f"（{chinese_number(second)}）{block.text}"
            blocks.append(Marked(index, f"heading{block.level}", f"s{index}", text, editor=box))
        elif isinstance(block, ChartBlock):
            drawn = charts.draw_svg(word.bars(block))
            blocks.append(Marked(index, "chart", f"s{index}", block.caption, svg=drawn))
        elif isinstance(block, GapBlock):
            blocks.append(Marked(index, "gap", f"s{index}", block.text, editor=box))
        else:
            pieces = tuple(_piece(part, place, moved) for part in block.parts)
            blocks.append(Marked(index, "paragraph", f"s{index}", pieces=pieces, editor=box))
    return blocks


def _box(block: Block) -> str:
    if isinstance(block, ParagraphBlock):
        return editing.as_text(block)
    return block.text if isinstance(block, HeadingBlock) else ""


def _piece(part: str | Cited, place: str, moved: set[str]) -> Piece:
    if isinstance(part, str):
        return Piece(part)
    asked = {"from": part.start.isoformat(), "to": part.end.isoformat(), "as_of": part.as_of.isoformat()}
    if isinstance(part, CitedFigure) and part.frozen:
        asked["frozen"] = part.frozen
    address = f"{reverse('figure', args=[place, part.code])}?{urlencode(asked)}"
    return Piece(part.text, part, address, part.id in moved)


def picked(catalogue: Catalogue, access: Access, place: Organisation) -> list[tuple[str, list[tuple[str, str]]]]:
    """The indicators that may be put into the text, by area: [(area, [(code, name with unit)])]."""
    titles = {area.key: area.title for area in catalogue.areas}
    order = {area.key: turn for turn, area in enumerate(catalogue.areas)}
    readable = [one for one in catalogue.indicators if access.may(Right.READ, one.ledger, place)]
    readable.sort(key=lambda one: order[one.area])
    return [
        (titles[area], [(one.code, f"{one.name}（{one.unit}）") for one in found])
        for area, found in groupby(readable, key=lambda one: one.area)
    ]
