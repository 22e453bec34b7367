"""Inspections and what they found: days in order, each employer once, and what the figures take of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.employers import make_employer
from tests.registers.inspections import make_inspection, make_inspection_result
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.inspections.indicators import (
    CITY_RANDOM,
    EMPLOYERS_INSPECTED,
    HELD_INSPECTIONS,
    PASSED_RATE,
    RECTIFIED_RATE,
    TO_RECTIFY,
)
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.inspections.models import Inspection
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
HELD = date(2025, 9, 27)


@pytest.fixture
def inspection(place: Town) -> Inspection:
    return make_inspection(place.officer, place.town, held_on=HELD)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def value(place: Town, indicator: Indicator, as_of: date = TODAY) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, as_of)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"held_on": None}, {"held_on": "请填检查日期；还没有检查的，填通知日期"}),
        ({"announced_on": date(2025, 9, 28), "held_on": HELD}, {"announced_on": "通知日期晚于检查日期"}),
        ({"ended_on": date(2025, 8, 1)}, {"ended_on": "结束日期早于检查日期"}),
        ({"announced_on": HELD, "held_on": None, "ended_on": HELD}, {"ended_on": "结束日期早于检查日期，或者"}),
        ({"held_on": date(2026, 3, 1)}, {"held_on": "2026年3月1日还没有到"}),
        ({"level": "county"}, {"level": ""}),
        ({"inspecting_body": ""}, {"inspecting_body": ""}),
    ],
    ids=str,
)
def test_an_inspection_that_cannot_be_is_told(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_inspection(place.officer, place.town, **values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"score": Decimal("100.5")}, {"score": "得分在0到100之间"}),
        ({"score": Decimal(-1)}, {"score": "得分在0到100之间"}),
        ({"rectify_by": date(2025, 10, 27)}, {"problems": "定了整改期限，请写明发现的问题"}),
        ({"problems": "缺记录", "rectify_by": date(2025, 9, 26)}, {"rectify_by": "整改期限早于检查日期"}),
        ({"problems": "缺记录", "rectified_on": date(2025, 10, 9)}, {"rectify_by": "填了整改完成日期，请先填整改期限"}),
        (
            {"problems": "缺记录", "rectify_by": HELD, "rectified_on": date(2025, 9, 1)},
            {"rectified_on": "整改完成日期早于检查日期"},
        ),
        ({"reinspected_on": HELD}, {"reinspected_on": "复查在整改完成以后"}),
    ],
    ids=str,
)
def test_a_result_that_cannot_be_is_told(
    place: Town, inspection: Inspection, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_inspection_result(place.officer, inspection, employer, **values)


def test_nobody_was_inspected_before_the_day_is_known(place: Town, employer: Employer) -> None:
    announced = make_inspection(place.officer, place.town, announced_on=date(2025, 12, 1), held_on=None)
    assert value(place, HELD_INSPECTIONS) == 0
    with faults(inspection="这次检查还没有检查日期"):
        make_inspection_result(place.officer, announced, employer)


def test_a_village_inspects_its_own_employers_only(place: Town, employer: Employer) -> None:
    own = make_inspection(place.clerk, place.village, level="self", method="all")
    elsewhere = make_employer(place.officer, place.other_village)
    assert make_inspection_result(place.clerk, own, employer).organisation == place.village
    with faults(employer="这家单位不在上河村工会联合会范围内"):
        make_inspection_result(place.officer, own, elsewhere)
    with refused(NotAllowed):
        make_inspection_result(place.clerk, own, elsewhere)


def test_an_employer_stands_once_in_an_inspection_and_again_after_voiding(
    place: Town, inspection: Inspection, employer: Employer
) -> None:
    row = make_inspection_result(place.officer, inspection, employer)
    with refused(ValidationError, "这次检查已经登记过这家单位"):
        make_inspection_result(place.officer, inspection, employer)
    door.void(RESULTS, actor=place.officer, record=row, why="登记错了")
    make_inspection_result(place.officer, inspection, employer)


def test_the_same_inspection_is_entered_once(place: Town, inspection: Inspection) -> None:
    with refused(ValidationError, "同一天已经登记过同名的检查"):
        make_inspection(place.officer, place.town, title=inspection.title, held_on=HELD)
    make_inspection(place.officer, place.other_village, title=inspection.title, held_on=HELD)


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100", "优"), ("90", "优"), ("89.9", "良"), ("80", "良"), ("60", "合格"), ("59.9", "不合格"), (None, "")],
)
def test_the_grade_follows_from_the_score(
    place: Town, inspection: Inspection, employer: Employer, score: str | None, grade: str
) -> None:
    row = make_inspection_result(place.officer, inspection, employer, score=score and Decimal(score))
    assert row.get_grade_display() == grade


def test_a_score_set_right_changes_the_grade(place: Town, inspection: Inspection, employer: Employer) -> None:
    row = make_inspection_result(place.officer, inspection, employer)
    row = door.save(RESULTS, actor=place.officer, record=row, changes={"score": Decimal(55)})
    assert row.grade == "failed"


def test_a_day_set_right_later_is_right_for_all_its_results(
    place: Town, inspection: Inspection, employer: Employer
) -> None:
    make_inspection_result(place.officer, inspection, employer)
    assert value(place, CITY_RANDOM) == 1
    door.save(INSPECTIONS, actor=place.officer, record=inspection, changes={"held_on": date(2024, 9, 27)})
    assert value(place, CITY_RANDOM) == 0


def test_the_results_of_a_voided_inspection_count_nowhere(
    place: Town, inspection: Inspection, employer: Employer
) -> None:
    make_inspection_result(place.officer, inspection, employer)
    door.void(INSPECTIONS, actor=place.officer, record=inspection, why="登记重复")
    assert value(place, EMPLOYERS_INSPECTED) == value(place, CITY_RANDOM) == value(place, PASSED_RATE) == 0


def test_rates_are_of_the_rows_that_their_denominator_names(place: Town, inspection: Inspection) -> None:
    firms = [make_employer(place.officer, place.village, sequence) for sequence in range(1, 5)]
    open_until = {"problems": "缺记录", "rectify_by": date(2025, 10, 27)}
    make_inspection_result(place.officer, inspection, firms[0])
    make_inspection_result(place.officer, inspection, firms[1], score=Decimal(50), **open_until)
    done = {**open_until, "rectified_on": date(2025, 10, 20)}
    make_inspection_result(place.officer, inspection, firms[2], score=Decimal(70), **done)
    make_inspection_result(place.officer, inspection, firms[3], score=None)
    assert value(place, PASSED_RATE) == Decimal("66.67")
    assert value(place, TO_RECTIFY) == 2
    assert value(place, RECTIFIED_RATE) == 50
    assert value(place, RECTIFIED_RATE, date(2025, 10, 19)) == 0
