"""What is taken of the rows that a figure counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet

from gonghui.engine.declare import Ask

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Count:
    """The number of rows."""

    def of(self, rows: QuerySet[Any], ask: Ask) -> Decimal:
        return Decimal(rows.count())

    def describe(self) -> str:
        return "按记录计数"


@dataclass(frozen=True)
class CountDistinct:
    """The number of distinct values of `field`; `title` says whose, so that one person is counted once."""

    field: str
    title: str

    def of(self, rows: QuerySet[Any], ask: Ask) -> Decimal:
        return Decimal(rows.order_by().aggregate(n=models.Count(self.field, distinct=True))["n"])

    def describe(self) -> str:
        return f"按{self.title}去重计数"


@dataclass(frozen=True)
class Sum:
    """The sum of `field`, in its unit; refunds are negative rows and so are netted."""

    field: str

    def of(self, rows: QuerySet[Any], ask: Ask) -> Decimal:
        total = rows.order_by().aggregate(total=models.Sum(self.field))["total"]
        # SQLite adds decimals as floating point; to the fen the sum is exact again.
        return Decimal(total or 0).quantize(FEN)

    def describe(self) -> str:
        return "金额合计，退款为负数，已冲减"


@dataclass(frozen=True)
class MonthlyAverage:
    """The sum of `field` over the months of the period that have begun by the as-of day, to the fen."""

    field: str

    def of(self, rows: QuerySet[Any], ask: Ask) -> Decimal:
        return (Sum(self.field).of(rows, ask) / len(ask.counted.months)).quantize(FEN, ROUND_HALF_UP)

    def describe(self) -> str:
        return "金额合计除以已到的月数（不满一个月的按一个月算）"
