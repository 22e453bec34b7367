from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import models

from gonghui.engine.access.rights import Right
from gonghui.engine.declare.apart import Apart
from gonghui.engine.declare.entering import Follows, Usual
from gonghui.engine.declare.process import Process
from gonghui.engine.declare.reminder import Reminder


@dataclass(frozen=True)
class Section:
    """A part of a form or record, with its heading and its fields in the order of the paper form."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """A register: what it holds, how it is listed, searched, entered and exported, and who may do so.

    Field names are checked at start-up (gonghui.engine.declare.checks). `title` names the register, `noun` one of
    its rows, `unit` what it counts. `heading` is the field that names a row to people. `search` are the fields that
    the search box looks in: text by part, sealed fields exactly, through their blind index. `totals` are summed at
    the foot. `letters` stand in a row's number (2025-BT-001). `blurb` says in the empty register what belongs here.
    """

    key: str
    title: str
    noun: str
    unit: str
    area: str
    letters: str
    model: type[models.Model]
    heading: str
    columns: tuple[str, ...]
    form: tuple[Section, ...]
    grants: Mapping[Right, frozenset[str]]
    blurb: str
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-id",)
    totals: tuple[str, ...] = ()
    process: Process | None = None
    # The level of organisation that a row may hang on (None: any level below the writer's post).
    levels: frozenset[int] | None = None
    # Columns that yield first when the screen is narrow.
    wide: frozenset[str] = frozenset()
    # Entering a row is more than a plain save (a union takes a place in the tree): no workbook brings rows in.
    entered_singly: bool = False
    # What a row is saved without, or although it looks odd: told, and found again in the list.
    reminders: tuple[Reminder, ...] = ()
    # Rows that most of those who read the register do not see.
    apart: Apart | None = None

    # What the form of a new row holds already, by field; a person may change it.
    usual: Mapping[str, Usual] = field(default_factory=dict)
    # What the next form still holds when several rows are entered one after another (the day, the occasion).
    repeated: tuple[str, ...] = ()
    # The field whose record says where the row lies, where the form asks for the place too.
    follows: Follows | None = None

    def roles_with(self, right: Right) -> Collection[str]:
        """The roles that have `right` on this register."""
        return self.grants.get(right, frozenset())

    def form_fields(self) -> tuple[str, ...]:
        """All fields that a person fills, in order."""
        return tuple(name for section in self.form for name in section.fields)
