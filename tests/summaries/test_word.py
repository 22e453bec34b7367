"""The Word file carries the paper: its words, and every figure under its id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.engine.documents.samples import elements, part
from tests.factories import Town

from gonghui.engine.documents.reading import ReadFigure, read_figures, read_text
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import word
from gonghui.summaries.blocks import ChartBlock, HeadingBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.outlines.kinds import ANNUAL

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def test_the_words_and_the_figures_are_read_back_as_they_were_written(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY)
    content = word.write(paper, dated=TODAY)
    assert read_figures(content) == tuple(ReadFigure(figure.id, figure.text) for figure in paper.figures())
    text = read_text(content)
    for line in (*paper.title, *(paragraph.plain for paragraph in paper.paragraphs())):
        assert line in text
    for block in paper.blocks:
        if isinstance(block, HeadingBlock):
            assert block.text in text
    assert "2025年12月12日" in text


def test_charts_stand_in_an_appendix_and_nowhere_else(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY)
    assert any(isinstance(block, ChartBlock) for block in paper.blocks)
    text = read_text(word.write(paper, dated=TODAY))
    body, appendix = text.split("2025年12月12日\n", 1)
    assert "附件：2025年工作总结图表" in body
    assert "逐月" not in body
    assert "逐月收缴金额" in appendix
    without = replace(paper, blocks=tuple(block for block in paper.blocks if not isinstance(block, ChartBlock)))
    assert "附件" not in read_text(word.write(without, dated=TODAY))


def test_a_clean_copy_says_the_same_and_carries_no_mark(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY)
    clean = word.write(paper, dated=TODAY, tied=False)
    assert read_text(clean) == read_text(word.write(paper, dated=TODAY))
    assert read_figures(clean) == ()
    document = part(clean, "word/document.xml")
    assert not elements(document, "w:sdt")
    assert not elements(document, "w:bookmarkStart")


def test_a_chart_is_put_in_words_too(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY, {"contributions": date(2025, 3, 31)})
    chart = next(block for block in paper.blocks if isinstance(block, ChartBlock))
    assert chart.spoken == "2025年工会经费逐月收缴金额（单位：万元）：1月0万元，2月0万元，3月1.2万元。"
