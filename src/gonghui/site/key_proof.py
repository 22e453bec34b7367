"""Do the present keys fit a database that keeps no check value yet? They must open what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit.digests import is_genuine
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.vault.fields import SealedField

# Of each kind of datum and each log, from its beginning and from its end: rows that were once sealed with other keys
# lie together, and are outnumbered.
_EACH_END = 10


@dataclass
class Proof:
    """How many of the data looked at the keys open, and how many they do not."""

    opened: int = 0
    closed: int = 0

    @property
    def fits(self) -> bool:
        """Whether these are the keys of the data; so are any where there is nothing yet."""
        return self.opened > self.closed or not (self.opened or self.closed)

    def count(self, good: bool) -> None:
        """Take one datum into account."""
        if good:
            self.opened += 1
        else:
            self.closed += 1


def prove(*, up_to_date: bool = True) -> Proof:
    """Try the present keys on a sample of the database's data and, where its tables are `up_to_date`, of its log."""
    proof = Proof()
    fields = list(sealed_fields() if up_to_date else _present_fields())
    for jurisdiction in jurisdictions():
        for model, field in fields:
            rows = model._default_manager.filter(jurisdiction_id=jurisdiction).exclude(**{field.name: ""})
            for sealed in _both_ends(rows.values_list(field.name, flat=True)):
                proof.count(sealed.readable)
        if up_to_date:
            for entry in _both_ends(LogEntry.objects.within(jurisdiction)):
                proof.count(is_genuine(entry))
    return proof


def jurisdictions() -> list[int]:
    """The jurisdictions whose rows lie here."""
    return sorted(set(Organisation.objects.values_list("jurisdiction_id", flat=True)))


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Every sealed field of every table."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


def _present_fields() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Those of an older database that are there already."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model, field in sealed_fields():
            table = model._meta.db_table
            if table in tables:
                columns = connection.introspection.get_table_description(cursor, table)
                if field.column in {column.name for column in columns}:
                    yield model, field


def _both_ends(rows: models.QuerySet[Any, Any]) -> Iterator[Any]:
    yield from rows.order_by("pk")[:_EACH_END]
    yield from rows.order_by("-pk")[:_EACH_END]
