from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from gonghui.engine.access.models import Organisation


@dataclass(frozen=True)
class Entering:
    """Who enters a row, where and when: what an empty form fills in follows from these."""

    place: Organisation
    person: str
    today: date


Usual = Callable[[Entering], Any]


def today(entering: Entering) -> date:
    """The day on which the row is entered."""
    return entering.today


def this_year(entering: Entering) -> int:
    """The year in which the row is entered."""
    return entering.today.year


def oneself(entering: Entering) -> str:
    """The name of whoever enters the row."""
    return entering.person


@dataclass(frozen=True)
class Follows:
    """The place that a row takes from the record that its field `field` names, unless a person chooses another."""

    field: str
    place: Callable[[Any], Organisation] = attrgetter("organisation")
