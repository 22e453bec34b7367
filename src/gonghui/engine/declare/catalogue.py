from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gonghui.engine.declare.entering import Usual
from gonghui.engine.declare.indicator import Indicator
from gonghui.engine.declare.ledger import Ledger
from gonghui.engine.declare.relations import Naming, no_names


@dataclass(frozen=True)
class Area:
    """A group of registers in the frame's left column."""

    key: str
    title: str


@dataclass(frozen=True)
class Catalogue:
    """The product's table of contents: every register and indicator, and the names of roles and levels.

    `sources` are rows whose words a text takes, told as figures are told so that a citation opens them; nobody asks for
    their number, so that no page and no book lists them.
    `appointing` are the roles that give people their posts and keep the accounts, `auditing` those that read the log
    (and no record); each role in `apart` is held by a person who holds no
    other of them (三员分立).
    """

    areas: tuple[Area, ...]
    ledgers: tuple[Ledger, ...]
    indicators: tuple[Indicator, ...]
    roles: Mapping[Any, str]
    levels: Mapping[Any, str]
    appointing: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    sources: tuple[Indicator, ...] = ()
    auditing: frozenset[str] = frozenset()
    # What the offices that decide are called at a place: pages and workbooks speak of them so.
    naming: Naming = no_names
    # The register behind the pages of summaries, which are no register's: who may read it is led there.
    summaries: Ledger | None = None

    # What a form holds already that follows from another register than its own, by the register's key and the field.
    usual: Mapping[str, Mapping[str, Usual]] = field(default_factory=dict)

    def usual_of(self, ledger: Ledger) -> Mapping[str, Usual]:
        """What the form of a new row of the register holds already, by field."""
        return {**ledger.usual, **self.usual.get(ledger.key, {})}

    def ledger(self, key: str) -> Ledger | None:
        """The register named `key`, or None."""
        return next((ledger for ledger in self.ledgers if ledger.key == key), None)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator or source named `code`, or None."""
        return next((each for each in (*self.indicators, *self.sources) if each.code == code), None)

    def ledger_of(self, model: type) -> Ledger | None:
        """The register whose rows are of `model`, or None."""
        return next((ledger for ledger in self.ledgers if ledger.model is model), None)
