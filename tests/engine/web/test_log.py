"""The log as its two readers see it: what it shows and what not, filters, export, and the check of the chain."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.engine.toy.factories import make_apprentice
from tests.factories import PASSWORD, Town, make_account

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.web import log_listing
from gonghui.engine.web.log_listing import LogLine
from gonghui.offices.roles import Role


@pytest.fixture
def auditor(place: Town) -> Client:
    client = Client()
    client.force_login(make_account("许审计", (place.town, Role.AUDIT_ADMIN), username="audit"))
    return client


@pytest.fixture
def worked(place: Town) -> Town:
    """The clerk signed in and entered somebody; in the neighbour town somebody did the same."""
    Client().post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    make_apprentice(place.clerk, place.village)
    make_apprentice(place.stranger, place.neighbour)
    return place


def shown(client: Client, query: str = "", at: str = "T") -> list[LogLine]:
    found: list[LogLine] = client.get(f"/{at}/log/{query}").context["lines"]
    return found


def test_the_log_tells_who_did_what_where_and_not_what_stands_in_the_records(worked: Town, auditor: Client) -> None:
    first, second = shown(auditor)
    assert (second.who, second.act, second.what, second.details) == (
        "郑小满",
        "登录",
        "账号“clerk”（郑小满）",
        "来自127.0.0.1",
    )
    assert (first.who, first.act, first.place) == ("郑小满", "登记", worked.village.name)
    assert first.what.startswith("学徒")
    entered = LogEntry.objects.get(verb="create", organisation=worked.village)
    name = entered.changes["name"][1]
    assert name
    assert name not in auditor.get("/T/log/").content.decode()


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("?kind=sign-ins", ["登录"]),
        ("?kind=records", ["登记"]),
        ("?kind=reveals", []),
        ("?who=郑小满", ["登记", "登录"]),
        ("?who=clerk&kind=records", ["登记"]),
        ("?who=陈玉兰", []),
        ("?place=V1", ["登记", "登录"]),
        ("?place=下河村工会联合会", []),
        ("?start=2025-12-12&end=2025年12月12日", ["登记", "登录"]),
        ("?start=2025-12-13", []),
        ("?end=2025-12-11", []),
    ],
)
def test_the_log_is_narrowed(worked: Town, auditor: Client, query: str, acts: list[str]) -> None:
    assert [line.act for line in shown(auditor, query)] == acts


@pytest.mark.parametrize(
    ("query", "said"), [("?start=2025-02-30", "2月没有30日"), ("?place=N", "青石镇总工会和下属里没有“N”")]
)
def test_a_filter_that_cannot_be_read_says_so(worked: Town, auditor: Client, query: str, said: str) -> None:
    assert said in auditor.get(f"/T/log/{query}").content.decode()


def test_older_entries_are_one_button_away(worked: Town, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_listing, "PAGE_SIZE", 1)
    monkeypatch.setattr("gonghui.engine.web.log_pages.PAGE_SIZE", 1)
    page = auditor.get("/T/log/?who=clerk")
    assert [line.act for line in page.context["lines"]] == ["登记"]
    assert [line.act for line in shown(auditor, f"?who=clerk&before={page.context['more']}")] == ["登录"]


def test_the_check_finds_a_chain_that_somebody_altered_and_is_logged(worked: Town, auditor: Client) -> None:
    assert "日志完整" in auditor.post("/T/log/").content.decode()
    assert LogEntry.objects.latest("id").verb == "verify"
    LogEntry.objects.filter(verb="sign_in").update(why="别的")
    page = auditor.post("/T/log/").content.decode()
    assert "日志在第1条断开" in page
    assert LogEntry.objects.latest("id").why == "核对1条链：1处断开"


def test_the_export_holds_what_the_page_is_narrowed_to_and_is_logged(worked: Town, auditor: Client) -> None:
    answer: Any = auditor.get("/T/log/export.xlsx?kind=sign-ins")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == ["登录"]
    assert rows[1][-1] == LogEntry.objects.get(verb="sign_in").digest
    entry = LogEntry.objects.latest("id")
    assert (entry.verb, entry.ledger, entry.why) == ("export", "log", "导出1条，筛选：登录和退出")


def test_a_reader_of_the_log_reads_no_register_and_an_officer_no_log(worked: Town, auditor: Client) -> None:
    assert auditor.get("/T/ledgers/apprentices/").status_code == 404
    officer = Client()
    officer.force_login(worked.officer)
    assert officer.get("/T/log/").status_code == 404
    assert auditor.get("/N/log/").status_code == 404
