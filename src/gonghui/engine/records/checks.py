"""Checks, at start-up, of what a register's table may call its columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from gonghui.engine.records.models import LedgerRow


def check_columns(**_options: Any) -> list[CheckMessage]:
    """E001 for each column of a register that takes the name of what a row does (`year`, `derive`, `clean`)."""
    return [
        Error(
            f"{model._meta.label}: a column cannot be called {name!r}, which is what every row does by that name.",
            hint="The year that a row is about is for_year." if name == "year" else None,
            obj=model,
            id="records.E001",
        )
        for model in apps.get_models()
        if issubclass(model, LedgerRow)
        for name in taken_names(model._meta.local_concrete_fields)
    ]


def taken_names(fields: Iterable[models.Field[Any, Any]]) -> list[str]:
    """The names among those of `fields` that are methods of a row."""
    return [field.name for field in fields if callable(getattr(LedgerRow, field.name, None))]
