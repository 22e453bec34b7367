"""What is taken of the rows that a figure counts. Each names one aggregate, so that a figure is one query."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models.functions import NullIf

from gonghui.engine.declare import Condition, FigureQuery

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Count:
    """The number of rows."""

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return models.Count("pk")

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(found)

    def describe(self) -> str:
        return "按记录计数"


@dataclass(frozen=True)
class CountDistinct:
    """The number of distinct values of `field`; `title` says whose, so that one person is counted once."""

    field: str
    title: str

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return models.Count(self.field, distinct=True)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(found)

    def describe(self) -> str:
        return f"按{self.title}去重计数"


class _OfTwo(models.Aggregate):
    """What `pattern` makes of two columns, each narrowed by the aggregate's own filter."""

    pattern: str

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        *columns, narrowed = self.get_source_expressions()
        only, of_only = compiler.compile(narrowed) if narrowed is not None else ("", ())
        where = f" FILTER (WHERE {only})" if only else ""
        (one, of_one), (other, of_other) = (compiler.compile(column) for column in columns)
        return self.pattern.format(one=one, other=other, where=where), (*of_one, *of_only, *of_other, *of_only)


class _Heads(_OfTwo):
    """The distinct values of one column and the sum of another."""

    name = "Heads"
    output_field = models.IntegerField()
    pattern = "COUNT(DISTINCT {one}){where} + COALESCE(SUM({other}){where}, 0)"


@dataclass(frozen=True)
class Persons:
    """How many people: those whose number is known once each, by its blind index `index`, and the others as they come.

    A row without a number is one person, or as many as its column `people` says.
    """

    index: str
    title: str
    people: str = ""

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        several: Any = models.F(self.people) if self.people else models.Value(1)
        unnamed = models.When(**{self.index: ""}, then=several)
        size = models.Case(unnamed, default=models.Value(0), output_field=models.IntegerField())
        return _Heads(NullIf(self.index, models.Value("")), size)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(found or 0)

    def describe(self) -> str:
        return f"按{self.title}去重计人，没有的每条{'按登记的人数' if self.people else '算一人'}"


@dataclass(frozen=True)
class Sum:
    """The sum of `field`, in its unit; nothing where there is no row."""

    field: str

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return models.Sum(self.field)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        # SQLite adds decimals as floating point; to the fen the sum is exact again.
        return Decimal(found or 0).quantize(FEN)

    def describe(self) -> str:
        return "合计"


@dataclass(frozen=True)
class MonthlyAverage:
    """The sum of `field` over the number of whole months of the period up to the as-of day, to the fen.

    The indicator's own condition leaves out what came in a month that is not whole.
    """

    field: str

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return models.Sum(self.field)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        whole = query.counted.whole_months
        return (
            (Sum(self.field).value(found, query) / len(whole.months)).quantize(FEN, ROUND_HALF_UP)
            if whole
            else Decimal(0)
        )

    def describe(self) -> str:
        return "合计除以已满的月数（不满一个月的不算）"


class _Quotient(_OfTwo):
    """The sum of one column over the sum of another, in per cent."""

    name = "Quotient"
    output_field = models.FloatField()
    pattern = "SUM({one}){where} * 100.0 / NULLIF(SUM({other}){where}, 0)"


@dataclass(frozen=True)
class Ratio:
    """The sum of `part` over the sum of `whole`, in per cent to two decimals; `denominator` names the whole.

    Nothing where there is no row, or the whole is nothing.
    """

    part: str
    whole: str
    denominator: str

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return _Quotient(self.part, self.whole)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(str(found or 0)).quantize(FEN, ROUND_HALF_UP)

    def describe(self) -> str:
        return f"合计占{self.denominator}合计的百分比"


@dataclass(frozen=True)
class Balance:
    """Of the rows counted, all of which came or went in the period, those that came less those that went.

    Below nothing where more went; who did both counts neither way.
    """

    came: Condition
    went: Condition

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        came, went = self.came.test(query), self.went.test(query)
        step = models.Case(
            models.When(went & came, then=models.Value(0)),
            models.When(went, then=models.Value(-1)),
            default=models.Value(1),
            output_field=models.IntegerField(),
        )
        return models.Sum(step)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(found or 0)

    def describe(self) -> str:
        return f"{self.came.title}的减去{self.went.title}的"


@dataclass(frozen=True)
class Mean:
    """The plain mean of `field` over the rows that have it, to two decimals; nothing where no row has it."""

    field: str

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        return models.Avg(self.field)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(str(found or 0)).quantize(FEN, ROUND_HALF_UP)

    def describe(self) -> str:
        return "按记录平均"


@dataclass(frozen=True)
class Share:
    """Of the rows counted, those that `of` holds for, in per cent to two decimals; the rows are the denominator.

    `denominator` names them in Chinese: a rate is never told without what it is a rate of; `unit` is their measure
    word. Without a row it has no value (`Figure.empty`).
    """

    of: Condition
    denominator: str
    unit: str = "家"

    def part(self, value: Decimal, rows: int) -> int:
        """The number of rows, of so many, that `of` holds for; exact of fewer than 5,000, which two decimals tell."""
        return int((value * rows / 100).to_integral_value(ROUND_HALF_UP))

    def aggregate(self, query: FigureQuery) -> models.Aggregate:
        share = models.Case(
            models.When(self.of.test(query), then=models.Value(100.0)),
            default=models.Value(0.0),
            output_field=models.FloatField(),
        )
        return models.Avg(share)

    def value(self, found: Any, query: FigureQuery) -> Decimal:
        return Decimal(str(found or 0)).quantize(FEN, ROUND_HALF_UP)

    def describe(self) -> str:
        return f"{self.of.title}的占{self.denominator}的百分比"
