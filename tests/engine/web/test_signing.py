"""Signing in and out: what a person meets at the door."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.test import Client
from tests.engine.toy.apprentices import Apprentice
from tests.engine.toy.factories import make_apprentice
from tests.factories import PASSWORD, Town

from gonghui.engine.access.models import Post


def sign_in(client: Client, username: str = "officer", password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def test_the_right_password_opens_the_page_that_was_asked_for(place: Town, client: Client) -> None:
    asked = client.get("/T/ledgers/apprentices/?q=zs")
    assert asked["Location"] == "/sign-in/?next=%2FT%2Fledgers%2Fapprentices%2F%3Fq%3Dzs"
    page = client.get(asked["Location"])
    assert 'name="next" value="/T/ledgers/apprentices/?q=zs"' in page.content.decode()
    before = client.session.session_key
    answer = sign_in(client, next="/T/ledgers/apprentices/?q=zs")
    assert answer["Location"] == "/T/ledgers/apprentices/?q=zs"
    assert client.session.session_key != before
    assert client.get("/sign-in/")["Location"] == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_no_address_of_another_host_is_followed(place: Town, client: Client, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_account_typed(place: Town, client: Client) -> None:
    answer = sign_in(client, password="guess")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "账号或密码不对" in text
    assert 'value="officer"' in text
    assert "guess" not in text
    assert sign_in(client, username="", password="").status_code == 422


def test_five_wrong_passwords_shut_that_account_and_no_other(place: Town, client: Client) -> None:
    answer = [sign_in(client, password="guess") for _ in range(5)][-1]
    assert answer.status_code == 429
    assert "密码连续5次不对，这个账号在这台电脑上暂停登录15分钟" in answer.content.decode()
    assert sign_in(client).status_code == 429
    assert sign_in(client, username="second").status_code == 302


def test_home_is_the_highest_place_of_a_persons_posts(place: Town, client: Client) -> None:
    sign_in(client, username="clerk")
    assert client.get("/")["Location"] == "/V1/"
    Post.objects.create(account=place.clerk, organisation=place.town, role="officer")
    assert client.get("/")["Location"] == "/T/"


def test_a_person_without_a_post_is_told_whom_to_ask(place: Town, client: Client) -> None:
    sign_in(client, username="nobody")
    answer = client.get("/")
    assert answer.status_code == 403
    assert "请联系系统管理员安排岗位" in answer.content.decode()


def test_only_a_button_signs_out(place: Town, officer: Client) -> None:
    assert officer.get("/sign-out/").status_code == 405
    assert officer.get("/T/ledgers/apprentices/").status_code == 200
    assert officer.post("/sign-out/")["Location"] == "/sign-in/"
    assert officer.get("/T/ledgers/apprentices/").status_code == 302


def test_what_was_typed_survives_a_session_that_ran_out(place: Town, client: Client) -> None:
    typed = {"name": "赵春华", "id_number": "11010119900307002X", "join_date": "2025-3-1", "organisation": "V1"}
    asked = client.post("/T/ledgers/apprentices/new/", typed)
    text = asked.content.decode()
    assert asked.status_code == 403
    assert "刚才填的内容还在" in text
    assert "11010119900307002X" not in text
    answer = sign_in(client, carried_form=carried_by(text))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'action="/T/ledgers/apprentices/new/"' in text
    assert '<input type="hidden" name="name" value="赵春华">' in text
    assert f"在{place.town}登记学徒" in text
    for title, words in (("姓名", "赵春华"), ("入门日期", "2025-3-1"), ("所属组织", "V1")):
        assert f"<dt>{title}</dt><dd>{words}</dd>" in text
    assert Apprentice.objects.filter(jurisdiction_id=place.town.jurisdiction_id).count() == 0


def carried_by(page: str) -> str:
    """The form that a sign-in page carries through."""
    found = re.search(r'name="carried_form" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_only_what_this_server_wrote_into_the_sign_in_page_is_carried_through(place: Town, client: Client) -> None:
    page = client.post("/T/ledgers/apprentices/new/", {"name": "赵春华"}).content.decode()
    carried = carried_by(page)
    forged = signing.dumps(["/T/ledgers/apprentices/new/", [["name", "钱某"]], []], key="another", salt="another")
    for text in (carried[:-1], forged, "x", ""):
        assert sign_in(Client(), carried_form=text)["Location"] == "/"
    foreign = {"kept_to": "/T/people/", "kept.role": "officer", "kept.username": "stranger"}
    assert sign_in(Client(), **foreign)["Location"] == "/"


def test_a_wrong_password_keeps_the_form_on_its_way(place: Town, client: Client) -> None:
    carried = carried_by(client.post("/T/ledgers/apprentices/new/", {"name": "赵春华"}).content.decode())
    again = carried_by(sign_in(client, password="guess", carried_form=carried).content.decode())
    assert "赵春华" in sign_in(client, carried_form=again).content.decode()


def test_an_appointment_does_not_go_through_the_sign_in_page(place: Town, client: Client) -> None:
    answer = client.post("/T/people/", {"role": "officer", "organisation": "T", "username": "stranger"})
    assert answer["Location"] == "/sign-in/?next=%2FT%2Fpeople%2F"


def test_every_page_keeps_the_browser_to_this_site(place: Town, officer: Client) -> None:
    make_apprentice(place.officer, place.village)
    for address in ("/sign-in/", "/T/ledgers/apprentices/", "/T/ledgers/apprentices/new/", "/nowhere/"):
        answer = officer.get(address)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        text = answer.content.decode()
        assert "http://" not in text.replace("http://www.w3.org/", "")
        assert "https://" not in text
        assert "<script>" not in text
