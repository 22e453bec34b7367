"""Visits are told by the occasion, each with its own people and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.factories import Town
from tests.registers.visits import make_visit

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.ledgers.visits.choices import Festival
from gonghui.ledgers.visits.festivals import BY_FESTIVAL, SOURCES
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.plain.periods import Period

FIGURES = {figure.code: figure for figure in (*BY_FESTIVAL, *SOURCES)}


def told(place: Town) -> dict[str, Decimal]:
    """What each figure that counts anything says of 2025."""
    asked = FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))
    found = {code.removeprefix("visits."): compute(figure, asked).value for code, figure in FIGURES.items()}
    return {code: value for code, value in found.items() if value}


def test_each_occasion_has_its_own_people_and_money(place: Town) -> None:
    crowd = {"id_number": "", "category": "outdoor", "festival": "heat", "cash": 0}
    make_visit(place.officer, place.village, 1, festival="spring", cash=500, goods=120, households=1)
    make_visit(place.officer, place.village, 2, festival="spring", cash=500, date=date(2024, 1, 15))
    make_visit(place.officer, place.village, 3, people=40, goods=1000, **crowd)
    wrong = make_visit(place.officer, place.village, 4, people=30, goods=900, **crowd)
    door.void(VISITS, actor=place.officer, record=wrong, why="重复登记")
    make_visit(place.officer, place.village, 5, festival="model", cash=800)
    assert told(place) == {
        "spring_people": 1, "spring_amount": 620, "spring_households": 1, "heat_people": 40, "heat_amount": 1000,
        "model_people": 1, "model_amount": 800,
    }  # fmt: skip


def test_every_occasion_can_be_told() -> None:
    assert set(FIGURES) == {
        f"visits.{festival}_{what}" for festival in Festival for what in ("people", "amount", "households")
    }
