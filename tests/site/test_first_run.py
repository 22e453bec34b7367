"""The first page of a new installation: who may fill it in, what it makes, and that it is filled in once."""

from __future__ import annotations

import http.client
import stat
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from tests.engine.records.test_at_once import on_postgresql, together
from tests.factories import Town

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.installation.models import Installation
from gonghui.engine.people.models import Account
from gonghui.engine.vault import keys
from gonghui.plain import clock
from gonghui.site import first_run, first_run_code, origin
from gonghui.site.first_run import set_up, union_codes
from gonghui.site.web_server import UNDECLARED_PROXY, WebServer

ANSWERS = {
    "province": "岫云省总工会",
    "city": "栖霞市总工会",
    "county": "",
    "town": "松溪镇总工会",
    "union_code": "",
    "name": "钟灵",
    "username": "zhongling",
    "password": "ziran-cun-2025",
    "again": "ziran-cun-2025",
}
HERE: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "192.168.1.20", "HTTP_HOST": "192.168.1.5:8000"}


@pytest.fixture
def code(db: None, today: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The one-time code of an installation that nobody has set up."""
    Installation.objects.create(set_up_on=clock.today())
    yield first_run_code.make()
    first_run_code.forget()


def send(where: dict[str, Any], **answers: str) -> Any:
    return Client(**where).post("/first-run/", {**ANSWERS, **answers})


def is_untouched() -> bool:
    return not (Organisation.objects.exists() or Account.objects.exists() or Post.objects.exists())


def test_one_name_is_no_two_unions(code: str) -> None:
    answer = send(HERE, city="岫云省总工会")
    assert answer.status_code == 400
    assert "“岫云省总工会”已经填在省级工会里" in answer.content.decode()
    assert is_untouched()


def test_at_the_computer_itself_no_code_is_asked(code: str) -> None:
    assert "一次性代码" not in Client(**HERE).get("/first-run/").content.decode()
    assert send(HERE)["Location"] == "/sign-in/"
    assert Organisation.objects.get(code="SXZ").name == "松溪镇总工会"


@pytest.mark.parametrize(
    "where",
    [
        ELSEWHERE,
        {**HERE, "HTTP_X_FORWARDED_FOR": "192.168.1.20"},
        {**HERE, "HTTP_FORWARDED": "for=192.168.1.20"},
        {**HERE, UNDECLARED_PROXY: "True"},
        {**HERE, "SERVER_PROTOCOL": "HTTP/1.0"},
        {**HERE, "HTTP_HOST": "rebound.example.org:8000"},
        {**ELSEWHERE, "HTTP_HOST": "localhost"},
    ],
)
@pytest.mark.parametrize("typed", [None, "", "ABCD-EFGH-JKMN", "9" * 5000, "……"])
def test_from_elsewhere_only_the_right_code_sets_up(code: str, where: dict[str, Any], typed: str | None) -> None:
    assert "一次性代码" in Client(**where).get("/first-run/").content.decode()
    answer = send(where) if typed is None else send(where, one_time_code=typed)
    assert answer.status_code == 400
    assert "one_time_code" in answer.context["form"].errors
    assert code not in answer.content.decode()
    assert is_untouched()


def test_the_server_tells_of_a_proxy_that_nobody_declared() -> None:
    told: list[tuple[bool, bool]] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        told.append((environ[UNDECLARED_PROXY], "HTTP_X_FORWARDED_FOR" in environ))
        start_response("200 OK", [("Content-Length", "0")])
        return []

    server = WebServer(application, host="127.0.0.1", port=0)
    running = threading.Thread(target=server.run)
    running.start()
    try:
        for headers in ({}, {"X-Forwarded-For": "192.168.1.20"}):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            connection.request("GET", "/", headers=headers)
            connection.getresponse().read()
            connection.close()
    finally:
        server.stop()
        running.join()
    assert told == [(False, False), (True, False)]


def test_where_a_proxy_stands_before_the_program_the_code_is_always_asked(code: str) -> None:
    with override_settings(ORIGIN=origin.read("https://gonghui.example.org")):
        assert send(HERE).status_code == 400
    assert is_untouched()


def test_the_right_code_is_taken_as_people_write_it_and_then_forgotten(code: str) -> None:
    path = keys.home() / first_run_code.FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert first_run_code.make() == code
    assert send(ELSEWHERE, one_time_code=f" {code.lower().replace('-', ' ')} ").status_code == 302
    assert not path.exists()


def test_without_a_code_nobody_from_elsewhere_sets_up(code: str) -> None:
    first_run_code.forget()
    for typed in ("", code):
        assert send(ELSEWHERE, one_time_code=typed).status_code == 400
    assert is_untouched()


def test_whoever_comes_second_is_told_so(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send(HERE)
    late = send(HERE, name="木兰", username="mulan")
    assert late.status_code == 409
    # And one who sent the form before the first was through.
    answers = iter([True, True, False])
    monkeypatch.setattr(first_run, "is_empty", lambda: next(answers, False))
    later = send(HERE, name="木兰", username="mulan")
    assert later.status_code == 409
    for page in (late, later):
        assert "已经由别人建好了" in page.content.decode()
    assert Account.objects.count() == 1
    monkeypatch.undo()
    assert Client(**HERE).get("/first-run/").status_code == 404


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_six_at_once_one_sets_up(today: None) -> None:
    Installation.objects.create(set_up_on=clock.today())
    results = together(*[lambda: set_up(ANSWERS)] * 6)
    assert sorted(type(result).__name__ for result in results) == ["AlreadySetUp"] * 5 + ["NoneType"]
    assert (Account.objects.count(), Organisation.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"town": "松溪镇总工会", "union_code": "SX"}, {"town": "SX"}),
        (
            {"city": "松溪市总工会", "town": "松山镇总工会", "county": "松溪市总工会"},
            {"town": "SSZ", "city": "SXS", "county": "SXS2"},
        ),
        ({"city": "松溪市总工会", "town": "松溪镇总工会", "union_code": "SXS"}, {"town": "SXS", "city": "SXS2"}),
        ({"town": "3号园区总工会"}, {"town": "TOWN"}),
    ],
)
def test_codes_are_typed_or_initials_and_never_twice_the_same(answers: dict[str, str], codes: dict[str, str]) -> None:
    assert union_codes(answers) == codes


@pytest.mark.parametrize("typed", ["松溪", "S/X", "sign-in", "9SX", "S" * 13, "S\n"])
def test_a_code_that_is_none_is_refused(code: str, typed: str) -> None:
    answer = send(HERE, union_code=typed)
    assert answer.status_code == 400
    assert "union_code" in answer.context["form"].errors
    assert is_untouched()


def test_small_letters_become_large_ones(code: str) -> None:
    assert send(HERE, union_code="sxz2").status_code == 302
    assert Organisation.objects.filter(code="SXZ2").exists()


def test_a_trouble_met_here_hands_back_only_what_was_sent_from_here(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes up before the form's mark is looked at."""

    def fail() -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(first_run, "is_empty", fail)
    browser = Client(raise_request_exception=False)
    browser.force_login(place.officer)
    pages = [
        browser.post("/T/ledgers/members/new/", {"name": "赵春华"}, headers={"origin": origin}).content.decode()
        for origin in ("https://example.org", "http://testserver")
    ]
    assert ["<form" in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("answers", "code_of_own", "line"),
    [
        ({"county": "安宁县总工会", "town": ""}, "ANX", [2, 3, 4]),
        ({"county": "城东区总工会", "town": "五星街道总工会"}, "WXJD", [2, 3, 4, 5]),
        ({"city": "", "county": "澄川市总工会", "town": ""}, "CCS", [2, 4]),
        (
            {"county": "安宁县总工会", "town": "云岭乡总工会", "village": "梨树村工会联合会"},
            "LSC",
            [2, 3, 4, 5, 6],
        ),
        ({"town": ""}, "QXS", [2, 3]),
    ],
    ids=["county", "street", "county under a province", "village", "city"],
)
def test_a_tree_of_any_shape_begins_here(code: str, answers: dict[str, str], code_of_own: str, line: list[int]) -> None:
    assert send(HERE, **answers)["Location"] == "/sign-in/"
    own = Organisation.objects.get(code=code_of_own)
    assert [node.level for node in (*own.ancestors(), own)] == line
    assert set(Post.objects.values_list("organisation", flat=True)) == {own.pk}


def test_a_province_alone_is_no_union_to_work_in(code: str) -> None:
    answer = send(HERE, city="", town="")
    assert answer.status_code == 400
    assert "还没有填本单位" in answer.content.decode()
    assert is_untouched()
