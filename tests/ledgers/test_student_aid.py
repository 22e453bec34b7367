"""Student aid: one case a student and year, a guardian's consent for children, and stages that add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.registers.student_aid import make_student_aid
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.student_aid.indicators import INDICATORS
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.student_aid.models import StudentAid
from gonghui.plain.periods import Period

STUDENT, TODAY = make_id_number(6, date(2007, 4, 4)), date(2025, 12, 12)
JUNE, JULY, AUGUST, SEPTEMBER = (date(2025, month, 12) for month in (6, 7, 8, 9))
WHOLE = ("apply", "pass_town", "pass_city", "pay")


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def work(place: Town, case: StudentAid, *keys: str, amount: int = 1000) -> StudentAid:
    for key, day in zip(keys, (JUNE, JULY, AUGUST, SEPTEMBER), strict=False):
        actor = place.reviewer if key.endswith("_city") else place.officer
        actor = place.clerk if key in {"apply", "withdraw"} else actor
        values = {"amount": Decimal(amount), "payer": "upper"} if key == "pay" else {}
        case = take(STUDENT_AID, key, actor=actor, record=case, taking=Taking(day, values, "说明"))
    return case


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"tuition": Decimal(-1)}, {"tuition": "学费不能小于0"}),
        ({"other_aid": Decimal(-1)}, {"other_aid": "其他资助不能小于0"}),
        ({"for_year": 1925}, {"for_year": "年度请写四位数"}),
        ({"parent_id_number": make_id_number(1, date(2008, 5, 2))}, {"student_id_number": "学生和职工的身份证号相同"}),
        ({"relation": "self"}, {"relation": "与职工关系是“本人”，两个身份证号却不同"}),
        ({"student_id_number": "123"}, {"student_id_number": "身份证号应为18位"}),
        ({"bank_card": "123"}, {"bank_card": "银行卡号应为13至19位"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(
    place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_student_aid(place.clerk, employer, **values)


def test_a_worker_who_studies_is_the_student(place: Town, employer: Employer) -> None:
    own = make_id_number(3, date(1990, 1, 2))
    case = make_student_aid(
        place.clerk, employer, student_id_number=own, parent_id_number=own, relation="self", stage="college"
    )
    assert case.organisation == place.village
    assert case.number.startswith("2025-ZX-")


@pytest.mark.parametrize("ended_by", ["reject_in_town", "withdraw", "void"])
def test_a_student_has_one_case_a_year_until_it_has_ended(place: Town, employer: Employer, ended_by: str) -> None:
    case = make_student_aid(place.clerk, employer, student_id_number=STUDENT)
    with refused(ValidationError, "这名学生这一年已经登记过助学申请"):
        make_student_aid(place.clerk, employer, 2, student_id_number=STUDENT)
    make_student_aid(place.clerk, employer, student_id_number=STUDENT, for_year=2024)
    if ended_by == "void":
        door.void(STUDENT_AID, actor=place.clerk, record=case, why="录错")
    else:
        work(place, case, "apply", ended_by)
    assert make_student_aid(place.clerk, employer, student_id_number=STUDENT).pk


@pytest.mark.parametrize(
    ("born", "is_child"), [(date(2011, 6, 12), False), (date(2011, 6, 13), True), (date(2017, 1, 1), True)]
)
def test_a_child_under_fourteen_on_the_day_of_applying_needs_a_guardians_consent(
    place: Town, employer: Employer, born: date, is_child: bool
) -> None:
    case = make_student_aid(place.clerk, employer, student_id_number=make_id_number(2, born), stage="middle")
    if is_child:
        with refused(ValidationError, "学生申请时不满14周岁，须有监护人同意"):
            work(place, case, "apply")
        case = door.save(STUDENT_AID, actor=place.clerk, record=case, changes={"guardian_consent": True})
    case = work(place, case, "apply")
    assert case.applied_on == JUNE
    if is_child:  # nor is the consent taken away while the case is mended
        back = Taking(JULY, {}, "缺在读证明")
        returned = take(STUDENT_AID, "return_from_town", actor=place.officer, record=case, taking=back)
        with faults(guardian_consent="学生申请时不满14周岁"):
            door.save(STUDENT_AID, actor=place.clerk, record=returned, changes={"guardian_consent": False})


def test_nothing_is_paid_before_the_city_nor_by_who_applied_on_both_sides(place: Town, employer: Employer) -> None:
    case = work(place, make_student_aid(place.clerk, employer), "apply", "pass_town")
    with refused(Refusal, "不能办“登记发放”"):
        take(
            STUDENT_AID, "pay", actor=place.officer, record=case, taking=Taking(AUGUST, {"amount": 1, "payer": "upper"})
        )
    own = take(
        STUDENT_AID,
        "apply",
        actor=place.officer,
        record=make_student_aid(place.officer, employer, 2),
        taking=Taking(JUNE),
    )
    with refused(NotAllowed, "回避"):
        take(STUDENT_AID, "pass_town", actor=place.officer, record=own, taking=Taking(JULY))


def test_stages_add_up_and_a_student_counts_once(place: Town, employer: Employer) -> None:
    for year in (2024, 2025):
        case = make_student_aid(place.clerk, employer, student_id_number=STUDENT, for_year=year)
        work(place, case, *WHOLE, amount=500)
    for sequence, stage in enumerate(("vocational", "college", "bachelor", "graduate", "middle"), start=11):
        work(place, make_student_aid(place.clerk, employer, sequence, stage=stage), *WHOLE[:3])
    work(place, make_student_aid(place.clerk, employer, 20), "apply", "pass_town", "reject_in_city")
    asked = FigureQuery(place.town, Period.year(2025), TODAY)
    told = {indicator.code.partition(".")[2]: compute(indicator, asked).value for indicator in INDICATORS}
    assert told == {
        "surveyed": 7,
        "eligible": 6,
        "high_school": 1,
        "vocational": 1,
        "college": 3,
        "paid_students": 1,
        "paid_amount": 1000,
        "new_paid": 1,  # for both years it was applied this year
        "new_paid_amount": 1000,
        "earlier_paid": 0,
        "earlier_paid_amount": 0,
    }


def test_the_school_may_be_known_only_when_it_is_paid(place: Town, employer: Employer) -> None:
    case = make_student_aid(place.clerk, employer, school="")
    assert [one.title for one in reminders_of(STUDENT_AID, case)] == ["缺学校"]
    case = work(place, case, *WHOLE[:3])
    paid = Taking(SEPTEMBER, {"amount": Decimal(1000), "payer": "upper"})
    with refused(Refusal, "还没有登记学校"):
        take(STUDENT_AID, "pay", actor=place.officer, record=case, taking=paid)
    known = Taking(AUGUST, {"admitted_to": "临江师范学院"})
    case = take(STUDENT_AID, "admit_city_passed", actor=place.clerk, record=case, taking=known)
    assert (case.state, case.school) == ("city_passed", "临江师范学院")
    assert take(STUDENT_AID, "pay", actor=place.officer, record=case, taking=paid).state == "paid"
