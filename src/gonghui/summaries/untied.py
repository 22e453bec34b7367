"""Numbers that nobody tied: quantities in the text with no record behind them (没有依据), and how one is tied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Catalogue, FigureQuery, Indicator
from gonghui.engine.figures.sets import compute_cells
from gonghui.engine.records.refusals import Refusal
from gonghui.plain.quantities import number_parts
from gonghui.plain.written_numbers import WrittenNumber, written_numbers
from gonghui.summaries.blocks import Block, ParagraphBlock
from gonghui.summaries.inlines import Inline, joined
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.outlines.kinds import OUTLINES
from gonghui.summaries.paper import Paper

_CLAUSE = re.compile("[，。、；：]")
_BEFORE_FIGURE = re.compile(r"\d[\d,.]*$")
# Measure words that count the same, in a text and in the catalogue.
_ALIKE = (
    frozenset({"人", "名", "位"}),
    frozenset({"家", "户", "间", "个"}),
    frozenset({"件", "宗", "起"}),
    frozenset({"场", "次", "期"}),
    frozenset({"元", "元/月"}),
)


@dataclass(frozen=True)
class Untied:
    """An untied number: `serial` counts from 1 through the paper; a heading has no parts (`part` is None)."""

    serial: int
    block: int
    part: int | None
    number: WrittenNumber
    heading: str

    @property
    def text(self) -> str:
        return self.number.text

    @property
    def anchor(self) -> str:
        return anchor(self.serial)


def anchor(serial: int) -> str:
    """The name of the place where an untied number stands on the page."""
    return f"u{serial}"


def untied_numbers(paper: Paper) -> list[Untied]:
    """All untied numbers of headings and paragraphs, in the order of the text."""
    found: list[Untied] = []
    heading = ""
    for index, block in enumerate(paper.blocks):
        heading = block.opens or heading
        for part, number in numbers_of(block):
            found.append(Untied(len(found) + 1, index, part, number, heading))
    return found


def numbers_of(block: Block) -> list[tuple[int | None, WrittenNumber]]:
    """The untied numbers of a block, each with the part in which it stands."""
    if block.opens:
        return [(None, number) for number in in_text(block.opens)]
    parts = block.inlines
    return [
        (index, number)
        for index, part in enumerate(parts)
        if isinstance(part, str)
        for number in in_text(part, before_figure=index + 1 < len(parts))
    ]


def in_text(text: str, *, before_figure: bool = False) -> list[WrittenNumber]:
    """The quantities of a run of text, but for those of the outlines' own phrases.

    Digits right before a figure make another number of it, so they are one too.
    """
    found = written_numbers(text, _phrases())
    last = _BEFORE_FIGURE.search(text) if before_figure else None
    if last is not None and not (found and found[-1].end > last.start()):
        found.append(WrittenNumber(last.start(), last.end(), last.group(), None, ""))
    return found


@cache
def _phrases() -> frozenset[str]:
    """The clauses of the outlines that hold a number: words, which no record is to bear out."""
    return frozenset(
        clause
        for outline in OUTLINES
        for sentence in (*outline.opening, *(each for section in outline.sections for each in section.sentences()))
        for text, _ in sentence.pieces()
        for clause in _CLAUSE.split(text)
        if written_numbers(clause)
    )


def offered(
    catalogue: Catalogue, access: Access, place: Organisation, paper: Paper, numbers: Iterable[Untied]
) -> dict[int, list[Indicator]]:
    """The indicators that have just the number's value at its section's cut-off, by the number's serial.

    Only registers that the person may read, and only figures that count something.
    """
    readable = [one for one in catalogue.indicators if access.may(Right.READ, one.ledger, place)]
    asked: dict[int, list[tuple[Indicator, FigureQuery]]] = {}
    for one in numbers:
        if one.part is None or one.number.value is None:
            continue
        query = FigureQuery(place, paper.period, cut_off_of(paper, one))
        fitting = [(each, query) for each in readable if _same_unit(one.number.unit, each.unit)]
        asked[one.serial] = fitting
    figures = compute_cells(
        {(each.code, query): (each, query) for some in asked.values() for each, query in some}.values()
    )
    worth = {one.serial: one.number.value for one in numbers}
    found = {}
    for serial, some in asked.items():
        value = worth[serial]
        assert value is not None
        found[serial] = [
            each
            for each, query in some
            if (figure := figures[each.code, query]).records and _same_value(figure.value, value, each.unit)
        ]
    return found


def cut_off_of(paper: Paper, number: Untied) -> date:
    """The day up to which the figures of the number's section count."""
    return paper.cut_offs.get(paper.blocks[number.block].section, paper.as_of)


def tie(paper: Paper, serial: int, text: str, code: str, narrator: Narrator) -> Paper:
    """The paper with an untied number replaced by the indicator's figure.

    `text` is the number as the person saw it. Raises Refusal where it is gone or the figure has another value.
    """
    one = next((each for each in untied_numbers(paper) if each.serial == serial), None)
    if one is None or one.text != text or one.part is None:
        raise Refusal("这个数字已经改了或者不在了，没有绑定。请看现在的正文。")
    indicator = narrator.catalogue.indicator(code)
    value = one.number.value
    if indicator is None or value is None:
        raise Refusal("没有这个指标，没有绑定。请从列出的指标里选。")
    cut_off = cut_off_of(paper, one)
    if not _same_value(narrator.figure(code, cut_off).value, value, indicator.unit):
        raise Refusal(f"“{indicator.name}”现在不是{text}，没有绑定。要用现在的数字，请从“插入指标”里选。")
    block = paper.blocks[one.block]
    assert isinstance(block, ParagraphBlock)
    parts: list[Inline] = list(block.parts)
    run = parts[one.part]
    assert isinstance(run, str)
    cited = narrator.cite(code, cut_off)
    parts[one.part : one.part + 1] = [run[: one.number.start], cited, run[one.number.end :]]
    tied = replace(block, parts=joined(parts))
    return replace(paper, blocks=(*paper.blocks[: one.block], tied, *paper.blocks[one.block + 1 :]))


def runs(text: str, numbers: Sequence[WrittenNumber]) -> list[tuple[str, bool]]:
    """A text in turns: words, and its untied numbers."""
    found: list[tuple[str, bool]] = []
    at = 0
    for number in numbers:
        found += [(text[at : number.start], False), (text[number.start : number.end], True)]
        at = number.end
    return [(run, untied) for run, untied in (*found, (text[at:], False)) if run]


def _same_unit(written: str, unit: str) -> bool:
    return not written or written == unit or any({written, unit} <= alike for alike in _ALIKE)


def _same_value(value: Decimal, written: Decimal, unit: str) -> bool:
    return value == written or number_parts(value, unit) == number_parts(written, unit)
