"""A number that nobody tied is marked, counted, shown to who signs, tied at a click, and signed only with a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.factories import Town
from tests.summaries.test_editing import rewrite
from tests.summaries.test_signing import step, without_gaps
from tests.unchanged import nothing_written

from gonghui.engine.people.models import Account
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records.refusals import Refusal
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting, word
from gonghui.summaries.blocks import HeadingBlock, ParagraphBlock
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.interface import as_json
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.paper import Paper
from gonghui.summaries.readiness import readiness
from gonghui.summaries.untied import untied_numbers

TYPED = "走访慰问三千五百人，登记在册会员2名，新发展会员"


def keep(recorded: Town, summary: Summary, paper: Paper) -> Summary:
    return drafting.keep(
        CATALOGUE,
        actor=recorded.officer,
        summary=summary,
        paper=paper,
        made=Made.EDITED,
        expected_version=summary.version,
    )


@pytest.fixture
def typed(recorded: Town) -> Summary:
    """A draft in which somebody typed one number that is no figure and one that the catalogue has."""
    summary = without_gaps(recorded)
    return keep(recorded, summary, rewrite(summary, "新发展会员", {"新发展会员": TYPED}))


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text_of_page(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_it_is_marked_in_the_text_and_counted_in_the_head(recorded: Town, typed: Summary) -> None:
    page = client_of(recorded.officer).get(f"/T/summaries/{typed.pk}/").content.decode()
    assert re.findall(r'<span class="untied" id="(u\d)">([^<]+)<small[^>]*>没有依据</small>', page) == [
        ("u1", "三千五百人"),
        ("u2", "2名"),
    ]
    assert "2个数字没有依据" in page
    assert "都与现在的记录一致" not in page
    assert "没有依据" not in text_of_page(
        client_of(recorded.officer).get(f"/T/summaries/{without_numbers(recorded, typed).pk}/").content.decode()
    )


def without_numbers(recorded: Town, summary: Summary) -> Summary:
    return keep(recorded, summary, rewrite(summary, "三千五百人", {TYPED: "新发展会员"}))


def test_headings_count_and_what_the_outline_says_itself_does_not(recorded: Town, typed: Summary) -> None:
    paper = drafting.paper_of(typed)
    at = next(index for index, block in enumerate(paper.blocks) if isinstance(block, HeadingBlock))
    heading = paper.blocks[at]
    assert isinstance(heading, HeadingBlock)
    blocks = list(paper.blocks)
    blocks[at] = replace(heading, text="覆盖职工5000人")
    named = replace(paper, blocks=tuple(blocks))
    assert [(one.serial, one.text) for one in untied_numbers(named)] == [
        (1, "5000人"),
        (2, "三千五百人"),
        (3, "2名"),
    ]
    kept = keep(recorded, typed, named)
    page = client_of(recorded.officer).get(f"/T/summaries/{kept.pk}/").content.decode()
    assert 'id="u1">5000人' in page


def test_digits_right_before_a_figure_make_another_number_of_it(recorded: Town, typed: Summary) -> None:
    paper = drafting.paper_of(typed)
    figure = next(each for each in paper.figures() if each.code == "members.joined")
    block = ParagraphBlock("organisation", "", ("新发展会员3", figure, "。"))
    assert [one.text for one in untied_numbers(replace(paper, blocks=(block,)))] == ["3"]


def test_one_click_ties_it_to_the_indicator_that_has_just_that_value(recorded: Town, typed: Summary) -> None:
    client, address = client_of(recorded.officer), f"/T/summaries/{typed.pk}/"
    page = client.get(address)
    ((first, nothing), (second, offered)) = page.context["untied"]
    assert (first.text, list(nothing)) == ("三千五百人", [])
    assert "members.total" in {each.code for each in offered}
    assert all(each.unit in {"人", "名"} for each in offered)
    sent = {"version": str(typed.version), "number": "2名", "code": "members.total"}
    for wrong in ({"number": "3名"}, {"code": "contributions.received"}, {"code": "nothing.at_all"}, {"version": "1"}):
        with nothing_written():
            assert client.post(f"{address}untied/2/", {**sent, **wrong}).status_code == 400
    with nothing_written():
        assert client.post(f"{address}untied/9/", sent).status_code == 400
    assert client.post(f"{address}untied/2/", sent).status_code == 302
    typed.refresh_from_db()
    paper = drafting.paper_of(typed)
    assert "登记在册会员2人" in next(each.plain for each in paper.paragraphs() if "三千五百人" in each.plain)
    assert [one.text for one in untied_numbers(paper)] == ["三千五百人"]
    tied = [each for each in paper.figures() if each.code == "members.total"]
    assert all(each.frozen for each in tied)
    assert second.serial == 2


def test_it_is_signed_only_with_a_reason_that_stays(recorded: Town, typed: Summary) -> None:
    submitted = drafting.submit(CATALOGUE, actor=recorded.officer, summary=typed, expected_version=typed.version)
    chair, address = client_of(recorded.chair), f"/T/summaries/{typed.pk}/"
    page = chair.get(address).content.decode()
    assert "没有依据的数字" in page
    assert "照这样签发的理由" in page
    for reason in ("", "   "):
        with nothing_written():
            answer = chair.post(f"{address}steps/sign/", {"version": str(submitted.version), "note": reason})
        assert answer.status_code == 400
        assert "文中2个数字没有依据（三千五百人、2名）" in answer.content.decode()
    sent = {"version": str(submitted.version), "note": "来自市里的通报"}
    assert chair.post(f"{address}steps/sign/", sent).status_code == 302
    assert StepTaken.objects.get(step="sign").note == "来自市里的通报"
    for reader in (recorded.officer, recorded.reviewer):
        assert "签发时说明的理由：来自市里的通报" in client_of(reader).get(address).content.decode()


def test_the_chair_sees_what_a_person_changed_and_returns_it(recorded: Town, typed: Summary) -> None:
    submitted = step("submit", recorded.officer, typed)
    chair, address = client_of(recorded.chair), f"/T/summaries/{typed.pk}/"
    answer = chair.get(address)
    (changed,) = [line for line in answer.context["changes"] if "三千五百人" in "".join(text for text, _ in line.right)]
    assert "".join(text for text, differs in changed.right if differs) == TYPED.removesuffix("新发展会员")
    page = answer.content.decode()
    # Both decisions stand before the text.
    assert page.index("退回修改的原因") < page.index('aria-label="正文"')
    assert page.index("照这样签发的理由") < page.index('aria-label="正文"')
    with nothing_written():
        assert chair.post(f"{address}steps/return/", {"version": str(submitted.version)}).status_code == 400
    back = {"version": str(submitted.version), "note": "数字请绑定"}
    assert "数字请绑定" in chair.post(f"{address}steps/return/", back, follow=True).content.decode()


def test_one_figure_with_two_values_blocks(recorded: Town, typed: Summary) -> None:
    paper = drafting.paper_of(typed)
    figure = next(each for each in paper.figures() if each.code == "members.joined")
    assert readiness(paper, ()).two_values == ()
    other = replace(figure, id="F901-members.joined", text="3人", value=figure.value + 1)
    twice = replace(paper, blocks=(*paper.blocks, ParagraphBlock("organisation", "", ("即", other))))
    (said,) = readiness(twice, ()).blocking
    assert said.startswith("“新发展会员”在文中有两个数")


def test_the_word_file_is_plain_and_the_json_names_it(typed: Summary) -> None:
    paper = drafting.paper_of(typed)
    assert word.write(paper, dated=date(2025, 12, 12))
    assert all(
        "没有依据" not in str(part)
        for block in paper.blocks
        if isinstance(block, ParagraphBlock)
        for part in block.word().parts  # type: ignore[union-attr]
    )
    data = as_json(paper)
    assert [each["text"] for each in data["untied"]] == ["三千五百人", "2名"]
    for each in data["untied"]:
        assert data["paragraphs"][each["paragraph"]]["text"][each["start"] : each["end"]] == each["text"]
    assert isinstance(paper.figures()[0], CitedFigure)


def test_a_readers_refusal_comes_first(recorded: Town, typed: Summary) -> None:
    with nothing_written(), pytest.raises(Refusal, match="岗位不能"):
        drafting.sign(CATALOGUE, actor=recorded.clerk, summary=typed, expected_version=typed.version)
