"""A summary as an official Word document: each figure a content control, its charts in an appendix."""

from __future__ import annotations

from datetime import date

from gonghui.engine.documents import content, official
from gonghui.summaries.blocks import ChartBlock
from gonghui.summaries.paper import Paper


def write(paper: Paper, *, dated: date, tied: bool = True) -> bytes:
    """The summary as the bytes of a .docx file, signed by the union and dated `dated`.

    Not `tied`, its figures are plain text: a clean copy to be printed or sent on.
    """
    charts = tuple(block.word() for block in paper.blocks if isinstance(block, ChartBlock))
    return official.write(
        content.OfficialDocument(
            title=paper.title,
            blocks=tuple(block.word() for block in paper.blocks if not isinstance(block, ChartBlock)),
            signed_by=paper.union_name,
            dated=dated,
            appendices=(content.Appendix(f"{paper.title[-1]}图表", charts),) if charts else (),
        ),
        tied=tied,
    )
