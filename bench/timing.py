"""Two ways beside each other: run in turn, several times, and compared by their medians."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROW, ONCE = "行", "次"
Act = Callable[[], object]


@dataclass(frozen=True)
class Side:
    """One way: its label and the seconds of each run, for one of what is measured (a page, a row)."""

    label: str
    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.seconds)


@dataclass(frozen=True)
class Comparison:
    """A measurement of two ways; `of` says what one time is for."""

    name: str
    of: str
    first: Side
    second: Side

    @property
    def ratio(self) -> float:
        """How many times as long the second takes."""
        return self.second.middle / self.first.middle


def compare(name: str, first: tuple[str, Act], second: tuple[str, Act], *, rounds: int, of: int = 1) -> Comparison:
    """Run both in turn, once to warm up where there are several `rounds`; times are divided by `of`, the rows."""
    runs: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + (rounds > 1)):
        for (_, act), times in zip((first, second), runs, strict=True):
            began = time.perf_counter()
            act()
            took = (time.perf_counter() - began) / of
            if turn > 0 or rounds == 1:
                times.append(took)
    sides = [Side(label, tuple(times)) for (label, _), times in zip((first, second), runs, strict=True)]
    return Comparison(name, ROW if of > 1 else ONCE, *sides)
