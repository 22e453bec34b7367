"""The boxes of a form: what stands in each, what was typed, what is wrong with it, and the value that it gives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.wording import in_words
from gonghui.engine.web.relations import Relation
from gonghui.engine.web.values import Fact, Kind, read_day, typed


class Unchanged:
    """The value of a sealed box left blank: what is kept stays."""


UNCHANGED = Unchanged()
_SHORT_TEXT = 60


@dataclass
class Box:
    """One field of a form. `text` is what stands in the box; `now` is what the record holds, where that differs."""

    fact: Fact
    required: bool
    text: str = ""
    checked: bool = False
    errors: list[str] = field(default_factory=list)
    hint: str = ""
    known: str = ""  # why it is filled already
    now: str = ""
    masked: str = ""  # the kept sealed value, masked
    relation: Relation | None = None
    choices_address: str = ""
    focus: bool = False
    prefix: str = ""

    @property
    def name(self) -> str:
        return self.fact.name

    @property
    def title(self) -> str:
        return self.fact.title

    @property
    def kind(self) -> str:
        return str(self.fact.kind)

    @property
    def unit(self) -> str:
        return self.fact.unit

    @property
    def ident(self) -> str:
        """The id of the input on the page."""
        return f"{self.prefix}{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of what describes the input: hint and error."""
        parts = []
        if self.told_hint:
            parts.append(f"{self.ident}-hint")
        if self.errors:
            parts.append(f"{self.ident}-error")
        return " ".join(parts)

    @property
    def told_hint(self) -> str:
        """The line below the box."""
        parts = [self.hint, f"现在是{self.masked}，不改就不用填。" if self.masked else ""]
        return "".join(part for part in parts if part)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices of a list; an empty one first where nothing need be chosen."""
        listed = [(str(key), str(label)) for key, label in self.fact.field.flatchoices if key not in (None, "")]
        return listed if self.required and self.text else [("", "请选择"), *listed]

    @property
    def mode(self) -> str:
        """The keyboard that a phone should show."""
        return {Kind.MONEY: "decimal", Kind.DECIMAL: "decimal", Kind.COUNT: "numeric", Kind.WHOLE: "numeric"}.get(
            self.fact.kind, ""
        )

    @property
    def short(self) -> bool:
        """Whether what is typed is a name or a number, for which half the line is enough."""
        return self.limit is not None and self.limit <= _SHORT_TEXT

    @property
    def limit(self) -> int | None:
        """The most characters that the box takes."""
        return getattr(self.fact.field, "max_length", None) if self.fact.kind in {Kind.TEXT, Kind.LONG} else None

    def fill(self, value: Any) -> None:
        """Write a record's value into the box."""
        kind = self.fact.kind
        if kind is Kind.SEALED:
            self.masked = str(value) if value else ""
        elif kind is Kind.FLAG:
            self.checked = bool(value)
        elif kind in {Kind.PLACE, Kind.RECORD}:
            self.text = self.relation.written(value) if value is not None and self.relation else ""
        elif kind in {Kind.MONEY, Kind.DECIMAL} and value is not None:
            self.text = f"{Decimal(value).normalize():f}"
        else:
            self.text = "" if value is None else str(value)

    def take(self, posted: str | None) -> None:
        """Put what was typed into the box."""
        if self.fact.kind is Kind.FLAG:
            self.checked = posted is not None
        else:
            self.text = typed(posted)

    def value(self, record: models.Model | None = None) -> Any:
        """What the box says, checked by the field's own rules; raises ValidationError."""
        kind = self.fact.kind
        if kind is Kind.FLAG:
            return self.checked
        if not self.text:
            return self._nothing()
        if self.masked and self.text == self.masked:
            return UNCHANGED
        reader = _READERS.get(kind)
        try:
            value = self.relation.meant(self.text) if self.relation is not None else self.text
            value = reader(self, self.text) if reader else value
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if self.relation is None:
            try:
                self.fact.field.clean(value, record)
            except ValidationError as error:
                raise in_words(self.fact.field, error) from None
        return value

    def _nothing(self) -> Any:
        if self.masked:
            return UNCHANGED
        if self.required:
            verb = "选择" if self.fact.kind is Kind.CHOICE else "填写"
            raise ValidationError(f"请{verb}{self.title}。")
        return None if self.fact.field.null else ""


def _read_day(_box: Box, text: str) -> Any:
    return read_day(text)


def _read_number(box: Box, text: str) -> Decimal:
    plain = _plain(text).removesuffix(box.unit) if box.unit else _plain(text)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"{box.title}应是数字，如4500或4500.50，请改正“{text}”。") from None
    if not number.is_finite():
        raise ValueError(f"{box.title}应是数字，请改正“{text}”。")
    return number


def _read_whole(box: Box, text: str) -> int:
    plain = _plain(text)
    for suffix in {box.unit, "年"} - {""}:
        plain = plain.removesuffix(suffix)
    if not plain.removeprefix("-").isdigit() or not plain.isascii():
        raise ValueError(f"{box.title}应是整数，如57，请改正“{text}”。")
    if len(plain) > 9:
        raise ValueError(f"{box.title}的数字太大，请核对“{text}”。")
    return int(plain)


def _read_choice(box: Box, text: str) -> str:
    for key, label in box.fact.field.flatchoices:
        if text in (str(key), str(label)):
            return str(key)
    raise ValueError(f"{box.title}没有“{text}”这一项，请重新选择。")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")


_READERS: dict[Kind, Callable[[Box, str], Any]] = {
    Kind.DAY: _read_day,
    Kind.MONEY: _read_number,
    Kind.DECIMAL: _read_number,
    Kind.COUNT: _read_whole,
    Kind.WHOLE: _read_whole,
    Kind.CHOICE: _read_choice,
}
