"""Subsidies: one application for a course, amounts and days that can be, and people counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.factories import Town, make_account, make_id_number
from tests.registers.employers import make_employer
from tests.registers.subsidies import make_subsidy
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.subsidies.choices import State
from gonghui.ledgers.subsidies.indicators import (
    APPLICANTS,
    AWAITING_PROVINCE,
    EARLIER_PAID,
    PAID_AMOUNT,
    PAID_WORKERS,
    REJECTED,
    SURVEYED,
)
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.offices.roles import Role
from gonghui.plain.periods import Period

NUMBER, JULY, TODAY = make_id_number(6), date(2025, 7, 1), date(2025, 12, 12)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def step(place: Town, case: Subsidy, key: str, day: date = JULY, **values: Any) -> Subsidy:
    actor = {"pass_town": place.officer, "reject_in_town": place.officer, "pass_city": place.reviewer}.get(
        key, place.clerk
    )
    if key in {"pass_province", "pay"}:
        actor = place.officer
    return take(SUBSIDIES, key, actor=actor, record=case, taking=Taking(day, values, "说明", "省文件1号"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"transport_amount": Decimal(-1)}, {"transport_amount": "金额不能小于0"}),
        ({"lost_amount": Decimal(100)}, {"lost_days": "申请了误工补贴，请填误工天数"}),
        ({"lost_days": -1}, {"lost_days": "不能小于0"}),
        ({"surveyed_on": date(2026, 1, 1)}, {"surveyed_on": "2026年1月1日还没有到"}),
        ({"id_number": "123"}, {"id_number": "身份证号应为18位"}),
        ({"course": ""}, {"course": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(
    place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_subsidy(place.officer, employer, **values)


def test_a_survey_day_is_not_moved_past_the_application(place: Town, employer: Employer) -> None:
    case = step(place, make_subsidy(place.clerk, employer), "apply")
    with faults(surveyed_on="摸底日期晚于申请日期"):
        door.save(SUBSIDIES, actor=place.clerk, record=case, changes={"surveyed_on": date(2025, 7, 2)})


@pytest.mark.parametrize("ended_by", ["reject_in_town", "withdraw", "void"])
def test_a_course_is_applied_for_once_until_the_case_has_ended(place: Town, employer: Employer, ended_by: str) -> None:
    case = make_subsidy(place.clerk, employer, id_number=NUMBER)
    with refused(ValidationError, "这个身份证号已经申请过同一个培训项目的补贴"):
        make_subsidy(place.clerk, employer, id_number=NUMBER)
    make_subsidy(place.clerk, employer, id_number=NUMBER, course="另一门课")
    case = step(place, case, "apply")
    if ended_by == "void":
        door.void(SUBSIDIES, actor=place.clerk, record=case, why="录错")
    else:
        step(place, case, ended_by)
    assert make_subsidy(place.clerk, employer, id_number=NUMBER).pk


def test_a_worker_with_two_courses_is_one_applicant_and_two_payments(place: Town, employer: Employer) -> None:
    for course in ("电工", "焊工"):
        case = make_subsidy(place.clerk, employer, id_number=NUMBER, course=course)
        for key in ("apply", "pass_town", "pass_city", "pass_province"):
            case = step(place, case, key)
        step(place, case, "pay", amount=Decimal("150.50"))
    rejected = step(place, make_subsidy(place.clerk, employer, 9), "apply")
    step(place, rejected, "reject_in_town")

    def value(indicator: Indicator) -> Decimal:
        return compute(indicator, FigureQuery(place.town, Period.year(2025), TODAY)).value

    told = [value(each) for each in (SURVEYED, APPLICANTS, PAID_WORKERS, PAID_AMOUNT, REJECTED)]
    assert told == [2, 2, 1, Decimal("301.00"), 1]


@pytest.fixture
def at_province(place: Town, employer: Employer) -> Subsidy:
    """The clerk applied for 200 yuan, the town's officer passed it, the city's reviewer too."""
    case = make_subsidy(place.clerk, employer)
    for key in ("apply", "pass_town", "pass_city"):
        case = step(place, case, key)
    return case


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "发放金额应大于0"), (Decimal(-5), "发放金额应大于0"), ("200.01", "发放金额多于申请的200元")],
)
def test_no_more_is_paid_than_was_passed_and_something_is(
    place: Town, at_province: Subsidy, amount: object, said: str
) -> None:
    passed = step(place, at_province, "pass_province")
    with refused(Refusal, said):
        step(place, passed, "pay", amount=amount)


def test_nothing_is_applied_for_that_names_no_amount(place: Town, employer: Employer) -> None:
    case = make_subsidy(place.clerk, employer, transport_amount=0)
    with refused(Refusal, "还没有填申请的补贴金额"):
        step(place, case, "apply")


@pytest.mark.parametrize("key", ["apply", "withdraw"])
def test_nothing_happens_to_a_case_before_it_was_surveyed(place: Town, employer: Employer, key: str) -> None:
    case = make_subsidy(place.clerk, employer)
    with refused(ValidationError, "摸底日期晚于"):
        step(place, case, key, date(2025, 6, 2))


def test_the_database_too_refuses_money_paid_without_approval(place: Town, at_province: Subsidy) -> None:
    rows = Subsidy.objects.filter(pk=at_province.pk)
    for wrong in (
        {"paid_on": JULY, "amount": Decimal(100)},
        {"amount": Decimal(100)},
        {"paid_on": JULY, "amount": Decimal(0), "province_passed_on": JULY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_who_applied_or_reviewed_does_not_review_at_another_level(place: Town, employer: Employer) -> None:
    everywhere = make_account("高德才", (place.town, Role.OFFICER), (place.city, Role.REVIEWER))

    def by_them(case: Subsidy, key: str) -> Subsidy:
        return take(SUBSIDIES, key, actor=everywhere, record=case, taking=Taking(JULY))

    applied = by_them(make_subsidy(place.clerk, employer), "apply")
    with refused(NotAllowed, "回避"):
        by_them(applied, "pass_town")
    passed = step(place, applied, "pass_town")
    with refused(NotAllowed, "回避"):
        by_them(passed, "pass_city")
    assert step(place, passed, "pass_city").state == State.CITY_PASSED


@pytest.mark.parametrize("decision", ["pass_province", "reject_in_province", "return_from_province"])
def test_what_waited_for_the_province_in_october_still_did_after_it_decided(
    place: Town, employer: Employer, decision: str
) -> None:
    case = make_subsidy(place.clerk, employer)
    for key, day in (("apply", 7), ("pass_town", 8), ("pass_city", 9)):
        case = step(place, case, key, date(2025, day, 1))
    taking = Taking(date(2025, 11, 1), {}, "说明", "省文件1号")
    take(SUBSIDIES, decision, actor=place.officer, record=case, taking=taking)
    days = (date(2025, 8, 31), date(2025, 9, 1), date(2025, 10, 31), date(2025, 11, 1))
    asked = [FigureQuery(place.town, Period.year(2025), day) for day in days]
    assert [compute(AWAITING_PROVINCE, each).value for each in asked] == [0, 1, 1, 0]


def test_who_has_no_employer_applies_where_it_was_entered(place: Town) -> None:
    case = make_subsidy(place.clerk, None, organisation=place.village)
    assert case.organisation == place.village
    assert step(place, case, "apply").state == "applied"


def test_who_is_paid_on_an_earlier_application_is_told_apart(place: Town) -> None:
    """Ten paid of forty-five who applied would be read as ten of the forty-five."""
    employer = make_employer(place.officer, place.village)
    for sequence, applied in enumerate((date(2024, 11, 4), date(2025, 3, 3)), start=1):
        row = make_subsidy(place.officer, employer, id_number=make_id_number(sequence), surveyed_on=date(2024, 10, 8))
        Subsidy.objects.filter(pk=row.pk).update(
            applied_on=applied, town_passed_on=applied, paid_on=date(2025, 6, 3), amount=100, state="paid"
        )
    query = FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))
    assert [compute(each, query).value for each in (PAID_WORKERS, EARLIER_PAID)] == [2, 1]
    assert compute(EARLIER_PAID, replace(query, period=Period.year(2024))).value == 0
