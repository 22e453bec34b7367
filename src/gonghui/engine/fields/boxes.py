"""The boxes of a form: what stands in each, what was typed, what is wrong with it, and the value that it gives."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import FieldKind, LedgerField, read_day, read_sheet_day, typed
from gonghui.engine.records.wording import in_words
from gonghui.engine.vault.sealing import UNREADABLE
from gonghui.plain import clock
from gonghui.plain.typed_days import format_reading


class Unchanged:
    """The value of a sealed box left blank: what is kept stays."""


UNCHANGED = Unchanged()
_FEW_PLACES = 2
_SHORT_TEXT = 60


@dataclass
class Box:
    """One field of a form. `text` is what stands in the box; `now` is what the record holds, where that differs."""

    field: LedgerField
    required: bool
    text: str = ""
    checked: bool = False
    errors: list[str] = dataclasses.field(default_factory=list)
    hint: str = ""
    known: str = ""  # why it is filled already
    now: str = ""
    masked: str = ""  # the kept sealed value, masked
    reference: Reference | None = None
    choices_address: str = ""
    focus: bool = False
    prefix: str = ""
    in_sheet: bool = False  # a cell, whose reading nobody sees beside it

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def kind(self) -> str:
        return str(self.field.kind)

    @property
    def unit(self) -> str:
        return self.field.unit

    @property
    def ident(self) -> str:
        """The id of the input on the page."""
        return f"{self.prefix}{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of what describes the input: hint and error."""
        parts = []
        if self.hint_line:
            parts.append(f"{self.ident}-hint")
        if self.errors:
            parts.append(f"{self.ident}-error")
        return " ".join(parts)

    @property
    def hint_line(self) -> str:
        """The line below the box."""
        if self.masked == UNREADABLE:
            return f"{self.hint}现在的内容{UNREADABLE}：不填就原样留着，知道的请重新填写。"
        return f"{self.hint}现在是{self.masked}，不改就不用填。" if self.masked else self.hint

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices of a list; an empty one first where nothing need be chosen."""
        listed = [(str(key), str(label)) for key, label in self.field.model_field.flatchoices if key not in (None, "")]
        return listed if self.required and self.text else [("", "请选择"), *listed]

    @property
    def mode(self) -> str:
        """The keyboard that a phone should show."""
        return {
            FieldKind.MONEY: "decimal",
            FieldKind.DECIMAL: "decimal",
            FieldKind.COUNT: "numeric",
            FieldKind.WHOLE: "numeric",
        }.get(self.field.kind, "")

    @property
    def short(self) -> bool:
        """Whether what is typed is a name or a number, for which half the line is enough."""
        return self.limit is not None and self.limit <= _SHORT_TEXT

    @property
    def limit(self) -> int | None:
        """The most characters that the box takes."""
        return (
            getattr(self.field.model_field, "max_length", None)
            if self.field.kind in {FieldKind.TEXT, FieldKind.LONG}
            else None
        )

    @property
    def ahead(self) -> bool:
        """Whether the day may lie ahead: a term's end, a day due."""
        return bool(getattr(self.field.model_field, "future", False))

    @property
    def reading(self) -> str:
        """The day that the text means, read back to whoever typed it; nothing where it means none."""
        if self.field.kind is not FieldKind.DAY or not self.text:
            return ""
        try:
            return format_reading(read_day(self.text, future=self.ahead), clock.today())
        except ValueError:
            return ""  # the error beside the box says it

    def fill(self, value: Any) -> None:
        """Write a record's value into the box."""
        kind = self.field.kind
        if kind is FieldKind.SEALED:
            self.masked = str(value) if value else ""
        elif kind is FieldKind.FLAG:
            self.checked = bool(value)
        elif kind in {FieldKind.PLACE, FieldKind.RECORD}:
            self.text = self.reference.written(value) if value is not None and self.reference else ""
        elif kind in {FieldKind.MONEY, FieldKind.DECIMAL} and value is not None:
            self.text = f"{Decimal(value).normalize():f}"
        else:
            self.text = "" if value is None else str(value)

    def take(self, posted: str | None) -> None:
        """Put what was typed into the box."""
        if self.field.kind is FieldKind.FLAG:
            self.checked = posted is not None
        else:
            self.text = typed(posted)

    def value(self, record: models.Model | None = None) -> Any:
        """What the box says, checked by the field's own rules; raises ValidationError."""
        kind = self.field.kind
        if kind is FieldKind.FLAG:
            return self.checked
        if not self.text:
            return self._nothing()
        if self.masked and self.text == self.masked:
            return UNCHANGED
        reader = _READERS.get(kind)
        try:
            value = self.reference.meant(self.text) if self.reference is not None else self.text
            value = reader(self, self.text) if reader else value
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if self.reference is None:
            try:
                self.field.model_field.clean(value, record)
            except ValidationError as error:
                raise in_words(self.field.model_field, error) from None
        return value

    def _nothing(self) -> Any:
        if self.masked:
            return UNCHANGED
        if self.required:
            verb = "选择" if self.field.kind is FieldKind.CHOICE else "填写"
            raise ValidationError(f"请{verb}{self.title}。")
        return None if self.field.model_field.null else ""


def _read_day(box: Box, text: str) -> Any:
    if box.in_sheet:
        return read_sheet_day(text)
    return read_day(text, future=box.ahead)


def _read_number(box: Box, text: str) -> Decimal:
    plain, factor = _plain(text).lstrip("¥￥"), Decimal(1)
    if box.field.kind is FieldKind.MONEY:
        plain = plain.removesuffix("整").removesuffix("元")
        if plain.endswith("万"):
            plain, factor = plain.removesuffix("万"), Decimal(10_000)
    elif plain.endswith("%") and _is_fraction(box):
        plain, factor = plain.removesuffix("%"), Decimal("0.01")
    elif box.unit:
        plain = plain.removesuffix(box.unit)
    try:
        number = Decimal(plain) if factor == 1 else _without_zeros(Decimal(plain) * factor)
    except InvalidOperation:
        raise ValueError(f"{box.title}应是数字，如{_example(box)}，请改正“{text}”。") from None
    if not number.is_finite():
        raise ValueError(f"{box.title}应是数字，请改正“{text}”。")
    return number


def _without_zeros(number: Decimal) -> Decimal:
    """The same number without the places that a multiplication left behind it."""
    return Decimal(f"{number.normalize():f}") if number.is_finite() else number


def _is_fraction(box: Box) -> bool:
    """Whether the field holds parts of one (a rate of 0.02), where 2% may be typed."""
    return not box.unit and int(getattr(box.field.model_field, "decimal_places", 0)) > _FEW_PLACES


def _example(box: Box) -> str:
    if box.field.kind is FieldKind.MONEY:
        return "4500、4500.50或1.2万元"
    return "6.5或6.5%" if box.unit == "%" else "0.02或2%" if _is_fraction(box) else "6.5"


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
    key = box.field.key_of(text)
    if key is None:
        raise ValueError(f"{box.title}没有“{text}”这一项，请重新选择。")
    return key


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")


_READERS: dict[FieldKind, Callable[[Box, str], Any]] = {
    FieldKind.DAY: _read_day,
    FieldKind.MONEY: _read_number,
    FieldKind.DECIMAL: _read_number,
    FieldKind.COUNT: _read_whole,
    FieldKind.WHOLE: _read_whole,
    FieldKind.CHOICE: _read_choice,
}
