"""Rows of a register that are kept apart from most of those who read it: accusations among petitions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Apart:
    """Which rows are kept apart, and who sees them all the same: holders of `roles`, and those named in `named_in`.

    `named_in` are columns that hold a person's name. Figures count these rows; a page names them only to who sees them.
    """

    which: Q
    roles: frozenset[str]
    named_in: tuple[str, ...]
