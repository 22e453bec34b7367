"""Visits: a person or a group, money added up, and the injured counted as people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.registers.visits import make_visit
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.visits.indicators import INDICATORS
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.plain.periods import Period

NUMBER, TODAY = make_id_number(6), date(2025, 12, 12)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"cash": Decimal(-1)}, {"cash": "慰问金不能小于0"}),
        ({"goods": Decimal(-1)}, {"goods": "慰问品折价不能小于0"}),
        ({"people": 0}, {"people": "慰问人数至少1人"}),
        ({"households": 2}, {"households": "慰问户数不能多于慰问人数（1人）"}),
        ({"people": 3}, {"people": "填了身份证号的是慰问一个人"}),
        ({"date": date(2025, 12, 13)}, {"date": "2025年12月13日还没有到"}),
        ({"id_number": "123"}, {"id_number": "身份证号应为18位"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_visit(place.clerk, place.village, **values)


def test_the_total_is_cash_and_goods_and_the_row_lies_with_the_employer(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    visit = make_visit(place.officer, place.town, employer=employer, goods=Decimal("80.50"))
    assert visit.total == Decimal("380.50")
    assert visit.organisation == place.village
    assert visit.number.startswith("2025-WW-")
    visit = door.save(VISITS, actor=place.officer, record=visit, changes={"cash": Decimal(200)})
    assert visit.total == Decimal("280.50")


def test_the_same_visit_is_written_down_once(place: Town) -> None:
    first = make_visit(place.clerk, place.village, id_number=NUMBER)
    with refused(ValidationError, "已经登记过"):
        make_visit(place.clerk, place.village, 2, id_number=NUMBER)
    make_visit(place.clerk, place.village, id_number=NUMBER, date=date(2025, 1, 16))
    make_visit(place.clerk, place.village, id_number=NUMBER, fund="charity")
    door.void(VISITS, actor=place.clerk, record=first, why="录错")
    assert make_visit(place.clerk, place.village, id_number=NUMBER).pk
    for _ in range(2):  # groups are told apart by nothing
        make_visit(place.clerk, place.village, id_number="", target="高温岗位职工", category="frontline", people=9)


def test_attendances_people_and_money_are_counted_apart(place: Town) -> None:
    make_visit(place.clerk, place.village, id_number=NUMBER, cash=Decimal(200))
    make_visit(place.clerk, place.village, id_number=NUMBER, cash=Decimal(100), date=date(2025, 2, 17))
    group: dict[str, Any] = {"id_number": "", "people": 3, "cash": Decimal(0), "goods": Decimal(180)}
    make_visit(place.clerk, place.village, 2, **group)
    make_visit(place.clerk, place.village, 3, category="retired", cash=Decimal(500))
    make_visit(place.clerk, place.village, 4, date=date(2024, 1, 15))
    asked = FigureQuery(place.town, Period.year(2025), TODAY)
    told = {indicator.code.partition(".")[2]: compute(indicator, asked).value for indicator in INDICATORS}
    assert told == {"people": 6, "households": 0, "injured": 4, "injured_amount": 300, "cash": 800, "total_amount": 980}


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, []),
        ({"category": "hardship"}, ["工伤慰问不是工伤职工"]),
        ({"cash": Decimal(0)}, ["没有钱物"]),
        ({"cash": Decimal(0), "goods": Decimal(60)}, []),
    ],
    ids=str,
)
def test_what_looks_odd_is_asked_about(place: Town, values: dict[str, Any], asked: list[str]) -> None:
    visit = make_visit(place.clerk, place.village, **values)
    assert [one.title for one in reminders_of(VISITS, visit)] == asked
