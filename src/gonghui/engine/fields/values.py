"""How a field's value reads on a page: by kind of field, in Chinese, personal data masked."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_generally
from gonghui.engine.records.fields import CountField, MoneyField
from gonghui.engine.vault.fields import SealedField
from gonghui.plain import clock
from gonghui.plain.chinese import parse_date
from gonghui.plain.money import format_decimal
from gonghui.plain.periods import format_day, format_full_day
from gonghui.plain.typed_days import read_typed_day


class FieldKind(StrEnum):
    """What sort of value a field holds, as pages and workbooks treat it."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    COUNT = "count"
    WHOLE = "whole"  # a whole number that is a name more than a quantity: a year
    DECIMAL = "decimal"
    SEALED = "sealed"
    PLACE = "place"  # an organisation of the tree
    RECORD = "record"  # a row of another register


NUMERIC = frozenset({FieldKind.MONEY, FieldKind.COUNT, FieldKind.DECIMAL})
_LONG_TEXT = 120
_NEAR_DAYS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}


@dataclass(frozen=True)
class LedgerField:
    """One field of a register, with its kind."""

    model_field: models.Field[Any, Any]

    @property
    def name(self) -> str:
        return self.model_field.name

    @property
    def title(self) -> str:
        return str(self.model_field.verbose_name)

    @property
    def unit(self) -> str:
        """The measure word that stands in a column's head, or nothing."""
        return str(getattr(self.model_field, "unit", ""))

    @cached_property
    def kind(self) -> FieldKind:
        """The kind, by the field's class."""
        field = self.model_field
        if isinstance(field, SealedField):
            return FieldKind.SEALED
        if isinstance(field, models.ForeignKey):
            return FieldKind.PLACE if field.related_model is Organisation else FieldKind.RECORD
        if field.choices:
            return FieldKind.CHOICE
        for kind, classes in _BY_CLASS:
            if isinstance(field, classes):
                return kind
        if isinstance(field, models.CharField) and (field.max_length or 0) > _LONG_TEXT:
            return FieldKind.LONG
        return FieldKind.TEXT

    @cached_property
    def _titles(self) -> dict[Any, Any]:
        return dict(self.model_field.flatchoices)

    @property
    def numeric(self) -> bool:
        """Whether figures of this kind stand right-aligned."""
        return self.kind in NUMERIC

    def of(self, row: models.Model) -> Any:
        """The raw value in `row`."""
        return getattr(row, self.model_field.name)

    def cell(self, row: models.Model) -> str:
        """The short form, for a table; nothing is the empty string."""
        value = self.of(row)
        if self.kind is FieldKind.DAY and value is not None:
            return str(value)
        return self.format(value)

    def full_text(self, row: models.Model) -> str:
        """The full form, for a record, with its measure word."""
        value = self.of(row)
        text = self.format(value)
        return f"{text}{self.unit}" if text and self.unit else text

    def format(self, value: Any) -> str:
        """A value of this field in words; sealed values masked."""
        # A sealed value is not compared with "": that would decrypt it.
        if value is None or (isinstance(value, str) and not value):
            return ""
        if self.kind is FieldKind.CHOICE:
            return str(self._titles.get(value, value))
        if self.kind is FieldKind.FLAG:
            return "是" if value else "否"
        if isinstance(value, datetime):
            return format_moment(value)
        if isinstance(value, date):
            return format_full_day(value)
        if self.kind in NUMERIC:
            return _format_number(self.kind, value)
        return str(value)

    def key_of(self, text: str) -> str | None:
        """The choice that a key or a label means, as it reads at this place or in general terms; None for none."""
        for terms in (nullcontext(), speaking_generally()):
            with terms:
                for key, label in self.model_field.flatchoices:
                    if text in (str(key), str(label)):
                        return str(key)
        return None

    def format_logged(self, text: str | None) -> str:
        """A value as the log keeps it (text), in words; sealed values are not told."""
        if text is None or self.kind is FieldKind.SEALED:
            return ""
        if self.kind is FieldKind.FLAG:
            return "是" if text == "True" else "否"
        if self.kind in {FieldKind.PLACE, FieldKind.RECORD}:
            return text
        try:
            return self.format(self.model_field.to_python(text))
        except ValidationError:
            # The log holds what once was; the field may have changed its kind since.
            return text


_BY_CLASS: tuple[tuple[FieldKind, type[models.Field[Any, Any]]], ...] = (
    (FieldKind.FLAG, models.BooleanField),
    (FieldKind.MOMENT, models.DateTimeField),
    (FieldKind.DAY, models.DateField),
    (FieldKind.MONEY, MoneyField),
    (FieldKind.DECIMAL, models.DecimalField),
    (FieldKind.COUNT, CountField),
    (FieldKind.WHOLE, models.IntegerField),
    (FieldKind.LONG, models.TextField),
)


def ledger_field(ledger: Ledger, name: str) -> LedgerField:
    """The field `name` of a register; raises FieldDoesNotExist."""
    found = ledger.model._meta.get_field(name)
    assert isinstance(found, models.Field)
    return _known(found)


@cache
def _known(field: models.Field[Any, Any]) -> LedgerField:
    # Declared once and read for every cell: what it finds out about itself is kept.
    return LedgerField(field)


def format_moment(moment: datetime) -> str:
    """Day and minute: 2025年12月9日9:05."""
    local = timezone.localtime(moment)
    return f"{format_full_day(local.date())}{_minute(local)}"


def format_recent_moment(moment: datetime, today: date) -> str:
    """The same without the year where it is this year's."""
    local = timezone.localtime(moment)
    day = format_day(local.date()) if local.year == today.year else format_full_day(local.date())
    return f"{day}{_minute(local)}"


def read_day(text: str, *, future: bool = False) -> date:
    """The day that a person typed into a box, in any habit (`read_typed_day`).

    Raises ValueError, with the remedy in Chinese.
    """
    return read_typed_day(text, clock.today(), future=future)


def read_sheet_day(text: str) -> date:
    """The day that stands in a cell, also 今天 and 昨天; without a year it is this year's.

    Raises ValueError, with the remedy in Chinese.
    """
    today = clock.today()
    back = _NEAR_DAYS.get(text.strip())
    return parse_date(text, today.year) if back is None else today - timedelta(days=back)


def typed(text: str | None) -> str:
    """What a person typed, without blanks at its ends and without characters that no database takes."""
    return (text or "").replace("\0", "").strip()


def _minute(local: datetime) -> str:
    return f"{local.hour}:{local:%M}"


def _format_number(kind: FieldKind, value: Any) -> str:
    number = Decimal(value)
    if kind is FieldKind.MONEY:
        return f"{number:,.2f}"
    if kind is FieldKind.COUNT:
        return f"{number:,f}"
    text = f"{number.normalize():f}"
    return text if "." in text else format_decimal(number)
