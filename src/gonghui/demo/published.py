"""What was published of a town, from `data/published`; only the comparison and the coverage may read this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from gonghui.demo.facts import DATA, read, toml


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as a summary gives it: which indicator, for which year, as of which day, the number with its unit.

    `over` is the number of a summary that gives no exact one, but 超过 a round one.
    """

    code: str
    year: int
    as_of: date
    text: str
    over: int | None = None


@dataclass(frozen=True)
class Activity:
    """An activity of a summary: what was done, the registers that hold it, and the indicators that count it."""

    area: str
    done: str
    ledgers: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """A town's published summary: its figures, its sections' cut-offs, what it tells of, and where each of it lives.

    `places` gives each of its figures, dates, rhythms and lists, by its number, the place of the annual outline.
    """

    figures: tuple[PublishedFigure, ...] = ()
    cut_offs: Mapping[str, date] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


@cache
def published_of(town_code: str) -> Published:
    """What was published of the town; nothing where there is no file of it. Raises BadFacts."""
    path = DATA / "published" / f"{town_code.lower()}.toml"
    found: Published = read(Published, toml(path), f"published/{path.name}") if path.exists() else Published()
    return found
