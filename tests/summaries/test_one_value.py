"""One indicator has one value in a paper; another one stands with its own day, or nobody can submit or sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.factories import Town
from tests.registers.members import make_member
from tests.summaries.test_compose import paper, text
from tests.summaries.test_drafting import draft
from tests.summaries.test_editing import keep, rewrite
from tests.summaries.test_signing import sign, step
from tests.unchanged import nothing_written

from gonghui.engine.records.refusals import Refusal
from gonghui.plain.periods import Period
from gonghui.plain.spans import SpanKind
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.blocks import GapBlock, ParagraphBlock
from gonghui.summaries.inlines import CitedFigure, joined
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.one_value import two_values
from gonghui.summaries.outline import Outline, OutlinePart, OutlineSection, Sentence
from gonghui.summaries.paper import Paper

OCTOBER = date(2025, 10, 31)


@pytest.fixture
def summary(recorded: Town) -> Summary:
    """A draft whose contributions count to the end of October, and all else to 12 December; without its gaps."""
    kept = draft(recorded, cut_offs={"contributions": OCTOBER})
    whole = drafting.paper_of(kept)
    blocks = tuple(block for block in whole.blocks if not isinstance(block, GapBlock))
    return keep(recorded, kept, replace(whole, blocks=blocks))


def line(composed: Paper, words: str) -> str:
    return next(paragraph.plain for paragraph in composed.paragraphs() if words in paragraph.plain)


def test_an_indicator_put_in_again_takes_the_papers_value_and_says_its_day(recorded: Town, summary: Summary) -> None:
    twice = rewrite(summary, "新发展会员", {"新发展会员": "经费{contributions.received}。新发展会员"})
    assert "经费2万元（截至10月底）。新发展会员2人" in line(twice, "新发展会员")
    assert two_values(twice) == []
    step("submit", recorded.officer, keep(recorded, summary, twice))


def without_day(composed: Paper) -> Paper:
    """The paper with the contributions counted to 12 December, and no day said."""

    def counted_on(part: CitedFigure) -> CitedFigure:
        return replace(part, as_of=date(2025, 12, 12), text="2.05万元", value=part.value + 500, records=3)

    def changed(block: ParagraphBlock) -> ParagraphBlock:
        parts = [
            counted_on(part) if isinstance(part, CitedFigure) and part.code == "contributions.received" else part
            for part in block.parts
        ]
        texts = [part.replace("（截至10月底）", "") if isinstance(part, str) else part for part in parts]
        return replace(block, parts=joined(texts))

    blocks = [
        changed(block) if isinstance(block, ParagraphBlock) and "新发展会员" in block.plain else block
        for block in composed.blocks
    ]
    return replace(composed, blocks=tuple(blocks))


def undated(composed: Paper) -> Paper:
    """The paper with no day said before the contributions either."""
    return replace(
        composed,
        blocks=tuple(
            replace(
                block,
                parts=tuple(part.replace("截至10月底", "") if isinstance(part, str) else part for part in block.parts),
            )
            if isinstance(block, ParagraphBlock)
            else block
            for block in composed.blocks
        ),
    )


def test_two_values_without_their_days_are_refused_by_whoever_submits_or_signs(
    recorded: Town, summary: Summary
) -> None:
    twice = rewrite(summary, "新发展会员", {"新发展会员": "经费{contributions.received}。新发展会员"})
    dated = without_day(twice)
    # The other place says its day, so that a reader knows.
    assert two_values(dated) == []
    kept = keep(recorded, summary, undated(dated))
    with nothing_written(), pytest.raises(Refusal) as refused:
        step("submit", recorded.officer, kept)
    said = refused.value.message
    assert "“收到工会经费”在文中有两个数：“会员队伍”写2.05万元（截至12月12日）" in said
    assert "“经费收缴”写2万元（截至10月底）" in said
    # A paper that was submitted before this was asked is not signed either.
    Summary.objects.filter(pk=kept.pk).update(state="submitted")
    kept.refresh_from_db()
    with nothing_written(), pytest.raises(Refusal, match="在文中有两个数"):
        sign(recorded, kept)


def test_two_values_up_to_one_day_are_mended_by_refreshing(recorded: Town, summary: Summary) -> None:
    make_member(recorded.officer, recorded.village, 7, join_date=date(2025, 4, 1))
    twice = rewrite(summary, "新发展会员", {"新发展会员": "会员{members.joined}。新发展会员"})
    (found,) = two_values(twice)
    assert "请点“更新数字”" in str(found)
    kept = keep(recorded, summary, twice)
    refreshed = drafting.refresh(CATALOGUE, actor=recorded.officer, summary=kept, expected_version=kept.version)
    assert two_values(drafting.paper_of(refreshed)) == []
    assert drafting.versions_of(refreshed)[0].made == Made.REFRESHED


def test_sections_with_cut_offs_of_their_own_tell_their_days(recorded: Town) -> None:
    sections = tuple(
        OutlineSection(key, key, (OutlinePart("", ((Sentence(f"{key}收到{{contributions.received}}"),),)),))
        for key in ("经费", "小结")
    )
    plan = Outline("plan", "小结", frozenset(SpanKind), ("{union}",), (Sentence("{year}年："),), sections)
    assert text(paper(recorded, plan, 经费=OCTOBER)) == ("经费收到2万元。以上数据截至10月底。小结收到2.05万元。")
    assert text(paper(recorded, plan, 经费=OCTOBER, 小结=OCTOBER)) == "经费收到2万元。小结收到2万元。"
    # Of a year that is over its name says the day: 全年.
    dated = (Sentence("{during}{contributions.received}"),)
    whole = OutlineSection("end", "全年", (OutlinePart("", (dated,)),))
    composed = paper(
        recorded, replace(plan, sections=(sections[0], whole)), Period.year(2025), date(2026, 1, 5), 经费=OCTOBER
    )
    assert text(composed) == "经费收到2万元。以上数据截至10月底。全年2.05万元。"


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        ("截至10月底，收到", "。", False),
        ("截至12月12日，收到", "。", True),
        ("截至10月底，会员2人。收到", "。", True),
        ("收到", "（截至10月底）。", False),
        ("收到", "。会员2人（截至10月底）。", True),
        ("收到", "，会员2人。以上数据截至10月底。", False),
        ("收到", "，会员2人。以上数据截至12月12日。", True),
    ],
)
def test_a_figure_is_dated_by_its_own_sentence_or_by_its_paragraphs_end(
    recorded: Town, before: str, after: str, alone: bool
) -> None:
    narrator = Narrator(CATALOGUE, recorded.town, Period.year(2025))
    early, late = (narrator.cite("contributions.received", day) for day in (OCTOBER, date(2025, 12, 12)))
    blocks = (ParagraphBlock("", "甲", ("收到", late, "。")), ParagraphBlock("", "乙", (before, early, after)))
    assert bool(two_values(replace(paper(recorded), blocks=blocks))) is alone
