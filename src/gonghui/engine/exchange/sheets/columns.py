"""The columns of a register's own sheet: its number, what the form asks for, and what a list shows besides."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_generally
from gonghui.engine.exchange.workbook import CellKind
from gonghui.engine.fields.columns import candidates
from gonghui.engine.fields.values import FieldKind, LedgerField, ledger_field

CELL_KINDS = {
    FieldKind.DAY: CellKind.DAY,
    FieldKind.MOMENT: CellKind.MOMENT,
    FieldKind.MONEY: CellKind.MONEY,
    FieldKind.COUNT: CellKind.NUMBER,
    FieldKind.WHOLE: CellKind.NUMBER,
    FieldKind.DECIMAL: CellKind.NUMBER,
}
REQUIRED_MARK = "*"


class ColumnOrigin(StrEnum):
    """Who fills a column."""

    NUMBER = "number"  # says which record a row is
    TYPED = "typed"
    STEPS = "steps"  # the process
    DERIVED = "derived"  # the program


@dataclass(frozen=True)
class SheetColumn:
    """One column: its field, who fills it, and its head."""

    field: LedgerField
    origin: ColumnOrigin
    head: str

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def required(self) -> bool:
        """Whether a new row must have it: neither may it be empty nor is there a usual value."""
        field = self.field.model_field
        return self.origin is ColumnOrigin.TYPED and not (
            field.blank or field.has_default() or self.field.kind is FieldKind.FLAG
        )

    @property
    def marked_head(self) -> str:
        """The head as the sheet to fill in has it."""
        return f"{self.head}{REQUIRED_MARK}" if self.required else self.head


def sheet_columns(ledger: Ledger) -> list[SheetColumn]:
    """Every column that the register's own sheets may hold: the number, then the form's, then the rest."""
    by_steps = ledger.process.dated_fields() if ledger.process else frozenset()
    typed = [name for name in ledger.form_fields() if name not in by_steps]
    sections = {name: section.title for section in ledger.form for name in section.fields}
    names = dict.fromkeys(("number", *typed, *(each.name for each in candidates(ledger))))
    titles = Counter(ledger_field(ledger, name).title for name in names)
    found = []
    for name in names:
        each = ledger_field(ledger, name)
        origin = (
            ColumnOrigin.TYPED if name in typed else ColumnOrigin.STEPS if name in by_steps else ColumnOrigin.DERIVED
        )
        head = f"{each.title}（{each.unit}）" if each.unit else each.title
        if titles[each.title] > 1 and name in sections:
            head = f"{each.title}（{sections[name]}）"
        found.append(SheetColumn(each, ColumnOrigin.NUMBER if name == "number" else origin, head))
    return found


def form_columns(ledger: Ledger) -> list[SheetColumn]:
    """The columns that a person fills, in the order of the form."""
    return [column for column in sheet_columns(ledger) if column.origin is ColumnOrigin.TYPED]


def past_columns(ledger: Ledger) -> list[SheetColumn]:
    """What the steps of a case of the past wrote, in their order: empty where the register takes no such cases."""
    process = ledger.process
    if process is None or process.past is None:
        return []
    by_steps = {column.name: column for column in sheet_columns(ledger) if column.origin is ColumnOrigin.STEPS}
    return [by_steps[name] for name in process.written_fields() if name in by_steps]


def heads_known(ledger: Ledger) -> dict[str, SheetColumn]:
    """The columns by every head that they bear: with and without measure word, in the list's workbook and in ours.

    A head that names an office is known as this place has it and in general terms.
    """
    known = _heads(sheet_columns(ledger))
    with speaking_generally():
        return _heads(sheet_columns(ledger)) | known


def _heads(columns: list[SheetColumn]) -> dict[str, SheetColumn]:
    known: dict[str, SheetColumn] = {}
    for column in columns:
        known.setdefault(plain_head(column.head), column)
    for column in columns:
        for head in (column.title, f"{column.title}（{column.field.unit}）"):
            known.setdefault(plain_head(head), column)
    return known


def plain_head(text: str) -> str:
    """A head as it is compared: full-width as ASCII, without blanks and the mark of what is required."""
    return "".join(unicodedata.normalize("NFKC", text).replace(REQUIRED_MARK, "").split())
