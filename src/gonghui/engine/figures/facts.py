"""What the rows of a figure tell besides a number: when it was done, and what the things are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.declare.checks import field_at
from gonghui.engine.figures.compute import compute, rows
from gonghui.plain import occasions
from gonghui.plain.chinese import chinese_number

NAMES, TITLES, POINTS = "names", "titles", "points"
FORMS = occasions.FORMS | {NAMES, TITLES, POINTS}


def format_fact(indicator: Indicator, query: FigureQuery, field: str, form: str) -> str | None:
    """Tell `field` of the rows that the figure counts, each value once, in the order of entry; None without any.

    Days are told as in `plain.occasions`; `names` joins with 、, `titles` are papers in 《》, `points` are told as
    一是…；二是…. Names and titles are told only where there are as many as the figure says: a text that says ten and
    names eight contradicts itself. Raises ValueError for an unknown form, LookupError for a field that is not there.
    """
    if form not in FORMS:
        raise ValueError(f"{form} is no form of a fact.")
    declared = field_at(indicator.ledger.model, field)
    if declared is None:
        raise LookupError(f"{indicator.ledger.key} has no field {field}.")
    found = rows(indicator, query).order_by("id").values_list(field, flat=True)
    values = list(dict.fromkeys(value for value in found if value not in (None, "")))
    if form in occasions.FORMS:
        return occasions.format_occasions(
            [value for value in values if isinstance(value, date)], form, query.until.year
        )
    texts = [_named(declared, value) for value in values]
    if not texts or (form in {NAMES, TITLES} and len(texts) != compute(indicator, query).value):
        return None
    if form == TITLES:
        return "、".join(f"《{text.strip('《》')}》" for text in texts)
    if form == POINTS:
        return _points([text.rstrip("。；;. ") for text in texts])
    return "、".join(texts)


def _named(field: models.Field[Any, Any], value: Any) -> str:
    return str(dict(field.flatchoices).get(value, value))


def _points(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "；".join(f"{chinese_number(place)}是{text}" for place, text in enumerate(texts, start=1))
