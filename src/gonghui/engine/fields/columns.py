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

# What a line holds, in widths of a Chinese character at the table's size: on every screen, from 1270 px, and from
# 1600 px, which is also what an A4 sheet holds across. The style sheet hides a column below the screen that its class
# names, and one of the class ON_ALL everywhere, until all columns are asked for.
_SCREENS = (("", 45.5), ("on-broad", 72.0), ("on-wide", 95.0))
PAPER = "on-wide"
ON_ALL = "on-all"
# Where each row is a card: what a broad screen has room for, without the columns that a register calls wide.
ON_CARD = "card"
_PADDING = 1.2
# Text of so many characters is cut off in its cell when there is no room.
_LONG_TEXT = 60
# So many characters of a choice tell it from the others of its list.
_LONG_CHOICE = 7
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
        return bool({"cut", "cut-choice"}.intersection(self.classes.split()))

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


def columns(ledger: Ledger, chosen: Sequence[str] = (), *, every: bool = False) -> list[ListColumn]:
    """The register's own columns, or those that the person chose (unknown names are left out).

    Of the register's own some yield on narrow screens, unless `every` one is asked for.
    """
    known = {candidate.name for candidate in candidates(ledger)}
    wanted = [name for name in chosen if name in known]
    if wanted and ledger.heading not in wanted:
        wanted.insert(0, ledger.heading)
    facts = [ledger_field(ledger, name) for name in wanted or ledger.columns]
    whole = bool(wanted) or every
    hidden = {} if whole else _yielding(ledger, facts)
    return [_column(ledger, each, hidden.get(each.name, ""), dropping=not whole) for each in facts]


def width(each: LedgerField) -> float:
    """A usual width of the field's values, in Chinese characters at the table's size."""
    field: Any = each.model_field
    needed = _WIDTHS.get(each.kind, 5.0)
    if each.name == "number":
        needed = 7.0
    elif each.kind is FieldKind.CHOICE:
        needed = min(_longest_choice(each), _LONG_CHOICE) + 0.8
    elif each.kind is FieldKind.SEALED and "phone" in each.name:
        needed = 6.4
    elif _may_be_long(each):
        needed = 9.0
    elif each.kind is FieldKind.TEXT and (field.max_length or 0) in range(15, 50):
        needed = 10.4
    return max(needed, float(len(each.title))) + _PADDING


def _longest_choice(each: LedgerField) -> int:
    return max(len(str(label)) for _, label in each.model_field.flatchoices)


def _may_be_long(each: LedgerField) -> bool:
    return each.kind is FieldKind.TEXT and (getattr(each.model_field, "max_length", 0) or 0) >= _LONG_TEXT


def _yielding(ledger: Ledger, facts: list[LedgerField]) -> dict[str, str]:
    """From which screen on each column is shown, by its class: what names the row, its state and what is due first."""
    first = {ledger.heading, "number", ledger.process.field if ledger.process else ""}
    ranked = sorted(
        facts,
        key=lambda each: (
            each.name not in first,
            not is_deadline(each),
            each.name in ledger.wide,
            facts.index(each),
        ),
    )
    taken = {screen: 0.0 for screen, _ in _SCREENS}
    hidden: dict[str, str] = {}
    for each in ranked:
        needed, shown_from = width(each), ON_ALL
        # On the narrowest screen that has room for it, and so on every broader one.
        for screen, room in reversed(_SCREENS):
            if taken[screen] + needed > room:
                break
            taken[screen] += needed
            shown_from = screen
        hidden[each.name] = shown_from
    return hidden


def fits_on_paper(shown: Sequence[ListColumn]) -> bool:
    """Whether the columns that are printed have room across an A4 sheet."""
    printed = [column for column in shown if ON_ALL not in column.classes.split()]
    return sum(column.width for column in printed) <= dict(_SCREENS)[PAPER]


def is_deadline(each: LedgerField) -> bool:
    """Whether the column holds the day by which something is due, as the program reckons it."""
    field = each.model_field
    return each.kind is FieldKind.DAY and bool(getattr(field, "future", False)) and not field.editable


def left_out(shown: Sequence[ListColumn]) -> dict[str, int]:
    """How many columns each screen leaves out, by the class of the screen; on cards those that have no place there."""
    order = [screen for screen, _ in _SCREENS]
    classes = [column.classes.split() for column in shown]
    found = {ON_CARD: sum(bool({"c-drop", "on-wide", ON_ALL}.intersection(own)) for own in classes)}
    for place, screen in enumerate(order):
        later = {*order[place + 1 :], ON_ALL}
        found[screen or "on-narrow"] = sum(bool(later.intersection(own)) for own in classes)
    return found


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
    if each.kind is FieldKind.CHOICE:
        if _longest_choice(each) > _LONG_CHOICE:
            classes.append("cut-choice")
    elif each.kind in {FieldKind.RECORD, FieldKind.PLACE, FieldKind.LONG} or _may_be_long(each):
        classes.append("cut")
        head.append("grow")
    if each.numeric:
        classes.append("num")
        head.append("num")
    return ListColumn(each, " ".join(filter(None, classes)), " ".join(filter(None, head)), role)
