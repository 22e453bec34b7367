"""A summary as an official Word document: each figure a content control, and an appendix that lists them all."""

from __future__ import annotations

from datetime import date

from gonghui.engine.documents import charts, content, official
from gonghui.plain.periods import Period, tell_as_of, tell_full_day, tell_period
from gonghui.plain.quantities import told_number
from gonghui.summaries.paper import Block, ChartBlock, CitedFact, CitedFigure, GapBlock, HeadingBlock, Paper

CHART_WIDTH_MM = 150


def write(paper: Paper, *, dated: date) -> bytes:
    """The summary as the bytes of a .docx file, signed by the union and dated `dated`."""
    return official.write(
        content.OfficialDocument(
            title=paper.title,
            blocks=tuple(_block(block) for block in paper.blocks),
            signed_by=paper.union_name,
            dated=dated,
            appendices=(content.Appendix("本文数字的口径和来源", _appendix(paper)),),
        )
    )


def _block(block: Block) -> content.Block:
    if isinstance(block, HeadingBlock):
        return content.Heading(1 if block.level == 1 else 2, block.text)
    if isinstance(block, ChartBlock):
        return content.Picture(
            png=charts.draw_png(bars(block)), caption=block.caption, width_mm=CHART_WIDTH_MM, alt=spoken(block)
        )
    if isinstance(block, GapBlock):
        return content.Paragraph((f"【此处缺内容：{block.text}】",))
    return content.Paragraph(
        tuple(_mark(part) if isinstance(part, CitedFigure) else _plain(part) for part in block.parts)
    )


def _plain(part: str | CitedFact) -> str:
    return part if isinstance(part, str) else part.text


def bars(chart: ChartBlock, links: tuple[str, ...] | None = None) -> charts.MonthlyBars:
    """The chart's bars for drawing; `links` lead from each month of a page to its records."""
    return charts.MonthlyBars(
        title="",
        unit=chart.unit,
        months=chart.months,
        last_year=tuple(value for _, value in chart.last_year) or None,
        links=links,
    )


def spoken(chart: ChartBlock) -> str:
    """The chart in words, for those who cannot see it."""
    months = "，".join(f"{label}{value.normalize():f}{chart.unit}" for label, value in chart.months)
    return f"{chart.caption}：{months}。"


def _mark(cited: CitedFigure) -> content.FigureMark:
    return content.FigureMark(cited.id, cited.text, f"{cited.name}（{_counted(cited)}）")


def _counted(cited: CitedFigure) -> str:
    """The period as far as it was counted: whole months as such, an unfinished one by its last day."""
    counted = Period(cited.start, cited.end).until(cited.as_of)
    if counted is None:
        return tell_full_day(cited.as_of)
    words = tell_period(counted)
    return tell_as_of(counted.end) if "日" in words else words


def _appendix(paper: Paper) -> tuple[content.Block, ...]:
    rows = tuple(
        (
            cited.id.split("-")[0].removeprefix("F").lstrip("0"),
            cited.name,
            "".join(told_number(cited.value, cited.unit)),
            _counted(cited),
            str(cited.records),
            cited.basis,
        )
        for cited in paper.figures()
    )
    return (
        content.Paragraph(
            (
                f"下表按正文先后列出全部{len(rows)}个数字。“记录数”是这个数字所依据的台账记录条数，可以在系统里逐条查看。",
            )
        ),
        content.Table(
            head=("序号", "指标", "数值", "期间", "记录数", "口径"),
            rows=rows,
            widths_mm=(13, 27, 25, 32, 15.5, 43.5),
            caption="",
            align=("center", "left", "right", "left", "right", "left"),
        ),
    )
