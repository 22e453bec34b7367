"""How much of a thing a town has that no published text describes: nothing, a little, or plenty."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

_MOST = 60
_EMPTY = 0.25

_Story = TypeVar("_Story")


def how_many(rng: random.Random, most: int = _MOST) -> int:
    """The rows of a register: none in one town of four, else 1 to `most`, as often few as many."""
    return 0 if rng.random() < _EMPTY else round(math.exp(rng.uniform(0, math.log(most))))


def spread(rng: random.Random, least: int, most: int) -> int:
    """A number from `least` (1 or more) to `most`, drawn evenly over its orders of magnitude."""
    return min(most, int(least * ((most + 1) / least) ** rng.random()))


def some_of(rng: random.Random, stories: Sequence[_Story]) -> list[_Story]:
    """The stories that happen in a town: each may be missing, never all."""
    return [story for story in stories if rng.random() < 0.6] or [rng.choice(stories)]
