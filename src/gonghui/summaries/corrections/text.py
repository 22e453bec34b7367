"""What a correction says: items of an old text, the new one with its figures tied to the records, and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gonghui.engine.records.refusals import Refusal
from gonghui.engine.records.rules import UNSEEN
from gonghui.summaries.blocks import ParagraphBlock, block_from_json
from gonghui.summaries.editing import read_text
from gonghui.summaries.inlines import Cited, Inline, cited_in, joined, text_of
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.paper import Paper, to_json

LONGEST_REASON = 200
_SENTENCE = re.compile("[^。；！？]*[。；！？]?")


@dataclass(frozen=True)
class Item:
    """One thing corrected: the text as signed, what is to stand instead, and why."""

    old: str
    new: ParagraphBlock
    reason: str

    @property
    def heading(self) -> str:
        """The heading under which it stands in the summary."""
        return self.new.heading or "正文开头"

    def to_json(self) -> dict[str, Any]:
        """The stored form, which `items_of` reads."""
        return {"old": self.old, "new": self.new.to_json(), "reason": self.reason}


def as_content(signed: Paper, items: Sequence[Item]) -> dict[str, Any]:
    """The items as stored; what they say instead is a paper too, so that its figures are checked as a summary's are."""
    paper = replace(signed, blocks=tuple(item.new for item in items))
    return {**to_json(paper), "items": [item.to_json() for item in items]}


def items_of(content: dict[str, Any]) -> list[Item]:
    """The items that `as_content` stored."""
    found = []
    for one in content["items"]:
        new = block_from_json(one["new"])
        assert isinstance(new, ParagraphBlock)
        found.append(Item(one["old"], new, one["reason"]))
    return found


def with_paper(items: Sequence[Item], paper: Paper) -> list[Item]:
    """The items with their new texts as in the paper (its figures frozen)."""
    return [replace(item, new=block) for item, block in zip(items, paper.paragraphs(), strict=True)]


def of_moved(signed: Paper, moved: Iterable[Cited], narrator: Narrator) -> list[Item]:
    """An item for every sentence of the signed paper in which something moved, as today's records have it."""
    ids = {part.id for part in moved}
    return [
        Item(text_of(parts), replace(block, parts=_anew(parts, ids, narrator)), "签发以后，台账的记录有变动")
        for block in signed.paragraphs()
        for parts in _sentences(block.parts)
        if any(part.id in ids for part in cited_in(parts))
    ]


def _anew(parts: Sequence[Inline], ids: set[str], narrator: Narrator) -> tuple[Inline, ...]:
    """The parts with what moved as the records say it now; of what has no record any more nothing is left."""
    return joined(
        (narrator.recompute(part) or "") if isinstance(part, Cited) and part.id in ids else part for part in parts
    )


def _sentences(parts: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """A paragraph's parts by sentence; no sentence ends within a figure or fact."""
    found: list[list[Inline]] = [[]]
    for part in parts:
        if not isinstance(part, str):
            found[-1].append(part)
            continue
        for piece in _SENTENCE.findall(part):
            if piece:
                found[-1].append(piece)
            if piece.endswith(("。", "；", "！", "？")):
                found.append([])
    return [joined(some) for some in found if some]


def of_passage(signed: Paper, passage: str) -> Item:
    """An item for a passage of the signed paper, its new text as it is; raises Refusal where the paper has none."""
    passage = passage.strip("　 \t\r\n")
    if not passage:
        raise Refusal("请从签发稿里复制要更正的原文。")
    for block in signed.paragraphs():
        at = block.plain.find(passage)
        if at >= 0:
            return Item(passage, replace(block, parts=_cut(block.parts, at, at + len(passage))), "")
    raise Refusal("签发稿里找不到这段原文，没有加上。请从签发稿的一段里一字不差地复制。")


def _cut(parts: Sequence[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """The parts of a stretch of the paragraph; a figure that is cut through stays as text."""
    found: list[Inline] = []
    at = 0
    for part in parts:
        text = text_of([part])
        left, right = max(start - at, 0), min(end - at, len(text))
        if left < right:
            whole = not isinstance(part, str) and (left, right) == (0, len(text))
            found.append(part if whole else text[left:right])
        at += len(text)
    return joined(found)


def rewritten(item: Item, text: str, reason: str, signed: Paper, narrator: Narrator) -> Item:
    """The item with its new text and reason as typed; raises Refusal for what no person types."""
    known = {part.short: part for block in (*signed.blocks, item.new) for part in cited_in(block.inlines)}
    cut_off = signed.cut_offs.get(item.new.section, signed.as_of)
    paragraphs = read_text(text, known, narrator, cut_off)
    if len(paragraphs) != 1:
        raise Refusal(f"“{item.old[:12]}…”更正为的文字要写成一段，不能空着，也不能分段。")
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON or UNSEEN.search(reason):
        raise Refusal(f"更正的原因最多{LONGEST_REASON}个字，不能有控制字符，请改短。")
    return replace(item, new=replace(item.new, parts=paragraphs[0]), reason=reason)


def lacks(items: Sequence[Item]) -> list[str]:
    """What keeps the items from being submitted, each in a sentence that says what to do."""
    if not items:
        return ["还没有一处更正，请先加上。"]
    said = []
    for item in items:
        shown = f"“{item.old[:12]}{'…' if len(item.old) > 12 else ''}”"
        if item.new.plain == item.old:
            said.append(f"{shown}的新旧文字一样，请改写或者删去这一处。")
        if not item.reason:
            said.append(f"{shown}没有写更正的原因，请补上。")
    return said
