"""A person rewrites a summary: words change, figures stay tied and cannot be mistyped, and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories import Town, make_member
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written

from gonghui.engine.records.refusals import Refusal, Stale
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting, editing
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.paper import Heading, Paper, Paragraph

OCTOBER = date(2025, 10, 31)


@pytest.fixture
def summary(told: Town) -> Summary:
    return draft(told)


def keep(told: Town, summary: Summary, paper: Paper, made: Made = Made.EDITED) -> Summary:
    return drafting.keep(
        CATALOGUE, actor=told.officer, summary=summary, paper=paper, made=made, expected_version=summary.version
    )


def where(paper: Paper, words: str) -> int:
    """The place of the paragraph that holds these words."""
    return next(
        index for index, block in enumerate(paper.blocks) if isinstance(block, Paragraph) and words in block.text
    )


def rewrite(summary: Summary, words: str, change: dict[str, str]) -> Paper:
    paper = drafting.paper_of(summary)
    index = where(paper, words)
    block = paper.blocks[index]
    assert isinstance(block, Paragraph)
    text = editing.as_text(block)
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    return editing.rewritten(paper, index, text, drafting.teller_for(CATALOGUE, summary, paper))


def test_the_words_change_and_the_figures_stay_tied(told: Town, summary: Summary) -> None:
    before = drafting.paper_of(summary)
    paper = rewrite(summary, "新发展会员", {"今年新发展会员": "一年来发展新会员"})
    assert any("一年来发展新会员2人" in paragraph.text for paragraph in paper.paragraphs())
    assert paper.figures() == before.figures()
    kept = keep(told, summary, paper)
    assert drafting.paper_of(kept).figures() == before.figures()
    assert kept.edited


def test_a_figure_is_moved_or_struck_out_but_never_mistyped(told: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    joined = next(cited for cited in paper.figures() if cited.code == "members.joined")
    name = editing.short(joined)
    wrong = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": f"{{{name}:999人}}"})
    assert "新发展会员2人" in next(each.text for each in wrong.paragraphs() if "新发展会员" in each.text)
    without = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": "若干"})
    assert joined.id not in {cited.id for cited in without.figures()}


def test_any_indicator_is_put_in_by_its_name_and_told_at_the_sections_cut_off(told: Town) -> None:
    summary = draft(told, cut_offs={"organisation": OCTOBER})
    paper = rewrite(summary, "新发展会员", {"今年新发展会员": "（申请补贴{subsidies.applicants}）今年新发展会员"})
    (cited,) = [each for each in paper.figures() if (each.code, each.as_of) == ("subsidies.applicants", OCTOBER)]
    assert cited.text == "1人"
    kept = drafting.paper_of(keep(told, summary, paper))
    assert next(each for each in kept.figures() if each.id == cited.id).frozen


def test_the_same_figure_twice_has_two_numbers(told: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    name = editing.short(next(cited for cited in paper.figures() if cited.code == "members.joined"))
    twice = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": f"{{{name}:2人}}，即{{{name}}}"})
    ids = [cited.id for cited in twice.figures()]
    assert len(ids) == len(set(ids))
    assert "2人，即2人" in next(each.text for each in twice.paragraphs() if "新发展会员" in each.text)


def test_a_new_line_is_a_new_paragraph_and_an_emptied_one_is_refused(told: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    teller = drafting.teller_for(CATALOGUE, summary, paper)
    index = where(paper, "新发展会员")
    two = editing.rewritten(paper, index, "第一段。\n\n　　第二段。", teller)
    first, second = two.blocks[index : index + 2]
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, second.text) == ("第一段。", "第二段。")
    with pytest.raises(Refusal, match="这一段是空的"):
        editing.rewritten(paper, index, "  ", teller)
    more = editing.added(paper, index, "另有{members.total}。", teller)
    further = more.blocks[index + 1]
    assert isinstance(further, Paragraph)
    assert further.section == "organisation"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共{F999:3人}", "不是本文的数字"),
        ("共{nothing.at_all}", "不是本文的数字"),
        ("共{members.total", "花括号不成对"),
        ("共}3人", "花括号不成对"),
        ("共\u202e3人", "控制字符"),
        ("字" * 4001, "4001个字"),
    ],
)
def test_what_cannot_be_meant_is_refused(told: Town, summary: Summary, text: str, said: str) -> None:
    paper = drafting.paper_of(summary)
    teller = drafting.teller_for(CATALOGUE, summary, paper)
    with nothing_written(), pytest.raises(Refusal, match=said):
        editing.rewritten(paper, where(paper, "新发展会员"), text, teller)


def test_blocks_are_put_in_order_and_headings_renamed(summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    teller = drafting.teller_for(CATALOGUE, summary, paper)
    heading = next(index for index, block in enumerate(paper.blocks) if isinstance(block, Heading))
    renamed = editing.rewritten(paper, heading, "夯实基础", teller)
    assert isinstance(renamed.blocks[heading], Heading)
    down = editing.shifted(paper, 1, 1)
    assert (down.blocks[1], down.blocks[2]) == (paper.blocks[2], paper.blocks[1])
    assert editing.shifted(down, 2, -1).blocks == paper.blocks
    assert len(editing.struck(paper, 2).blocks) == len(paper.blocks) - 1
    with pytest.raises(Refusal):
        editing.shifted(paper, 0, -1)
    with pytest.raises(Refusal):
        editing.struck(paper, 999)
    for wrong in (" ", "{members.total}", "长" * 61):
        with pytest.raises(Refusal, match="标题"):
            editing.rewritten(paper, heading, wrong, teller)


def test_numbers_typed_by_hand_are_named(summary: Summary) -> None:
    assert editing.handwritten(drafting.paper_of(summary)) == []
    paper = rewrite(summary, "新发展会员", {"今年新发展会员": "走访企业36家次，2025年3月5日慰问12人，今年新发展会员"})
    assert editing.handwritten(paper) == ["36家", "12人"]


def test_edits_of_one_sitting_are_one_version_and_old_ones_come_back(
    told: Town, summary: Summary, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drafting.paper_of(summary)
    summary = keep(told, summary, rewrite(summary, "新发展会员", {"今年新发展会员": "甲"}))
    summary = keep(told, summary, rewrite(summary, "甲", {"甲": "乙"}))
    assert [(one.serial, one.made) for one in drafting.versions_of(summary)] == [(2, "edited"), (1, "drafted")]
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    summary = keep(told, summary, rewrite(summary, "乙", {"乙": "丙"}))
    assert [one.serial for one in drafting.versions_of(summary)] == [3, 2, 1]
    summary = keep(told, summary, first, Made.RESTORED)
    assert drafting.paper_of(summary).blocks == first.blocks


def test_an_edit_over_somebody_elses_is_refused_and_nothing_is_lost(told: Town, summary: Summary) -> None:
    paper = rewrite(summary, "新发展会员", {"今年新发展会员": "甲"})
    keep(told, summary, rewrite(summary, "新发展会员", {"今年新发展会员": "乙"}))
    with nothing_written(), pytest.raises(Stale):
        keep(told, summary, paper)


def test_figures_are_told_anew_and_the_words_stay(told: Town, summary: Summary) -> None:
    summary = keep(told, summary, rewrite(summary, "新发展会员", {"今年新发展会员": "一年来发展新会员"}))
    make_member(told.officer, told.village, 7, join_date=date(2025, 12, 1))
    summary = drafting.refresh(CATALOGUE, actor=told.officer, summary=summary, expected_version=summary.version)
    paper = drafting.paper_of(summary)
    assert any("一年来发展新会员3人" in paragraph.text for paragraph in paper.paragraphs())
    assert not drafting.moved(CATALOGUE, told.town, paper)
    assert summary.edited
