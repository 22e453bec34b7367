"""Editing a summary: paragraphs as text with tokens for the figures, and blocks put in order.

A token stands in braces: `{F012:45人}` is a figure that the paper has already (what follows the colon is for the eye
and is not read), `{members.total}` one that is to be put in. So a figure can be moved or deleted, never mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from gonghui.engine.records.refusals import Refusal
from gonghui.engine.records.rules import UNSEEN
from gonghui.summaries.blocks import Block, ParagraphBlock
from gonghui.summaries.inlines import Cited, CitedFact, CitedFigure, Inline, joined, text_of
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.one_value import day_told
from gonghui.summaries.paper import Paper

LONGEST = 4000
_TOKEN = re.compile(r"\{([^{}]*)\}")


def read_text(text: str, known: Mapping[str, Cited], narrator: Narrator, cut_off: date) -> list[tuple[Inline, ...]]:
    """The paragraphs that the box's text means: one for each line that is not blank.

    `known` are the paper's figures by their short number; a figure named twice stands there twice. Raises Refusal, in
    Chinese, for a token that names nothing and for what no person types.
    """
    if len(text) > LONGEST:
        raise Refusal(f"这一段有{len(text)}个字，最多{LONGEST}个字，请分成几段。")
    used: set[str] = set()
    found = []
    for typed in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = typed.strip("　 \t")
        if UNSEEN.search(line.replace("\t", " ")):
            raise Refusal("里面有看不见的控制字符，请删掉，重新输入。")
        pieces = _TOKEN.split(line)
        parts: list[Inline] = []
        for index, piece in enumerate(pieces):
            part = _meant(piece, known, used, narrator, cut_off) if index % 2 else piece
            parts.append(part)
            if isinstance(part, CitedFigure) and part.short not in known and part.as_of != cut_off:
                parts.append(day_told(part))
        if text_of(parts).strip():
            if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
                raise Refusal("有一个数字的花括号不成对，请补上或删掉多余的“{”“}”。")
            found.append(joined(parts))
    return found


def _meant(piece: str, known: Mapping[str, Cited], used: set[str], narrator: Narrator, cut_off: date) -> Inline:
    name = piece.partition(":")[0].strip()
    part = known.get(name)
    if part is None:
        if narrator.catalogue.indicator(name) is None:
            raise Refusal(f"“{{{piece}}}”不是本文的数字，也不是指标。请从“插入指标”里选，或者删掉它。")
        cut_off = _cut_off_in(known.values(), name, cut_off)
        figure = narrator.figure(name, cut_off)
        if figure.empty:
            raise Refusal(
                f"“{figure.indicator.name}”没有可以作分母的记录（{figure.indicator.denominator}是0），写不出百分比。"
                "请先登记，或者不写这个数字。"
            )
        return narrator.cite(name, cut_off)
    if name not in used:
        used.add(name)
        return part
    return narrator.duplicate(part)


def _cut_off_in(known: Iterable[Cited], code: str, cut_off: date) -> date:
    """The day up to which an indicator that is put in counts: where the paper has it already, that value's."""
    days = {part.as_of for part in known if isinstance(part, CitedFigure) and part.code == code}
    return cut_off if cut_off in days or not days else max(days)


def known_in(paper: Paper) -> dict[str, Cited]:
    """The paper's figures and facts by their short number."""
    return {part.short: part for part in paper.cited()}


def cut_off_of(paper: Paper, block: Block) -> date:
    """The day up to which a block's figures count."""
    return paper.cut_offs.get(block.section, paper.as_of)


def block_at(paper: Paper, index: int) -> Block:
    """The block at that place; raises Refusal where there is none."""
    if not 0 <= index < len(paper.blocks):
        raise Refusal("这一段已经不在了，请刷新页面看现在的正文。")
    return paper.blocks[index]


def rewrite_block(paper: Paper, index: int, text: str, narrator: Narrator) -> Paper:
    """The paper with the paragraph, gap or heading at `index` as typed. Raises Refusal for an empty one."""
    block = block_at(paper, index)
    cut_off = cut_off_of(paper, block)
    return _with(
        paper, index, block.rewritten(text, lambda typed: read_text(typed, known_in(paper), narrator, cut_off))
    )


def add_paragraphs(paper: Paper, index: int, text: str, narrator: Narrator) -> Paper:
    """The paper with new paragraphs after the block at `index`."""
    block = block_at(paper, index)
    section, heading = _where(paper, index)
    cut_off = paper.cut_offs.get(section, paper.as_of)
    paragraphs = read_text(text, known_in(paper), narrator, cut_off)
    if not paragraphs:
        raise Refusal("新加的一段是空的，请写上文字。")
    # A figure stands once in the paper under its number; what the new text repeats gets a number of its own.
    added: list[Block] = [
        ParagraphBlock(
            section,
            heading,
            tuple(part if isinstance(part, str) else _under_own_number(part, paper, narrator) for part in parts),
        )
        for parts in paragraphs
    ]
    return _with(paper, index, [block, *added])


def _under_own_number(part: Cited, paper: Paper, narrator: Narrator) -> Cited:
    return narrator.duplicate(part) if part.short in known_in(paper) else part


def choose_telling(paper: Paper, choice: str, narrator: Narrator) -> Paper:
    """The paper with a fact told in another way: `choice` is its short number and the way's key, D003:between.

    Raises Refusal where the records do not allow that way (any more).
    """
    short, _, key = choice.partition(":")
    part = known_in(paper).get(short)
    if part is None or key not in {way.key for way in narrator.ways_of(part)}:
        raise Refusal("记录变了，这种说法已经不合适，没有改动。请刷新页面，从现在的几种说法里选。")
    assert isinstance(part, CitedFact)
    chosen = replace(part, telling=key)
    return paper.with_cited(lambda each: (narrator.recompute(chosen) or each) if each.id == part.id else each)


def move_block(paper: Paper, index: int, by: int) -> Paper:
    """The paper with the block moved one place up (-1) or down (1); each then stands under the heading above.

    A section stays, since its figures keep their cut-off.
    """
    block_at(paper, index)
    other = index + by
    if not 0 <= other < len(paper.blocks) or (paper.blocks and index == 0 and by < 0):
        raise Refusal("已经在最上面或者最下面了，不能再移。")
    blocks = list(paper.blocks)
    blocks[index], blocks[other] = blocks[other], blocks[index]
    moved = replace(paper, blocks=tuple(blocks))
    return replace(moved, blocks=tuple(each.under(_where(moved, at)[1]) for at, each in enumerate(blocks)))


def delete_block(paper: Paper, index: int) -> Paper:
    """The paper without the block at `index`."""
    block_at(paper, index)
    if len(paper.blocks) == 1:
        raise Refusal("这是最后一段，不能删除。")
    return _with(paper, index, [])


def _with(paper: Paper, index: int, blocks: list[Block]) -> Paper:
    return replace(paper, blocks=(*paper.blocks[:index], *blocks, *paper.blocks[index + 1 :]))


def _where(paper: Paper, index: int) -> tuple[str, str]:
    """The section and heading that hold for what follows the block at `index`."""
    section, heading = "", ""
    for block in reversed(paper.blocks[: index + 1]):
        heading, section = heading or block.opens, section or block.section
        if section and heading:
            break
    return section, heading
