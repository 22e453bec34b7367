"""What a person sees when something does not work: in Chinese, with what they typed, and nothing half-written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, ProgrammingError
from django.test import Client, RequestFactory
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.records import door
from gonghui.engine.vault.keys import KeysMissing
from gonghui.engine.web import errors

HERE = {"origin": "http://testserver"}


def typed_apprentice() -> dict[str, str]:
    return {
        "name": "赵春华",
        "id_number": make_id_number(),
        "phone": "13800001234",
        "organisation": "上河村工会联合会",
        "join_date": "2025年3月1日",
        "joined_by": "applied",
        "status": "normal",
        "boards": "1",
    }


def test_a_page_that_is_not_there_and_one_that_is_not_ones_own_look_the_same(place: Town, officer: Client) -> None:
    make_workshop(place.stranger, place.neighbour_village)
    missing, foreign = officer.get("/nowhere/ledgers/apprentices/"), officer.get("/N/ledgers/workshops/")
    assert missing.status_code == foreign.status_code == 404
    assert missing.content == foreign.content
    assert "没有找到这个页面" in missing.content.decode()


@pytest.mark.parametrize(
    "address", ["/T/ledgers/nothing/", "/T/ledgers/apprentices/99999/", "/T/ledgers/apprentices/x/"]
)
def test_unknown_registers_and_records_are_not_found(place: Town, officer: Client, address: str) -> None:
    assert officer.get(f"/T/ledgers/{address}").status_code == 404


def test_a_method_that_a_page_does_not_take_is_told_in_words(place: Town, officer: Client) -> None:
    answer = officer.put("/T/ledgers/apprentices/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "这个地址不能直接打开" in answer.content.decode()


def test_an_expired_form_is_handed_back_to_be_sent_again(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    typed = typed_apprentice()
    with nothing_written():
        answer = browser.post("/T/ledgers/apprentices/new/", typed, headers=HERE)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "还没有保存" in text
    assert '<form class="actions" method="post" action="/T/ledgers/apprentices/new/">' in text
    for name in ("name", "join_date", "organisation", "boards"):
        assert f'<input type="hidden" name="{name}" value="{typed[name]}">' in text
    for name in ("id_number", "phone"):
        assert typed[name] not in text
    assert "身份证号、手机不在网页里留存，提交后请再填一次" in text
    token = browser.cookies["csrftoken"].value
    again = browser.post("/T/ledgers/apprentices/new/", {**typed, "csrfmiddlewaretoken": token})
    assert again.status_code == 302


def test_an_expired_form_without_content_says_what_to_do(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in/", {"username": "officer", "password": "secret-word"})
    assert answer.status_code == 403
    assert "重新打开那一页，再填一次" in answer.content.decode()
    assert "secret-word" not in answer.content.decode()


APPOINTMENT = {"role": "officer", "organisation": "T", "username": "stranger"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": "http://testserver.example.org"},
        {"origin": "https://testserver"},
        {"referer": "http://example.org/testserver/"},
        {"origin": "http://example.org", "referer": "http://testserver/"},
    ],
)
def test_a_form_of_another_site_is_never_handed_back(place: Town, said: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    for address, posted in (("/T/people/", APPOINTMENT), ("/T/ledgers/apprentices/new/", typed_apprentice())):
        with nothing_written():
            answer = browser.post(address, posted, headers=said)
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "<form" not in text
        assert "stranger" not in text
        assert "赵春华" not in text


def test_a_referer_of_ones_own_speaks_where_no_origin_does(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    answer = browser.post(
        "/T/ledgers/apprentices/new/", typed_apprentice(), headers={"referer": "http://testserver/T/"}
    )
    assert 'action="/T/ledgers/apprentices/new/"' in answer.content.decode()


def test_an_act_that_gives_rights_is_never_handed_back(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    for address in ("/T/people/", "/sign-out/", "/T/ledgers/apprentices/1/reveal/phone/"):
        answer = browser.post(address, {**APPOINTMENT, "why": "核对", "note": "同意"}, headers=HERE)
        assert answer.status_code == 403
        assert "<form" not in answer.content.decode(), address


def test_everything_that_will_be_sent_stands_in_words_on_the_page_that_hands_it_back(
    place: Town, workshop: Workshop
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    posted = {"name": "", "size": "large", "extra": "不认识的一项", "version": "1", "then": "another"}
    address = f"/T/ledgers/workshops/{workshop.pk}/change/"
    page = browser.post(address, posted, headers=HERE).content.decode()
    sent = re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', page)
    shown = re.findall(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>", page)
    assert dict(sent) == posted
    assert len(shown) == len(sent)
    assert shown[0] == ("工坊名称", "（空着）")
    assert shown[2:] == [("extra", "不认识的一项"), ("打开时的版本", "1"), ("登记以后", "接着写下一条")]
    assert f"在{place.town}修改{WORKSHOPS.noun}{workshop.number}" in page
    assert f"办理人是{place.officer.name}" in page


@pytest.mark.parametrize("person", ["stranger", None])
def test_a_page_that_hands_back_names_no_place_that_the_person_does_not_see(place: Town, person: str | None) -> None:
    browser = Client(enforce_csrf_checks=True)
    if person:
        browser.force_login(getattr(place, person))
    page = browser.post("/T/ledgers/apprentices/7/change/", {"name": "赵春华"}, headers=HERE).content.decode()
    assert "在代码为T的组织修改学徒（第7号）" in page
    assert place.town.name not in page


def test_a_trouble_before_the_form_is_proved_hands_back_only_what_was_sent_from_here(
    place: Town, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(SessionMiddleware, "process_request", fail)
    officer.raise_request_exception = False
    told = [
        officer.post("/T/ledgers/apprentices/new/", typed_apprentice(), headers=said).content.decode()
        for said in ({"origin": "https://example.org"}, HERE)
    ]
    assert ["<form" in page for page in told] == [False, True]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OperationalError("database is locked"), "数据库正忙"),
        (OperationalError("no such table: apprentices_apprentice"), "数据库还没有建好"),
        (ProgrammingError('reference "apprentices_apprentice" does not exist'), "数据库还没有建好"),
        (OperationalError("unable to open database file"), "连不上数据库"),
        (KeysMissing("找不到密钥文件keys.json。"), "缺少密钥文件"),
    ],
)
def test_a_known_trouble_is_told_and_what_was_typed_stays(
    place: Town, officer: Client, monkeypatch: pytest.MonkeyPatch, trouble: Exception, told: str
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise trouble

    monkeypatch.setattr(door, "save", fail)
    with nothing_written():
        answer = officer.post("/T/ledgers/apprentices/new/", typed_apprentice())
    text = answer.content.decode()
    assert answer.status_code == 503
    assert told in text
    assert 'name="name" value="赵春华"' in text
    assert typed_apprentice()["id_number"] not in text


def test_a_known_trouble_while_reading_is_told(
    place: Town, officer: Client, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise KeysMissing("找不到密钥文件/srv/home/keys.json。")

    monkeypatch.setattr("gonghui.engine.fields.listing.Listing.count", property(fail))
    answer = officer.get("/T/ledgers/workshops/")
    assert answer.status_code == 503
    assert "密钥文件找不到" in answer.content.decode()
    assert "/srv/home" not in answer.content.decode()


def test_an_unknown_fault_shows_no_trace_of_the_program(
    place: Town, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("inner workings")

    monkeypatch.setattr(door, "save", fail)
    officer.raise_request_exception = False
    answer = officer.post("/T/ledgers/apprentices/new/", typed_apprentice())
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "刚才的操作没有完成" in text
    assert "inner workings" not in text
    assert "Traceback" not in text


def test_the_plain_pages_stand_without_a_database(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert errors.bad_request(request).status_code == 400
    assert errors.not_found(request).status_code == 404
    assert "不归你办" in errors.forbidden(request, PermissionDenied("这一件不归你办。")).content.decode()
