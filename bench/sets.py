"""Figures in sets beside each figure alone, over the demonstration: by indicators, months and places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bench.installation import Scratch
from bench.pages import FIGURES, opened
from bench.timing import Bound, Comparison, compare, hold
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures import statement
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.sets import compute_many
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

YEAR, ROUNDS, PAGE_LIMIT = 2025, 7, 0.1
ALL = CATALOGUE.indicators


def growth(whole: Scratch) -> Iterator[Comparison]:
    """Computed together and each alone; the first time, when no statement is kept yet, apart."""
    whole.turn_here()
    town = whole.town.node
    this_year = FigureQuery(town, Period.year(YEAR), clock.today())
    years = [this_year, FigureQuery(town, Period.year(YEAR - 1), this_year.as_of.replace(year=YEAR - 1))]
    twice = [*ALL, *(replace(each, code=f"{each.code}.again") for each in ALL)]
    months = [FigureQuery(town, month, clock.today()) for month in Period.year(YEAR).months]
    places = [FigureQuery(each, this_year.period, this_year.as_of) for each in town.children.order_by("path")]
    received = [each for each in ALL if each.code == "contributions.received"]
    for count in (27, 54, len(ALL), len(twice)):
        yield from _both(f"{count}个指标连同上年", twice[:count], years)
    for number in (1, 6, 12):
        yield from _both(f"一个指标，{number}个月", received, months[:number])
    for number in (1, 5, len(places)):
        yield from _both(f"一个指标，{number}个下级组织", received, places[:number])


def page(whole: Scratch) -> Iterator[Bound]:
    """The page of all figures with last year's; the first time that it is opened, apart."""
    act = whole.here(opened(FIGURES, year=str(YEAR)))[1]
    for name, forget in (("页面，语句已存", False), ("页面，语句未存", True)):
        yield hold(name, _act(act, forget=forget), limit=PAGE_LIMIT, rounds=ROUNDS * 2)


def _both(name: str, indicators: Sequence[Indicator], queries: Sequence[FigureQuery]) -> Iterator[Comparison]:
    def together() -> object:
        return compute_many(indicators, queries)

    def alone() -> object:
        return [compute(indicator, query) for indicator in indicators for query in queries]

    for title, forget in ((name, False), (f"{name}，语句未存", True)):
        yield compare(title, ("一起算", _act(together, forget=forget)), ("逐个算", alone), rounds=ROUNDS)


def _act(act: Callable[[], object], *, forget: bool) -> Callable[[], object]:
    def run() -> object:
        if forget:
            statement.forget()
        return act()

    return run
