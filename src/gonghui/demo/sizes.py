"""How many rows a register of a drawn town holds: none in one town of four, else from few to many."""

from __future__ import annotations

import random


def size(rng: random.Random, most: int = 60) -> int:
    """Nothing, or a number from 1 to `most`, of which small ones are as likely as large ones."""
    return 0 if rng.random() < 0.25 else spread(rng, 1, most)


def spread(rng: random.Random, least: int, most: int) -> int:
    """A number from `least` (1 or more) to `most`, drawn evenly over its orders of magnitude."""
    return min(most, int(least * ((most + 1) / least) ** rng.random()))
