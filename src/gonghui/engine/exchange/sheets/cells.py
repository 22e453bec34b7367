"""What a cell says: its text, whether that is what the record holds already, and the value that it gives."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from gonghui.engine.access.models import Organisation
from gonghui.engine.exchange.sheets.columns import SheetColumn
from gonghui.engine.fields.boxes import UNCHANGED, Box
from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import NUMERIC, FieldKind, LedgerField, read_sheet_day, typed
from gonghui.engine.vault.sealing import UNREADABLE, Sealed

# Excel keeps fifteen digits of a number; the rest become zeros.
_MOST_DIGITS = 15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "Y", "YES", "TRUE", "1"})
_NO = frozenset({"否", "无", "没有", "×", "✗", "✕", "不是", "N", "NO", "FALSE", "0", ""})
_LOST = "单元格里是数字，超过15位的部分已经丢失：请把单元格格式改成“文本”，再对照原件把号码完整输入一遍。"
# How far a moment may be off that a workbook shows to the minute.
_A_MINUTE = timedelta(minutes=1)


class UnreadableCell(Exception):
    """The cell cannot be taken: a code for programs, and what is wrong in Chinese with the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def cell_text(value: Any) -> str:
    """The cell as a person would have typed it; raises UnreadableCell for a number whose digits are lost."""
    if value is None or isinstance(value, str):
        return typed(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        if abs(value) >= 10**_MOST_DIGITS:
            raise UnreadableCell("lost_digits", _LOST)
        # Excel shows fifteen digits: what binary fractions leave beyond them is nobody's typing.
        return f"{Decimal(f'{value:.{_MOST_DIGITS}g}'):f}"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == datetime.min.time() else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def format_cell(value: Any) -> str:
    """The cell for a report, whatever it holds."""
    try:
        return cell_text(value)
    except UnreadableCell:
        return f"{value:.0f}" if abs(value) < 10**30 else str(value)


def read_cell(column: SheetColumn, value: Any, reference: Reference | None, held: models.Model | None) -> Any:
    """The value that a cell gives, or UNCHANGED; raises UnreadableCell. `held` is the record that the row is about."""
    each = column.field
    if each.kind is FieldKind.FLAG:
        return _read_flag(each, value)
    if each.kind is FieldKind.DAY and isinstance(value, date):
        return _cleaned(each, value.date() if isinstance(value, datetime) else value)
    text = cell_text(value)
    if each.kind is FieldKind.SEALED:
        return _read_sealed(column, text, held)
    if not text and held is None and each.model_field.has_default():
        return UNCHANGED
    if not isinstance(value, str) and each.kind is FieldKind.DAY and text:
        raise UnreadableCell(
            "date", f"单元格里是数字{text}，看不出是哪一天：请写成2025-3-1的样子，或把单元格设为日期格式。"
        )
    box = Box(each, required=not each.model_field.blank, text=text, reference=reference, in_sheet=True)
    try:
        return box.value()
    except ValidationError as error:
        raise UnreadableCell("required" if not text else _CODES.get(each.kind, "format"), _sentence(error)) from None


def is_held(each: LedgerField, value: Any, row: models.Model) -> bool:
    """Whether the cell says what `row` holds already, as a workbook tells it."""
    held = (
        each.of(row)
        if each.kind is not FieldKind.RECORD or getattr(row, each.model_field.attname) is not None
        else None
    )
    if is_empty(value):
        return each.kind is FieldKind.SEALED or held is None or held == ""
    if held is None or (isinstance(held, str) and not held):
        return False
    try:
        return _same(each, value, held)
    except (UnreadableCell, ValueError, InvalidOperation):
        return False


def _same(each: LedgerField, value: Any, held: Any) -> bool:
    if each.kind is FieldKind.MOMENT:
        return isinstance(value, datetime) and abs(value - timezone.localtime(held).replace(tzinfo=None)) <= _A_MINUTE
    if each.kind is FieldKind.DAY:
        day = value.date() if isinstance(value, datetime) else value
        return bool((day if isinstance(day, date) else read_sheet_day(cell_text(value))) == held)
    if each.kind is FieldKind.FLAG:
        return _flag(value) is bool(held)
    text = cell_text(value)
    if each.kind is FieldKind.CHOICE:
        return text == typed(each.format(held)) or each.key_of(text) == str(held)
    if each.kind in NUMERIC or each.kind is FieldKind.WHOLE:
        return Decimal(text.replace(",", "").removesuffix(each.unit or "元")) == Decimal(held)
    if isinstance(held, models.Model):
        mark = held.code if isinstance(held, Organisation) else getattr(held, "number", "")
        return text in {typed(str(held)), mark, f"{held}（{mark}）"}
    return text in {typed(str(held)), typed(each.format(held))}


def _read_sealed(column: SheetColumn, text: str, held: models.Model | None) -> Any:
    present = column.field.of(held) if held is not None else ""
    if not text and held is not None:
        return UNCHANGED
    if not text:
        if column.required:
            raise UnreadableCell("required", f"请填写{column.title}。")
        return ""
    if _SCIENTIFIC.fullmatch(text):
        raise UnreadableCell("lost_digits", _LOST)
    if isinstance(present, Sealed) and text == str(present):
        return UNCHANGED
    if "*" in text or text == UNREADABLE:
        said = f"“{UNREADABLE}”" if text == UNREADABLE else "遮盖过的号码"
        what = "和这条记录的对不上，可能错行了：请核对编号" if held is not None else "只能用来表示没有改动：新记录"
        raise UnreadableCell("masked", f"{said}{what}，或者填完整的号码。")
    return _cleaned(column.field, text, text)


def _cleaned(each: LedgerField, value: Any, kept: Any = None) -> Any:
    """The value by the field's own rules; sealed text goes on as it was typed, for the door to normalise."""
    try:
        cleaned = each.model_field.clean(value, None)
    except ValidationError as error:
        raise UnreadableCell(_CODES.get(each.kind, "format"), _sentence(error)) from None
    return cleaned if kept is None else kept


def _read_flag(each: LedgerField, value: Any) -> bool:
    found = _flag(value)
    if found is None:
        raise UnreadableCell("choice", f"{each.title}请填“是”或“否”，不能是“{cell_text(value)}”。")
    return found


def _flag(value: Any) -> bool | None:
    text = cell_text(value).upper()
    return True if text in _YES else False if text in _NO else None


def _sentence(error: ValidationError) -> str:
    return "；".join(message.rstrip("。") for message in error.messages) + "。"


_CODES = {
    FieldKind.DAY: "date",
    FieldKind.MONEY: "number",
    FieldKind.DECIMAL: "number",
    FieldKind.COUNT: "number",
    FieldKind.WHOLE: "number",
    FieldKind.CHOICE: "choice",
    FieldKind.PLACE: "reference",
    FieldKind.RECORD: "reference",
}
