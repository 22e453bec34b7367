"""The paper as the page draws it: numbered headings, figures that open their records, the one block being edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Catalogue
from gonghui.summaries import untied
from gonghui.summaries.blocks import Drawing
from gonghui.summaries.inlines import cited_in
from gonghui.summaries.paper import Paper
from gonghui.summaries.today import Choice


@dataclass(frozen=True)
class PageBlock:
    """A block as the page shows it; `box` is what stands in its box while it is edited, else None.

    `choices` are its facts that could be told in another way.
    """

    index: int
    template: str
    drawn: dict[str, Any]
    prose: bool
    box: str | None
    choices: tuple[Choice, ...] = ()

    @property
    def anchor(self) -> str:
        return f"s{self.index}"


def marked(
    paper: Paper,
    place: str,
    moved: set[str],
    edited: int | None = None,
    kept_text: str | None = None,
    choices: Iterable[Choice] = (),
) -> list[PageBlock]:
    """The paper's blocks, headings numbered as in the Word file, each figure with the address of its records.

    `edited` is the block that stands in its box, with `kept_text` where what was typed could not be taken.
    """
    drawing = Drawing(place, moved, untying)
    of_fact = {choice.fact.id: choice for choice in choices}
    blocks = []
    for index, block in enumerate(paper.blocks):
        box = block.box if index == edited else None
        if box is not None and kept_text is not None:
            box = kept_text
        offered = tuple(of_fact[part.id] for part in cited_in(block.inlines) if part.id in of_fact)
        blocks.append(PageBlock(index, block.template, block.context(drawing), block.prose, box, offered))
    return blocks


def untying(text: str, before_figure: bool) -> list[tuple[str, bool]]:
    """A run of text cut at its untied numbers."""
    return untied.runs(text, untied.in_text(text, before_figure=before_figure))


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
