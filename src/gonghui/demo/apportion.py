"""Divide a whole among parts so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def apportion(total: int, weights: Sequence[float], *, least: int = 0) -> list[int]:
    """Whole parts of `total`, in proportion to `weights` (largest remainders), each at least `least`.

    Raises ValueError where `total` does not suffice for that.

    >>> apportion(10, [1, 1, 2])
    [3, 2, 5]
    """
    spare = total - least * len(weights)
    if spare < 0 or (spare and not weights):
        raise ValueError(f"{total} cannot be divided into {len(weights)} parts of at least {least}.")
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    shares = [spare * weight / whole for weight in exact]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - shares[index], index))
    for index in by_remainder[: spare - sum(parts)]:
        parts[index] += 1
    return [part + least for part in parts]
