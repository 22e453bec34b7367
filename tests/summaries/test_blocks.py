"""Each kind of block does all that a block does: stored and read back, shown on the page, in Word, and rewritten."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string

from gonghui.engine.documents.content import OfficialDocument
from gonghui.engine.documents.official import write
from gonghui.engine.documents.reading import read_text
from gonghui.engine.records.refusals import Refusal
from gonghui.summaries.blocks import (
    KINDS,
    Block,
    ChartBlock,
    Drawing,
    GapBlock,
    HeadingBlock,
    ParagraphBlock,
    block_from_json,
)
from gonghui.summaries.inlines import CitedFact, CitedFigure

DAYS = {"start": date(2025, 1, 1), "end": date(2025, 12, 31), "as_of": date(2025, 10, 31)}
FIGURE = CitedFigure(
    id="F001-members.total",
    text="9人",
    code="members.total",
    name="会员总数",
    value=Decimal(9),
    unit="人",
    exactness="exact",
    records=9,
    basis="在册会员",
    version=1,
    frozen="77",
    **DAYS,
)
FACT = CitedFact(
    id="D001-visits.injured",
    text="8月",
    code="visits.injured",
    name="看望",
    field="date",
    form="month",
    telling="",
    above="",
    records=1,
    **DAYS,
)
# Each block as the release 0.2.0 stored it: a summary that was signed then is read for years.
STORED: list[tuple[Block, dict[str, Any]]] = [
    (HeadingBlock(2, "会员队伍"), {"kind": "heading", "level": 2, "text": "会员队伍"}),
    (
        ParagraphBlock("organisation", "会员队伍", ("共有会员", FIGURE, "，", FACT, "登记。")),
        {
            "kind": "paragraph",
            "section": "organisation",
            "heading": "会员队伍",
            "parts": [
                "共有会员",
                {
                    "id": "F001-members.total",
                    "text": "9人",
                    "code": "members.total",
                    "name": "会员总数",
                    "value": "9",
                    "unit": "人",
                    "exactness": "exact",
                    "start": "2025-01-01",
                    "end": "2025-12-31",
                    "as_of": "2025-10-31",
                    "records": 9,
                    "basis": "在册会员",
                    "version": 1,
                    "frozen": "77",
                },
                "，",
                {
                    "id": "D001-visits.injured",
                    "text": "8月",
                    "code": "visits.injured",
                    "name": "看望",
                    "field": "date",
                    "form": "month",
                    "start": "2025-01-01",
                    "end": "2025-12-31",
                    "as_of": "2025-10-31",
                    "records": 1,
                },
                "登记。",
            ],
        },
    ),
    (
        GapBlock("shortcomings", "存在的不足", "请登记问题不足。"),
        {"kind": "gap", "section": "shortcomings", "heading": "存在的不足", "text": "请登记问题不足。"},
    ),
    (
        ChartBlock("money", "逐月入库", "万元", (("1月", Decimal("1.20")), ("2月", Decimal("0.80"))), ()),
        {
            "kind": "chart",
            "section": "money",
            "caption": "逐月入库",
            "unit": "万元",
            "months": [["1月", "1.20"], ["2月", "0.80"]],
            "last_year": [],
        },
    ),
]
# What a reader sees of each block, wherever it is shown.
SEEN = {"heading": "会员队伍", "paragraph": "共有会员9人，8月登记。", "gap": "请登记问题不足。", "chart": "逐月入库"}
each_block = pytest.mark.parametrize(("block", "stored"), STORED, ids=lambda each: getattr(each, "kind", ""))


def test_every_kind_is_tried_here() -> None:
    assert {type(block) for block, _ in STORED} == set(KINDS)
    assert len({kind.kind for kind in KINDS}) == len(KINDS)


@each_block
def test_what_an_earlier_release_stored_is_read_and_stored_as_it_was(block: Block, stored: dict[str, Any]) -> None:
    assert block_from_json(stored) == block
    assert json.loads(json.dumps(block.to_json())) == stored


@each_block
def test_page_word_and_plain_text_show_the_same(block: Block, stored: dict[str, Any]) -> None:
    page = render_to_string(block.template, {"drawn": block.context(Drawing("T", set()))})
    dated = date(2025, 12, 12)
    word = read_text(write(OfficialDocument(("总结",), (block.word(),), signed_by="工会", dated=dated, appendices=())))
    for shown in (_without_tags(page), word, block.plain):
        assert SEEN[block.kind] in shown


@each_block
def test_what_stands_in_the_box_is_taken_back_as_it_is_or_refused(block: Block, stored: dict[str, Any]) -> None:
    """A gap's box is empty and has to be filled; a chart has none."""
    if block.box:
        read = {block.box: [block.inlines]}
        assert block.rewritten(block.box, read.__getitem__) == [block]
        return
    with pytest.raises(Refusal, match="这一段是空的" if block.box == "" else "图不能改文字"):
        block.rewritten("", lambda _text: [])


def test_a_figure_on_the_page_opens_its_records_as_they_were_frozen_and_says_that_it_moved() -> None:
    block = STORED[1][0]
    page = render_to_string(block.template, {"drawn": block.context(Drawing("T", {FIGURE.id}))})
    assert (
        'href="/T/figures/members.total/?from=2025-01-01&amp;to=2025-12-31&amp;as_of=2025-10-31&amp;frozen=77"' in page
    )
    assert page.count("chip--moved") == 1
    assert "9条记录。口径：在册会员" in page
    assert page.count("chip--fact") == 1


def test_headings_are_numbered_as_in_the_word_file() -> None:
    drawing = Drawing("T", set())
    shown = [HeadingBlock(level, "某事").context(drawing)["text"] for level in (1, 2, 2, 1, 2)]
    assert shown == ["一、某事", "（一）某事", "（二）某事", "二、某事", "（一）某事"]


def test_a_paragraph_and_a_gap_belong_to_the_heading_above_them() -> None:
    for block in (ParagraphBlock("aid", "旧", ("文",)), GapBlock("aid", "旧", "缺")):
        moved = block.under("新")
        assert moved.to_json() == {**block.to_json(), "heading": "新"}


def _without_tags(page: str) -> str:
    return re.sub(r"<[^>]*>", "", page)
