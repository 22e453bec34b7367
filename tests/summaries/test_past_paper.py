"""The chapters of a paper that people wrote are found however its headings are numbered or styled."""

from __future__ import annotations

import io

import docx
import pytest

from gonghui.engine.documents.reading import NotADocument
from gonghui.summaries.own_outline.past_paper import NoHeadings, read_chapters


def chapters(text: str) -> list[tuple[str, list[str]]]:
    return [(one.heading, one.subheadings) for one in read_chapters("去年.txt", text.encode())]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("第一部分 ", "第二部分 "),
        ("1. ", "2. "),
        ("一，", "二，"),
    ],
)
def test_the_kind_of_number_that_comes_first_is_the_first_level(first: str, second: str) -> None:
    text = f"南星镇总工会总结\n这一年做了三件事。\n{first}抓组织\n建会五家。\n{second}抓维权\n接访十件。"
    assert chapters(text) == [("抓组织", []), ("抓维权", [])]


def test_lower_headings_and_text_stay_with_their_chapter() -> None:
    text = "一、抓维权\n（一）信访\n接访十件。\n（二）协商\n签合同三份。\n二、抓经费\n1、收缴。收了九万元。\n"
    first, second = read_chapters("去年.txt", text.encode())
    assert first.subheadings == ["信访", "协商"]
    assert first.text == "接访十件。\n签合同三份。"
    assert second.subheadings == ["收缴"]
    assert second.text == "收了九万元。"


def test_a_heading_may_lead_its_own_paragraph_and_a_long_item_is_no_heading() -> None:
    text = f"一、抓组织。全年建会五家。\n1、{'很长的一件事情' * 8}。\n二、抓维权：接访十件。"
    first, second = read_chapters("去年.txt", text.encode())
    assert (first.heading, first.subheadings) == ("抓组织", [])
    assert first.text.startswith("全年建会五家。\n1、很长")
    assert (second.heading, second.text) == ("抓维权", "接访十件。")


def test_numbers_that_begin_again_are_what_comes_next() -> None:
    text = "一、抓组织\n建会。\n二、抓维权\n接访。\n明年要做好这些事：\n一、再建会五家。\n二、办好中心。"
    assert chapters(text) == [("抓组织", []), ("抓维权", []), ("明年要做好这些事", ["再建会五家", "办好中心"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_is_read_in_the_encodings_that_offices_have(encoding: str) -> None:
    found = read_chapters("去年.TXT", "一、抓组织\n二、抓维权".encode(encoding))
    assert [one.heading for one in found] == ["抓组织", "抓维权"]


def test_word_headings_are_found_by_their_style_where_the_numbers_are_automatic() -> None:
    document = docx.Document()
    document.add_heading("总结", 0)
    for heading, below in (("抓组织", "建会"), ("抓维权", "信访")):
        document.add_heading(heading, 1)
        document.add_heading(below, 2)
        document.add_paragraph("做了很多事。")
    document.add_heading("附件1", 1)
    file = io.BytesIO()
    document.save(file)
    found = read_chapters("去年.docx", file.getvalue())
    assert [(one.heading, one.subheadings) for one in found] == [("抓组织", ["建会"]), ("抓维权", ["信访"])]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("去年.doc", b"\xd0\xcf\x11\xe0", "另存为.docx"),
        ("去年.pdf", b"%PDF", "请选Word文档"),
        ("去年.docx", b"PK no", "不是Word文档"),
        ("去年.txt", b"\xff\xfe\x00\x81\xff", "编码认不出来"),
        ("去年.txt", b"x" * (5 * 1024 * 1024 + 1), "最大5兆"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, content: bytes, message: str) -> None:
    with pytest.raises(NotADocument, match=message):
        read_chapters(name, content)


@pytest.mark.parametrize("text", ["", "没有标题的一段话。", "一、只有一个标题\n做了事。"])
def test_a_paper_without_headings_is_refused_with_what_they_look_like(text: str) -> None:
    with pytest.raises(NoHeadings, match="一、组织建设"):
        read_chapters("去年.txt", text.encode())
