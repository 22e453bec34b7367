"""The stories of cases, as `data/stories.toml` tells them: their dated steps, and what is said at them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from gonghui.demo.days import day_after, office_day
from gonghui.demo.facts import DATA, BadFacts, Window, read, toml

if TYPE_CHECKING:
    from gonghui.demo.town import Town

# A step, its day, and what was said.
Act = tuple[str, date, str]


@dataclass(frozen=True)
class Leg:
    """A step of a story, the days between which it falls, and what may be said at it."""

    step: str
    first: date
    last: date
    notes: tuple[str, ...] = ("",)

    @classmethod
    def from_text(cls, text: str) -> Leg:
        """The leg written as a step, one or two days, and notes set off by |.

        >>> Leg.from_text("refuse 2025-09-22 订单不足|另有安排").notes
        ('订单不足', '另有安排')
        """
        step, *rest = text.split()
        days = [date.fromisoformat(one) for one in rest[:2] if one[:1].isdigit() and one.count("-") == 2]
        if not days:
            raise ValueError(f"“{text}”缺日期，应当写成“步骤 2025-03-01 2025-03-31 说明”。")
        notes = " ".join(rest[len(days) :]).split("|")
        return cls(step, days[0], days[-1], tuple(notes))


@dataclass(frozen=True)
class Story:
    """What becomes of a worker: surveyed between which days, then one case or more, each with its steps.

    With `for_years` one case a year. `unfit` ones are found not to qualify. `at_the_clerk` works where a village's own
    clerk applies, so that four people can keep apart.
    """

    surveyed: Window
    cases: tuple[tuple[Leg, ...], ...]
    notice: Window | None = None
    for_years: tuple[int, ...] = ()
    unfit: bool = False
    at_the_clerk: bool = False


@dataclass(frozen=True)
class FileStory:
    """What becomes of a file of papers; `missing` is the least and most of those that are missing at first."""

    steps: tuple[Leg, ...]
    missing: tuple[int, int] = (0, 0)
    void_reason: str = ""


@dataclass(frozen=True)
class Book:
    """Every story by its key, by register."""

    subsidies: Mapping[str, Story]
    hardship: Mapping[str, Story]
    student_aid: Mapping[str, Story]
    rebates: Mapping[str, tuple[FileStory, ...]]
    last_year_rebates: Mapping[str, tuple[FileStory, ...]]


@cache
def book() -> Book:
    """The stories of `data/stories.toml`. Raises BadFacts."""
    found: Book = read(Book, toml(DATA / "stories.toml"), "stories.toml")
    return found


@dataclass(frozen=True)
class Group:
    """So many cases of one story, entered in error or not."""

    story: str
    count: int = 1
    in_error: bool = False


def groups(town: Town, key: str, stories: Mapping[str, Any], kind: Any = Group) -> tuple[Any, ...]:
    """The town's groups of cases under `key`. Raises BadFacts where a story is not in the book."""
    found: tuple[Any, ...] = town.facts(key, tuple[kind, ...])
    known_stories(town, key, stories, (group.story for group in found))
    return found


def known_stories(town: Town, key: str, stories: Mapping[str, Any], stories_of_town: Iterable[str]) -> None:
    """Raises BadFacts where a story is not in the book."""
    for story in stories_of_town:
        if story not in stories:
            raise BadFacts(f"{town.source}的{key}：stories.toml里没有“{story}”，可以写的有：{'、'.join(stories)}。")


def act_on(rng: random.Random, script: Sequence[Leg], *, after: date = date.min) -> tuple[Act, ...]:
    """The script's steps on ascending office days after a day; a step of one day stays on it."""
    acts, day = [], after
    for leg in script:
        first = leg.first if leg.first == leg.last else max(leg.first, day_after(day))
        day = office_day(rng, first, leg.last)
        acts.append((leg.step, day, rng.choice(leg.notes)))
    return tuple(acts)
