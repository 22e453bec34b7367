"""Visits by the occasion: what was brought in the heat is never added to what households got for New Year."""

from __future__ import annotations

from gonghui.engine.declare import Condition, FigureKind, Indicator
from gonghui.engine.figures.conditions import NOT_VOIDED, equals, in_period
from gonghui.engine.figures.measures import Sum
from gonghui.ledgers.visits.choices import Festival
from gonghui.ledgers.visits.ledger import VISITS

# Upper unions ask for these; of the others papers alone speak.
_ASKED = (Festival.SPRING, Festival.HEAT, Festival.AUTUMN)


def _conditions(festival: Festival) -> tuple[Condition, ...]:
    return (
        NOT_VOIDED,
        in_period("date", "慰问日期"),
        equals("festival", festival.value, f"慰问节点是{festival.label}"),
    )


def _figures(festival: Festival) -> tuple[Indicator, ...]:
    """How often people were visited on that occasion, and with how much."""
    conditions = _conditions(festival)
    people = Indicator(
        code=f"visits.{festival}_people",
        name=f"{festival.label}慰问职工",
        unit="人次",
        kind=FigureKind.FLOW,
        basis=f"慰问日期在期内、慰问节点是{festival.label}的慰问人数合计；集体慰问按登记的人数",
        ledger=VISITS,
        conditions=conditions,
        measure=Sum("people"),
    )
    amount = Indicator(
        code=f"visits.{festival}_amount",
        name=f"{festival.label}慰问款物",
        unit="元",
        kind=FigureKind.FLOW,
        basis=f"慰问日期在期内、慰问节点是{festival.label}的慰问金和慰问品折价合计，各资金渠道都计入",
        ledger=VISITS,
        conditions=conditions,
        measure=Sum("total"),
    )
    return people, amount


def _households(festival: Festival) -> Indicator:
    """How many homes were visited on that occasion."""
    return Indicator(
        code=f"visits.{festival}_households",
        name=f"{festival.label}慰问户数",
        unit="户",
        kind=FigureKind.FLOW,
        basis=f"慰问日期在期内、慰问节点是{festival.label}的慰问户数合计；不是入户的不计",
        ledger=VISITS,
        conditions=_conditions(festival),
        measure=Sum("households"),
    )


BY_FESTIVAL = tuple(figure for festival in _ASKED for figure in _figures(festival))
SOURCES = (
    *(figure for festival in Festival if festival not in _ASKED for figure in _figures(festival)),
    *(_households(festival) for festival in Festival),
)
