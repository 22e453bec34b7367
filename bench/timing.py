"""Two ways beside each other: run in turn, several times, and compared by their medians."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

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

    @property
    def p95(self) -> float:
        """Nineteen of twenty runs take no longer."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1]


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


@dataclass(frozen=True)
class Bound:
    """A page against what was set for it: `limit` seconds at most, `times` as fast as `beside`."""

    name: str
    limit: float
    side: Side
    beside: Side | None = None
    times: float = 0

    @property
    def ratio(self) -> float | None:
        """How many times as long the other way takes."""
        return self.beside.middle / self.side.middle if self.beside else None

    @property
    def quick_enough(self) -> bool:
        """Whether the 95th percentile keeps the limit."""
        return self.side.p95 <= self.limit

    @property
    def times_enough(self) -> bool:
        """Whether it is as many times as fast as it should be; so is what stands beside nothing."""
        return self.ratio is None or self.ratio >= self.times


def hold(name: str, act: Act, *, limit: float, rounds: int) -> Bound:
    """Time `act` by itself, after a run to warm up."""
    found = compare(name, ("", act), ("", lambda: None), rounds=rounds)
    return Bound(name, limit, found.first)


def hold_beside(
    name: str, ours: tuple[str, Act], other: tuple[str, Act], *, limit: float, times: float, rounds: int
) -> Bound:
    """Time both in turn."""
    found = compare(name, ours, other, rounds=rounds)
    return Bound(name, limit, found.first, found.second, times)


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
