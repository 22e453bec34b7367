"""Figures computed in sets: one statement a register, whatever the number of indicators, periods and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import Figure, compute
from gonghui.engine.figures.statement import Cell, statement_of

# PostgreSQL gives at most 1,664 columns, SQLite 2,000: a register's figures beyond these take a second statement.
CELLS_A_STATEMENT = 200

Key = tuple[str, FigureQuery]
Figures = dict[Key, Figure]


def compute_many(indicators: Iterable[Indicator], queries: Iterable[FigureQuery]) -> Figures:
    """Every indicator for every query, by the indicator's code and the query; each as `compute` gives it alone.

    One statement for each register, and for each group of places that lie in the same jurisdictions.

    >>> figures = compute_many(catalogue.indicators, [this_year, last_year])  # doctest: +SKIP
    >>> figures["members.total", this_year].value  # doctest: +SKIP
    Decimal('5217')
    """
    asked = list(queries)
    return compute_cells((indicator, query) for indicator in indicators for query in asked)


def compute_cells(cells: Iterable[Cell]) -> Figures:
    """As `compute_many`, where not every indicator is asked for the same periods and places."""
    wanted = {(indicator.code, query): (indicator, query) for indicator, query in cells}
    sets: dict[tuple[str, tuple[int, ...], tuple[str, ...]], list[Cell]] = {}
    for indicator, query in wanted.values():
        # A place whose whole is more than what lies below it is asked for alone.
        apart = query.scope if len(query.scope) > 1 else ()
        sets.setdefault((indicator.ledger.key, query.jurisdictions, apart), []).append((indicator, query))
    found: Figures = {}
    for of_register in sets.values():
        for first in range(0, len(of_register), CELLS_A_STATEMENT):
            found.update(_compute_set(of_register[first : first + CELLS_A_STATEMENT]))
    return {key: found[key] for key in wanted}


def _compute_set(cells: Sequence[Cell]) -> Iterator[tuple[Key, Figure]]:
    """The figures of one register in the same jurisdictions, in one statement.

    An indicator that joins many rows to one of its own (a condition over a reverse relation) is a set of its own: the
    join repeats rows, and would repeat them for every figure of the statement.
    """
    statement = statement_of(cells)
    if statement.repeats_rows:
        alone = [cell for cell in cells if statement_of([cell]).repeats_rows]
        for indicator, query in alone:
            yield (indicator.code, query), compute(indicator, query)
        together = [cell for cell in cells if cell not in alone]
        yield from _compute_set(together) if together else ()
        return
    for (indicator, query), (measured, counted) in zip(cells, statement.answers(cells), strict=True):
        yield (indicator.code, query), Figure(indicator, query, indicator.measure.value(measured, query), counted)
