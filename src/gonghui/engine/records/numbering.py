"""Numbers of records: year, letters of the register, and a running number, apart in each town (2025-BT-001)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.access.models import OFFICE_LEVEL, Organisation
from gonghui.engine.records.models import NumberSeries


def numbering_organisation(place: Organisation) -> Organisation:
    """The organisation in whose series the rows of `place` are numbered: its town, or itself above the towns."""
    if place.level <= OFFICE_LEVEL:
        return place
    for node in place.ancestors():
        if node.level == OFFICE_LEVEL:
            return node
    return place


def take_numbers(owner: Organisation, letters: str, year: int, count: int) -> list[str]:
    """The next `count` numbers of a series; called inside the transaction of the rows that bear them."""
    key: dict[str, Any] = {
        "jurisdiction_id": owner.jurisdiction_id,
        "organisation": owner,
        "letters": letters,
        "year": year,
    }
    NumberSeries.objects.get_or_create(**key)
    series = NumberSeries.objects.select_for_update().get(**key)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return [f"{year}-{letters}-{n:03d}" for n in range(first, first + count)]
