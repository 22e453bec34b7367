"""`figures UNION PERIOD [--json]`: every indicator at that place."""

from __future__ import annotations

import argparse
import json

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import Figure
from gonghui.engine.figures.sets import compute_many
from gonghui.plain.periods import format_full_day, format_period
from gonghui.plain.quantities import NOTHING, format_quantity
from gonghui.site import asking, opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.table import print_table
from gonghui.summaries.interface import number


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    asking.period_arguments(parser)
    parser.add_argument("--json", action="store_true", help="输出JSON")


def run(options: argparse.Namespace) -> int:
    """Print the figures; returns the exit status."""
    opening.open_present()
    union = asking.union_named(options.union)
    query = FigureQuery(union, asking.period_asked(options), asking.as_of_asked(options))
    figures = list(compute_many(CATALOGUE.indicators, [query]).values())
    if options.json:
        print(json.dumps([as_json(figure) for figure in figures], ensure_ascii=False, indent=1))  # noqa: T201
        return 0
    print(f"{union}　{format_period(query.period)}　截至{format_full_day(query.until)}")  # noqa: T201
    rows = [
        (
            figure.indicator.name,
            NOTHING if figure.empty else format_quantity(figure.value, figure.indicator.unit),
            str(figure.records),
            figure.indicator.code,
        )
        for figure in figures
    ]
    print_table(("指标", "数值", "记录", "代码"), rows, right={1, 2})
    return 0


def as_json(figure: Figure) -> dict[str, object]:
    """A figure as other programs read it: the value in its unit, money in yuan."""
    return {
        "code": figure.indicator.code,
        "name": figure.indicator.name,
        "unit": figure.indicator.unit,
        "value": number(figure.value),
        "exactness": "exact",
        "from": figure.query.period.start.isoformat(),
        "to": figure.query.period.end.isoformat(),
        "as_of": figure.query.as_of.isoformat(),
        "basis": figure.indicator.basis,
        "records": figure.records,
    }
