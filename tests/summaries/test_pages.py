"""A summary is drafted for any period that its outline is for, and titled by it; what cannot be read is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.factories import Town
from tests.registers.visits import make_visit
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written, refused

from gonghui.engine.records.refusals import Refusal
from gonghui.plain.periods import Period
from gonghui.plain.spans import SpanKind
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.inlines import CitedFact
from gonghui.summaries.models import Summary
from gonghui.summaries.outlines.kinds import ANNUAL


@pytest.fixture
def officer(recorded: Town) -> Client:
    client = Client()
    client.force_login(recorded.officer)
    return client


def test_the_form_offers_every_kind_of_period_and_the_outline_made_for_it(officer: Client) -> None:
    page = officer.get("/T/summaries/").content.decode()
    assert re.findall(r'<option value="([^"]*)"[^>]*>(?:全年|上半年|第一季度|10月|统计年度|按期间|月度小结)', page) == [
        "year", "half-1", "quarter-1", "month-10", "statistical-year", "", "month",
    ]  # fmt: skip
    assert all(f'name="{name}"' in page for name in ("year", "part", "from", "to", "as_of", "outline"))


@pytest.mark.parametrize(
    ("asked", "period", "title"),
    [
        ({"year": "2025"}, Period.year(2025), "青石镇总工会2025年工作总结"),
        ({"year": "2025", "part": "half-1"}, Period.months_of(2025, 1, 6), "青石镇总工会2025年上半年工作总结"),
        ({"year": "2025", "part": "quarter-4"}, Period.quarter(2025, 4), "青石镇总工会2025年第四季度工作小结"),
        ({"year": "2025", "part": "month-3"}, Period.month(2025, 3), "青石镇总工会2025年3月工作小结"),
        (
            {"year": "2025", "part": "statistical-year"},
            Period.statistical_year(2025),
            "青石镇总工会2025统计年度工作总结",
        ),
        (
            {"year": "2024", "from": "2025-03-01", "to": "10月31日"},
            Period.months_of(2025, 3, 10),
            "青石镇总工会2025年3—10月工作总结",
        ),
    ],
    ids=lambda each: "-".join(each.values()) if isinstance(each, dict) else "",
)
def test_the_period_asked_for_is_drafted_and_named_in_the_title(
    officer: Client, asked: dict[str, str], period: Period, title: str
) -> None:
    answer = officer.post("/T/summaries/", asked, follow=True)
    summary = Summary.objects.get()
    assert (summary.start, summary.end, str(summary)) == (period.start, period.end, title)
    assert title in answer.content.decode()
    # Asked for again, it is that one.
    with nothing_written():
        again = officer.post("/T/summaries/", asked)
    assert again.headers["Location"] == f"/T/summaries/{summary.pk}/"


@pytest.mark.parametrize(
    ("asked", "said", "field"),
    [
        ({"year": "1800"}, "请从列表里选择年度", "year"),
        ({"year": "2025", "part": "half-3"}, "请从列表里选择期间", "part"),
        ({"year": "2025", "outline": "weekly"}, "请从列表里选择提纲", "outline"),
        ({"year": "2025", "part": "half-1", "outline": "month"}, "月度小结不写2025年上半年这样的期间", ""),
        ({"from": "2020-01-01", "to": "2025-01-01"}, "太长，一份总结最多写五年", ""),
        ({"from": "2025-01-01"}, "自选期间要填开始和结束两个日期", "to"),
        ({"from": "2025-10-31", "to": "2025-01-01"}, "早于开始日期", "to"),
        ({"from": "2025-02-30", "to": "2025-03-01"}, "开始日期：2025年2月没有30日", "from"),
        ({"from": "0999-01-01", "to": "2025-03-01"}, "年份应在1949和2200之间", "from"),
        ({"year": "2025", "as_of": "12月13日"}, "截至日期还没有到", "as_of"),
        ({"year": "2026"}, "请从列表里选择年度", "year"),
        ({"from": "2025-12-13", "to": "2025-12-31"}, "2025年12月13日至31日还没有到", ""),
    ],
    ids=str,
)
def test_what_cannot_be_drafted_is_said_beside_the_form_and_nothing_is_written(
    officer: Client, asked: dict[str, str], said: str, field: str
) -> None:
    with nothing_written():
        answer = officer.post("/T/summaries/", asked)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    assert re.findall(r'name="(\w+)"[^>]* aria-invalid="true"', page) == [field][: bool(field)]
    for value in (value for name, value in asked.items() if name in {"from", "to", "as_of"}):
        assert f'value="{value}"' in page


def test_an_outline_is_written_for_its_own_kinds_of_period_only(recorded: Town) -> None:
    monthly = replace(ANNUAL, key="monthly", name="月报", periods=frozenset({SpanKind.MONTH, SpanKind.QUARTER}))
    with refused(Refusal, "月报不写2025年这样的期间，请选：第一季度、"):
        drafting.draft(
            CATALOGUE, actor=recorded.officer, place=recorded.town, period=Period.year(2025), outline=monthly
        )
    made = drafting.draft(
        CATALOGUE, actor=recorded.officer, place=recorded.town, period=Period.month(2025, 3), outline=monthly
    )
    assert str(made) == "青石镇总工会2025年3月工作总结"


def test_a_cut_off_without_a_year_is_of_the_summarys_year(recorded: Town, officer: Client) -> None:
    summary = draft(recorded, period=Period.year(2024))
    answer = officer.post(f"/T/summaries/{summary.pk}/", {"version": "1", "cut_off.contributions": "10月31日"})
    assert answer.status_code == 302
    summary.refresh_from_db()
    assert drafting.cut_offs_of(summary)["contributions"] == date(2024, 10, 31)


# Another way of telling when


@pytest.fixture
def scattered(recorded: Town) -> Summary:
    """A draft that tells of visits in January, in February, and once in December."""
    for sequence, day in enumerate((date(2025, 1, 6), date(2025, 1, 9), date(2025, 2, 3), date(2025, 12, 3))):
        make_visit(recorded.officer, recorded.town, sequence, date=day, category="injured")
    return draft(recorded)


def tell(officer: Client, summary: Summary, way: str) -> Any:
    """Ask for another way of telling the visits' days."""
    index, short = next(
        (index, part.short)
        for index, block in enumerate(drafting.paper_of(summary).blocks)
        for part in block.inlines
        if isinstance(part, CitedFact) and part.code == "visits.injured"
    )
    address = f"/T/summaries/{summary.pk}/blocks/{index}/"
    answer = officer.post(address, {"act": "tell", "telling": f"{short}:{way}", "version": summary.version})
    summary.refresh_from_db()
    return answer


def said(summary: Summary) -> str:
    return "".join(paragraph.plain for paragraph in drafting.paper_of(summary).paragraphs())


def test_a_stray_day_stretches_no_span_and_the_officer_chooses_how_it_is_told(
    officer: Client, recorded: Town, scattered: Summary
) -> None:
    assert "1—2月和12月，看望工伤职工" in said(scattered)
    assert "1—12月间" in officer.get(f"/T/summaries/{scattered.pk}/").content.decode()
    assert tell(officer, scattered, "mainly").status_code == 302
    assert "1—2月（另有12月1次），看望工伤职工" in said(scattered)
    # The choice outlives new records, and a new draft.
    make_visit(recorded.officer, recorded.town, 9, date=date(2025, 12, 8), category="injured")
    make_visit(recorded.officer, recorded.town, 10, date=date(2025, 2, 8), category="injured")
    make_visit(recorded.officer, recorded.town, 11, date=date(2025, 2, 8), category="injured")
    make_visit(recorded.officer, recorded.town, 12, date=date(2025, 1, 8), category="injured")
    refreshed = drafting.refresh(
        CATALOGUE, actor=recorded.officer, summary=scattered, expected_version=scattered.version
    )
    assert "1—2月（另有12月2次），看望工伤职工" in said(refreshed)
    assert "1—2月（另有12月2次），看望工伤职工" in said(draft(recorded))


def test_a_way_that_the_records_do_not_allow_is_refused(officer: Client, scattered: Summary) -> None:
    before = said(scattered)
    with nothing_written():
        answers = [tell(officer, scattered, way) for way in ("days", "", "whole")]
    assert [answer.status_code for answer in answers] == [400] * 3
    assert "这种说法已经不合适" in answers[0].content.decode()
    assert said(scattered) == before
