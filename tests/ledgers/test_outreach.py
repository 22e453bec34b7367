"""Outreach: each kind has its measure, a handout has one name, and lists are no messages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import Town
from tests.registers.outreach import make_outreach
from tests.unchanged import faults

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.ledgers.outreach.choices import MEASURES, Kind
from gonghui.ledgers.outreach.indicators import (
    BARGAINING_HANDOUTS,
    BROADCASTS,
    CONTRIBUTION_HANDOUTS,
    HANDOUT_COPIES,
    SUBSIDY_MATCHED,
    SUBSIDY_NOTIFIED,
)
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def value(place: Town, indicator: Indicator) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, TODAY)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"quantity": 0}, {"quantity": "数量至少是1"}),
        ({"quantity": None}, {"quantity": ""}),
        ({"kind": "list_matching"}, {"got_from": "名单比对请写明名单从哪里来"}),
        ({"kind": "radio"}, {"kind": ""}),
        ({"title": "《》"}, {"title": ""}),
        ({"done_on": date(2026, 1, 5)}, {"done_on": "2026年1月5日还没有到"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_outreach(place.officer, place.town, **values)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_measure_follows_from_the_kind(place: Town, kind: Kind) -> None:
    row = make_outreach(place.officer, place.town, kind=kind, got_from="人力资源部门")
    assert row.measure == MEASURES[kind] != ""


def test_another_kind_has_another_measure(place: Town) -> None:
    row = make_outreach(place.officer, place.town)
    row = door.save(OUTREACH, actor=place.officer, record=row, changes={"kind": "message"})
    assert row.measure == "人次"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("《协商问答》", "协商问答"),
        (" 《 协商问答 》 ", "协商问答"),
        ("协商问答", "协商问答"),
        ("《协商问答》和《协商案例》", "《协商问答》和《协商案例》"),
        ("《协商问答》修订版", "《协商问答》修订版"),
    ],
)
def test_a_handout_has_one_name_with_and_without_book_marks(place: Town, typed: str, kept: str) -> None:
    assert make_outreach(place.officer, place.town, title=typed).title == kept


def test_a_handout_given_out_twice_is_one_kind_and_all_its_copies(place: Town) -> None:
    make_outreach(place.officer, place.town, 1, title="协商问答", quantity=300)
    make_outreach(place.officer, place.village, 2, title="《协商问答》", quantity=80)
    make_outreach(place.officer, place.town, 3, title="代收指南", topic="contributions", quantity=20)
    make_outreach(place.officer, place.town, 4, title="协商横幅", kind="poster", quantity=7)
    assert value(place, BARGAINING_HANDOUTS) == 1
    assert value(place, CONTRIBUTION_HANDOUTS) == 1
    assert value(place, HANDOUT_COPIES) == 400


def test_who_was_found_on_a_list_is_not_yet_told(place: Town) -> None:
    on = {"topic": "subsidies", "got_from": "人力资源部门"}
    make_outreach(place.officer, place.town, 1, kind="list_matching", quantity=136, **on)
    make_outreach(place.officer, place.town, 2, kind="message", quantity=131, **on)
    make_outreach(place.officer, place.town, 3, kind="message", quantity=50, topic="activities")
    make_outreach(place.officer, place.town, 4, kind="broadcast", quantity=12, **on)
    assert value(place, SUBSIDY_MATCHED) == 136
    assert value(place, SUBSIDY_NOTIFIED) == 131
    assert value(place, BROADCASTS) == 12
