"""A correction as an official Word document: 原文, 更正为 and the reason, item by item."""

from __future__ import annotations

from datetime import date

from gonghui.engine.documents import content, official
from gonghui.plain.periods import format_full_day
from gonghui.summaries.corrections.text import items_of
from gonghui.summaries.models import Correction
from gonghui.summaries.paper import from_json


def write(correction: Correction, *, dated: date) -> bytes:
    """The correction as the bytes of a .docx file, signed by the union and dated `dated`."""
    summary = correction.summary
    paper = from_json(correction.content)
    assert summary.signed_on is not None
    opening = f"《{summary}》（{summary.number}）已于{format_full_day(summary.signed_on)}签发，现更正如下："
    blocks: list[content.Block] = [content.Paragraph((opening,))]
    for item in items_of(correction.content):
        new = tuple(part if isinstance(part, str) else part.word for part in item.new.parts)
        blocks += [
            content.Heading(1, item.heading),
            content.Paragraph((f"原文：{item.old}",)),
            content.Paragraph(("更正为：", *new)),
            content.Paragraph((f"更正的原因：{item.reason.rstrip('。')}。",)),
        ]
    return official.write(
        content.OfficialDocument(
            title=(f"关于《{summary}》", "的更正"),
            blocks=tuple(blocks),
            signed_by=paper.union_name,
            dated=dated,
        )
    )
