"""What is taken of the rows that a figure counts. Each names one aggregate, so that a figure is one query."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models

from gonghui.engine.declare import Ask

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Count:
    """The number of rows."""

    def aggregate(self) -> models.Aggregate:
        return models.Count("pk")

    def value(self, found: Any, ask: Ask) -> Decimal:
        return Decimal(found)

    def describe(self) -> str:
        return "按记录计数"


@dataclass(frozen=True)
class CountDistinct:
    """The number of distinct values of `field`; `title` says whose, so that one person is counted once."""

    field: str
    title: str

    def aggregate(self) -> models.Aggregate:
        return models.Count(self.field, distinct=True)

    def value(self, found: Any, ask: Ask) -> Decimal:
        return Decimal(found)

    def describe(self) -> str:
        return f"按{self.title}去重计数"


@dataclass(frozen=True)
class Sum:
    """The sum of `field`, in its unit; nothing where there is no row."""

    field: str

    def aggregate(self) -> models.Aggregate:
        return models.Sum(self.field)

    def value(self, found: Any, ask: Ask) -> Decimal:
        # SQLite adds decimals as floating point; to the fen the sum is exact again.
        return Decimal(found or 0).quantize(FEN)

    def describe(self) -> str:
        return "合计"


@dataclass(frozen=True)
class MonthlyAverage:
    """The sum of `field` over the months of the period that have begun by the as-of day, to the fen."""

    field: str

    def aggregate(self) -> models.Aggregate:
        return models.Sum(self.field)

    def value(self, found: Any, ask: Ask) -> Decimal:
        return (Sum(self.field).value(found, ask) / len(ask.counted.months)).quantize(FEN, ROUND_HALF_UP)

    def describe(self) -> str:
        return "合计除以已到的月数（不满一个月的按一个月算）"
