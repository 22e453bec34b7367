"""The Word file carries the paper: its words, and every figure under its id."""

from __future__ import annotations

from datetime import date

from tests.factories import Town

from gonghui.engine.documents.reading import ReadFigure, read_figures, read_text
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import word
from gonghui.summaries.annual import ANNUAL
from gonghui.summaries.blocks import ChartBlock, HeadingBlock
from gonghui.summaries.compose import compose

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


def test_the_appendix_lists_each_figure_with_its_basis_and_number_of_records(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY, {"contributions": date(2025, 10, 31)})
    text = read_text(word.write(paper, dated=TODAY))
    appendix = text[text.rindex("本文数字的口径和来源") :]
    for figure in paper.figures():
        assert figure.name in appendix
        assert figure.basis in appendix
    assert f"全部{len(paper.figures())}个数字" in appendix
    assert "2025年1—10月" in appendix


def test_a_chart_is_put_in_words_too(recorded: Town) -> None:
    paper = compose(CATALOGUE, ANNUAL, recorded.town, YEAR, TODAY, {"contributions": date(2025, 3, 31)})
    chart = next(block for block in paper.blocks if isinstance(block, ChartBlock))
    assert chart.spoken == "2025年工会经费逐月入库金额（单位：万元）：1月0万元，2月0万元，3月1.2万元。"
