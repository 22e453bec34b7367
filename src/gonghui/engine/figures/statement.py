"""The one statement that computes figures of a register.

It has two floors. Below, each row of the register at the place shows of every condition whether it holds: each
condition once, however many figures ask for it. Above, every figure is its measure over the rows for which all of its
conditions hold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from os.path import commonprefix
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Count, Expression, ExpressionWrapper, F, Field, Q, QuerySet

from gonghui.engine.access.models import Organisation, lying_at
from gonghui.engine.declare import FigureQuery, Indicator

Cell = tuple[Indicator, FigureQuery]

_KEPT = 256
_ROWS = Count("pk")


@dataclass(frozen=True)
class Statement:
    """A statement with its parameters, as it is sent. `sql` is empty where no row can be found.

    `measures` gives for each cell the positions of its measure and of its number of rows among the `aggregates`.
    `repeats_rows` says that a join brings a row of the register more than once: its answers would be wrong.
    """

    using: str
    sql: str
    parameters: tuple[Any, ...]
    by_place: bool
    aggregates: tuple[Any, ...]
    measures: tuple[tuple[int, int], ...]
    repeats_rows: bool

    def answers(self, cells: Sequence[Cell]) -> Iterator[tuple[Any, int]]:
        """What the database answers for each cell: its measure, not yet made a figure, and its number of rows."""
        empty = [aggregate.empty_result_set_value for aggregate in self.aggregates]
        found = self._ask() if self.sql else {}
        for (_, query), (measured, counted) in zip(cells, self.measures, strict=True):
            answer = found.get(query.place.pk if self.by_place else None, empty)
            yield answer[measured], answer[counted]

    def _ask(self) -> dict[int | None, list[Any]]:
        """The aggregates' values, by place where there are several; a place without rows may be missing."""
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            found = cursor.fetchall()
        converters = [
            (position, convert, aggregate)
            for position, aggregate in enumerate(self.aggregates)
            for convert in (*connection.ops.get_db_converters(aggregate), *aggregate.get_db_converters(connection))
        ]
        answers: dict[int | None, list[Any]] = {}
        for place, *values in found:
            for position, convert, aggregate in converters:
                values[position] = convert(values[position], aggregate, connection)
            answers[place] = values
        return answers


def statement_of(cells: Sequence[Cell]) -> Statement:
    """The statement for cells of one register in the same jurisdictions; the latest ones are kept.

    Putting it together takes longer than asking it, and the same figures of a place are asked again and again. It
    follows from the cells alone, since conditions and measures follow from the query alone.
    """
    return _kept(_Cells(cells))


def forget() -> None:
    """Put together anew every statement that is asked from now on (for measurements)."""
    _kept.cache_clear()


class _Cells:
    """Cells as the key of their statement: the very same indicators, for equal places, periods and days."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(cells)
        # Of an indicator its identity, which nothing else can have while it is held here: tests vary one under a code.
        self._key = tuple(
            (id(indicator), query.place.pk, query.scope, query.jurisdictions, query.period, query.as_of)
            for indicator, query in self.cells
        )

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and self._key == other._key


@lru_cache(maxsize=_KEPT)
def _kept(cells: _Cells) -> Statement:
    return _Builder(cells.cells).statement()


class _Column(Expression):
    """A column of the lower floor, as the upper one reads it."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self._name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._name, ()


class _All(Expression):
    """Whether all of the lower floor's columns hold."""

    conditional = True

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(output_field=BooleanField())
        self._names = names

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return " AND ".join(self._names), ()


class _Holds(ExpressionWrapper):  # type: ignore[type-arg] # Django's own takes no parameter
    """A condition as a column: whether it holds of the row; false where it can hold of none."""

    empty_result_set_value = False

    def __init__(self, test: Q) -> None:
        super().__init__(test, output_field=BooleanField())


class _Builder:
    """Puts a statement together."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells
        self._places = {query.place.pk: query.place for _, query in cells}
        self._queries: dict[Any, FigureQuery] = {}
        self._results: dict[Any, Any] = {}
        self._columns: dict[Any, str] = {}
        self._aggregates: dict[Any, Any] = {}

    def statement(self) -> Statement:
        """The statement for all cells."""
        cells = [(indicator, self._placeless(query)) for indicator, query in self._cells]
        tests = [
            # In a dictionary for their order: each is there once.
            {self._once(condition.test, query): None for condition in indicator.conditions}
            for indicator, query in cells
        ]
        common = [test for test in tests[0] if all(test in others for others in tests)]
        rows = self._begin(common)
        keys = []
        for (indicator, query), of_cell in zip(cells, tests, strict=True):
            holding = [self._column(test) for test in of_cell if test not in common]
            measured = self._once(indicator.measure.aggregate, query)
            keys.append((self._aggregate(measured, holding), self._aggregate(_ROWS, holding)))
        sql, parameters = self._compiled(rows.db)
        positions = {key: position for position, key in enumerate(self._aggregates)}
        return Statement(
            using=rows.db,
            sql=sql,
            parameters=tuple(parameters),
            by_place=len(self._places) > 1,
            aggregates=tuple(self._aggregates.values()),
            measures=tuple((positions[measured], positions[counted]) for measured, counted in keys),
            repeats_rows=self._repeats_rows(),
        )

    def _placeless(self, query: FigureQuery) -> FigureQuery:
        """The query as conditions and measures see it: of a place they read its jurisdictions alone, and these are
        the same for all places of the statement.
        """
        place = self._cells[0][1].place
        return self._queries.setdefault((query.period, query.as_of), replace(query, place=place))

    def _once(self, make: Callable[[FigureQuery], Any], query: FigureQuery) -> Any:
        """What a condition or measure makes of the query, made once."""
        if (make, query) not in self._results:
            self._results[make, query] = make(query)
        return self._results[make, query]

    def _begin(self, common: Iterable[Q]) -> QuerySet[Any]:
        """The lower floor: the register's rows at the places for which `common` holds, without a column yet."""
        indicator, query = self._cells[0]
        # As `at_place` has it, for several places and with their jurisdictions found already.
        prefix = commonprefix([place.path for place in self._places.values()])  # noqa: RUF071 - what lies there is looked at again
        manager: Any = indicator.ledger.model._default_manager
        rows: QuerySet[Any] = manager.within(*query.jurisdictions)
        self._lower = lower = rows.query
        scope = query.scope if len(query.scope) > 1 else (prefix,)
        lower.add_q(Q(*common, organisation__in=Organisation.objects.filter(lying_at(scope))))
        lower.clear_ordering(force=True)
        lower.clear_select_clause()
        lower.annotation_select_mask = None
        if len(query.jurisdictions) == 1:
            # A limit keeps the databases from writing each condition out again for every figure that asks for it. A
            # cluster would gather the rows of several shards for its sake.
            lower.set_limits(high=sys.maxsize)
        return rows

    def _column(self, expression: Any) -> str:
        """The lower floor's column for a condition, or for what a measure is taken of."""
        if expression not in self._columns:
            name = self._columns[expression] = f"figures_{len(self._columns)}"
            self._lower.add_annotation(_Holds(expression) if isinstance(expression, Q) else expression, name)
        return self._columns[expression]

    def _aggregate(self, aggregate: Any, holding: list[str]) -> Any:
        """The key of the upper floor's aggregate, over the rows for which all of `holding` hold."""
        key = (aggregate, *holding)
        if key not in self._aggregates:
            *sources, _ = aggregate.get_source_expressions()
            names = [self._column(source) for source in sources]
            columns = [_Column(name, self._lower.annotations[name].output_field) for name in names]
            self._aggregates[key] = above = aggregate.copy()
            above.set_source_expressions([*columns, _All(holding) if holding else None])
        return key

    def _repeats_rows(self) -> bool:
        joined = (getattr(join, "join_field", None) for join in self._lower.alias_map.values())
        return any(field is not None and (field.one_to_many or field.many_to_many) for field in joined)

    def _compiled(self, using: str) -> tuple[str, list[Any]]:
        connection = connections[using]
        lies_at = self._column(F("organisation_id")) if len(self._places) > 1 else ""
        compiler = self._lower.get_compiler(connection=connection)
        try:
            lower, of_lower = compiler.as_sql()
        except EmptyResultSet:
            return "", []
        aggregates = [compiler.compile(aggregate) for aggregate in self._aggregates.values()]
        select = ", ".join(sql for sql, _ in aggregates)
        of_aggregates = [value for _, values in aggregates for value in values]
        if not lies_at:
            return f"SELECT NULL, {select} FROM ({lower}) counted", [*of_aggregates, *of_lower]  # noqa: S608
        tree = connection.ops.quote_name(Organisation._meta.db_table)
        keys = ", ".join(["%s"] * len(self._places))
        sql = (
            f"SELECT asked.id, {select} FROM ({lower}) counted"  # noqa: S608
            f" JOIN {tree} lying ON lying.id = counted.{lies_at}"
            f" JOIN {tree} asked ON asked.path = substr(lying.path, 1, length(asked.path))"
            f" WHERE asked.id IN ({keys}) GROUP BY asked.id"
        )
        return sql, [*of_aggregates, *of_lower, *self._places]
