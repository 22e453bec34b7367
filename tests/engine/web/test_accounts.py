"""The door and the accounts as people meet them: own passwords, those for once, shut and disabled accounts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from tests.factories import PASSWORD, Town, make_account
from tests.unchanged import nothing_written

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.records import sign_ins
from gonghui.offices.roles import Role

NEW = "chun-jiang-88"


@pytest.fixture
def admin(place: Town) -> Client:
    account = make_account("高德才", (place.town, Role.SYSTEM_ADMIN), username="admin")
    client = Client()
    client.force_login(account)
    return client


def sign_in(username: str, password: str = PASSWORD, address: str = "192.0.2.1", client: Client | None = None) -> Any:
    return (client or Client()).post("/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)


def act(client: Client, account: Account, what: str, at: str = "T") -> Any:
    return client.post(f"/{at}/accounts/", {"account": account.pk, "act": what})


def reset(admin: Client, account: Account) -> str:
    """The one-time password that the page shows."""
    page = act(admin, account, "reset")
    assert page["Cache-Control"] == "no-store"
    found = re.search(r'<b class="secret">([^<]+)</b>', page.content.decode())
    assert found is not None
    return found[1]


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("id").values_list("verb", flat=True))


def test_a_password_for_once_opens_nothing_but_the_page_that_changes_it(place: Town, admin: Client) -> None:
    before = Client()
    before.force_login(place.clerk)
    assert before.get("/V1/ledgers/apprentices/").status_code == 200
    password = reset(admin, place.clerk)
    assert password not in admin.get("/T/accounts/").content.decode()
    assert before.get("/V1/ledgers/apprentices/").status_code == 302  # its session has ended
    assert sign_in("clerk").status_code == 422
    client = Client()
    assert sign_in("clerk", password, client=client).status_code == 302
    with nothing_written():
        for path in ("/", "/V1/ledgers/apprentices/", "/V1/people/", "/nowhere/", "/static-not/"):
            assert client.get(path)["Location"] == "/password/", path
            assert client.post(path)["Location"] == "/password/", path
    assert "只能用来进这一页" in client.get("/password/").content.decode()
    assert client.post("/password/", {"old": password, "new": NEW, "again": NEW})["Location"] == "/"
    assert client.get("/V1/ledgers/apprentices/").status_code == 200
    assert sign_in("clerk", password).status_code == 422
    assert sign_in("clerk", NEW).status_code == 302


def test_to_change_the_password_keeps_this_session_and_ends_the_others(place: Town) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(place.officer)
    refused = here.post("/password/", {"old": PASSWORD, "new": "20251212", "again": "20251212"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "密码里没有字母" in text
    assert "20251212" not in text
    here.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert here.get("/password/").status_code == 200
    assert elsewhere.get("/password/").status_code == 302


def test_a_disabled_account_is_out_at_once_and_learns_why_only_with_its_password(place: Town, admin: Client) -> None:
    inside = Client()
    inside.force_login(place.clerk)
    assert act(admin, place.clerk, "disable")["Location"] == "/T/accounts/"
    assert inside.get("/V1/ledgers/apprentices/").status_code == 302
    assert "这个账号已经停用" in sign_in("clerk").content.decode()
    assert "这个账号已经停用" not in sign_in("clerk", "guess").content.decode()
    assert "已停用" in admin.get("/T/accounts/").content.decode()
    act(admin, place.clerk, "enable")
    # What was open before stays shut: it may be a computer that was lost.
    assert inside.get("/V1/ledgers/apprentices/").status_code == 302
    assert sign_in("clerk").status_code == 302


def test_a_post_is_given_at_the_place_that_was_meant(place: Town, admin: Client) -> None:
    Organisation.objects.filter(pk__in=[place.village.pk, place.other_village.pk]).update(name="青山村工会联合会")
    page = admin.get("/T/people/").content.decode()
    assert '<option value="青山村工会联合会（V2）">' in page
    posted = {"role": "clerk", "username": "newcomer", "name": "谢雪莲", "password": "qing-shi-2026"}
    with nothing_written():
        answer = admin.post("/T/people/", {**posted, "organisation": "青山村工会联合会"})
    assert answer.status_code == 400
    assert "不止一个，请写明是哪一个：青山村工会联合会（V1）、青山村工会联合会（V2）" in answer.content.decode()
    assert admin.post("/T/people/", {**posted, "organisation": "青山村工会联合会（V2）"}).status_code == 302
    assert Post.objects.get(account__username="newcomer").organisation == place.other_village


def test_wrong_passwords_from_elsewhere_do_not_shut_the_owner_out(place: Town, admin: Client) -> None:
    answers = [sign_in("clerk", "guess", "192.0.2.66") for _ in range(7)]
    assert answers[-1].status_code == 429
    assert sign_in("clerk", PASSWORD, "192.0.2.66").status_code == 429
    assert sign_in("officer", PASSWORD, "192.0.2.66").status_code == 302
    assert sign_in("clerk", PASSWORD, "192.0.2.1").status_code == 302


def test_an_administrator_opens_a_door_that_was_shut(place: Town, admin: Client) -> None:
    for _ in range(5):
        sign_in("clerk", "guess")
    assert "输错太多，暂停登录" in admin.get("/T/accounts/").content.decode()
    act(admin, place.clerk, "unlock")
    assert "输错太多，暂停登录" not in admin.get("/T/accounts/").content.decode()
    assert sign_in("clerk").status_code == 302


def test_what_happens_at_the_door_is_logged_and_not_what_was_typed(place: Town) -> None:
    client = Client()
    sign_in("clerk", client=client)
    client.post("/sign-out/")
    sign_in("clerk", "guess")
    sign_in("wo-de-mi-ma-2025", PASSWORD)
    assert verbs() == ["sign_in", "sign_out", "refuse_sign_in", "refuse_sign_in"]
    entries = list(LogEntry.objects.order_by("id"))
    assert [entry.actor for entry in entries] == [place.clerk, place.clerk, None, None]
    assert [entry.record_id for entry in entries] == [place.clerk.pk] * 3 + [None]
    assert entries[0].changes == {"address": [None, "192.0.2.1"]}
    kept = str(list(LogEntry.objects.values())) + str(list(AccessAttempt.objects.values()))
    for typed in ("guess", "wo-de-mi-ma", PASSWORD, "clerk"):
        assert typed not in kept


def test_a_shut_door_is_logged_once_and_no_log_is_filled_by_trying(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        sign_in("clerk", "guess")
    assert verbs() == ["refuse_sign_in"] * 5 + ["lock"]
    monkeypatch.setattr(sign_ins, "MOST_LOGGED", 8)
    for number in range(6):
        sign_in(f"stranger-{number}")
    assert verbs()[6:] == ["refuse_sign_in"] * 3
    assert "不再逐条记" in LogEntry.objects.latest("id").why


def test_an_account_elsewhere_is_not_on_the_page_and_one_that_reaches_further_has_no_buttons(
    place: Town, admin: Client
) -> None:
    page = admin.get("/T/accounts/").content.decode()
    assert "郑小满" in page
    assert "孙白沙" not in page
    with nothing_written():
        assert act(admin, place.stranger, "reset").status_code == 404
        assert act(admin, place.clerk, "reset", at="N").status_code == 404
        assert act(admin, place.clerk, "shoot").status_code == 400
        own = act(admin, Account.objects.get(username="admin"), "reset")
        assert own.status_code == 400
        assert "改密码请用“修改密码”" in own.content.decode()
    both = make_account("许两处", (place.village, Role.CLERK), (place.neighbour, Role.CLERK))
    with nothing_written():
        assert act(admin, both, "reset").status_code == 403
    assert "由上级的系统管理员办" in admin.get("/T/accounts/").content.decode()


def test_a_new_person_gets_a_password_for_once_that_is_shown_and_kept_nowhere(place: Town, admin: Client) -> None:
    page = admin.post(
        "/T/people/", {"role": "clerk", "organisation": "V1", "username": "newcomer", "name": "谢雪莲", "password": ""}
    )
    found = re.search(r'<b class="secret">([^<]+)</b>', page.content.decode())
    assert found is not None
    client = Client()
    assert sign_in("newcomer", found[1], client=client).status_code == 302
    assert client.get("/V1/ledgers/apprentices/")["Location"] == "/password/"


def test_a_form_that_was_carried_through_the_door_is_there_after_the_password_is_changed(
    place: Town, admin: Client
) -> None:
    password = reset(admin, place.clerk)
    client = Client()
    asked = client.post("/V1/ledgers/apprentices/new/", {"name": "赵春华"}).content.decode()
    carried = re.search(r'name="carried_form" value="([^"]+)"', asked)
    assert carried is not None
    page = client.post(
        "/sign-in/", {"username": "clerk", "password": password, "carried_form": carried[1]}
    ).content.decode()
    assert "修改密码" in page
    again = re.search(r'name="carried_form" value="([^"]+)"', page)
    assert again is not None
    form = client.post("/password/", {"old": password, "new": NEW, "again": NEW, "carried_form": again[1]})
    assert "赵春华" in form.content.decode()
