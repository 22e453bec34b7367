"""Calls for applications: days in their order, a paper once, and a count by scheme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.calls import make_call
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed
from gonghui.ledgers.calls.indicators import INDICATORS
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.plain.periods import Period


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"forwarded_on": date(2025, 10, 15)}, {"forwarded_on": "转发日期早于发文日期"}),
        ({"closes_on": date(2025, 10, 21)}, {"closes_on": "申领截止早于转发日期"}),
        ({"forwarded_on": date(2025, 12, 13)}, {"forwarded_on": "2025年12月13日还没有到"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_call(place.officer, place.town, **{"closes_on": None, **values})


def test_applications_may_close_later_than_today(place: Town) -> None:
    call = make_call(place.officer, place.town, closes_on=date(2026, 3, 31))
    assert call.closes_on == date(2026, 3, 31)
    assert call.number.startswith("2025-TZ-")


def test_a_paper_is_written_down_once(place: Town) -> None:
    first = make_call(place.officer, place.town)
    with refused(ValidationError, "这个文号的通知已经登记过"):
        make_call(place.officer, place.town)
    door.void(CALLS, actor=place.officer, record=first, why="录错")
    make_call(place.officer, place.town)
    for _ in range(2):  # many a call bears no number
        make_call(place.officer, place.town, paper_number="")


def test_only_the_towns_officer_writes_calls_and_only_in_the_town(place: Town) -> None:
    with refused(NotAllowed):
        make_call(place.clerk, place.village)
    with refused(ValidationError, "不能登记在"):
        make_call(place.officer, place.village)


def test_calls_are_counted_by_scheme(place: Town) -> None:
    make_call(place.officer, place.town, 1)
    make_call(place.officer, place.town, 2, topic="hardship")
    make_call(place.officer, place.town, 3, topic="hardship")
    make_call(place.officer, place.town, 4, topic="honours")
    make_call(place.officer, place.town, 5, issued_on=date(2024, 10, 1), forwarded_on=date(2024, 10, 8))
    asked = FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))
    told = {indicator.code.partition(".")[2]: compute(indicator, asked).value for indicator in INDICATORS}
    assert told == {"forwarded": 4, "subsidy": 1, "hardship": 2, "student_aid": 0}
