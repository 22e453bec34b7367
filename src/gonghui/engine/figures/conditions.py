"""Conditions that many indicators share; each tests one recorded fact or date."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gonghui.engine.declare import Condition, FigureQuery

NOT_VOIDED = Condition("not_voided", "没有作废", lambda _query: Q(voided_on=None))


def in_period(field: str, title: str) -> Condition:
    """The day in `field` lies in the period, and not after the as-of day."""

    def test(query: FigureQuery) -> Q:
        return Q(**{f"{field}__gte": query.period.start, f"{field}__lte": query.until})

    return Condition(f"{field}_in_period", f"{title}在期内", test)


def in_whole_months(field: str, title: str) -> Condition:
    """The day in `field` lies in a month of the period that is whole, and over by the as-of day."""

    def test(query: FigureQuery) -> Q:
        whole = query.counted.whole_months
        return Q(**{f"{field}__gte": whole.start, f"{field}__lte": whole.end}) if whole else Q(pk__in=[])

    return Condition(f"{field}_in_whole_months", f"{title}在期内的整月里", test)


def before_period(field: str, title: str) -> Condition:
    """The day in `field` lies before the period: what happens in it answers what was asked for earlier."""

    def test(query: FigureQuery) -> Q:
        return Q(**{f"{field}__lt": query.period.start})

    return Condition(f"{field}_before_period", f"{title}在期前", test)


def by_day(field: str, title: str) -> Condition:
    """The day in `field` is the as-of day or before it (for what stands at a date)."""

    def test(query: FigureQuery) -> Q:
        return Q(**{f"{field}__lte": query.until})

    return Condition(f"{field}_by_day", f"{title}不晚于截至日", test)


def not_yet_on(field: str, title: str) -> Condition:
    """What the day in `field` tells had not happened by the as-of day."""

    def test(query: FigureQuery) -> Q:
        return Q(**{field: None}) | Q(**{f"{field}__gt": query.until})

    return Condition(f"{field}_not_yet_on", f"截至日还没有{title}", test)


def equals(field: str, value: Any, title: str) -> Condition:
    """`field` holds `value`."""
    return Condition(f"{field}_is_{value}", title, lambda _query: Q(**{field: value}))


def among(field: str, values: frozenset[Any], title: str) -> Condition:
    """`field` holds one of `values`."""
    return Condition(f"{field}_among", title, lambda _query: Q(**{f"{field}__in": sorted(values)}))
