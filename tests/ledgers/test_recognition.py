"""Recognition: nothing without its paper, no place without how many took part, each thing once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.recognition import make_recognition
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.ledgers.recognition.indicators import EXPERIENCE_SHARED, PRAISE, RECEIVED
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.models import Recognition
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def value(place: Town, indicator: Indicator) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, TODAY)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"paper": ""}, {"paper": ""}),
        ({"by_body": ""}, {"by_body": ""}),
        ({"kind": "ranking"}, {"place_taken": "排名请填名次"}),
        ({"kind": "ranking", "out_of": 28}, {"place_taken": "排名请填名次"}),
        ({"out_of": 28}, {"place_taken": "填了参加排名的单位数，请填名次"}),
        ({"place_taken": 3}, {"out_of": "填了名次，请填一共有几个单位参加排名"}),
        ({"place_taken": 0, "out_of": 28}, {"place_taken": "名次从1起"}),
        ({"place_taken": 29, "out_of": 28}, {"out_of": "名次（第29）大于参加排名的单位数"}),
        ({"told_on": date(2026, 1, 5)}, {"told_on": "2026年1月5日还没有到"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_recognition(place.officer, place.town, **values)


def test_the_last_of_all_took_part_too(place: Town) -> None:
    row = make_recognition(place.officer, place.town, kind="ranking", place_taken=28, out_of=28)
    assert (row.place_taken, row.out_of) == (28, 28)


def test_a_thing_is_entered_once_and_again_after_voiding(place: Town) -> None:
    row = make_recognition(place.officer, place.town)
    with refused(ValidationError, "这件事已经登记过"):
        make_recognition(place.officer, place.town)
    door.void(RECOGNITION, actor=place.officer, record=row, why="依据有误")
    make_recognition(place.officer, place.town)


def test_each_counts_as_what_it_was(place: Town) -> None:
    make_recognition(place.officer, place.town, 1)
    make_recognition(place.officer, place.town, 2, kind="experience")
    make_recognition(place.officer, place.town, 3, kind="feedback", by_level="outside", by_body="企业职工")
    make_recognition(place.officer, place.town, 4, kind="experience", told_on=date(2024, 9, 18))
    assert value(place, RECEIVED) == 3
    assert value(place, EXPERIENCE_SHARED) == 1
    assert value(place, PRAISE) == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"fact": "规范化建设受到通报表扬"}, "规范化建设受到临江市总工会通报表扬（临江工通报第3期）"),
        ({"fact": "临江市总工会通报表扬。"}, "临江市总工会通报表扬（临江工通报第3期）"),
        ({"fact": "考核为优秀"}, "考核为优秀（临江市总工会，临江工通报第3期）"),
        (
            {"kind": "ranking", "fact": "经费收缴排名", "place_taken": 3, "out_of": 28},
            "经费收缴在28个参评单位中列第3位（临江市总工会，临江工通报第3期）",
        ),
        ({"kind": "award", "honour": "“职工之家”"}, "被临江市总工会授予“职工之家”（临江工通报第3期）"),
        ({"fact": "职工来信感谢", "by_body": "职工", "by_level": "outside"}, "职工来信感谢"),
    ],
    ids=["praise", "named", "assessed", "ranked", "honour", "outside"],
)
def test_a_paper_tells_who_said_what_where_and_at_which_place(values: dict[str, Any], told: str) -> None:
    row = Recognition(
        **{"kind": "praise", "by_body": "临江市总工会", "by_level": "city", "paper": "临江工通报第3期", **values}
    )
    assert row.told == told


def test_a_town_tells_what_unions_above_it_said_of_its_villages(place: Town) -> None:
    own = make_recognition(place.officer, place.town, 1, by_level="town")
    above = make_recognition(place.officer, place.village, 2, by_level="city")
    within = make_recognition(place.officer, place.village, 3, by_level="town")
    assert [row.told_at(place.town) for row in (own, above, within)] == [True, True, False]
    assert [row.told_at(place.city) for row in (own, above, within)] == [False, False, False]


def test_a_city_tells_what_the_province_said_of_its_towns_and_whose_it_was(place: Town) -> None:
    by_city = make_recognition(place.officer, place.town, 1, by_level="city")
    by_province = make_recognition(place.officer, place.town, 2, by_level="province")
    assert [row.told_at(place.city) for row in (by_city, by_province)] == [False, True]
    assert by_province.told_as("考核为优秀", place.city) == f"{place.town.name}考核为优秀"
    assert by_province.told_as("考核为优秀", place.town) == "考核为优秀"
