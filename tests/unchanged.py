"""What a refusal leaves behind: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from gonghui.engine.sharding.fields import shard_key


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every ledger table: records, steps, the log, number series."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if shard_key(model) is not None
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fails where the block leaves a row of any ledger table changed, added or gone."""
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(kind: type[Exception], said: str = "") -> Iterator[pytest.ExceptionInfo[Exception]]:
    """The block is refused with that exception, whose message says `said`, and has written nothing."""
    with nothing_written(), pytest.raises(kind, match=said) as caught:
        yield caught


@contextmanager
def faults(**expected: str) -> Iterator[None]:
    """The block is refused for exactly these fields, each message beginning as told, and has written nothing."""
    with refused(ValidationError) as caught:
        yield
    assert isinstance(caught.value, ValidationError)
    found = {name: messages[0] for name, messages in caught.value.message_dict.items()}
    assert found.keys() == expected.keys(), found
    for name, message in expected.items():
        assert found[name].startswith(message)
