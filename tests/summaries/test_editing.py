"""A person rewrites a summary: words change, figures stay tied and cannot be mistyped, and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories import Town
from tests.registers.members import make_member
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written

from gonghui.engine.records.refusals import Refusal, Stale
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting, editing
from gonghui.summaries.blocks import HeadingBlock, ParagraphBlock
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.paper import Paper
from gonghui.summaries.untied import untied_numbers

OCTOBER = date(2025, 10, 31)


@pytest.fixture
def summary(recorded: Town) -> Summary:
    return draft(recorded)


def keep(recorded: Town, summary: Summary, paper: Paper, made: Made = Made.EDITED) -> Summary:
    return drafting.keep(
        CATALOGUE, actor=recorded.officer, summary=summary, paper=paper, made=made, expected_version=summary.version
    )


def where(paper: Paper, words: str) -> int:
    """The place of the paragraph that holds these words."""
    return next(
        index for index, block in enumerate(paper.blocks) if isinstance(block, ParagraphBlock) and words in block.plain
    )


def rewrite(summary: Summary, words: str, change: dict[str, str]) -> Paper:
    paper = drafting.paper_of(summary)
    index = where(paper, words)
    block = paper.blocks[index]
    assert isinstance(block, ParagraphBlock)
    text = block.box or ""
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    return editing.rewrite_block(paper, index, text, drafting.narrator_for(CATALOGUE, summary, paper))


def test_the_words_change_and_the_figures_stay_tied(recorded: Town, summary: Summary) -> None:
    before = drafting.paper_of(summary)
    paper = rewrite(summary, "新发展会员", {"新发展会员": "一年来发展新会员"})
    assert any("一年来发展新会员2人" in paragraph.plain for paragraph in paper.paragraphs())
    assert paper.figures() == before.figures()
    kept = keep(recorded, summary, paper)
    assert drafting.paper_of(kept).figures() == before.figures()
    assert kept.edited


def test_a_figure_is_moved_or_deleted_but_never_mistyped(recorded: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    joined = next(cited for cited in paper.figures() if cited.code == "members.joined")
    name = joined.short
    wrong = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": f"{{{name}:999人}}"})
    assert "新发展会员2人" in next(each.plain for each in wrong.paragraphs() if "新发展会员" in each.plain)
    without = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": "若干"})
    assert joined.id not in {cited.id for cited in without.figures()}


def test_any_indicator_is_put_in_by_its_name_and_computed_at_the_sections_cut_off(recorded: Town) -> None:
    summary = draft(recorded, cut_offs={"organisation": OCTOBER})
    paper = rewrite(summary, "新发展会员", {"新发展会员": "（不通过{subsidies.rejected}）新发展会员"})
    (cited,) = [each for each in paper.figures() if (each.code, each.as_of) == ("subsidies.rejected", OCTOBER)]
    assert cited.text == "0件"
    kept = drafting.paper_of(keep(recorded, summary, paper))
    assert next(each for each in kept.figures() if each.id == cited.id).frozen


def test_the_same_figure_twice_has_two_numbers(recorded: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    name = next(cited for cited in paper.figures() if cited.code == "members.joined").short
    twice = rewrite(summary, "新发展会员", {f"{{{name}:2人}}": f"{{{name}:2人}}，即{{{name}}}"})
    ids = [cited.id for cited in twice.figures()]
    assert len(ids) == len(set(ids))
    assert "2人，即2人" in next(each.plain for each in twice.paragraphs() if "新发展会员" in each.plain)


def test_a_new_line_is_a_new_paragraph_and_an_emptied_one_is_refused(recorded: Town, summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    narrator = drafting.narrator_for(CATALOGUE, summary, paper)
    index = where(paper, "新发展会员")
    two = editing.rewrite_block(paper, index, "第一段。\n\n　　第二段。", narrator)
    first, second = two.blocks[index : index + 2]
    assert isinstance(first, ParagraphBlock)
    assert isinstance(second, ParagraphBlock)
    assert (first.plain, second.plain) == ("第一段。", "第二段。")
    with pytest.raises(Refusal, match="这一段是空的"):
        editing.rewrite_block(paper, index, "  ", narrator)
    more = editing.add_paragraphs(paper, index, "另有{members.total}。", narrator)
    further = more.blocks[index + 1]
    assert isinstance(further, ParagraphBlock)
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
def test_what_cannot_be_meant_is_refused(recorded: Town, summary: Summary, text: str, said: str) -> None:
    paper = drafting.paper_of(summary)
    narrator = drafting.narrator_for(CATALOGUE, summary, paper)
    with nothing_written(), pytest.raises(Refusal, match=said):
        editing.rewrite_block(paper, where(paper, "新发展会员"), text, narrator)


def test_blocks_are_put_in_order_and_headings_renamed(summary: Summary) -> None:
    paper = drafting.paper_of(summary)
    narrator = drafting.narrator_for(CATALOGUE, summary, paper)
    heading = next(index for index, block in enumerate(paper.blocks) if isinstance(block, HeadingBlock))
    renamed = editing.rewrite_block(paper, heading, "夯实基础", narrator)
    assert isinstance(renamed.blocks[heading], HeadingBlock)
    down = editing.move_block(paper, 1, 1)
    assert (down.blocks[1], down.blocks[2]) == (paper.blocks[2], paper.blocks[1])
    assert editing.move_block(down, 2, -1).blocks == paper.blocks
    assert len(editing.delete_block(paper, 2).blocks) == len(paper.blocks) - 1
    with pytest.raises(Refusal):
        editing.move_block(paper, 0, -1)
    with pytest.raises(Refusal):
        editing.delete_block(paper, 999)
    for wrong in (" ", "{members.total}", "长" * 61):
        with pytest.raises(Refusal, match="标题"):
            editing.rewrite_block(paper, heading, wrong, narrator)


def test_numbers_typed_by_hand_are_named(summary: Summary) -> None:
    assert untied_numbers(drafting.paper_of(summary)) == []
    paper = rewrite(summary, "新发展会员", {"新发展会员": "走访企业36家次，2025年3月5日慰问12人，新发展会员"})
    assert [one.text for one in untied_numbers(paper)] == ["36家次", "12人"]


def test_edits_of_one_sitting_are_one_version_and_old_ones_come_back(
    recorded: Town, summary: Summary, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drafting.paper_of(summary)
    summary = keep(recorded, summary, rewrite(summary, "新发展会员", {"新发展会员": "甲"}))
    summary = keep(recorded, summary, rewrite(summary, "甲", {"甲": "乙"}))
    assert [(one.serial, one.made) for one in drafting.versions_of(summary)] == [(2, "edited"), (1, "drafted")]
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    summary = keep(recorded, summary, rewrite(summary, "乙", {"乙": "丙"}))
    assert [one.serial for one in drafting.versions_of(summary)] == [3, 2, 1]
    summary = keep(recorded, summary, first, Made.RESTORED)
    assert drafting.paper_of(summary).blocks == first.blocks


def test_an_edit_over_somebody_elses_is_refused_and_nothing_is_lost(recorded: Town, summary: Summary) -> None:
    paper = rewrite(summary, "新发展会员", {"新发展会员": "甲"})
    keep(recorded, summary, rewrite(summary, "新发展会员", {"新发展会员": "乙"}))
    with nothing_written(), pytest.raises(Stale):
        keep(recorded, summary, paper)


def test_figures_are_updated_and_the_words_stay(recorded: Town, summary: Summary) -> None:
    summary = keep(recorded, summary, rewrite(summary, "新发展会员", {"新发展会员": "一年来发展新会员"}))
    make_member(recorded.officer, recorded.village, 7, join_date=date(2025, 12, 1))
    summary = drafting.refresh(CATALOGUE, actor=recorded.officer, summary=summary, expected_version=summary.version)
    paper = drafting.paper_of(summary)
    assert any("一年来发展新会员3人" in paragraph.plain for paragraph in paper.paragraphs())
    assert not drafting.moved(CATALOGUE, recorded.town, paper)
    assert summary.edited


def test_a_rate_of_nothing_is_not_put_in(recorded: Town, summary: Summary) -> None:
    with pytest.raises(Refusal, match="“检查合格率”没有可以作分母的记录"):
        rewrite(summary, "新发展会员", {"实名登记": "合格率{inspections.passed_rate}。实名登记"})
