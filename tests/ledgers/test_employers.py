"""Employers: their own credit code, declared head counts, and whether a union stands there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from tests.factories import Town, make_credit_code
from tests.registers.employers import make_employer
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.employers.indicators import MEMBERSHIP_RATE, UNIONISED
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.plain.periods import Period

UNIONS_CODE = "81441900MC00000129"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"uscc": UNIONS_CODE}, {"uscc": "以8开头的是工会法人代码"}),
        ({"uscc": "9"}, {"uscc": "统一社会信用代码应为18位"}),
        ({"women": 58}, {"women": "女职工不能多于职工数（57人）"}),
        ({"migrant": 58}, {"migrant": "农民工不能多于职工数"}),
        ({"staff": 10}, {"women": "女职工不能多于"}),
        ({"status_on": date(2025, 3, 1)}, {"status_on": "填了状态日期，请把经营状态改为"}),
        ({"status": "closed", "status_on": date(2019, 5, 7)}, {"status_on": "状态日期早于建会日期"}),
        ({"has_union": False}, {"has_union": "填了工会或建会日期，请勾选“已建会”"}),
        ({"headcount_on": date(2026, 1, 1)}, {"headcount_on": "2026年1月1日还没有到"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_employer(place.officer, place.village, **values)


@pytest.mark.parametrize("phone", ["", "0769-22001234", "138 0000 1234"])
def test_an_office_may_have_a_landline_or_no_phone(place: Town, phone: str) -> None:
    employer = make_employer(place.officer, place.village, phone=phone)
    assert (employer.phone.reveal() if phone else employer.phone) == phone.replace(" ", "")


def test_an_employer_without_a_union_is_entered_too_and_unionises_later(place: Town) -> None:
    employer = make_employer(place.officer, place.village, has_union=False, built_date=None, members=0)
    founded = {"has_union": True, "built_date": date(2025, 10, 1), "union": place.village}
    assert door.save(EMPLOYERS, actor=place.clerk, record=employer, changes=founded).union == place.village


@pytest.mark.parametrize(
    ("staff", "size"),
    [
        (0, "under_25"),
        (24, "under_25"),
        (25, "from_25"),
        (99, "from_25"),
        (100, "from_100"),
        (999, "from_100"),
        (1000, "from_1000"),
    ],
)
def test_the_class_of_size_follows_from_the_headcount(place: Town, staff: int, size: str) -> None:
    employer = make_employer(place.officer, place.village, staff=staff, women=0, members=0)
    assert employer.size == size
    grown = door.save(EMPLOYERS, actor=place.officer, record=employer, changes={"staff": 1200})
    assert grown.size == "from_1000"


def test_employers_that_were_there_before_the_classes_get_theirs(place: Town) -> None:
    staffs = {"under_25": 24, "from_25": 25, "from_100": 999, "from_1000": 1000}
    made = {
        size: make_employer(place.officer, place.village, sequence, staff=staff, women=0, members=0)
        for sequence, (size, staff) in enumerate(staffs.items(), start=1)
    }
    Employer._base_manager.update(size="under_25")
    import_module("gonghui.ledgers.employers.migrations.0002_size").fill(apps, None)
    for size, employer in made.items():
        employer.refresh_from_db()
        assert employer.size == size


@pytest.mark.parametrize("far", [False, True])
def test_a_credit_code_is_registered_once_in_the_city_and_again_after_voiding(place: Town, *, far: bool) -> None:
    code = make_credit_code(9)
    actor, at = (place.stranger, place.neighbour_village) if far else (place.officer, place.village)
    first = make_employer(actor, at, uscc=code)
    with refused(ValidationError, "这个统一社会信用代码已经登记过，请按代码查找那一家"):
        make_employer(place.officer, place.village, 2, uscc=code.lower())
    door.void(EMPLOYERS, actor=actor, record=first, why="登记错了")
    assert make_employer(place.officer, place.village, 2, uscc=f" {code} ").uscc == code


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, []),
        ({"uscc": ""}, ["缺统一社会信用代码"]),
        ({"kind": "", "industry": ""}, ["缺登记类型", "缺行业门类"]),
        ({"built_date": None}, ["缺建会日期"]),
        ({"members": 58}, ["会员多于职工"]),
        ({"status": "moved"}, ["缺状态日期"]),
    ],
    ids=str,
)
def test_what_an_officer_may_learn_later_is_asked_for_and_keeps_nobody_from_saving(
    place: Town, values: dict[str, Any], asked: list[str]
) -> None:
    employer = make_employer(place.officer, place.village, **values)
    assert [one.title for one in reminders_of(EMPLOYERS, employer)] == asked


def test_several_employers_have_no_code_yet(place: Town) -> None:
    for sequence in (1, 2):
        assert make_employer(place.officer, place.village, sequence, uscc="").uscc == ""


def figure(indicator: Indicator, place: Town, as_of: date) -> tuple[Decimal | int, int]:
    found = compute(indicator, FigureQuery(place.town, Period.year(2025), as_of))
    return found.value, found.records


def test_an_employer_that_closes_counts_until_that_day(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    make_employer(place.officer, place.village, 2, built_date=None)
    closed = {"status": "closed", "status_on": date(2025, 6, 10)}
    door.save(EMPLOYERS, actor=place.officer, record=employer, changes=closed)
    assert [figure(UNIONISED, place, day)[0] for day in (date(2025, 6, 9), date(2025, 6, 10))] == [2, 1]


def test_the_rate_of_membership_is_a_rate_of_all_workers_together(place: Town) -> None:
    make_employer(place.officer, place.village, 1, staff=1000, members=900)
    make_employer(place.officer, place.village, 2, staff=10, women=0, members=1)
    assert figure(MEMBERSHIP_RATE, place, date(2025, 12, 1)) == (Decimal("89.21"), 2)
    assert figure(MEMBERSHIP_RATE, place, date(2018, 12, 1)) == (Decimal(0), 0)
