"""One indicator has one value in a paper; a second one, up to another day, stands with its day (截至12月10日)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gonghui.plain.periods import Period, format_as_of
from gonghui.plain.spans import SpanKind, span_of
from gonghui.summaries.blocks import Block, ParagraphBlock
from gonghui.summaries.inlines import CitedFigure, Inline, joined, text_of
from gonghui.summaries.paper import Paper, from_json

_DATED = re.compile(r"截至(?:\d{4}年)?(\d{1,2}月(?:底|\d{1,2}日))")
_ENDS = "。；！？"
# With what a paragraph ends whose figures go by a day of their own.
_OF_ALL = "以上数据"


@dataclass(frozen=True)
class Place:
    """A figure in the text, the heading above it, and whether its sentence says up to which day it counts."""

    figure: CitedFigure
    heading: str
    dated: bool

    def __str__(self) -> str:
        return f"“{self.heading or '开头'}”写{self.figure.text}{day_told(self.figure)}"


@dataclass(frozen=True)
class TwoValues:
    """Two places in which one indicator has two values, and no reader could know why."""

    first: Place
    second: Place

    def __str__(self) -> str:
        name = self.first.figure.name
        remedy = (
            "两处差在记录变了，请点“更新数字”"
            if day_told(self.first.figure) == day_told(self.second.figure)
            else "请改成同一个截至日期重新起草，或者在句子里写明各截至哪一天"
        )
        return f"“{name}”在文中有两个数：{self.first}，{self.second}。{remedy}。"


def two_values(paper: Paper) -> list[TwoValues]:
    """Each place where an indicator stands with another value than before in the text, neither with its own day."""
    found = []
    first: dict[tuple[str, date, date], Place] = {}
    for place in _places(paper):
        if not place.dated:
            other = first.setdefault((place.figure.code, place.figure.start, place.figure.end), place)
            if other.figure.value != place.figure.value:
                found.append(TwoValues(other, place))
    return found


def one_value_each(record: Any, _values: dict[str, Any]) -> str | None:
    """Refuse, in Chinese, a step of a summary in which an indicator has two values (a guard of a step)."""
    found = two_values(from_json(record.content))
    return str(found[0]) if found else None


def with_days(paper: Paper) -> Paper:
    """The paper with its day behind every second value of an indicator that stands undated."""
    second = {found.second.figure.id for found in two_values(paper)}
    return replace(paper, blocks=tuple(_with_days(block, second) for block in paper.blocks)) if second else paper


def day_told(figure: CitedFigure) -> str:
    """The figure's cut-off as it stands behind it: （截至12月10日）."""
    return f"（{format_as_of(min(figure.as_of, figure.end))}）"


def _with_days(block: Block, second: set[str]) -> Block:
    if not isinstance(block, ParagraphBlock) or not any(part.id in second for part in _figures(block)):
        return block
    parts: list[Inline] = []
    for part in block.parts:
        parts.append(part)
        if isinstance(part, CitedFigure) and part.id in second:
            parts.append(day_told(part))
    return replace(block, parts=joined(parts))


def _figures(block: Block) -> Iterator[CitedFigure]:
    yield from (part for part in block.inlines if isinstance(part, CitedFigure))


def _places(paper: Paper) -> Iterator[Place]:
    """Every figure of the text in order."""
    for block in paper.blocks:
        for at, part in enumerate(block.inlines):
            if isinstance(part, CitedFigure):
                before, after = text_of(block.inlines[:at]), text_of(block.inlines[at + 1 :])
                heading = block.heading if isinstance(block, ParagraphBlock) else ""
                yield Place(part, heading, _is_dated(part, before, after))


def _is_dated(figure: CitedFigure, before: str, after: str) -> bool:
    """Whether the text says up to which day the figure counts: the day last named before it in its sentence, one in
    brackets behind it, or one at the paragraph's end for all of it. Of a period that is over, its own name says it
    (全年, 上半年).
    """
    told = format_as_of(min(figure.as_of, figure.end)).removeprefix("截至")
    named = _DATED.search(after[: after.find("）") + 1]) if after.startswith("（") else None
    sentence = before[max(before.rfind(end) for end in _ENDS) + 1 :]
    last = list(_DATED.finditer(sentence))
    of_all = _DATED.match(after.rpartition(_OF_ALL)[2]) if _OF_ALL in after else None
    said = named or (last[-1] if last else of_all)
    if said is not None:
        return said.group(1) == told
    span = span_of(Period(figure.start, figure.end))
    return span.kind is not SpanKind.DAYS and figure.as_of >= figure.end and span.during in sentence
