"""Bargaining: terms and majorities as the law has them, due dates, one of a kind at a time; weekly reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.bargaining import make_agreement, make_bargaining_week
from tests.registers.employers import make_employer
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.bargaining.indicators import (
    COVERAGE_RATE,
    COVERED_WORKERS,
    EMPLOYERS_WITH,
    GLOBAL_500,
    GLOBAL_500_DUE,
    GLOBAL_500_RATE,
    SIGNED,
    SUPERVISED,
    THOUSAND,
)
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement
from gonghui.ledgers.employers.models import Employer
from gonghui.plain.periods import Period

JUNE, TODAY = date(2025, 6, 12), date(2025, 12, 12)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def step(place: Town, case: Agreement, key: str, day: date = JUNE, **values: Any) -> Agreement:
    return take(AGREEMENTS, key, actor=place.clerk, record=case, taking=Taking(day, values, "说明"))


def value(indicator: Indicator, place: Town, day: date = TODAY) -> Decimal:
    return compute(indicator, FigureQuery(place.town, Period.year(day.year), day)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ends_on": None}, {"ends_on": "期限的起止请都填"}),
        ({"starts_on": None}, {"ends_on": "期限的起止请都填"}),
        ({"ends_on": date(2025, 7, 1)}, {"ends_on": "期限止不晚于期限起"}),
        ({"covered_employers": 8}, {"covered_employers": "协商层级是企业的只覆盖一家"}),
        ({"covered_employers": 0}, {"covered_employers": "覆盖单位至少1家"}),
        ({"ends_on": date(2028, 7, 1)}, {"ends_on": "期限超过3年"}),
        ({"covered_workers": 0}, {"covered_workers": "覆盖职工应大于0"}),
        ({"raise_percent": Decimal("100.5")}, {"raise_percent": "平均增幅写成百分数"}),
        ({"raise_percent": Decimal(-100)}, {"raise_percent": "平均增幅写成百分数"}),
        ({"offered_on": date(2025, 12, 13)}, {"offered_on": "2025年12月13日还没有到"}),
        ({"kind": "house"}, {"kind": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(
    place: Town, employer: Employer, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_agreement(place.officer, employer, **values)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2025, 7, 1), date(2026, 6, 30)),
        (date(2025, 7, 1), date(2028, 6, 30)),
        (date(2024, 2, 29), date(2025, 2, 27)),
    ],
)
def test_a_term_of_one_to_three_years_stands(place: Town, employer: Employer, starts: date, ends: date) -> None:
    assert make_agreement(place.officer, employer, starts_on=starts, ends_on=ends).pk


def test_a_case_bears_its_employers_code_and_place(place: Town, employer: Employer) -> None:
    case = make_agreement(place.officer, employer)
    assert (case.uscc, case.organisation) == (employer.uscc, place.village)


@pytest.mark.parametrize(("kind", "due"), [("wage", date(2025, 6, 19)), ("women", date(2025, 6, 22))])
def test_due_dates_follow_from_the_steps(place: Town, employer: Employer, kind: str, due: date) -> None:
    case = make_agreement(place.officer, employer, kind=kind)
    assert case.answer_due_on == date(2025, 6, 1)
    assert case.filing_due_on is None
    case = step(place, case, "sign_directly")
    assert case.filing_due_on == due
    case = step(place, case, "file", date(2025, 6, 16))
    assert case.effective_due_on == date(2025, 7, 1)


def test_the_whole_way_from_offer_to_publication(place: Town, employer: Employer) -> None:
    case = step(place, make_agreement(place.clerk, employer), "answer", date(2025, 5, 20))
    votes = {"congress_members": 60, "congress_present": 40, "congress_in_favour": 31}
    case = step(place, case, "pass_congress", date(2025, 6, 5), **votes)
    for key, day in (("sign", JUNE), ("file", date(2025, 6, 16)), ("object", date(2025, 6, 20))):
        case = step(place, case, key, day)
    case = door.save(AGREEMENTS, actor=place.clerk, record=case, changes={"raise_percent": Decimal(4)})
    for key, day in (("file", date(2025, 6, 25)), ("take_effect", date(2025, 7, 10)), ("publish", date(2025, 7, 11))):
        case = step(place, case, key, day)
    assert case.state == "published"
    with refused(Refusal, "内容不能再改"):
        door.save(AGREEMENTS, actor=place.clerk, record=case, changes={"covered_workers": 50})
    assert step(place, case, "terminate", date(2025, 9, 1)).state == "terminated"


def test_an_agreement_of_last_year_is_entered_on_two_pages(place: Town, employer: Employer) -> None:
    case = make_agreement(place.clerk, employer, offered_on=None, starts_on=date(2024, 7, 1), ends_on=date(2026, 6, 30))
    signed, filed = date(2024, 6, 20), date(2024, 6, 25)
    case = step(place, case, "enter_standing", date(2024, 7, 10), signed_on=signed, filed_on=filed)
    assert (case.state, case.signed_on, case.filing_due_on) == ("in_force", signed, date(2024, 6, 27))


@pytest.mark.parametrize(
    ("day", "signed", "filed", "field"),
    [
        (date(2025, 6, 1), date(2025, 5, 1), date(2025, 5, 20), None),  # signed before it was offered
        (date(2025, 6, 1), date(2025, 5, 20), date(2025, 5, 19), "filed_on"),
        (date(2025, 5, 22), date(2025, 5, 20), date(2025, 5, 23), "decided_on"),
    ],
)
def test_the_days_of_a_standing_agreement_follow_each_other(
    place: Town, employer: Employer, day: date, signed: date, filed: date, field: str | None
) -> None:
    case = make_agreement(place.clerk, employer)
    with refused(ValidationError, "不能早于") as caught:
        step(place, case, "enter_standing", day, signed_on=signed, filed_on=filed)
    assert (field or "signed_on") in caught.value.message_dict


def test_nothing_is_signed_before_it_was_offered(place: Town, employer: Employer) -> None:
    case = make_agreement(place.clerk, employer)
    with refused(ValidationError, "不能早于要约日期（2025年5月12日）"):
        step(place, case, "sign_directly", date(2025, 5, 11))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"starts_on": None, "ends_on": None}, "期限起止"),
        ({"covered_workers": None}, "覆盖职工"),
        ({"raise_percent": None}, "平均增幅"),
    ],
)
def test_what_an_agreement_needs_is_asked_before_signing(
    place: Town, employer: Employer, values: dict[str, Any], said: str
) -> None:
    case = make_agreement(place.clerk, employer, **values)
    with refused(Refusal, f"还没有填：{said}。请先修改"):
        step(place, case, "sign_directly")


def test_only_an_agreement_on_wages_needs_a_rise(place: Town, employer: Employer) -> None:
    case = make_agreement(place.clerk, employer, kind="women", raise_percent=None)
    assert step(place, case, "sign_directly").state == "signed"


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((60, 39, 39), "不到应到60人的三分之二"),
        ((60, 40, 30), "没有超过全体60人的半数"),
        ((60, 61, 40), "实到不能多于应到"),
        ((60, 45, 46), "赞成不能多于实到"),
    ],
)
def test_a_congress_passes_it_with_two_thirds_present_and_more_than_half(
    place: Town, employer: Employer, votes: tuple[int, int, int], said: str
) -> None:
    case = step(place, make_agreement(place.clerk, employer), "answer")
    told = dict(zip(("congress_members", "congress_present", "congress_in_favour"), votes, strict=True))
    with refused(Refusal, said):
        step(place, case, "pass_congress", JUNE, **told)


def test_a_refusal_and_failed_talks_are_not_the_end(place: Town, employer: Employer) -> None:
    case = step(place, make_agreement(place.clerk, employer), "refuse")
    case = step(place, case, "answer", date(2025, 7, 1))
    case = step(place, case, "fail", date(2025, 8, 1))
    case = step(place, case, "resume", date(2025, 9, 1))
    assert step(place, case, "sign_directly", date(2025, 9, 20)).state == "signed"


def test_two_agreements_of_a_kind_do_not_run_at_once(place: Town, employer: Employer) -> None:
    first = step(place, make_agreement(place.clerk, employer), "sign_directly")
    second = make_agreement(place.clerk, employer, starts_on=date(2026, 6, 30), ends_on=date(2027, 6, 29))
    with refused(Refusal, f"另一件同类合同（{first.number}）到2026年6月30日才期满"):
        step(place, second, "sign_directly")
    other_kind = make_agreement(place.clerk, employer, kind="safety")
    assert step(place, other_kind, "sign_directly").state == "signed"
    next_year = make_agreement(place.clerk, employer, starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))
    assert step(place, next_year, "sign_directly", date(2025, 12, 1)).state == "signed"
    step(place, first, "terminate", date(2025, 12, 1))
    with refused(Refusal, "重叠"):
        step(place, second, "sign_directly")  # it meets next year's
    step(place, next_year, "terminate", date(2025, 12, 2))
    assert step(place, second, "sign_directly").state == "signed"


def test_the_same_term_is_registered_once(place: Town, employer: Employer) -> None:
    case = make_agreement(place.clerk, employer)
    with refused(ValidationError, "已经登记过同一种类、同一天起的合同"):
        make_agreement(place.clerk, employer)
    door.void(AGREEMENTS, actor=place.clerk, record=case, why="录错")
    assert make_agreement(place.clerk, employer).pk


def test_an_employer_that_renewed_early_counts_once_and_its_workers_too(place: Town) -> None:
    great = make_employer(place.officer, place.village, 1, staff=1200, global_500=True)
    make_employer(place.officer, place.village, 2, global_500=True)
    make_employer(place.officer, place.village, 3)
    make_employer(place.officer, place.village, 4, has_union=False, built_date=None, global_500=True)
    old = make_agreement(place.clerk, great, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), offered_on=None)
    step(place, old, "sign_directly", date(2024, 12, 20))
    new = make_agreement(place.clerk, great, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), offered_on=None)
    step(place, new, "sign_directly", date(2025, 12, 1))
    assert [value(each, place) for each in (EMPLOYERS_WITH, GLOBAL_500, THOUSAND, GLOBAL_500_DUE)] == [1, 1, 1, 2]
    assert [value(each, place) for each in (GLOBAL_500_RATE, COVERAGE_RATE)] == [Decimal(50), Decimal("33.33")]
    assert value(COVERED_WORKERS, place) == 52
    assert value(SIGNED, place) == 1
    assert value(EMPLOYERS_WITH, place, date(2024, 12, 19)) == 0


def test_an_agreement_counts_until_it_ends_or_is_terminated(place: Town, employer: Employer) -> None:
    case = make_agreement(place.clerk, employer, starts_on=date(2024, 7, 1), ends_on=date(2025, 6, 30), offered_on=None)
    case = step(place, case, "sign_directly", date(2024, 6, 20))
    days = (date(2024, 6, 19), date(2024, 6, 20), date(2025, 6, 30), date(2025, 7, 1))
    assert [value(EMPLOYERS_WITH, place, day) for day in days] == [0, 1, 1, 0]
    step(place, case, "terminate", date(2025, 3, 3))
    later = (date(2025, 3, 2), date(2025, 3, 3), date(2025, 6, 30))
    assert [value(EMPLOYERS_WITH, place, day) for day in later] == [1, 0, 0]


def test_a_week_is_reported_once(place: Town) -> None:
    week = make_bargaining_week(place.officer, place.town)
    assert week.monday == date(2025, 1, 13)
    with refused(ValidationError, "这一周的进度已经登记过"):
        make_bargaining_week(place.officer, place.town, reported_on=date(2025, 1, 19), supervised_on=None)
    next_week = make_bargaining_week(place.officer, place.town, reported_on=date(2025, 1, 20), supervised_on=None)
    assert next_week.monday == date(2025, 1, 20)
    assert value(SUPERVISED, place) == 1


@pytest.mark.parametrize("day", [date(2025, 1, 12), date(2025, 1, 20)])
def test_a_round_belongs_to_the_week_of_its_report(place: Town, day: date) -> None:
    with faults(supervised_on="督导和上报不在同一周"):
        make_bargaining_week(place.officer, place.town, supervised_on=day)


def test_only_the_town_reports(place: Town) -> None:
    with faults(organisation="协商进度周报不能登记在"):
        make_bargaining_week(place.officer, place.village)
    week = make_bargaining_week(place.officer, place.town)
    with refused(NotAllowed, "你的岗位不能"):
        door.save(BARGAINING_WEEKS, actor=place.clerk, record=week, changes={"note": "改"})


def test_a_term_under_a_year_and_a_region_of_one_are_asked_about(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    short = make_agreement(place.officer, employer, ends_on=date(2026, 6, 29))
    assert [one.title for one in reminders_of(AGREEMENTS, short)] == ["期限不满一年"]
    region = make_agreement(place.officer, employer, kind="women", scope="regional")
    assert [one.title for one in reminders_of(AGREEMENTS, region)] == ["区域性、行业性只覆盖一家"]
    changes = {"covered_employers": 8}
    whole = door.save(AGREEMENTS, actor=place.officer, record=region, changes=changes)
    assert reminders_of(AGREEMENTS, whole) == []


def test_the_receipt_may_be_written_down_when_the_agreement_is_in_force(place: Town) -> None:
    case = make_agreement(place.officer, make_employer(place.officer, place.village))
    signed = {"signed_on": date(2025, 6, 20), "filed_on": date(2025, 6, 25)}
    case = take(
        AGREEMENTS, "enter_standing", actor=place.officer, record=case, taking=Taking(date(2025, 7, 10), signed)
    )
    receipt = Taking(date(2025, 6, 26), {"receipt_number": "人社受〔2025〕81号"})
    case = take(AGREEMENTS, "receive_in_force", actor=place.officer, record=case, taking=receipt)
    assert (case.state, case.receipt_number) == ("in_force", "人社受〔2025〕81号")
