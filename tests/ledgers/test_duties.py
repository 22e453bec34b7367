"""Duties: who is charged with a matter on a day, each person once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.duties import make_duty
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.ledgers.duties.indicators import PETITION_STAFF
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.plain.periods import Period


def on(place: Town, day: date) -> int:
    return int(compute(PETITION_STAFF, FigureQuery(place.town, Period.year(day.year), day)).value)


@pytest.mark.parametrize("until", [date(2025, 5, 6), date(2025, 5, 5)])
def test_nobody_leaves_before_they_came(place: Town, until: date) -> None:
    with faults(until="离岗日期要晚于到岗日期"):
        make_duty(place.officer, place.town, until=until)


def test_a_person_is_charged_with_a_matter_once(place: Town) -> None:
    first = make_duty(place.officer, place.town)
    make_duty(place.officer, place.town, matter="bargaining")
    with refused(ValidationError, "换岗的先给那一条填离岗日期"):
        make_duty(place.officer, place.town, position="b")
    door.save(DUTIES, actor=place.officer, record=first, changes={"until": date(2025, 9, 1)})
    assert make_duty(place.officer, place.town, position="b", since=date(2025, 9, 1)).pk
    assert [on(place, day) for day in (date(2025, 5, 5), date(2025, 5, 6), date(2025, 9, 1))] == [0, 1, 1]


def test_who_left_is_counted_until_the_day_before(place: Town) -> None:
    make_duty(place.officer, place.town, until=date(2025, 9, 1))
    assert [on(place, day) for day in (date(2025, 8, 31), date(2025, 9, 1))] == [1, 0]


def test_duties_are_the_towns(place: Town) -> None:
    with faults(organisation="岗位分工不能登记在"):
        make_duty(place.officer, place.village)
