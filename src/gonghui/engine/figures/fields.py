"""A field that names an indicator of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from gonghui.engine.declare import Indicator


def _none() -> Iterable[Indicator]:
    return ()


# The catalogue stands on the floor above, which tells here what it holds when the program starts.
offered: Callable[[], Iterable[Indicator]] = _none


def _choices() -> list[tuple[str, str]]:
    return [(indicator.code, f"{indicator.name}（{indicator.unit}）") for indicator in offered()]


class IndicatorField(models.CharField):  # type: ignore[type-arg]
    """The code of an indicator, chosen by its name, or nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs["choices"] = _choices
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the choices out: a new indicator is no change of the table."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs
