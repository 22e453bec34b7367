"""Days of the demonstration: its today, the cut-offs of its registers, and office days to put things on."""

from __future__ import annotations

import random
from datetime import date, timedelta

TODAY = date(2025, 12, 12)
THIS_YEAR, LAST_YEAR = 2025, 2024

_ONE_DAY = timedelta(days=1)
# Days on which the offices were shut though they are weekdays (国务院办公厅的放假安排).
_SHUT = (
    (date(2024, 1, 1), date(2024, 1, 1)),
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2024, 4, 4), date(2024, 4, 6)),
    (date(2024, 5, 1), date(2024, 5, 5)),
    (date(2024, 6, 10), date(2024, 6, 10)),
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
)


def is_office_day(day: date) -> bool:
    """Whether an office is open: neither a weekend nor a public holiday."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _SHUT)


def office_day(rng: random.Random, first: date, last: date) -> date:
    """An office day from `first` to `last`; `first` itself where there is none between.

    Raises ValueError when the window is empty, which is a mistake in the plan.
    """
    if last < first:
        raise ValueError(f"The plan's window ends before it begins: {first} to {last}.")
    span = (last - first).days + 1
    start = rng.randrange(span)
    for offset in range(span):
        day = first + timedelta(days=(start + offset) % span)
        if is_office_day(day):
            return day
    return first


def any_day(rng: random.Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def day_after(day: date) -> date:
    return day + _ONE_DAY
