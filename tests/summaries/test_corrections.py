"""A signed summary is never altered: a dated correction stands beside it, item by item, and is signed like it."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.registers.members import make_member
from tests.summaries.test_signing import sign, step, without_gaps
from tests.unchanged import nothing_written

from gonghui.engine.people.models import Account
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.corrections import flow
from gonghui.summaries.corrections.text import items_of, of_passage
from gonghui.summaries.interface import signed_json
from gonghui.summaries.models import Correction, Summary
from gonghui.summaries.paper import to_json


@pytest.fixture
def signed(recorded: Town) -> Summary:
    return sign(recorded, step("submit", recorded.officer, without_gaps(recorded)))


@pytest.fixture
def late(recorded: Town, signed: Summary) -> Summary:
    """The signed summary after a member was entered late."""
    make_member(recorded.officer, recorded.village, 5, join_date=date(2025, 12, 2))
    return signed


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(summary: Summary, correction: Correction | None = None) -> str:
    base = f"/T/summaries/{summary.pk}/corrections/"
    return f"{base}{correction.pk}/" if correction else base


def begun(recorded: Town, summary: Summary) -> Correction:
    return flow.begin(CATALOGUE, actor=recorded.officer, summary=summary)


def test_it_begins_with_what_moved_sentence_by_sentence(recorded: Town, late: Summary) -> None:
    before = to_json(drafting.paper_of(late))
    correction = begun(recorded, late)
    item = next(one for one in items_of(correction.content) if "新发展会员" in one.old)
    assert "新发展会员2人" in item.old
    assert item.new.plain == item.old.replace("2人", "3人")
    assert "台账的记录有变动" in item.reason
    assert all(figure.frozen for figure in drafting.paper_of(correction).figures())
    late.refresh_from_db()
    assert to_json(drafting.paper_of(late)) == before
    with nothing_written(), pytest.raises(Refusal, match="还没有签发，请打开那一份"):
        begun(recorded, late)


def test_only_a_signed_summary_is_corrected_and_only_by_its_office(recorded: Town) -> None:
    draft = without_gaps(recorded)
    with nothing_written(), pytest.raises(Refusal, match="直接修改"):
        begun(recorded, draft)
    summary = sign(recorded, step("submit", recorded.officer, draft))
    city = make_account("市里的人", (recorded.city, Role.OFFICER))
    for account, answer in ((recorded.reviewer, 403), (city, 403), (recorded.stranger, 404), (recorded.clerk, 404)):
        with nothing_written():
            assert client_of(account).post(address(summary)).status_code == answer
    with nothing_written(), pytest.raises(NotAllowed):
        flow.begin(CATALOGUE, actor=recorded.clerk, summary=summary)


def test_the_whole_way_and_who_sees_what(recorded: Town, late: Summary) -> None:
    officer, chair, reviewer = map(client_of, (recorded.officer, recorded.chair, recorded.reviewer))
    answer = officer.post(address(late), follow=True)
    correction = Correction.objects.get()
    assert correction.number == "2025-GZ-001"
    page = answer.content.decode()
    assert "新发展会员" in page
    assert "更正为" in page
    here = address(late, correction)
    count = len(items_of(correction.content))
    # What is drafted is the office's own, and nobody but the chair signs.
    for client in (reviewer, client_of(recorded.stranger)):
        for path in ("", "word/"):
            with nothing_written():
                assert client.get(f"{here}{path}").status_code == 404
        with nothing_written():
            assert client.post(f"{here}steps/submit/").status_code == 404
    with nothing_written():
        assert officer.post(f"{here}steps/sign/", {"version": "1"}).status_code == 403
    assert officer.post(f"{here}steps/submit/", {"version": str(correction.version)}).status_code == 302
    assert f"关于《{late}》的更正" in chair.get("/T/").content.decode()
    correction.refresh_from_db()
    assert chair.post(f"{here}steps/sign/", {"version": str(correction.version)}).status_code == 302
    correction.refresh_from_db()
    assert (correction.state, correction.signed_on) == ("signed", date(2025, 12, 12))
    for client in (officer, reviewer):
        told = client.get(f"/T/summaries/{late.pk}/").content.decode()
        assert f"已于2025年12月12日更正{count}处" in told
        assert here in told
        assert "新发展会员" in client.get(here).content.decode()
    document = ZipFile(io.BytesIO(reviewer.get(f"{here}word/").content)).read("word/document.xml").decode()
    for words in ("现更正如下", "原文：", "更正为：", "更正的原因"):
        assert words in document
    joined = next(one for one in drafting.paper_of(late).figures() if one.code == "members.joined")
    figure = reviewer.get(f"/T/figures/{joined.code}/", joined.query).content.decode()
    assert "这个数更正为3人" in figure
    (said,) = signed_json(late)["signed"]["corrections"]
    assert (said["number"], said["on"], len(said["items"])) == (correction.number, "2025-12-12", count)
    assert any("2人" in one["old"] and "3人" in one["new"] for one in said["items"])
    # It is signed for good; the next one has only what moved since.
    with nothing_written():
        assert officer.post(here, {"version": str(correction.version)}).status_code == 400
    assert items_of(begun(recorded, late).content) == []


def test_a_passage_is_corrected_in_words_and_what_is_missing_blocks(recorded: Town, signed: Summary) -> None:
    officer = client_of(recorded.officer)
    correction = begun(recorded, signed)
    here = address(signed, correction)
    assert "还没有一处更正" in officer.get(here).content.decode()
    with nothing_written(), pytest.raises(Refusal, match="还没有一处更正"):
        flow.submit(CATALOGUE, actor=recorded.officer, correction=correction, expected_version=correction.version)
    with nothing_written():
        answer = officer.post(here, {"version": "1", "passage": "签发稿里没有的话"})
    assert (answer.status_code, "找不到这段原文" in answer.content.decode()) == (400, True)
    passage = next(each.plain for each in drafting.paper_of(signed).paragraphs() if "新发展会员" in each.plain)
    assert officer.post(here, {"version": "1", "passage": passage}).status_code == 302
    correction.refresh_from_db()
    (item,) = items_of(correction.content)
    assert (item.old, item.new.plain) == (passage, passage)
    for reason in ("新旧文字一样", "没有写更正的原因"):
        assert reason in officer.get(here).content.decode()
    typed = {"version": str(correction.version), "new-0": f"{item.new.box}另慰问36人。", "reason-0": "漏写"}
    with nothing_written():
        assert officer.post(here, {**typed, "new-0": "{F999:3人}"}).status_code == 400
        assert officer.post(here, {**typed, "new-0": "两段。\n两段。"}).status_code == 400
        assert officer.post(here, {**typed, "version": "1"}).status_code == 400
    assert officer.post(here, typed).status_code == 302
    correction.refresh_from_db()
    submitted = flow.submit(
        CATALOGUE, actor=recorded.officer, correction=correction, expected_version=correction.version
    )
    # A number that nobody tied needs a reason here too.
    with nothing_written(), pytest.raises(Refusal, match="1个数字没有依据（36人）"):
        flow.sign(CATALOGUE, actor=recorded.chair, correction=submitted, expected_version=submitted.version)
    done = flow.sign(
        CATALOGUE, actor=recorded.chair, correction=submitted, expected_version=submitted.version, reason="已核对"
    )
    assert done.state == "signed"


def test_an_item_is_dropped(recorded: Town, late: Summary) -> None:
    officer, correction = client_of(recorded.officer), begun(recorded, late)
    count = len(items_of(correction.content))
    assert officer.post(address(late, correction), {"version": "1", "drop-0": "on"}).status_code == 302
    correction.refresh_from_db()
    assert len(items_of(correction.content)) == count - 1


def test_a_passage_that_cuts_a_figure_through_keeps_it_as_text(signed: Summary) -> None:
    paper = drafting.paper_of(signed)
    item = of_passage(paper, "新发展会员2")
    assert (item.old, item.new.parts) == ("新发展会员2", ("新发展会员2",))
    whole = of_passage(paper, "新发展会员2人")
    assert [getattr(part, "code", part) for part in whole.new.parts][-1] == "members.joined"
