"""Two ways beside each other: run in turn, several times, and compared by their medians."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

ROW, ONCE = "行", "次"
Act = Callable[[], object]


@dataclass(frozen=True)
class Side:
    """One way: its label and the seconds of each run, for one of what is measured (a page, a row).

    `cpu` are the seconds that the processor worked for it: other programs lengthen them less than the clock's.
    """

    label: str
    seconds: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.seconds)

    @property
    def worked(self) -> float:
        """The processor's median."""
        return median(self.cpu)

    @property
    def p95(self) -> float:
        """Nineteen of twenty runs take no more of the processor."""
        return quantiles(self.cpu, n=20, method="inclusive")[-1]


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
    """A page against what was set for it, in seconds of the processor: `limit` at the 95th percentile, `usual` at the
    median; `times` as fast as `beside`. `floor` is the same page by SQL and a joined string.
    """

    name: str
    limit: float
    side: Side
    beside: Side | None = None
    times: float = 0
    floor: Side | None = None
    usual: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as long the other way takes."""
        return self.beside.worked / self.side.worked if self.beside else None

    @property
    def quick_enough(self) -> bool:
        """Whether the 95th percentile keeps the limit, and the median its own."""
        return self.side.p95 <= self.limit and (self.usual is None or self.side.worked <= self.usual)

    @property
    def times_enough(self) -> bool:
        """Whether it is as many times as fast as it should be; so is what stands beside nothing."""
        return self.ratio is None or self.ratio >= self.times


def hold(name: str, act: Act, *, limit: float, rounds: int) -> Bound:
    """Time `act` by itself, after a run to warm up."""
    (side,) = _in_turn([("", act)], rounds=rounds)
    return Bound(name, limit, side)


def hold_beside(
    name: str,
    ours: tuple[str, Act],
    *others: tuple[str, Act],
    limit: float,
    times: float,
    rounds: int,
    usual: float | None = None,
) -> Bound:
    """Time ours, what stands beside it and, where it is given, the floor in turn."""
    side, beside, *floor = _in_turn([ours, *others], rounds=rounds)
    return Bound(name, limit, side, beside, times, floor[0] if floor else None, usual)


def compare(name: str, first: tuple[str, Act], second: tuple[str, Act], *, rounds: int, of: int = 1) -> Comparison:
    """Run both in turn, once to warm up where there are several `rounds`; times are divided by `of`, the rows."""
    return Comparison(name, ROW if of > 1 else ONCE, *_in_turn([first, second], rounds=rounds, of=of))


def _in_turn(ways: Sequence[tuple[str, Act]], *, rounds: int, of: int = 1) -> list[Side]:
    runs: list[tuple[list[float], list[float]]] = [([], []) for _ in ways]
    for turn in range(rounds + (rounds > 1)):
        for (_, act), (seconds, cpu) in zip(ways, runs, strict=True):
            began, worked = time.perf_counter(), time.process_time()
            act()
            took, work = (time.perf_counter() - began) / of, (time.process_time() - worked) / of
            if turn > 0 or rounds == 1:
                seconds.append(took)
                cpu.append(work)
    return [Side(label, tuple(seconds), tuple(cpu)) for (label, _), (seconds, cpu) in zip(ways, runs, strict=True)]
