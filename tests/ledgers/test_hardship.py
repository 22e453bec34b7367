"""Hardship files: one a year, who visited the household, and counts that are never one another's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.indicators import INDICATORS, LIFTED, ON_FILE, SURVEYED_ELIGIBLE
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import NEEDED, HardshipFile
from gonghui.plain.periods import Period

NUMBER, TODAY = make_id_number(6), date(2025, 12, 12)
MARCH, APRIL, MAY, JUNE = (date(2025, month, 15) for month in (3, 4, 5, 6))


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def step(place: Town, case: HardshipFile, key: str, day: date, **values: Any) -> HardshipFile:
    actor = place.reviewer if key.endswith("_city") else place.officer
    actor = place.clerk if key in {"apply", "resubmit", "withdraw"} else actor
    return take(HARDSHIP, key, actor=actor, record=case, taking=Taking(day, values, "说明"))


def work(place: Town, case: HardshipFile, *keys: str) -> HardshipFile:
    for key, day in zip(keys, (MARCH, APRIL, MAY, JUNE), strict=False):
        values = {"amount": Decimal(1000), "payer": "upper"} if key == "pay" else {}
        case = step(place, case, key, day, **values)
    return case


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"household_size": 0}, {"household_size": "家庭人口应从1到30人"}),
        ({"monthly_income": Decimal(-1)}, {"monthly_income": "收入不能小于0"}),
        ({"rigid_spending": Decimal(-1)}, {"rigid_spending": "支出不能小于0"}),
        ({"dependants": 3}, {"dependants": "供养人数应少于家庭人口（3人，含本人）"}),
        ({"for_year": 25}, {"for_year": "年度请写四位数"}),
        ({"for_year": 2027}, {"for_year": "年度请写四位数"}),
        ({"visitor": ""}, {"visitor": "入户调查要有两个人"}),
        ({"second_visitor": ""}, {"second_visitor": "入户调查要有两个人"}),
        ({"second_visitor": "郑小满"}, {"second_visitor": "两位调查人不能是同一个人"}),
        ({"visited_on": None}, {"visited_on": "填了调查人，请补填入户调查日期"}),
        ({"notice_from": date(2025, 3, 7)}, {"notice_until": "填了公示开始，请补填公示结束"}),
        ({"notice_until": date(2025, 3, 7)}, {"notice_from": "填了公示结束，请补填公示开始"}),
        (
            {"notice_from": date(2025, 3, 7), "notice_until": date(2025, 3, 6)},
            {"notice_until": "公示结束早于公示开始"},
        ),
        ({"bank_card": "6200000000000006"}, {"bank_card": "银行卡号的校验码不对"}),
        ({"id_number": "123"}, {"id_number": "身份证号应为18位"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(
    place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_hardship_file(place.clerk, employer, **values)


def test_the_income_per_head_follows_from_income_and_household(place: Town, employer: Employer) -> None:
    case = make_hardship_file(place.clerk, employer, household_size=3, monthly_income=Decimal(4000))
    assert case.income_per_head == Decimal("1333.33")
    case = door.save(HARDSHIP, actor=place.clerk, record=case, changes={"household_size": 4})
    assert case.income_per_head == Decimal(1000)
    assert case.organisation == place.village
    assert case.number.startswith("2025-KN-")


@pytest.mark.parametrize("ended_by", ["reject_in_town", "withdraw", "void"])
def test_a_worker_has_one_file_a_year_until_it_has_ended(place: Town, employer: Employer, ended_by: str) -> None:
    case = make_hardship_file(place.clerk, employer, id_number=NUMBER)
    with refused(ValidationError, "一户一年一档"):
        make_hardship_file(place.clerk, employer, id_number=NUMBER)
    make_hardship_file(place.clerk, employer, id_number=NUMBER, for_year=2024)
    case = work(place, case, "apply")
    if ended_by == "void":
        door.void(HARDSHIP, actor=place.clerk, record=case, why="录错")
    else:
        step(place, case, ended_by, APRIL)
    assert make_hardship_file(place.clerk, employer, id_number=NUMBER).pk


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"category": "none"}, "“不建档”的不能申请"),
        ({"id_number": "", "monthly_income": None}, "还没有填：身份证号、家庭月收入"),
        ({"category": "", "cause": "", "household_size": None}, "还没有填：困难类别、主要致困原因、家庭人口"),
        ({"visited_on": None, "visitor": "", "second_visitor": ""}, "还没有登记入户调查"),
    ],
)
def test_who_does_not_qualify_or_was_not_visited_does_not_apply(
    place: Town, employer: Employer, values: dict[str, Any], said: str
) -> None:
    case = make_hardship_file(place.clerk, employer, **values)
    with refused(Refusal, said):
        work(place, case, "apply")


def test_the_town_does_not_pass_before_the_notice_has_ended(place: Town, employer: Employer) -> None:
    notice: dict[str, Any] = {"notice_from": date(2025, 4, 8), "notice_until": date(2025, 4, 16)}
    case = work(place, make_hardship_file(place.clerk, employer, **notice), "apply")
    with refused(ValidationError, "公示到2025-04-16才结束"):
        step(place, case, "pass_town", APRIL)
    case = step(place, case, "pass_town", date(2025, 4, 16))
    # what comes back may be put on notice anew
    case = step(place, case, "return_from_city", MAY)
    later: dict[str, Any] = {"notice_from": MAY, "notice_until": JUNE}
    case = door.save(HARDSHIP, actor=place.clerk, record=case, changes=later)
    case = step(place, case, "resubmit", MAY)
    with refused(ValidationError, "公示到2025-06-15才结束"):
        step(place, case, "pass_town", MAY)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-5)])
def test_something_is_paid_or_nothing_is_written(place: Town, employer: Employer, amount: Decimal) -> None:
    case = work(place, make_hardship_file(place.clerk, employer), "apply", "pass_town", "pass_city")
    with refused(Refusal, "发放金额应大于0"):
        step(place, case, "pay", JUNE, amount=amount, payer="upper")
    with refused(ValidationError, "请填写发放单位"):
        step(place, case, "pay", JUNE, amount=Decimal(1000))


def test_nobody_applies_and_passes_in_one_case(place: Town, employer: Employer) -> None:
    case = make_hardship_file(place.officer, employer)
    case = take(HARDSHIP, "apply", actor=place.officer, record=case, taking=Taking(MARCH))
    with refused(NotAllowed, "回避"):
        take(HARDSHIP, "pass_town", actor=place.officer, record=case, taking=Taking(APRIL))
    case = take(HARDSHIP, "pass_town", actor=place.second, record=case, taking=Taking(APRIL))
    assert case.town_passed_on == APRIL


def test_a_reviewed_file_is_not_altered(place: Town, employer: Employer) -> None:
    case = work(place, make_hardship_file(place.clerk, employer), "apply")
    with refused(Refusal, "内容不能再改"):
        door.save(HARDSHIP, actor=place.clerk, record=case, changes={"monthly_income": Decimal(1)})


def test_five_counts_are_five_and_a_person_counts_once(place: Town, employer: Employer) -> None:
    whole = ("apply", "pass_town", "pass_city", "pay")
    for year in (2024, 2025):  # both years' files in one round
        work(place, make_hardship_file(place.clerk, employer, id_number=NUMBER, for_year=year), *whole)
    work(place, make_hardship_file(place.clerk, employer, 11), *whole[:3])
    work(place, make_hardship_file(place.clerk, employer, 12), "apply", "pass_town", "reject_in_city")
    work(place, make_hardship_file(place.clerk, employer, 13), "apply", "pass_town", "return_from_city")
    work(place, make_hardship_file(place.clerk, employer, 14), "apply", "reject_in_town")
    make_hardship_file(place.clerk, employer, 15)
    make_hardship_file(place.clerk, employer, 16, category="none")
    asked = FigureQuery(place.town, Period.year(2025), TODAY)
    told = {indicator.code.partition(".")[2]: compute(indicator, asked).value for indicator in INDICATORS}
    assert told == {
        "on_file": 3,
        "on_file_people": 9,
        "lifted": 0,
        "surveyed_eligible": 6,
        "submitted": 4,
        "city_passed": 2,
        "higher_passed": 0,
        "paid_workers": 1,
        "paid_amount": 2000,
        "new_paid": 1,  # for both years it was applied this year
        "new_paid_amount": 2000,
        "earlier_paid": 0,
        "earlier_paid_amount": 0,
        "rejected": 2,
    }


def test_illness_and_card_are_masked(place: Town, employer: Employer) -> None:
    case = make_hardship_file(place.clerk, employer)
    shown = f"{case!r} {case.cause_note} {case.bank_card} {case.id_number}"
    assert "服药" not in shown
    assert str(case.bank_card) == "************0005"


def test_a_survey_needs_a_name_and_counts_people_whose_number_is_not_known(place: Town, employer: Employer) -> None:
    unknown = dict.fromkeys(("id_number", "category", "cause"), "") | {"household_size": None, "monthly_income": None}
    for sequence in (1, 2):
        case = make_hardship_file(place.clerk, employer, sequence, **unknown)
        assert [one.field for one in reminders_of(HARDSHIP, case)] == list(NEEDED)
    make_hardship_file(place.clerk, employer, 3)
    assert compute(SURVEYED_ELIGIBLE, FigureQuery(place.town, Period.year(2025), TODAY)).value == 3
    assert reminders_of(HARDSHIP, make_hardship_file(place.clerk, employer, 4, **{**unknown, "category": "none"})) == []


def test_who_is_lifted_out_is_on_file_no_longer(place: Town, employer: Employer) -> None:
    case = work(place, make_hardship_file(place.clerk, employer), "apply", "pass_town", "pass_city", "pay")
    case = step(place, case, "lift", date(2025, 9, 1))
    assert case.state == "paid"
    asked = [FigureQuery(place.town, Period.year(2025), day) for day in (date(2025, 8, 31), date(2025, 9, 1))]
    assert [compute(ON_FILE, query).value for query in asked] == [1, 0]
    assert [compute(LIFTED, query).value for query in asked] == [0, 1]
