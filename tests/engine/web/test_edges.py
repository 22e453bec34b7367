"""Odd requests and rare turns, each of which ends in a page that says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch
from python_calamine import CalamineWorkbook
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.catalogue import CATALOGUE
from tests.engine.toy.factories import make_apprentice, make_bursary, make_licence, make_payment, make_workshop
from tests.engine.toy.licences import LICENCES
from tests.engine.toy.payments import PAYMENTS
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_account
from tests.unchanged import nothing_written

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.fields.values import format_recent_moment, ledger_field, read_day
from gonghui.engine.people.models import Account
from gonghui.engine.process import steps
from gonghui.engine.process.steps import Taking
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Stale
from gonghui.engine.web import errors, frame
from gonghui.engine.web.addresses import at_places
from gonghui.engine.web.form_snapshot import FormSnapshot
from gonghui.engine.web.places import Home

# What comes in


@pytest.mark.parametrize(
    "address",
    [
        "/T/ledgers/apprentices/?q=%00",
        "/T/ledgers/apprentices/?page=999999999999999999999",
        "/T/ledgers/apprentices/?sort=id_number&found=none&status=none",
        "/T/ledgers/payments/?q=%27%25_%5C",
        "/T/find/?q=%00",
        "/T/places/?q=%00&page=x",
        "/T/ledgers/apprentices/choices/organisation/?organisation=%00",
    ],
)
def test_an_odd_address_gets_an_ordinary_page(place: Town, officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 200


def test_a_number_too_large_for_any_record_is_not_found(place: Town, officer: Client) -> None:
    assert officer.get("/T/ledgers/apprentices/99999999999999999999999/").status_code == 404


def test_a_character_that_no_database_takes_is_left_out(place: Town, officer: Client) -> None:
    answer = officer.post("/T/ledgers/apprentices/new/", {"name": "赵\0春华"})
    assert 'value="赵春华"' in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "²", "999", "9" * 5000])
def test_a_version_that_is_none_changes_nothing(place: Town, officer: Client, workshop: Workshop, version: str) -> None:
    apprentice, case = make_apprentice(place.officer, place.village), make_bursary(place.clerk, workshop)
    posted = {"name": "赵春花", "id_number": "", "organisation": "V1", "join_date": "2025-3-1", "version": version}
    posted |= {"joined_by": "applied", "status": "normal"}
    with nothing_written():
        changed = officer.post(f"/T/ledgers/apprentices/{apprentice.pk}/change/", posted)
        voided = officer.post(f"/T/ledgers/apprentices/{apprentice.pk}/void/", {"why": "登记重复", "version": version})
        step = officer.post(
            f"/T/ledgers/bursaries/{case.pk}/steps/apply/", {"decided_on": "2025-12-1", "version": version}
        )
    assert (changed.status_code, voided.status_code, step.status_code) == (409, 409, 409)
    assert "没有作废" in voided.content.decode()
    assert 'value="登记重复"' in voided.content.decode()


def test_a_void_asked_again_over_the_record_as_it_stands_is_done(place: Town, officer: Client) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    address = f"/T/ledgers/apprentices/{apprentice.pk}/void/"
    page = officer.post(address, {"why": "登记重复"}).content.decode()
    assert f'<input type="hidden" name="version" value="{apprentice.version}">' in page
    assert officer.post(address, {"why": "登记重复", "version": str(apprentice.version)}).status_code == 302


def test_a_suggestion_for_someone_signed_out_is_refused_without_a_page(place: Town, client: Client) -> None:
    answer = client.get("/T/ledgers/apprentices/choices/organisation/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert not answer.content


def test_whoever_comes_to_the_root_signs_in_first(place: Town, client: Client) -> None:
    assert client.get("/")["Location"] == "/sign-in/?next=%2F"


@pytest.mark.parametrize(("typed", "day"), [("今天", 12), ("昨天", 11), ("前天", 10)])
def test_near_days_have_names(today: None, typed: str, day: int) -> None:
    assert read_day(typed) == date(2025, 12, day)


def test_a_moment_of_another_year_tells_its_year() -> None:
    moment = datetime(2024, 3, 1, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert format_recent_moment(moment, date(2025, 12, 12)) == "2024年3月1日9:05"
    assert format_recent_moment(moment, date(2024, 12, 12)) == "3月1日9:05"


# The server's own page


def told_of(trouble: Exception, rf: RequestFactory) -> HttpResponse:
    """The page of a fault that came up outside every page of ours."""

    def fail() -> None:
        raise trouble

    try:
        fail()
    except type(trouble):
        return errors.server_error(rf.get("/"))
    raise AssertionError


def test_a_trouble_outside_a_page_is_told_too(rf: RequestFactory) -> None:
    answer = told_of(OperationalError("database is locked"), rf)
    assert answer.status_code == 503
    assert "数据库正忙" in answer.content.decode()


def test_an_unknown_database_fault_is_left_to_the_server_page(rf: RequestFactory) -> None:
    assert told_of(IntegrityError("something else"), rf).status_code == 500


def test_a_page_of_a_trouble_does_not_fail_of_another(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_request: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(FormSnapshot, "capture", fail)
    request = rf.post("/T/ledgers/apprentices/new/", {"name": "赵"}, headers={"origin": "http://testserver"})
    assert errors.form_expired(request).status_code == 403


# What the door refuses late


def test_a_save_that_loses_the_race_shows_both(place: Town, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_apprentice(place.officer, place.village, name="赵春华")

    def lose(*_arguments: Any, **_options: Any) -> None:
        raise Stale("这条记录刚刚被别人改过。")

    monkeypatch.setattr(door, "save", lose)
    posted = {"name": "赵春花", "organisation": "V1", "join_date": "2025-3-1", "version": "1"}
    answer = officer.post(
        f"/T/ledgers/apprentices/{row.pk}/change/", {**posted, "joined_by": "applied", "status": "normal"}
    )
    assert answer.status_code == 409
    assert 'value="赵春花"' in answer.content.decode()


def test_a_refusal_about_a_field_that_the_form_lacks_names_it(
    place: Town, officer: Client, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise ValidationError({"organisation": ["请选择所属组织。"]})

    monkeypatch.setattr(door, "save", refuse)
    posted = {"workshop": workshop.name, "item": "rent", "period": "2025-10", "paid_date": "2025-11-3"}
    answer = officer.post("/T/ledgers/payments/new/", {**posted, "rate": "0.02", "amount": "10", "channel": "bank"})
    assert answer.status_code == 422
    assert "所属组织：请选择所属组织。" in answer.content.decode()


def test_a_number_with_too_many_digits_is_refused_in_words(place: Town, officer: Client) -> None:
    answer = officer.post("/T/ledgers/workshops/new/", {"name": "新厂", "staff": "12345678901"})
    assert "工人数的数字太大" in answer.content.decode()


def test_a_change_with_faults_keeps_what_was_typed(place: Town, officer: Client, workshop: Workshop) -> None:
    answer = officer.post(f"/T/ledgers/workshops/{workshop.pk}/change/", {"name": "", "staff": "五十", "version": "1"})
    assert answer.status_code == 422
    assert 'value="五十"' in answer.content.decode()


def test_a_refusal_by_rules_when_voiding_is_told(
    place: Town, officer: Client, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise ValidationError("还有别的记录用着它。")

    monkeypatch.setattr(door, "void", refuse)
    answer = officer.post(f"/T/ledgers/workshops/{workshop.pk}/void/", {"why": "登记重复"})
    assert answer.status_code == 422
    assert "还有别的记录用着它。" in answer.content.decode()


def test_a_step_refused_by_rules_tells_it_beside_its_boxes(
    place: Town, officer: Client, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_bursary(place.clerk, workshop)

    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise ValidationError({"decided_on": ["日期不对。"], "course": ["项目已停办。"]})

    where = f"/T/ledgers/bursaries/{case.pk}/steps/apply/"
    assert "日期的写法认不出来" in officer.post(where, {"decided_on": "上周"}).content.decode()
    monkeypatch.setattr(steps, "take", refuse)
    text = officer.post(where, {"decided_on": "今天"}).content.decode()
    assert "日期不对。" in text
    assert "项目已停办。" in text


def test_a_file_sent_back_begins_its_line_anew(place: Town, officer: Client, workshop: Workshop) -> None:
    file = make_licence(place.officer, workshop, photo=True, receipt=True)
    file = steps.take(LICENCES, "complete", actor=place.officer, record=file, taking=Taking(date(2025, 4, 1)))
    assert [stop.look for stop in officer.get(f"/T/ledgers/licences/{file.pk}/").context["stops"]] == [
        "done",
        "now",
        "next",
    ]
    steps.take(
        LICENCES, "send_back", actor=place.officer, record=file, taking=Taking(date(2025, 4, 2), note="收据不清")
    )
    assert [stop.look for stop in officer.get(f"/T/ledgers/licences/{file.pk}/").context["stops"]] == [
        "now",
        "next",
        "next",
    ]


def test_a_field_filled_before_stands_in_the_steps_box_again(place: Town, officer: Client, workshop: Workshop) -> None:
    case = make_bursary(place.clerk, workshop)
    page = officer.get(f"/T/ledgers/bursaries/{case.pk}/")
    assert ledger_field(BURSARIES, "amount").full_text(case) == ""
    assert [step.key for step in page.context["steps"]] == ["apply", "withdraw"]


# What lies elsewhere


def test_a_record_does_not_lead_where_the_person_may_not_follow(place: Town, clerk: Client, officer: Client) -> None:
    elsewhere = make_workshop(place.officer, place.other_village)
    row = make_apprentice(place.officer, place.village, workshop=elsewhere)
    link = f'href="/V1/ledgers/workshops/{elsewhere.pk}/"'
    text = clerk.get(f"/V1/ledgers/apprentices/{row.pk}/").content.decode()
    assert elsewhere.name in text
    assert link not in text
    assert link.replace("V1", "T") in officer.get(f"/T/ledgers/apprentices/{row.pk}/").content.decode()


def test_a_person_with_two_places_is_led_to_the_other(place: Town, signed_in: Callable[[Account], Client]) -> None:
    both = make_account("冯两岗", (place.village, "clerk"), (place.neighbour_village, "clerk"))
    page = signed_in(both).get("/V1/ledgers/apprentices/")
    assert [way.address for way in page.context["elsewhere"]] == ["/M1/ledgers/apprentices/"]


def test_the_frame_leaves_out_areas_that_hold_nothing(place: Town) -> None:
    few = replace(CATALOGUE, ledgers=(APPRENTICES,))
    shown = frame.areas(few, Access(place.officer), place.town, "apprentices")
    assert [each.area.key for each in shown] == ["trade"]


def test_a_site_without_a_desk_begins_with_its_places(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_desk(name: str, *rest: str) -> Callable[[Organisation], str]:
        if name == "desk":
            raise NoReverseMatch
        return at_places(name, *rest)

    monkeypatch.setattr(frame, "at_places", without_desk)
    assert frame.beginning(place.town) == "/T/places/"


def test_names_of_a_register_that_one_may_not_read_are_not_suggested(
    place: Town, signed_in: Callable[[Account], Client], monkeypatch: pytest.MonkeyPatch, workshop: Workshop
) -> None:
    usual = Access.may

    def no_workshops(self: Access, right: Right, on: Any, at: Organisation) -> bool:
        return on is not WORKSHOPS and usual(self, right, on, at)

    monkeypatch.setattr(Access, "may", no_workshops)
    officer = signed_in(place.officer)
    answer = officer.get("/T/ledgers/payments/choices/workshop/", {"workshop": ""})
    assert workshop.name not in answer.content.decode()
    money = make_payment(place.officer, workshop)
    text = officer.get(f"/T/ledgers/payments/{money.pk}/").content.decode()
    assert f"/T/ledgers/workshops/{workshop.pk}/" not in text


# What is told of the past


def test_history_survives_fields_and_values_that_are_gone(place: Town, officer: Client, workshop: Workshop) -> None:
    from django.db import transaction

    with transaction.atomic():
        act = Act(
            organisation=workshop.organisation,
            ledger="workshops",
            record_id=workshop.pk,
            verb=Verb.CHANGE,
            changes={
                "no_such_field": ["1", "2"],
                "staff": ["many", "57"],
                "guild_at": [None, "999999"],
                "initials": ["a", "b"],
            },
        )
        chain.write(None, [act])
    said = officer.get(f"/T/ledgers/workshops/{workshop.pk}/").context["history"][0].text
    assert said == "程序修改：工人数由many人改为57人；行会填为999999。"


def test_the_workbook_of_a_narrowed_list_says_so_and_tells_what_was_voided(
    place: Town, officer: Client, workshop: Workshop
) -> None:
    first = make_payment(place.officer, workshop, 1, amount=Decimal("1200.50"))
    make_payment(place.officer, workshop, 2)
    door.void(PAYMENTS, actor=place.officer, record=first, why="登记重复")
    answer = officer.get("/T/ledgers/payments/export.xlsx", {"voided": "1", "q": workshop.name, "item": "rent"})
    assert answer["Content-Disposition"].endswith(".xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    head, *rows = book.get_sheet_by_name("缴款").to_python()
    assert head[-2:] == ["作废日期", "作废原因"]
    assert sorted(str(row[-1]) for row in rows) == ["", "登记重复"]
    notes = " ".join(str(row[0]) for row in book.get_sheet_by_name("说明").to_python())
    assert f"查找“{workshop.name}”；款项是租金；包括已作废的" in notes


def test_a_state_narrows_the_list_and_is_told(place: Town, officer: Client, workshop: Workshop) -> None:
    make_bursary(place.clerk, workshop)
    text = officer.get("/T/ledgers/bursaries/", {"state": "surveyed"}).content.decode()
    assert "状态是摸底" in text
    assert 'aria-current="true">摸底' in text
    with nothing_written():
        assert officer.get("/T/ledgers/bursaries/", {"state": "applied"}).context["listing"].count == 0


def test_home_needs_no_catalogue_of_its_own() -> None:
    assert Home.catalogue.ledgers == ()
