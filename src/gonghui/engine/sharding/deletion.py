"""Deleting ledger rows and what hangs on them, with the jurisdiction in every statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.db.models.deletion import Collector

from gonghui.engine.sharding.accessors import KEY

BATCH = 500
"""Ids in one statement: SQLite takes at least 999 parameters."""


class LocalCollector(Collector):
    """Django's collector of what a deletion takes with it, held to the jurisdictions given.

    What cascades from a ledger row lies in the same jurisdiction. Rows go by querysets, so no delete signals are sent.
    """

    def __init__(self, using: str, origin: Any, jurisdictions: Iterable[int]) -> None:
        super().__init__(using=using, origin=origin)
        self.jurisdictions = sorted(set(jurisdictions))

    def related_objects(
        self, related_model: type[Model], related_fields: Iterable[Field[Any, Any]], objs: Any
    ) -> QuerySet[Any]:
        """Return the rows that refer to the objects, looked for in the jurisdictions only."""
        return super().related_objects(related_model, related_fields, objs).filter(**self._key())

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete all that was collected; returns how many rows, in all and for each model's label."""
        self.sort()
        collected = {model: list(rows) for model, rows in self.data.items()}
        self.data.clear()
        for model, rows in collected.items():
            for batch in _batches([row.pk for row in rows]):
                self.fast_deletes.append(model._base_manager.using(self.using).filter(pk__in=batch, **self._key()))
        result = super().delete()
        for row in (row for rows in collected.values() for row in rows):
            row.pk = None
        return result

    def _key(self) -> dict[str, Any]:
        return {f"{KEY}__in": self.jurisdictions}


def _batches(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
