"""What the rows of a figure tell besides a number: when it was done, and what the things are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db import models

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.declare.checks import field_at
from gonghui.engine.figures.compute import compute, rows
from gonghui.engine.records.models import LedgerRow
from gonghui.plain import occasions
from gonghui.plain.chinese import chinese_number
from gonghui.plain.occasions import Telling

NAMES, TITLES, POINTS = "names", "titles", "points"
SENTENCES, EXAMPLES, NUMBER = "sentences", "examples", "number"
FORMS = occasions.FORMS | {NAMES, TITLES, POINTS, SENTENCES, EXAMPLES, NUMBER}
# What code lists call what they have no name for: it is no name, and a list of names closes with 等 instead.
OTHER_LABEL = "其他"
# Of one kind a paper tells no more: what is told at length is read by nobody.
MOST_SENTENCES, MOST_EXAMPLES = 5, 4
TWO = 2
_INNER_QUOTES = str.maketrans("“”", "‘’")


def format_fact(indicator: Indicator, query: FigureQuery, field: str, form: str, chosen: str = "") -> str | None:
    """Tell `field` of the rows that the figure counts as the first of its `ways`, or the one `chosen`; None without
    any. Raises as `values_of` and `ways` do.
    """
    value = compute(indicator, query).value if form in {NAMES, TITLES} else Decimal(0)
    return occasions.pick(ways(indicator, query, field, form, values_of(indicator, query, field, form), value), chosen)


def values_of(indicator: Indicator, query: FigureQuery, field: str, form: str) -> list[Any]:
    """What `field` holds in each row that the figure counts, in the order of entry, empty ones left out.

    `field` may also be what the model says of a row in a property; a row that is not `told_at` the place is left out.
    Raises ValueError for an unknown form, LookupError for a field that is not there.
    """
    if form not in FORMS:
        raise ValueError(f"{form} is no form of a fact.")
    return [value for value in _held(indicator, query, field) if value not in (None, "")]


def ways(
    indicator: Indicator, query: FigureQuery, field: str, form: str, values: Sequence[Any], value: Decimal
) -> tuple[Telling, ...]:
    """Every way of telling the `values` of a field; the first is the one that a text takes by itself.

    Days are told as in `plain.occasions`; of other fields each value once: `names` joins with 、 (其他 is no name, and
    等 closes such a list), `titles` are papers in 《》, `points` are told as 一是…；二是…, `sentences` follow one
    another, five at most; `examples` quotes four of them from first to last, and `number` is how many there are (四).
    Names and titles are told only where there are as many as the figure's `value` says: a text that says ten and
    names eight contradicts itself.
    """
    if form in occasions.FORMS:
        return occasions.tellings((day for day in values if isinstance(day, date)), form, query.until.year)
    declared = field_at(indicator.ledger.model, field)
    texts = [_named(declared, each) for each in dict.fromkeys(values)]
    if not texts or (form in {NAMES, TITLES} and len(texts) != value):
        return ()
    if form == TITLES:
        text = "、".join(f"《{text.strip('《》')}》" for text in texts)
    elif form == EXAMPLES:
        text = _examples(texts)
    elif form == NUMBER:
        text = "两" if len(texts) == TWO else chinese_number(len(texts))
    elif form in {POINTS, SENTENCES}:
        texts = [text.strip().rstrip("。；;. ") for text in texts]
        text = _points(texts) if form == POINTS else "。".join(texts[:MOST_SENTENCES])
    elif named := [text for text in texts if text != OTHER_LABEL]:
        text = "、".join(named) + ("等" if len(named) < len(texts) else "")
    else:
        return ()
    return (Telling(occasions.WHOLE, text),)


def is_told_by(model: type[models.Model], name: str) -> bool:
    """Whether the model says something of a row under that name that is no field."""
    return isinstance(getattr(model, name, None), property)


def _held(indicator: Indicator, query: FigureQuery, field: str) -> list[Any]:
    model = indicator.ledger.model
    found = rows(indicator, query).order_by("id")
    declared = field_at(model, field) is not None
    if not declared and not is_told_by(model, field):
        raise LookupError(f"{indicator.ledger.key} has no field {field}.")
    if declared and getattr(model, "told_at", None) is LedgerRow.told_at:
        return list(found.values_list(field, flat=True))
    told = [row for row in found.select_related("organisation") if row.told_at(query.place)]
    if declared:
        return [reduce(_of, field.split("__"), row) for row in told]
    return [row.told_as(text, query.place) for row in told if (text := getattr(row, field))]


def _of(row: Any, name: str) -> Any:
    return None if row is None else getattr(row, name)


def _named(field: models.Field[Any, Any] | None, value: Any) -> str:
    return str(value) if field is None else str(dict(field.flatchoices).get(value, value))


def _examples(texts: list[str]) -> str:
    """All of them where they are few, else some spread over all: “春季拔河赛”“中秋游园灯会”等."""
    shown = texts
    if len(texts) > MOST_EXAMPLES:
        step = (len(texts) - 1) / (MOST_EXAMPLES - 1)
        shown = [texts[round(step * turn)] for turn in range(MOST_EXAMPLES)]
    quoted = "".join(f"“{text.translate(_INNER_QUOTES)}”" for text in shown)
    return f"{quoted}等" if len(shown) < len(texts) else quoted


def _points(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "；".join(f"{chinese_number(place)}是{text}" for place, text in enumerate(texts, start=1))
