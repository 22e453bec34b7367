"""Meetings: who called them, who came, and which of them a figure takes for which."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.meetings import make_meeting
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed
from gonghui.ledgers.meetings.indicators import (
    ATTENDANCE,
    BARGAINING_MOBILISED,
    BARGAINING_PROMOTED,
    HELD,
    STANDARDISATION,
)
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def value(place: Town, indicator: Indicator) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, TODAY)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"host": "upper"}, {"convened_by": "不是本级召集的，请写明召集的工会"}),
        ({"host": "lower"}, {"convened_by": "不是本级召集的"}),
        ({"expected": 40, "attended": 41}, {"attended": "实到多于应到（40人）"}),
        ({"held_on": date(2026, 2, 1)}, {"held_on": "2026年2月1日还没有到"}),
        ({"kind": "party"}, {"kind": ""}),
        ({"topic": ""}, {"topic": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_meeting(place.officer, place.town, **values)


def test_a_meeting_is_entered_once_and_again_after_voiding(place: Town) -> None:
    row = make_meeting(place.officer, place.town)
    with refused(ValidationError, "同一天已经登记过同名的会议"):
        make_meeting(place.officer, place.town)
    make_meeting(place.officer, place.village)
    door.void(MEETINGS, actor=place.officer, record=row, why="没有开成")
    make_meeting(place.officer, place.town)


def test_a_village_enters_its_own_meetings_only(place: Town) -> None:
    make_meeting(place.clerk, place.village)
    for elsewhere in (place.other_village, place.town):
        with refused(NotAllowed):
            make_meeting(place.clerk, elsewhere)


def test_a_meeting_called_from_above_is_not_ones_own(place: Town) -> None:
    make_meeting(place.officer, place.town, 1, attended=52)
    make_meeting(
        place.officer, place.town, 2, kind="mobilisation", host="upper", convened_by="临江市总工会", attended=3
    )
    assert value(place, HELD) == 1
    assert value(place, ATTENDANCE) == 52
    assert value(place, BARGAINING_MOBILISED) == 1
    assert value(place, BARGAINING_PROMOTED) == 1


def test_attendance_is_of_those_who_came_and_nobody_where_it_was_not_written_down(place: Town) -> None:
    make_meeting(place.officer, place.town, 1, expected=60, attended=None)
    assert value(place, ATTENDANCE) == 0
    make_meeting(place.officer, place.town, 2, expected=None, attended=31)
    assert value(place, ATTENDANCE) == 31


def test_only_work_meetings_on_standardisation_count_as_such(place: Town) -> None:
    for sequence, kind in enumerate(("work", "training", "promotion"), start=1):
        make_meeting(place.officer, place.town, sequence, kind=kind, topic="standardisation")
    make_meeting(place.officer, place.town, 9, kind="work", topic="other")
    assert value(place, STANDARDISATION) == 1
