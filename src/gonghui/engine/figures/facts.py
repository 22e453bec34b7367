"""What the rows of a figure tell besides a number: when it was done, and what the things are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.declare.checks import field_at
from gonghui.engine.figures.compute import compute, rows
from gonghui.plain import occasions
from gonghui.plain.chinese import chinese_number
from gonghui.plain.occasions import Telling

NAMES, TITLES, POINTS = "names", "titles", "points"
FORMS = occasions.FORMS | {NAMES, TITLES, POINTS}


def format_fact(indicator: Indicator, query: FigureQuery, field: str, form: str, chosen: str = "") -> str | None:
    """Tell `field` of the rows that the figure counts as the first of its `ways`, or the one `chosen`; None without
    any. Raises as `values_of` and `ways` do.
    """
    value = compute(indicator, query).value if form in {NAMES, TITLES} else Decimal(0)
    return occasions.pick(ways(indicator, query, field, form, values_of(indicator, query, field, form), value), chosen)


def values_of(indicator: Indicator, query: FigureQuery, field: str, form: str) -> list[Any]:
    """What `field` holds in each row that the figure counts, in the order of entry, empty ones left out.

    Raises ValueError for an unknown form, LookupError for a field that is not there.
    """
    if form not in FORMS:
        raise ValueError(f"{form} is no form of a fact.")
    if field_at(indicator.ledger.model, field) is None:
        raise LookupError(f"{indicator.ledger.key} has no field {field}.")
    found = rows(indicator, query).order_by("id").values_list(field, flat=True)
    return [value for value in found if value not in (None, "")]


def ways(
    indicator: Indicator, query: FigureQuery, field: str, form: str, values: Sequence[Any], value: Decimal
) -> tuple[Telling, ...]:
    """Every way of telling the `values` of a field; the first is the one that a text takes by itself.

    Days are told as in `plain.occasions`; of other fields each value once: `names` joins with 、, `titles` are papers
    in 《》, `points` are told as 一是…；二是…. Names and titles are told only where there are as many as the figure's
    `value` says: a text that says ten and names eight contradicts itself.
    """
    if form in occasions.FORMS:
        return occasions.tellings((day for day in values if isinstance(day, date)), form, query.until.year)
    declared = field_at(indicator.ledger.model, field)
    assert declared is not None
    texts = [_named(declared, each) for each in dict.fromkeys(values)]
    if not texts or (form in {NAMES, TITLES} and len(texts) != value):
        return ()
    if form == TITLES:
        text = "、".join(f"《{text.strip('《》')}》" for text in texts)
    elif form == POINTS:
        text = _points([text.rstrip("。；;. ") for text in texts])
    else:
        text = "、".join(texts)
    return (Telling(occasions.WHOLE, text),)


def _named(field: models.Field[Any, Any], value: Any) -> str:
    return str(dict(field.flatchoices).get(value, value))


def _points(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "；".join(f"{chinese_number(place)}是{text}" for place, text in enumerate(texts, start=1))
