"""Petitions: periods that follow from the steps, lateness that nobody types, and who may read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import Town
from tests.registers.employers import make_employer
from tests.registers.petitions import make_petition
from tests.unchanged import faults, refused

from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.petitions.indicators import (
    CLOSED,
    IN_PERSON,
    LATE_ONES,
    MISSED_ONES,
    ON_TIME_RATE,
    PEOPLE,
    RECEIVED,
    RECOVERED_AMOUNT,
    REFERRED,
    REPORTED_LATE,
    UNREPORTED,
)
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition
from gonghui.plain.periods import Period

ACCEPTED = date(2025, 3, 10)
DUE = date(2025, 5, 9)  # sixty days later
CLOSING: dict[str, Any] = {"result": "settled", "amount_recovered": Decimal("3000.50")}


def step(place: Town, case: Petition, key: str, day: date, note: str = "说明", **values: Any) -> Petition:
    return take(PETITIONS, key, actor=place.officer, record=case, taking=Taking(day, values, note))


def accepted(place: Town, day: date = ACCEPTED, **changes: Any) -> Petition:
    return step(place, make_petition(place.officer, place.town, **changes), "accept", day, notified_on=day)


def value(indicator: Indicator, place: Town, day: date = date(2025, 12, 10)) -> Decimal:
    return compute(indicator, FigureQuery(place.town, Period.year(2025), day)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"received_on": date(2025, 12, 13)}, {"received_on": "2025年12月13日还没有到"}),
        ({"source": "rumour"}, {"source": ""}),
        ({"people": 0}, {"people": "人数至少1人"}),
        ({"batches": 0}, {"batches": "批次至少1批"}),
        ({"reply_due_on": date(2025, 3, 2)}, {"reply_due_on": "不能早于收到日期（2025年3月3日）"}),
        ({"stand_in": "陈玉兰"}, {"stand_in": "A岗、B岗要是两个人"}),
        ({"amount_claimed": Decimal(-1)}, {"amount_claimed": "金额不能小于0"}),
        ({"id_number": "110101"}, {"id_number": "身份证号应为18位"}),
        ({"phone": "12"}, {"phone": ""}),
        ({"subject": ""}, {"subject": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_petition(place.officer, place.town, **values)


def test_it_lies_with_the_employer_that_it_concerns(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    assert make_petition(place.officer, place.town, 1, employer=employer).organisation == place.village
    assert make_petition(place.officer, place.town, 2).organisation == place.town


def test_an_unnamed_petition_is_received_too(place: Town) -> None:
    case = make_petition(place.officer, place.town, petitioner="", id_number="", phone="")
    assert case.number == "2025-XF-001"


def test_villages_people_do_not_read_petitions(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    case = make_petition(place.officer, place.town, employer=employer)
    for right in Right:
        assert not Access(place.clerk).may(right, PETITIONS, place.village)
    with refused(NotAllowed):
        take(PETITIONS, "hand_on", actor=place.clerk, record=case, taking=Taking(ACCEPTED, {"handed_to": "labour"}))


def test_who_brought_it_is_masked_and_found_by_the_whole_number(place: Town) -> None:
    case = make_petition(place.officer, place.town)
    name = case.petitioner.reveal()
    assert name
    for sealed in (case.petitioner, case.id_number, case.phone):
        assert sealed.reveal() not in str(sealed)
    assert name not in str(case)


def test_due_dates_follow_from_the_steps(place: Town) -> None:
    case = make_petition(place.officer, place.town)
    assert (case.notify_due_on, case.due_on) == (date(2025, 3, 18), None)
    case = step(place, case, "accept", ACCEPTED, notified_on=date(2025, 3, 12))
    assert (case.due_on, case.answered_on, case.done_on) == (DUE, ACCEPTED, None)
    case = step(place, case, "extend", date(2025, 5, 9), extended_days=30)
    assert case.due_on == date(2025, 6, 8)
    case = step(place, case, "close", date(2025, 6, 8), **CLOSING)
    assert case.done_on == date(2025, 6, 8)
    assert step(place, case, "follow_up", date(2025, 7, 1), satisfaction="fairly").state == "followed_up"
    with refused(Refusal, "内容不能再改"):
        door.save(PETITIONS, actor=place.officer, record=case, changes={"people": 3})


@pytest.mark.parametrize(("days", "told"), [(0, "延期1至30天"), (31, "延期1至30天")])
def test_an_extension_has_its_longest(place: Town, days: int, told: str) -> None:
    case = accepted(place)
    with refused(ValidationError, told):
        step(place, case, "extend", date(2025, 5, 1), extended_days=days)


def test_an_extension_is_granted_before_the_time_is_over_and_for_a_reason(place: Town) -> None:
    case = accepted(place)
    with refused(ValidationError, "延期要在原期限（2025年5月9日）以前办"):
        step(place, case, "extend", date(2025, 5, 10), extended_days=10)
    with refused(ValidationError, "请写明“延期”的原因"):
        step(place, case, "extend", date(2025, 5, 1), note="", extended_days=10)


def test_nobody_is_told_or_accepted_before_it_came(place: Town) -> None:
    case = make_petition(place.officer, place.town)
    with refused(Refusal, "告知日期早于收到日期"):
        step(place, case, "accept", ACCEPTED, notified_on=date(2025, 3, 2))
    with refused(ValidationError, "不能早于收到日期（2025年3月3日）"):
        step(place, case, "hand_on", date(2025, 3, 2), handed_to="labour")


def test_an_officer_hands_over_to_another(place: Town) -> None:
    case = make_petition(place.officer, place.town)
    with refused(Refusal, "现在就是陈玉兰在办"):
        step(place, case, "hand_over_received", ACCEPTED, taken_over_by="陈玉兰")
    with refused(ValidationError, "请写明"):
        step(place, case, "hand_over_received", ACCEPTED, note="", taken_over_by="周海明")
    case = step(place, case, "hand_over_received", ACCEPTED, taken_over_by="周海明")
    assert (case.state, case.handler, case.in_charge()) == ("received", "陈玉兰", "周海明")
    case = step(place, case, "accept", ACCEPTED, notified_on=ACCEPTED)
    with refused(Refusal, "现在就是周海明在办"):
        step(place, case, "hand_over_accepted", ACCEPTED, taken_over_by="周海明")
    case = step(place, case, "hand_over_accepted", ACCEPTED, taken_over_by="陈玉兰")
    assert case.in_charge() == "陈玉兰"


@pytest.mark.parametrize("due_day", [DUE])
def test_late_begins_the_day_after_it_was_due(place: Town, due_day: date) -> None:
    case = accepted(place)
    days = (date(2025, 5, 8), due_day, date(2025, 5, 10), date(2025, 12, 10))
    assert [value(LATE_ONES, place, day) for day in days] == [0, 0, 1, 1]
    # What is closed afterwards was late, and stays so; what was not yet late on an earlier day was not.
    step(place, case, "close", date(2025, 5, 20), **CLOSING)
    assert [value(LATE_ONES, place, day) for day in days] == [0, 0, 1, 1]
    assert value(MISSED_ONES, place) == 0


@pytest.mark.parametrize(
    ("key", "values"),
    [("close", CLOSING), ("hand_on", {"handed_to": "legal_aid"})],
)
def test_what_ended_on_its_last_day_was_in_time(place: Town, key: str, values: dict[str, Any]) -> None:
    case = accepted(place)
    step(place, case, key, DUE, **values)
    assert [value(each, place) for each in (LATE_ONES, ON_TIME_RATE)] == [0, 100]


def test_an_extension_moves_the_day_from_which_it_is_late(place: Town) -> None:
    step(place, accepted(place), "extend", date(2025, 5, 9), extended_days=10)
    days = (date(2025, 5, 9), date(2025, 5, 10), date(2025, 5, 19), date(2025, 5, 20))
    assert [value(LATE_ONES, place, day) for day in days] == [0, 0, 0, 1]


@pytest.mark.parametrize("answer", ["accept", "not_accept", "hand_on"])
def test_missed_begins_the_day_after_the_fifteenth(place: Town, answer: str) -> None:
    values: dict[str, Any] = {"handed_to": "labour"} if answer == "hand_on" else {"notified_on": date(2025, 3, 18)}
    step(place, make_petition(place.officer, place.town, 1), answer, date(2025, 3, 18), **values)
    assert value(MISSED_ONES, place) == 0
    case = make_petition(place.officer, place.town, 2)
    days = (date(2025, 3, 18), date(2025, 3, 19))
    assert [value(MISSED_ONES, place, day) for day in days] == [0, 1]
    if "notified_on" in values:
        values["notified_on"] = date(2025, 3, 19)
    step(place, case, answer, date(2025, 3, 19), **values)
    assert [value(MISSED_ONES, place, day) for day in days] == [0, 1]


@pytest.mark.parametrize("indicator", [LATE_ONES, MISSED_ONES], ids=lambda indicator: indicator.code)
def test_each_condition_of_lateness_matters(place: Town, indicator: Indicator) -> None:
    asked = FigureQuery(place.town, Period.year(2025), date(2025, 12, 10))
    late = step(place, make_petition(place.officer, place.town, 1), "accept", date(2025, 4, 1), notified_on=ACCEPTED)
    assert compute(indicator, asked).value == int(indicator is LATE_ONES)
    unanswered = make_petition(place.officer, place.town, 2)
    counted = compute(indicator, asked).value
    assert counted == 1
    assert compute(indicator, asked, without=indicator.conditions[-1].key).value == 2
    make_petition(place.officer, place.town, 3, received_on=date(2024, 3, 3))
    accepted(place, date(2024, 3, 3), received_on=date(2024, 3, 3))
    assert compute(indicator, asked, without="received_on_in_period").value == counted + 1
    door.void(PETITIONS, actor=place.officer, record=late if indicator is LATE_ONES else unanswered, why="录错")
    assert compute(indicator, asked).value == counted - 1
    assert compute(indicator, asked, without="not_voided").value == counted


def test_the_rate_leaves_out_what_is_still_within_its_time(place: Town) -> None:
    step(place, accepted(place), "close", date(2025, 4, 1), **CLOSING)
    step(place, accepted(place, source="referred"), "close", date(2025, 6, 1), **CLOSING)  # late
    make_petition(place.officer, place.town, 3)  # never answered
    accepted(place, date(2025, 12, 1), received_on=date(2025, 12, 1))  # under way
    make_petition(place.officer, place.town, 5, received_on=date(2025, 12, 1))  # not answered, and not due
    assert compute(ON_TIME_RATE, FigureQuery(place.town, Period.year(2025), date(2025, 12, 10))).records == 3
    assert value(ON_TIME_RATE, place) == Decimal("33.33")
    assert value(ON_TIME_RATE, place, date(2025, 4, 1)) == 50  # closed one, missed one; the later one was in time
    told = [value(each, place) for each in (RECEIVED, REFERRED, IN_PERSON, CLOSED, RECOVERED_AMOUNT)]
    assert told == [5, 1, 4, 2, Decimal("6001.00")]
    assert value(PEOPLE, place) == 2 + 2 + 4 + 2 + 6


def test_the_record_shows_how_a_day_due_stands_and_the_rule_that_it_follows(place: Town) -> None:
    client = Client()
    client.force_login(place.officer)
    petition = make_petition(place.officer, place.town, received_on=date(2025, 11, 25))
    address = f"/T/ledgers/petitions/{petition.pk}/"
    page = client.get(address).content.decode()
    assert '<span class="light light--late">已过2天</span>' in page
    assert "收到之日起15日内告知（信访工作条例第二十三条）" in page
    taken = Taking(date(2025, 12, 1), {"notified_on": date(2025, 12, 1)})
    take(PETITIONS, "accept", actor=place.officer, record=petition, taking=taken)
    page = client.get(address).content.decode()
    assert "已过" not in page
    assert "还有49天" in page
    assert "受理之日起60日内办结" in page


def test_a_petitioner_is_found_by_the_whole_name_which_stands_in_no_address(place: Town, client: Client) -> None:
    client.force_login(place.officer)
    first = make_petition(place.officer, place.town, petitioner="欧阳晓月", subject="反映拖欠工资")
    make_petition(place.officer, place.town, 2, petitioner="欧阳晓", subject="反映加班工资")
    answer = client.post("/T/ledgers/petitions/", {"q": "欧阳晓月"})
    assert answer["Location"] == f"/T/ledgers/petitions/{first.pk}/"
    found = client.post("/T/find/", {"q": "欧阳晓月"})
    assert found.status_code == 200
    assert "反映拖欠工资" in found.content.decode()
    make_petition(place.officer, place.town, 3, petitioner="欧阳晓月", subject="反映未签合同")
    listed = client.post("/T/ledgers/petitions/", {"q": "欧阳晓月"})
    assert "found=" in listed["Location"]
    assert "q=" not in listed["Location"]
    assert client.get(listed["Location"]).context["listing"].count == 2


def test_part_of_a_petitioners_name_finds_nothing(place: Town, client: Client) -> None:
    client.force_login(place.officer)
    make_petition(place.officer, place.town, petitioner="欧阳晓月", subject="反映拖欠工资")
    assert client.get("/T/ledgers/petitions/", {"q": "欧阳"}).context["listing"].count == 0
    assert client.get("/T/ledgers/petitions/", {"q": "拖欠"}).context["listing"].count == 1


@pytest.mark.parametrize(
    ("due", "told", "key", "late", "missing"),
    [
        ("report_due_on", None, "", 0, 1),
        ("report_due_on", date(2025, 3, 10), "report", 0, 0),
        ("report_due_on", date(2025, 3, 11), "report", 1, 0),
        ("reply_due_on", None, "", 0, 1),
        ("reply_due_on", date(2025, 3, 10), "reply", 0, 0),
        ("reply_due_on", date(2025, 3, 11), "reply", 1, 0),
    ],
    ids=str,
)
def test_late_and_missing_reports_are_those_to_the_upper_union(
    place: Town, due: str, told: date | None, key: str, late: int, missing: int
) -> None:
    days: dict[str, Any] = {due: date(2025, 3, 10)}
    case = make_petition(place.officer, place.town, **days)
    if told:
        case = step(place, case, f"{key}_received", told)
        assert case.state == "received"
    assert [value(each, place) for each in (REPORTED_LATE, UNREPORTED)] == [late, missing]
    assert value(UNREPORTED, place, date(2025, 3, 10)) == 0


def test_the_upper_union_is_answered_after_the_petition_is_closed_too(place: Town) -> None:
    case = step(place, accepted(place), "close", date(2025, 4, 1), **CLOSING)
    case = step(place, case, "reply_closed", date(2025, 4, 2))
    assert (case.state, case.replied_on) == ("closed", date(2025, 4, 2))
    # Written down later than the petition was closed, done before.
    case = step(place, case, "report_closed", date(2025, 3, 20))
    assert case.reported_on == date(2025, 3, 20)
    with refused(ValidationError, "不能早于上一步的日期（2025年4月1日）"):
        step(place, case, "follow_up", date(2025, 3, 30), satisfaction="fairly")
    with refused(ValidationError, "不能早于收到日期"):
        step(place, case, "report_closed", date(2025, 3, 2))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, []),
        ({"source": "referred"}, ["缺上级来文号"]),
        ({"people": 5}, ["人多没有勾选集体信访"]),
        ({"people": 5, "group": True}, []),
        ({"people": 4, "group": True}, ["集体信访人少"]),
    ],
    ids=str,
)
def test_what_looks_odd_is_asked_about(place: Town, values: dict[str, Any], asked: list[str]) -> None:
    case = make_petition(place.officer, place.town, **{"people": 1, **values})
    assert [one.title for one in reminders_of(PETITIONS, case)] == asked


ACCUSED: dict[str, Any] = {"nature": "accusation", "subject": "检举厂长打骂职工", "stand_in": ""}


@pytest.mark.parametrize(("handler", "sees"), [("周海明", False), ("", True)])
def test_an_accusation_is_seen_by_leaders_and_by_who_handles_it(
    place: Town, client: Client, handler: str, sees: bool
) -> None:
    employer = make_employer(place.officer, place.village)
    case = make_petition(place.officer, place.town, employer=employer, handler=handler or place.officer.name, **ACCUSED)
    make_petition(place.officer, place.town, 2)
    pages = [
        f"/T/ledgers/petitions/{case.pk}/",
        "/T/ledgers/petitions/",
        "/T/find/?q=检举",
        "/T/figures/petitions.received/",
    ]
    pages += [f"/T/ledgers/employers/{employer.pk}/", "/T/"]
    for account, expected in ((place.officer, sees), (place.chair, True)):
        client.force_login(account)
        for address in pages:
            shown = client.get(address)
            if address == pages[0]:
                assert shown.status_code == (200 if expected else 404)
            elif not expected:
                assert ACCUSED["subject"] not in shown.content.decode(), address
            elif address != "/T/":
                assert ACCUSED["subject"] in shown.content.decode(), address
    assert value(RECEIVED, place) == 2


def test_who_writes_down_an_accusation_for_another_does_not_see_it_again(place: Town, client: Client) -> None:
    client.force_login(place.officer)
    typed = {"received_on": "2025-03-03", "source": "letter", "subject": "检举", "nature": "accusation"}
    typed |= {"category": "other", "people": "1", "batches": "1", "handler": "周海明", "organisation": "T"}
    page = client.post("/T/ledgers/petitions/new/", typed, follow=True)
    assert "只有负责人和经办人能看" in page.content.decode()
    assert Petition.objects.get().nature == "accusation"
