"""Contributions and rebate papers: sums that can be, each once, and who counts as having paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.factories import Town
from tests.registers.contributions import make_contribution, make_rebate_file
from tests.registers.employers import make_employer
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.ledgers.contributions.indicators import (
    MONTHLY_AVERAGE,
    PAPERS_IN_ORDER,
    PAPERS_LACKING,
    PAYERS,
    REBATED,
    RECEIVED,
)
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.contributions.models import PAPERS, RebateFile
from gonghui.ledgers.employers.models import Employer
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def value(place: Town, indicator: Indicator, as_of: date = TODAY) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, as_of)).value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2025-10", "2025-10"),
        ("2025年3月", "2025-03"),
        ("2025.3", "2025-03"),
        ("202503", "2025-03"),
        (" 2025/12 ", "2025-12"),
        ("2025—1", "2025-01"),
        ("２０２５-10", "2025-10"),
        ("2025年第四季度", "2025-Q4"),
        ("2025年1季度", "2025-Q1"),
        ("2025-q2", "2025-Q2"),
        ("2025年上半年", "2025-H1"),
        ("2025H2", "2025-H2"),
        ("2025年", "2025"),
        ("2025", "2025"),
    ],
)
def test_a_period_is_kept_in_one_form_however_it_was_written(
    place: Town, employer: Employer, typed: str, kept: str
) -> None:
    assert make_contribution(place.officer, employer, period=typed).period == kept


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"period": "2025-13"}, {"period": "所属期应是年和月"}),
        ({"period": "2025-Q5"}, {"period": "所属期应是年和月"}),
        ({"period": "2026-Q1"}, {"period": "所属期还没有到"}),
        ({"period": "2026年"}, {"period": "所属期还没有到"}),
        ({"period": "0025-10"}, {"period": "所属期应是年和月"}),
        ({"base": Decimal(-1)}, {"base": "工资总额不能小于0"}),
        ({"rate": Decimal(2)}, {"rate": "费率应大于0、不超过1"}),
        ({"rate": Decimal(0)}, {"rate": "费率应大于0、不超过1"}),
        ({"paid_date": date(2026, 1, 1)}, {"paid_date": "2026年1月1日还没有到"}),
        ({"amount": Decimal("0.001")}, {"amount": ""}),
        ({"amount": Decimal(0)}, {"__all__": "收入的金额大于0；退款请勾选“退款”，金额填负数"}),
        ({"amount": Decimal(-5)}, {"__all__": "收入的金额大于0"}),
        ({"refund": True}, {"__all__": "收入的金额大于0"}),
        ({"item": "donation"}, {"item": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_contribution(place.officer, employer, **values)


def test_a_tax_voucher_is_entered_once_for_each_item_and_again_after_voiding(place: Town, employer: Employer) -> None:
    row = make_contribution(place.officer, employer, voucher="A1")
    with refused(ValidationError, "这张税票已经登记过"):
        make_contribution(place.officer, employer, 2, voucher="A1")
    make_contribution(place.officer, employer, 2, voucher="A1", item="late_fee")
    for sequence in (3, 4):
        make_contribution(place.officer, employer, sequence, voucher="")
    door.void(CONTRIBUTIONS, actor=place.officer, record=row, why="录错")
    assert make_contribution(place.officer, employer, 5, voucher="A1").pk


@pytest.mark.parametrize(
    ("sums", "pays"),
    [
        (["100"], True),
        (["100", "-100"], False),
        (["0.10", "0.20", "-0.30"], False),
        (["0.10", "0.20", "-0.29"], True),
        (["100.10", "200.20", "-300.30"], False),
        (["-5"], False),
    ],
    ids=str,
)
def test_an_employer_paid_when_something_is_left_after_refunds(
    place: Town, employer: Employer, sums: list[str], *, pays: bool
) -> None:
    for sequence, amount in enumerate(sums):
        make_contribution(place.officer, employer, sequence, amount=Decimal(amount), refund=amount[0] == "-")
    assert value(place, PAYERS) == pays
    assert value(place, RECEIVED) == sum(map(Decimal, sums))


@pytest.mark.parametrize(
    "values",
    [{"item": "preparatory"}, {"item": "late_fee"}, {"paid_date": date(2024, 12, 31)}],
    ids=str,
)
def test_other_items_and_other_years_make_no_payer(place: Town, employer: Employer, values: dict[str, Any]) -> None:
    make_contribution(place.officer, employer, **values)
    assert (value(place, PAYERS), value(place, RECEIVED)) == (Decimal(0), Decimal(0))


def complete(place: Town, file: RebateFile, day: date) -> RebateFile:
    return take(REBATES, "complete", actor=place.officer, record=file, taking=Taking(day))


def papers(place: Town, as_of: date = TODAY) -> tuple[int, int]:
    """How many payers have their papers in order, and how many have not."""
    return int(value(place, PAPERS_IN_ORDER, as_of)), int(value(place, PAPERS_LACKING, as_of))


def test_payers_are_split_by_their_papers_of_the_year(place: Town, employer: Employer) -> None:
    make_contribution(place.officer, employer, paid_date=date(2025, 2, 1))
    assert papers(place) == (0, 1)
    last_year = make_rebate_file(place.officer, employer, 2, **dict.fromkeys(PAPERS, True))
    complete(place, last_year, date(2025, 3, 1))
    assert papers(place) == (0, 1)
    file = complete(place, make_rebate_file(place.officer, employer, **dict.fromkeys(PAPERS, True)), date(2025, 7, 1))
    assert [papers(place, date(2025, 6, 30)), papers(place, date(2025, 7, 1))] == [(0, 1), (1, 0)]
    take(REBATES, "send_back", actor=place.officer, record=file, taking=Taking(date(2025, 9, 1), note="缺章"))
    assert [papers(place, date(2025, 8, 31)), papers(place)] == [(1, 0), (0, 1)]


def test_who_did_not_pay_is_on_neither_side_however_good_the_papers(place: Town, employer: Employer) -> None:
    complete(place, make_rebate_file(place.officer, employer, **dict.fromkeys(PAPERS, True)), date(2025, 7, 1))
    assert papers(place) == (0, 0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"for_year": 25}, {"for_year": "年度请写四位数"}),
        ({"for_year": 0}, {"for_year": "年度请写四位数"}),
        ({"for_year": 2026}, {"opened_on": "建档日期早于所办的年度"}),
        ({"opened_on": date(2025, 12, 13)}, {"opened_on": "2025年12月13日还没有到"}),
        ({"for_year": None}, {"for_year": ""}),
    ],
    ids=str,
)
def test_a_file_is_of_a_year_that_can_be(
    place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_rebate_file(place.officer, employer, **values)


def test_an_employer_has_one_file_a_year(place: Town, employer: Employer) -> None:
    file = make_rebate_file(place.officer, employer)
    with refused(ValidationError, "这家单位这一年的返还手续已经建档"):
        make_rebate_file(place.officer, employer)
    make_rebate_file(place.officer, employer, 2)
    door.void(REBATES, actor=place.officer, record=file, why="建错")
    assert make_rebate_file(place.officer, employer).pk


def test_the_database_too_refuses_a_rebate_before_submission(place: Town, employer: Employer) -> None:
    rows = RebateFile.objects.filter(pk=make_rebate_file(place.officer, employer).pk)
    for wrong in (
        {"rebated_on": TODAY, "rebate_amount": Decimal(5)},
        {"rebate_amount": Decimal(5)},
        {"rebated_on": TODAY, "rebate_amount": Decimal(0), "submitted_on": TODAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_what_came_back_is_counted_by_its_day(place: Town, employer: Employer) -> None:
    file = complete(place, make_rebate_file(place.officer, employer, **dict.fromkeys(PAPERS, True)), date(2025, 7, 1))
    file = take(REBATES, "submit", actor=place.officer, record=file, taking=Taking(date(2025, 8, 1)))
    taking = Taking(date(2025, 9, 1), {"rebate_amount": Decimal("60.60")})
    take(REBATES, "rebate", actor=place.officer, record=file, taking=taking)
    assert [value(place, REBATED, day) for day in (date(2025, 8, 31), date(2025, 9, 1))] == [0, Decimal("60.60")]


def test_papers_are_in_order_only_when_all_five_are_there(place: Town) -> None:
    file = make_rebate_file(place.officer, make_employer(place.officer, place.village))

    def paper_step(key: str, day: date, **said: Any) -> Any:
        return take(REBATES, key, actor=place.officer, record=file, taking=Taking(day, **said))

    with refused(Refusal, "还缺：返还申请表、缴费凭证、收款收据"):
        paper_step("complete", date(2025, 7, 1))
    rest = dict.fromkeys(("application", "tax_vouchers", "receipt"), True)
    file = door.save(REBATES, actor=place.officer, record=file, changes=rest)
    with faults(decided_on="完善日期早于建档日期"):
        paper_step("complete", date(2025, 3, 2))
    file = paper_step("complete", date(2025, 7, 1))
    with refused(ValidationError, "手续已经完善，不能再去掉资料：收款收据"):
        door.save(REBATES, actor=place.officer, record=file, changes={"receipt": False})
    with refused(Refusal, "不能办“登记返还”"):
        paper_step("rebate", date(2025, 7, 1), values={"rebate_amount": 100})
    file = paper_step("submit", date(2025, 7, 1))
    with refused(Refusal, "返还金额应大于0"):
        paper_step("rebate", date(2025, 7, 1), values={"rebate_amount": 0})
    file = paper_step("rebate", date(2025, 7, 1), values={"rebate_amount": "1234.5"})
    assert file.rebate_amount == Decimal("1234.50")


def test_the_monthly_average_is_what_came_in_over_the_whole_months(place: Town, employer: Employer) -> None:
    make_contribution(place.officer, employer, paid_date=date(2025, 1, 20), amount=Decimal("1000.00"))
    make_contribution(place.officer, employer, 2, paid_date=date(2025, 2, 20), amount=-100, refund=True)
    make_contribution(place.officer, employer, 3, paid_date=date(2025, 2, 20), item="late_fee")
    assert value(place, MONTHLY_AVERAGE, date(2025, 10, 31)) == 90
