"""A summary as an official Word document: each figure a content control, and an appendix that lists them all."""

from __future__ import annotations

from datetime import date

from gonghui.engine.documents import content, official
from gonghui.summaries.paper import Paper


def write(paper: Paper, *, dated: date) -> bytes:
    """The summary as the bytes of a .docx file, signed by the union and dated `dated`."""
    return official.write(
        content.OfficialDocument(
            title=paper.title,
            blocks=tuple(block.word() for block in paper.blocks),
            signed_by=paper.union_name,
            dated=dated,
            appendices=(content.Appendix("本文数字的口径和来源", _appendix(paper)),),
        )
    )


def _appendix(paper: Paper) -> tuple[content.Block, ...]:
    rows = tuple(cited.row for cited in paper.figures())
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
