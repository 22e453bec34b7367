"""核稿单: every figure of a paper with its basis, its records and last year's value, for use within the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureQuery, Indicator
from gonghui.engine.documents import content, official
from gonghui.engine.figures.sets import Figures, compute_cells
from gonghui.plain.periods import Period
from gonghui.plain.quantities import format_quantity
from gonghui.summaries.inlines import CitedFigure, cited_in
from gonghui.summaries.paper import Paper

_HEAD = ("序号", "指标", "数值", "期间", "上年同期", "台账", "记录数", "见于", "口径")
_WIDTHS_MM = (11, 35, 22, 29, 22, 24, 15, 27, 72)
_NONE = "—"


@dataclass
class _Row:
    """A figure with the headings under which the paper cites it."""

    figure: CitedFigure
    headings: list[str] = field(default_factory=list)

    @property
    def question(self) -> tuple[str, date, date, date]:
        return _question(self.figure)


def write(catalogue: Catalogue, place: Organisation, paper: Paper, *, dated: date) -> bytes:
    """The checking sheet as the bytes of a .docx file. A figure that the paper cites several times is one row.

    Last year's value is today's, of the same days a year before.
    """
    rows = _rows(paper)
    last_year = compute_cells(
        (indicator, _query_last_year(place, row.figure))
        for row in rows
        if (indicator := catalogue.indicator(row.figure.code)) is not None
    )
    table = content.Table(
        head=_HEAD,
        rows=tuple(
            _cells(number, row, catalogue.indicator(row.figure.code), place, last_year)
            for number, row in enumerate(rows, start=1)
        ),
        widths_mm=_WIDTHS_MM,
        caption="",
        align=("center", "left", "right", "left", "right", "left", "right", "left", "left"),
        room_mm=content.LANDSCAPE_WIDTH_MM,
    )
    return official.write_sheet(
        content.WorkingSheet(
            title=f"{''.join(paper.title)}核稿单",
            note=f"供核稿使用，不随文印发。全文{len(paper.figures())}处数字，归为下列{len(rows)}项，按正文先后排列；"
            "“记录数”是这个数字所依据的台账记录条数，可以在系统里逐条查看。",
            table=table,
            made_by=paper.union_name,
            dated=dated,
        )
    )


def _rows(paper: Paper) -> list[_Row]:
    found: dict[tuple[str, date, date, date], _Row] = {}
    for paragraph in paper.paragraphs():
        for part in cited_in(paragraph.parts):
            if not isinstance(part, CitedFigure):
                continue
            row = found.setdefault(_question(part), _Row(part))
            if paragraph.heading and paragraph.heading not in row.headings:
                row.headings.append(paragraph.heading)
    return list(found.values())


def _question(figure: CitedFigure) -> tuple[str, date, date, date]:
    return figure.code, figure.start, figure.end, figure.as_of


def _query_last_year(place: Organisation, figure: CitedFigure) -> FigureQuery:
    period = Period(figure.start, figure.end)
    return FigureQuery(place, period.last_year(), Period(figure.as_of, figure.as_of).last_year().end)


def _cells(
    number: int, row: _Row, indicator: Indicator | None, place: Organisation, last_year: Figures
) -> tuple[str, ...]:
    before, register = _NONE, _NONE
    if indicator is not None:
        register = indicator.ledger.title
        figure = last_year[indicator.code, _query_last_year(place, row.figure)]
        before = format_quantity(figure.value, indicator.unit) if figure.records else _NONE
    return (
        str(number),
        row.figure.name,
        format_quantity(row.figure.value, row.figure.unit),
        row.figure.counted,
        before,
        register,
        str(row.figure.records),
        "、".join(row.headings),
        row.figure.basis,
    )
