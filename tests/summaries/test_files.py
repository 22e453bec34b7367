"""What goes with a summary: its checking sheet, its covering report, its shorter versions."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import docx
import pytest
from django.test import Client
from tests.factories import Town
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written

from gonghui.engine.access.models import Post
from gonghui.engine.documents.reading import read_text
from gonghui.offices.roles import Role
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import HeadingBlock, ParagraphBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.files import briefs, checking_sheet, cover
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.paper import Paper

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


@pytest.fixture
def paper(recorded: Town) -> Paper:
    return compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY, {"contributions": date(2025, 10, 31)})


# the checking sheet


def test_the_checking_sheet_lists_each_figure_once_with_last_year_and_its_register(
    paper: Paper, recorded: Town
) -> None:
    received = next(figure for figure in paper.figures() if figure.code == "contributions.received")
    block = next(block for block in paper.paragraphs() if received in block.inlines)
    # The same figure again, under another heading.
    again = ParagraphBlock(
        "contributions", "另一处", ("又说一遍", replace(received, id="F900-contributions.received"), "。")
    )
    twice = replace(paper, blocks=(*paper.blocks, again))
    opened = docx.Document(io.BytesIO(checking_sheet.write(CATALOGUE, recorded.town, twice, dated=TODAY)))
    head, *rows = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    assert head == ["序号", "指标", "数值", "期间", "上年同期", "台账", "记录数", "见于", "口径"]
    questions = {(figure.code, figure.as_of) for figure in twice.figures()}
    assert len(rows) == len(questions)
    (row,) = [row for row in rows if row[1] == received.name]
    assert row[2:8] == ["2万元", "2025年1—10月", "900元", "经费收缴", "2", f"{block.heading}、另一处"]
    assert row[8] == received.basis
    width, height = opened.sections[0].page_width, opened.sections[0].page_height
    assert width
    assert height
    assert width > height


def test_what_had_no_record_last_year_is_told_as_a_dash(paper: Paper, recorded: Town) -> None:
    opened = docx.Document(io.BytesIO(checking_sheet.write(CATALOGUE, recorded.town, paper, dated=TODAY)))
    (row,) = [row for row in opened.tables[0].rows if row.cells[1].text == "新发展会员"]
    assert row.cells[4].text == "—"


# the covering report


def test_the_covering_report_names_who_sends_and_who_receives(paper: Paper, recorded: Town) -> None:
    words = cover.read_words(
        cover.usual_words(recorded.town, TODAY),
        number="青工〔2025〕12号",
        signer="",
        addressee="",
        copies="中共青石镇委员会、青石镇人民政府。",
    )
    chair = Post.objects.get(organisation=recorded.town, role=Role.CHAIR).account.name
    text = read_text(cover.write(paper, words, dated=TODAY))
    for said in (
        "青石镇总工会文件",
        f"青工〔2025〕12号\t签发人：{chair}",
        f"{recorded.town.parent}：",
        "附件：青石镇总工会2025年工作总结",
        "抄送：中共青石镇委员会，青石镇人民政府。",
        "2025年12月12日印发",
    ):
        assert said in text


def test_a_number_not_yet_given_out_is_left_blank(recorded: Town) -> None:
    assert cover.usual_words(recorded.town, TODAY).number == "〔2025〕　　号"


@pytest.mark.parametrize("box", ["number", "signer", "addressee", "copies"])
def test_a_word_that_fills_more_than_its_line_is_refused(recorded: Town, box: str) -> None:
    typed = dict.fromkeys(("number", "signer", "addressee", "copies"), "") | {box: "长" * (cover.LONGEST + 1)}
    with pytest.raises(ValueError, match=f"最多{cover.LONGEST}个字"):
        cover.read_words(cover.usual_words(recorded.town, TODAY), **typed)


# shorter versions


def sentences(paper: Paper) -> list[str]:
    return [f"{text}。" for block in paper.paragraphs() for text in block.plain.split("。") if text]


def test_the_chat_takes_whole_sentences_and_at_most_300_characters(paper: Paper) -> None:
    chat = briefs.chat(paper)
    assert len(chat) <= 300
    assert chat.startswith("【青石镇总工会2025年工作总结】")
    said = [f"{text}。" for text in chat.partition("】")[2].split("。") if text]
    assert said
    assert [sentence for sentence in sentences(paper) if sentence in said] == said


def test_what_weighs_most_is_taken_first_where_little_fits(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "CHAT_CHARACTERS", 90)
    chat = briefs.chat(paper)
    total = next(figure for figure in paper.figures() if figure.code == "members.total")
    assert total.text in chat


def test_a_figure_that_was_told_is_not_told_again(paper: Paper) -> None:
    figure = next(figure for figure in paper.figures() if figure.code == "members.total")
    again = ParagraphBlock("", "计划", ("计划里又说会员", replace(figure, id="F900-members.total"), "。"))
    chat = briefs.chat(replace(paper, blocks=(*paper.blocks, HeadingBlock(1, "计划"), again)))
    assert "又说会员" not in chat


def test_a_page_holds_no_more_than_its_lines(paper: Paper) -> None:
    many = ParagraphBlock("", "多", tuple(f"第{number}件事已经做完。" for number in range(200)))
    lines = briefs.one_page(replace(paper, blocks=(*paper.blocks, HeadingBlock(1, "很多"), many)))
    assert sum(-(-(len(line) + 2) // 28) for line in lines) <= briefs.PAGE_LINES + len(lines)
    assert any(line.startswith("抓组织、促规范，夯实基层基础：") for line in lines)


def test_the_speech_keeps_every_figure_and_leaves_out_asides(paper: Paper) -> None:
    aside = ParagraphBlock("", "", ("开会3场（5月），发了材料。",))
    said = "".join(briefs.spoken(replace(paper, blocks=(*paper.blocks, aside))))
    assert "开会3场，发了材料。" in said
    assert "第一，抓组织、促规范，夯实基层基础。" in said
    for part in paper.cited():
        if isinstance(part, CitedFigure):
            assert part.text in said


def test_the_speech_keeps_the_day_of_a_number_and_both_kinds_of_places(paper: Paper) -> None:
    said_of = {
        "收到信访57件（截至12月10日）。": "收到信访57件，截至12月10日。",
        "3月上旬（另有12月1次）组织摸底。": "3月上旬，另有12月1次，组织摸底。",
        "组织各单位、村（社区）自查。": "组织各单位、村、社区自查。",
        "合格率33.3%（3家中有1家）。": "合格率33.3%，3家中有1家。",
    }
    blocks = tuple(ParagraphBlock("", "", (text,)) for text in said_of)
    assert briefs.spoken(replace(paper, blocks=blocks))[2] == "".join(said_of.values())


def test_short_versions_say_the_day_of_their_numbers(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "CHAT_CHARACTERS", 60)
    monkeypatch.setattr(briefs, "PAGE_LINES", 2)
    day = "文中数据截至12月12日（另有注明的除外）。"
    assert day in briefs.chat(paper)
    assert day in "".join(briefs.one_page(paper))


def test_an_edited_paper_is_told_as_it_was_edited(paper: Paper) -> None:
    edited = replace(paper, blocks=(ParagraphBlock("", "", ("今年只说这一句。",)),))
    assert briefs.chat(edited).endswith("】今年只说这一句。")
    assert briefs.one_page(edited) == ["今年只说这一句。"]


# the page


def test_every_file_is_taken_away_under_its_name(recorded: Town, client: Client) -> None:
    summary = draft(recorded)
    client.force_login(recorded.officer)
    page = client.get(f"/T/summaries/{summary.pk}/files/").content.decode()
    for kind, name in {"clean": "（清稿）", "checking-sheet": "（核稿单）", "cover": "（报送报告）"}.items():
        assert f"/T/summaries/{summary.pk}/files/{kind}/" in page
        answer = client.get(f"/T/summaries/{summary.pk}/files/{kind}/")
        assert answer.status_code == 200
        assert docx.Document(io.BytesIO(answer.content)).paragraphs
        assert quote(f"{name}.docx") in answer["Content-Disposition"]


def test_a_word_too_long_for_the_report_comes_back_with_what_was_typed(recorded: Town, client: Client) -> None:
    summary = draft(recorded)
    client.force_login(recorded.officer)
    with nothing_written():
        answer = client.get(f"/T/summaries/{summary.pk}/files/cover/", {"number": "号" * 61, "signer": "方某"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "发文字号最多60个字" in page
    assert "方某" in page
    assert "号" * 61 in page
