"""What a person sees when something does not work: in Chinese, with what they typed, and nothing half-written."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, ProgrammingError
from django.test import Client, RequestFactory
from tests.factories import Town, make_employer, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.records import door
from gonghui.engine.vault.keys import KeysMissing
from gonghui.engine.web import errors
from gonghui.ledgers.employers.models import Employer


def typed_member() -> dict[str, str]:
    return {
        "name": "赵春华",
        "id_number": make_id_number(),
        "phone": "13800001234",
        "organisation": "上河村工会联合会",
        "join_date": "2025年3月1日",
        "joined_by": "applied",
        "status": "normal",
        "migrant": "1",
    }


def test_a_page_that_is_not_there_and_one_that_is_not_ones_own_look_the_same(place: Town, officer: Client) -> None:
    make_employer(place.stranger, place.neighbour_village)
    missing, foreign = officer.get("/nowhere/ledgers/members/"), officer.get("/N/ledgers/employers/")
    assert missing.status_code == foreign.status_code == 404
    assert missing.content == foreign.content
    assert "没有找到这个页面" in missing.content.decode()


@pytest.mark.parametrize("address", ["/T/ledgers/nothing/", "/T/ledgers/members/99999/", "/T/ledgers/members/x/"])
def test_unknown_registers_and_records_are_not_found(place: Town, officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_a_method_that_a_page_does_not_take_is_told_in_words(place: Town, officer: Client) -> None:
    answer = officer.put("/T/ledgers/members/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "这个地址不能直接打开" in answer.content.decode()


def test_an_expired_form_is_handed_back_to_be_sent_again(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(place.officer)
    typed = typed_member()
    with nothing_written():
        answer = browser.post("/T/ledgers/members/new/", typed)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "还没有保存" in text
    assert '<form class="actions" method="post" action="/T/ledgers/members/new/">' in text
    for name in ("name", "join_date", "organisation", "migrant"):
        assert f'<input type="hidden" name="{name}" value="{typed[name]}">' in text
    for name in ("id_number", "phone"):
        assert typed[name] not in text
    assert "身份证号、手机不在网页里留存，提交后请再填一次" in text
    token = browser.cookies["csrftoken"].value
    again = browser.post("/T/ledgers/members/new/", {**typed, "csrfmiddlewaretoken": token})
    assert again.status_code == 302


def test_an_expired_form_without_content_says_what_to_do(place: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in/", {"username": "officer", "password": "secret-word"})
    assert answer.status_code == 403
    assert "刷新以后再试" in answer.content.decode()
    assert "secret-word" not in answer.content.decode()


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OperationalError("database is locked"), "数据库正忙"),
        (OperationalError("no such table: members_member"), "数据库还没有建好"),
        (ProgrammingError('reference "members_member" does not exist'), "数据库还没有建好"),
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
        answer = officer.post("/T/ledgers/members/new/", typed_member())
    text = answer.content.decode()
    assert answer.status_code == 503
    assert told in text
    assert 'name="name" value="赵春华"' in text
    assert typed_member()["id_number"] not in text


def test_a_known_trouble_while_reading_is_told(
    place: Town, officer: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise KeysMissing("找不到密钥文件/srv/home/keys.json。")

    monkeypatch.setattr("gonghui.engine.fields.listing.Listing.count", property(fail))
    answer = officer.get("/T/ledgers/employers/")
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
    answer = officer.post("/T/ledgers/members/new/", typed_member())
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
