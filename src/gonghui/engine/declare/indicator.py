from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Aggregate, Q

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare.ledger import Ledger
from gonghui.plain.periods import Period


@dataclass(frozen=True)
class FigureQuery:
    """What a figure is asked for: a place of the tree, a period, and the day up to which facts count.

    A condition reads of the place its `jurisdictions` alone: which rows lie there is asked beside the conditions, so
    that figures of several places can be computed in one statement.
    """

    place: Organisation
    period: Period
    as_of: date

    @cached_property
    def jurisdictions(self) -> tuple[int, ...]:
        """The jurisdictions whose rows can lie at the place or below; a condition's own subqueries name them."""
        return self.place.jurisdictions()

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """The beginnings of the paths whose rows count: what was merged into the place counts from the merge on."""
        return self.place.paths_on(self.until)

    @property
    def until(self) -> date:
        """The last day whose facts count: the period's end, or the as-of day where that is sooner."""
        return min(self.period.end, self.as_of)

    @property
    def counted(self) -> Period:
        """The part of the period that has happened by the as-of day."""
        return Period(self.period.start, max(self.until, self.period.start))


class FigureKind(StrEnum):
    """What a figure says of time; one indicator is of one kind."""

    FLOW = "flow"  # during a period
    STOCK = "stock"  # at a date, or from the beginning up to it


@dataclass(frozen=True)
class Condition:
    """One named test of a recorded fact or date. The tests of an indicator all hold for each row that it counts.

    A test follows from the query alone, and asks neither the database nor the clock: a statement that is made of it is
    kept, and asked again.
    """

    key: str
    title: str
    test: Callable[[FigureQuery], Q]


class Measure(Protocol):
    """What is taken of the rows: their number, a sum, a number of distinct values.

    `aggregate` is asked of the database; `value` makes the figure of what it answered.
    """

    def aggregate(self, query: FigureQuery) -> Aggregate: ...

    def value(self, found: Any, query: FigureQuery) -> Decimal: ...

    def describe(self) -> str: ...


@dataclass(frozen=True)
class Indicator:
    """A figure's definition: the rows that it counts and what is taken of them.

    `basis` (口径) is the definition in words. `unit` is the base measure word; money is in yuan. A change of meaning
    is a new `version`.
    """

    code: str
    name: str
    unit: str
    kind: FigureKind
    basis: str
    ledger: Ledger
    conditions: tuple[Condition, ...]
    measure: Measure
    aliases: tuple[str, ...] = ()
    version: int = 1
    # The law or paper that the definition follows, where there is one.
    source: str = ""
    # The area in which the figure is listed, where that is not its rows' own.
    listed_in: str = ""

    @property
    def area(self) -> str:
        """The area of the catalogue in which the figure is listed."""
        return self.listed_in or self.ledger.area

    @property
    def denominator(self) -> str:
        """What a rate is a rate of, in Chinese; empty for figures that are no rates."""
        return getattr(self.measure, "denominator", "")
