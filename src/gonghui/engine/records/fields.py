"""Kinds of fact that registers share: a day, an amount of money, a count."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

# No union record is older; an earlier year is a slip of the keys.
EARLIEST_YEAR = 1900
LARGEST_COUNT = 999_999_999


class DayField(models.DateField):  # type: ignore[type-arg]
    """The day on which something happened: never after today, unless `future` (a term's end, a date due)."""

    def __init__(self, *args: Any, future: bool = False, **kwargs: Any) -> None:
        self.future = future
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        day = super().clean(value, model_instance)
        if isinstance(day, date) and not self.future and day > clock.today():
            raise ValidationError(
                f"{format_full_day(day)}还没有到（今天是{format_full_day(clock.today())}），请核对年份和月份。",
                code="future",
            )
        if isinstance(day, date) and day.year < EARLIEST_YEAR:
            raise ValidationError(f"年份太早（{day.year}年），请核对，年份要写四位。", code="early")
        return day


class MoneyField(models.DecimalField):  # type: ignore[type-arg]
    """An amount in yuan, to the fen."""

    unit = "元"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "").removesuffix("元").strip()
        amount: Decimal | None = super().to_python(value)
        return amount


class PercentField(models.DecimalField):  # type: ignore[type-arg]
    """A part of a hundred: 6.5 is 6.5%."""

    unit = "%"

    def deconstruct(self) -> Any:
        # To the database it is a decimal: no migration is due where one becomes a percentage.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs


class CountField(models.PositiveIntegerField):  # type: ignore[type-arg]
    """A number of things, with its measure word."""

    def __init__(self, *args: Any, unit: str = "人", **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list[Any]:
        # The databases' own limits differ, and speak in other words.
        others = [each for each in super().validators if not isinstance(each, MinValueValidator | MaxValueValidator)]
        return [
            *others,
            MinValueValidator(0, "不能小于0，请核对。"),
            MaxValueValidator(LARGEST_COUNT, "数字太大，请核对。"),
        ]


class WritingField(models.JSONField):
    """A long writing in parts, as JSON. The log holds its digest and not the writing, which its versions keep."""

    @staticmethod
    def logged(value: Any) -> str:
        """What the log says of a writing: the same writing, the same digest."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
