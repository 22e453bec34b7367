"""Which columns a list shows, and where each yields when the screen is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.db import models

from gonghui.engine.declare import Ledger, Relation
from gonghui.engine.declare.relations import relations_named
from gonghui.engine.fields.values import FieldKind, LedgerField, ledger_field

# What a line holds, in widths of a Chinese character at 14 px: from 700 px, from 1200 px, from 1600 px.
_ALWAYS, _BROAD = 47.5, 68.0
_PADDING = 1.2
# Text of so many characters is cut off in its cell when there is no room.
_LONG_TEXT = 60
_WIDTHS = {
    FieldKind.TEXT: 5.0,
    FieldKind.LONG: 10.0,
    FieldKind.FLAG: 2.0,
    FieldKind.DAY: 5.8,
    FieldKind.MOMENT: 10.0,
    FieldKind.MONEY: 6.6,
    FieldKind.COUNT: 3.0,
    FieldKind.WHOLE: 3.0,
    FieldKind.DECIMAL: 4.0,
    FieldKind.SEALED: 10.4,
    FieldKind.PLACE: 8.5,
    FieldKind.RECORD: 9.0,
}


@dataclass(frozen=True)
class ListColumn:
    """A column of a list. `classes` are those of its cells, `head_classes` those of its head."""

    field: LedgerField
    classes: str
    head_classes: str
    role: str  # number, heading, state or plain

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def unit(self) -> str:
        return self.field.unit

    @property
    def label(self) -> str:
        """What stands before the value where each row is a card; the plain ones need it."""
        return self.title if self.role == "plain" and "c-line" not in self.classes else ""

    @cached_property
    def is_cut(self) -> bool:
        """Whether long text is cut off in the cell, and told in full when it is pointed at."""
        return "cut" in self.classes.split()

    @cached_property
    def attributes(self) -> str:
        """What a filled cell says of itself in HTML, for where each row is a card."""
        label = f' data-label="{escape(self.label)}"' if self.label else ""
        return label + (f' data-unit="{escape(self.unit)}"' if self.unit else "")

    def text(self, row: models.Model) -> str:
        """The cell's text."""
        return self.field.cell(row)

    @property
    def width(self) -> float:
        """Its usual width, in Chinese characters."""
        return width(self.field)


def candidates(ledger: Ledger) -> list[LedgerField]:
    """Every field that can be a column: those listed by the register, its form's, its steps', and the row's own."""
    names = dict.fromkeys((*ledger.columns, *ledger.form_fields()))
    if ledger.process is not None:
        names.update(dict.fromkeys(sorted(ledger.process.dated_fields())))
    names.update(dict.fromkeys(("organisation", "created_at")))
    if ledger.process is not None and ledger.process.relations() > {Relation.HANDLING}:
        for name in ledger.process.absent(relations_named()):
            names.pop(name, None)
    return [ledger_field(ledger, name) for name in names]


def columns(ledger: Ledger, chosen: Sequence[str] = ()) -> list[ListColumn]:
    """The register's own columns, or those that the person chose (unknown names are left out)."""
    known = {candidate.name for candidate in candidates(ledger)}
    wanted = [name for name in chosen if name in known]
    if wanted and ledger.heading not in wanted:
        wanted.insert(0, ledger.heading)
    facts = [ledger_field(ledger, name) for name in wanted or ledger.columns]
    hidden = {} if wanted else _yielding(ledger, facts)
    return [_column(ledger, each, hidden.get(each.name, ""), dropping=not wanted) for each in facts]


def width(each: LedgerField) -> float:
    """A usual width of the field's values, in Chinese characters at the table's size."""
    field: Any = each.model_field
    needed = _WIDTHS.get(each.kind, 5.0)
    if each.name == "number":
        needed = 7.6
    elif each.kind is FieldKind.CHOICE:
        needed = max(len(str(label)) for _, label in field.flatchoices) + 0.8
    elif each.kind is FieldKind.SEALED and "phone" in each.name:
        needed = 6.4
    elif _may_be_long(each):
        needed = 9.0
    elif each.kind is FieldKind.TEXT and (field.max_length or 0) in range(15, 50):
        needed = 10.4
    return max(needed, float(len(each.title))) + _PADDING


def _may_be_long(each: LedgerField) -> bool:
    return each.kind is FieldKind.TEXT and (getattr(each.model_field, "max_length", 0) or 0) >= _LONG_TEXT


def _yielding(ledger: Ledger, facts: list[LedgerField]) -> dict[str, str]:
    """Which columns are hidden on middling and narrow screens, the register's `wide` ones first."""
    first = {ledger.heading, "number", ledger.process.field if ledger.process else "", *ledger.totals}
    ranked = sorted(
        facts,
        key=lambda each: (each.name not in first, each.name in ledger.wide, facts.index(each)),
    )
    hidden: dict[str, str] = {}
    narrow = broad = 0.0
    for each in ranked:
        needed = width(each)
        if broad + needed > _BROAD:
            hidden[each.name] = "on-wide"
            continue
        broad += needed
        if narrow + needed > _ALWAYS:
            hidden[each.name] = "on-broad"
        else:
            narrow += needed
    return hidden


def _column(ledger: Ledger, each: LedgerField, hidden: str, *, dropping: bool) -> ListColumn:
    classes, head = [hidden], [hidden]
    role = "plain"
    state = ledger.process.field if ledger.process else "status"
    if each.name == ledger.heading:
        role = "heading"
        classes.append("c-title")
    elif each.name == "number":
        role = "number"
        classes.append("c-meta")
    elif each.name == state:
        role = "state"
        classes.append("c-state")
    elif dropping and each.name in ledger.wide:
        classes.append("c-drop")
    elif each.kind in {FieldKind.RECORD, FieldKind.PLACE}:
        classes.append("c-line")
    else:
        classes.append("c-meta")
    if each.kind in {FieldKind.RECORD, FieldKind.PLACE, FieldKind.LONG} or _may_be_long(each):
        classes.append("cut")
        head.append("grow")
    if each.numeric:
        classes.append("num")
        head.append("num")
    return ListColumn(each, " ".join(filter(None, classes)), " ".join(filter(None, head)), role)
