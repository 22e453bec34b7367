"""What a refusal leaves behind: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

# Being signed in leaves these; they are nobody's record.
APART = frozenset({"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"})
Trouble = TypeVar("Trouble", bound=BaseException)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as it is stored: records, the log, number series, accounts, posts, the tree."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in APART:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{model._meta.pk.column}"')
                found[table] = cursor.fetchall()
    return found


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fails where the block leaves a row of any table changed, added or gone."""
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(kind: type[Trouble], said: str | None = None) -> Iterator[pytest.ExceptionInfo[Trouble]]:
    """The block is refused with that exception, whose message says `said`, and has written nothing."""
    with nothing_written(), pytest.raises(kind, match=said) as caught:
        yield caught


@contextmanager
def faults(**expected: str) -> Iterator[None]:
    """The block is refused for exactly these fields, each message beginning as told, and has written nothing."""
    with refused(ValidationError) as caught:
        yield
    found = {name: messages[0] for name, messages in caught.value.message_dict.items()}
    assert found.keys() == expected.keys(), found
    for name, message in expected.items():
        assert found[name].startswith(message)
