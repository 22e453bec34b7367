"""Code list of the employers: classes of size, by which coverage is told (领域资料 2.3.1, 2.3.5)."""

from __future__ import annotations

from django.db import models


class Size(models.TextChoices):
    UNDER_25 = "under_25", "25人以下"
    FROM_25 = "from_25", "25—99人"
    FROM_100 = "from_100", "100—999人"
    FROM_1000 = "from_1000", "1000人以上"


LEAST = {Size.FROM_1000: 1000, Size.FROM_100: 100, Size.FROM_25: 25, Size.UNDER_25: 0}
"""The fewest workers of each class, the largest class first."""


def size_of(staff: int) -> Size:
    """The class of an employer with `staff` workers."""
    return next((size for size, least in LEAST.items() if staff >= least), Size.UNDER_25)
