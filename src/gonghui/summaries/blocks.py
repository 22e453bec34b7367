"""The kinds of block of which a summary is made, each with all that it can do: how it is shown on the page, in Word
and in plain text, how a person rewrites it, and how it is stored.

A new kind is one class here, its template, and its entry in `KINDS`. What is stored names its kind: a kind that was
issued keeps its name and reads what it wrote.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.urls import reverse

from gonghui.engine.documents import charts, content
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.records.rules import UNSEEN
from gonghui.plain.chinese import chinese_number
from gonghui.summaries.inlines import Cited, Inline, inline_from_json, inline_to_json, text_of

LONGEST_HEADING = 60
CHART_WIDTH_MM = 150
# Reads what was typed into a block's box: the parts of each paragraph.
Reader = Callable[[str], list[tuple[Inline, ...]]]
# Cuts a run of text (that a figure follows, or not) at its untied numbers: words and numbers in turn.
Untying = Callable[[str, bool], list[tuple[str, bool]]]


class Drawing:
    """A page in the drawing: numbers the headings as Word does, and knows which figures moved and where all lie.

    `untied` finds the numbers of a run of text that no record bears out; they are counted through the page.
    """

    def __init__(self, place: str, moved: set[str], untied: Untying | None = None) -> None:
        self.place, self.moved = place, moved
        self._untied = untied
        self._first = self._second = self._serial = 0

    def number(self, level: int) -> str:
        """The number of the next heading of that level: 一、 or （一）."""
        if level == 1:
            self._first, self._second = self._first + 1, 0
            return f"{chinese_number(self._first)}、"
        self._second += 1
        return f"（{chinese_number(self._second)}）"

    def pieces(self, parts: Sequence[Inline]) -> list[dict[str, Any]]:
        """The parts as a page shows them, each run of text cut at the numbers that nobody tied."""
        found: list[dict[str, Any]] = []
        for index, part in enumerate(parts):
            if isinstance(part, str):
                found += self._runs(part, before_figure=index + 1 < len(parts))
            else:
                found.append(self._cited(part))
        return found

    def _runs(self, text: str, *, before_figure: bool) -> Iterator[dict[str, Any]]:
        for run, untied in self._untied(text, before_figure) if self._untied else [(text, False)]:
            self._serial += untied
            yield {"text": run, "untied": self._serial} if untied else {"text": run}

    def _cited(self, part: Cited) -> dict[str, Any]:
        """A figure or fact with the address of its records."""
        # What lies above the paper's place, its reader may not open.
        address = (
            ""
            if getattr(part, "above", "")
            else f"{reverse('figure', args=[self.place, part.code])}?{urlencode(part.query)}"
        )
        return {"text": part.text, "cited": part, "address": address, "moved": part.id in self.moved}


class Block(ABC):
    """A block of a summary. `section` is the outline's section, by whose cut-off its figures count."""

    section: str
    kind: ClassVar[str]
    template: ClassVar[str]
    # A summary of blocks without substance (headings, gaps) says nothing.
    substance: ClassVar[bool] = True
    # Whether its box takes figures and several paragraphs.
    prose: ClassVar[bool] = False

    @property
    @abstractmethod
    def plain(self) -> str:
        """The block as a line of plain text, by which versions are compared."""

    @property
    def opens(self) -> str:
        """The heading that holds for what follows, where this is one."""
        return ""

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """Its text and figures in turn, where it has such."""
        return ()

    @abstractmethod
    def context(self, drawing: Drawing) -> dict[str, Any]:
        """What its template shows."""

    @abstractmethod
    def word(self) -> content.Block:
        """The block of the Word file."""

    @property
    def box(self) -> str | None:
        """What stands in its box when a person rewrites it; None where nobody can."""
        return None

    def rewritten(self, text: str, read: Reader) -> list[Block]:
        """The blocks that stand in its place once a person has typed `text`; raises Refusal."""
        raise Refusal("图不能改文字；可以上移、下移或删除。")

    def under(self, heading: str) -> Block:
        """The block below that heading."""
        return self

    def with_cited(self, change: Callable[[Cited], Cited]) -> Block:
        """The block with each figure and fact changed."""
        return self

    def to_json(self) -> dict[str, Any]:
        """The stored form, which `from_json` reads."""
        return {"kind": self.kind, **self.__dict__}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The block that `to_json` stored, its kind taken off."""
        return cls(**data)


@dataclass(frozen=True)
class HeadingBlock(Block):
    section = ""  # it belongs to what follows
    kind = "heading"
    template = "summaries/blocks/heading.html"
    substance = False

    level: int
    text: str

    @property
    def plain(self) -> str:
        return self.text

    @property
    def opens(self) -> str:
        return self.text

    def context(self, drawing: Drawing) -> dict[str, Any]:
        number = drawing.number(self.level)
        return {
            "level": self.level,
            "text": number + self.text,
            "number": number,
            "pieces": drawing.pieces([self.text]),
        }

    def word(self) -> content.Block:
        return content.Heading(1 if self.level == 1 else 2, self.text)

    @property
    def box(self) -> str | None:
        return self.text

    def rewritten(self, text: str, read: Reader) -> list[Block]:
        text = " ".join(text.split())
        if not text:
            raise Refusal("标题不能空着；不要这个标题，请点“删除”。")
        if len(text) > LONGEST_HEADING or UNSEEN.search(text):
            raise Refusal(f"标题最多{LONGEST_HEADING}个字，不能有控制字符，请改短。")
        if "{" in text or "}" in text:
            raise Refusal("标题里不能放数字的花括号，请删掉。")
        return [replace(self, text=text)]


@dataclass(frozen=True)
class _ProseBlock(Block):
    """A block under a heading that a person rewrites as paragraphs."""

    prose = True

    section: str
    heading: str

    def rewritten(self, text: str, read: Reader) -> list[Block]:
        paragraphs = read(text)
        if not paragraphs:
            raise Refusal("这一段是空的，没有保存；不要这一段，请点“删除”。")
        return [ParagraphBlock(self.section, self.heading, parts) for parts in paragraphs]

    def under(self, heading: str) -> Block:
        return replace(self, heading=heading)


@dataclass(frozen=True)
class ParagraphBlock(_ProseBlock):
    """Text and figures in turn; `heading` is the nearest heading above."""

    kind = "paragraph"
    template = "summaries/blocks/paragraph.html"

    parts: tuple[Inline, ...]

    @property
    def inlines(self) -> tuple[Inline, ...]:
        return self.parts

    @property
    def plain(self) -> str:
        return text_of(self.parts)

    def context(self, drawing: Drawing) -> dict[str, Any]:
        return {"pieces": drawing.pieces(self.parts)}

    def word(self) -> content.Block:
        return content.Paragraph(tuple(part if isinstance(part, str) else part.word for part in self.parts))

    @property
    def box(self) -> str | None:
        return "".join(part if isinstance(part, str) else part.token for part in self.parts)

    def with_cited(self, change: Callable[[Cited], Cited]) -> Block:
        return replace(self, parts=tuple(part if isinstance(part, str) else change(part) for part in self.parts))

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "parts": [inline_to_json(part) for part in self.parts]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(data["section"], data["heading"], tuple(inline_from_json(part) for part in data["parts"]))


@dataclass(frozen=True)
class GapBlock(_ProseBlock):
    """What ought to be there and has no record: named where it is missing, until there are records or it is deleted."""

    kind = "gap"
    template = "summaries/blocks/gap.html"
    substance = False

    text: str

    @property
    def plain(self) -> str:
        return f"【缺：{self.text}】"

    def context(self, drawing: Drawing) -> dict[str, Any]:
        return {"text": self.text}

    def word(self) -> content.Block:
        return content.Paragraph((f"【此处缺内容：{self.text}】",))

    @property
    def box(self) -> str | None:
        return ""


@dataclass(frozen=True)
class ChartBlock(Block):
    """Values by month in the unit shown, this year's and last year's."""

    kind = "chart"
    template = "summaries/blocks/chart.html"

    section: str
    caption: str
    unit: str
    months: tuple[tuple[str, Decimal], ...]
    last_year: tuple[tuple[str, Decimal], ...]

    @property
    def plain(self) -> str:
        values = "、".join(f"{month}{value:f}" for month, value in self.months)
        return f"图：{self.caption}（{values}）"

    @property
    def spoken(self) -> str:
        """The chart in words, for those who cannot see it."""
        months = "，".join(f"{label}{value.normalize():f}{self.unit}" for label, value in self.months)
        return f"{self.caption}：{months}。"

    @property
    def bars(self) -> charts.MonthlyBars:
        """The bars to draw."""
        last_year = tuple(value for _, value in self.last_year) or None
        return charts.MonthlyBars(title="", unit=self.unit, months=self.months, last_year=last_year)

    def context(self, drawing: Drawing) -> dict[str, Any]:
        return {"svg": charts.draw_svg(self.bars), "caption": self.caption}

    def word(self) -> content.Block:
        png = charts.draw_png(self.bars)
        # the picture says the unit itself
        caption = self.caption.partition("（单位")[0]
        return content.Picture(png=png, caption=caption, width_mm=CHART_WIDTH_MM, alt=self.spoken)

    def to_json(self) -> dict[str, Any]:
        return {
            **super().to_json(),
            "months": [[label, str(value)] for label, value in self.months],
            "last_year": [[label, str(value)] for label, value in self.last_year],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        values = {
            name: tuple((label, Decimal(value)) for label, value in data[name]) for name in ("months", "last_year")
        }
        return cls(**{**data, **values})


KINDS: tuple[type[Block], ...] = (HeadingBlock, ParagraphBlock, ChartBlock, GapBlock)
_BY_KIND = {kind.kind: kind for kind in KINDS}


def block_from_json(data: dict[str, Any]) -> Block:
    """The block that `to_json` stored; raises KeyError for a kind that there is not."""
    return _BY_KIND[data["kind"]].from_json({name: value for name, value in data.items() if name != "kind"})
