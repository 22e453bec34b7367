"""A day by which something is due, as pages show it: a light, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gonghui.plain import clock

# Days before the day due from which it is marked.
SOON = 5


@dataclass(frozen=True)
class Deadline:
    """A day due, seen from today.

    >>> Deadline(clock.today()).words
    '今天到期'
    """

    due: date

    @property
    def days(self) -> int:
        """The days that are left; below zero it is late."""
        return (self.due - clock.today()).days

    @property
    def look(self) -> str:
        """late, soon, or on: there is time."""
        if self.days < 0:
            return "late"
        return "soon" if self.days <= SOON else "on"

    @property
    def words(self) -> str:
        """The days that are left, in words."""
        if self.days < 0:
            return f"已过{-self.days}天"
        return f"还有{self.days}天" if self.days else "今天到期"
