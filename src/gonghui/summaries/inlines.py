"""What a paragraph is made of: runs of text, and figures and facts that are tied to the records behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from gonghui.engine.documents import content
from gonghui.plain.periods import Period, format_as_of, format_full_day, format_period

_DAYS = ("start", "end", "as_of")


@dataclass(frozen=True, kw_only=True)
class Cited:
    """What the text takes from the records: `text` is what stands in the sentence, `records` how many it rests on."""

    id: str
    text: str
    code: str
    name: str
    start: date
    end: date
    as_of: date
    records: int

    # How a page marks it.
    chip = "chip"

    @property
    def short(self) -> str:
        """The number by which a token names it: F012."""
        return self.id.partition("-")[0]

    @property
    def token(self) -> str:
        """The text as it stands in the editor's box."""
        return f"{{{self.short}:{self.text}}}"

    @property
    def hint(self) -> str:
        """What stands behind it, in words."""
        return f"{self.name}，{self.records}条记录。{self._source}"

    @property
    def query(self) -> dict[str, str]:
        """The query of the address that opens its records."""
        return {"from": self.start.isoformat(), "to": self.end.isoformat(), "as_of": self.as_of.isoformat()}

    @property
    def frozen_id(self) -> str:
        """The id of its stored frozen figure, or nothing."""
        return ""

    @property
    def word(self) -> content.Part:
        """The text as it stands in the Word file."""
        return self.text

    @property
    def counted(self) -> str:
        """The period as far as it was counted: whole months as such, an unfinished one by its last day."""
        counted = Period(self.start, self.end).until(self.as_of)
        if counted is None:
            return format_full_day(self.as_of)
        words = format_period(counted)
        return format_as_of(counted.end) if "日" in words else words

    @property
    def _source(self) -> str:
        raise NotImplementedError

    def under(self, number: str) -> Self:
        """The same under another number."""
        return replace(self, id=number)

    def frozen_as(self, ids: Mapping[str, str]) -> Self:
        """The same, tied to its frozen figure, whose id is found under its own."""
        return self

    def unfrozen(self) -> Self:
        """The same, tied to no frozen figure."""
        return self

    def to_json(self) -> dict[str, Any]:
        """The stored form, which `inline_from_json` reads."""
        return {**self.__dict__, **{name: getattr(self, name).isoformat() for name in _DAYS}}


@dataclass(frozen=True, kw_only=True)
class CitedFigure(Cited):
    """A figure as the text shows it; money is in yuan in `value`."""

    value: Decimal
    unit: str
    exactness: str
    basis: str
    version: int
    frozen: str = ""  # the id of the stored frozen figure, once the summary is kept

    @property
    def query(self) -> dict[str, str]:
        return {**super().query, **({"frozen": self.frozen} if self.frozen else {})}

    @property
    def frozen_id(self) -> str:
        return self.frozen

    @property
    def word(self) -> content.Part:
        return content.FigureMark(self.id, self.text, f"{self.name}（{self.counted}）")

    @property
    def _source(self) -> str:
        return f"口径：{self.basis}"

    def under(self, number: str) -> Self:
        return replace(self.unfrozen(), id=number)

    def frozen_as(self, ids: Mapping[str, str]) -> Self:
        return replace(self, frozen=ids[self.id])

    def unfrozen(self) -> Self:
        return replace(self, frozen="")

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "value": str(self.value)}


@dataclass(frozen=True, kw_only=True)
class CitedFact(Cited):
    """What the rows of an indicator say besides a number (when, which, how it changed), as the text shows it."""

    field: str
    form: str
    telling: str = ""  # the way of telling it that a person chose, where there are several
    above: str = ""  # the code of the union above the paper's, where its rows lie there

    chip = "chip chip--fact"

    def to_json(self) -> dict[str, Any]:
        # What is not there is left out, as releases stored it that had no such thing.
        stored = super().to_json()
        for name in ("telling", "above"):
            if not stored[name]:
                del stored[name]
        return stored

    @property
    def what(self) -> tuple[str, str, str]:
        """What it tells, wherever it stands: the indicator, the field of its rows, the form."""
        return self.code, self.field, self.form

    @property
    def _source(self) -> str:
        return "取自这些记录的字段"


Inline = str | Cited


def text_of(parts: Iterable[Inline]) -> str:
    """The parts as plain text."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def cited_in(parts: Iterable[Inline]) -> tuple[Cited, ...]:
    """The figures and facts among the parts, in order."""
    return tuple(part for part in parts if isinstance(part, Cited))


def joined(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbouring runs of text as one, so that a paragraph is text and figures in turn."""
    found: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)


def inline_to_json(part: Inline) -> str | dict[str, Any]:
    """A part as stored: text as a string, a figure or fact as an object."""
    return part if isinstance(part, str) else part.to_json()


def inline_from_json(data: str | dict[str, Any]) -> Inline:
    """The part that `inline_to_json` stored."""
    if isinstance(data, str):
        return data
    days = {name: date.fromisoformat(data[name]) for name in _DAYS}
    if "form" in data:
        return CitedFact(**{**data, **days})
    return CitedFigure(**{**data, **days, "value": Decimal(data["value"])})
