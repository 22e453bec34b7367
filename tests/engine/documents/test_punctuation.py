"""Punctuation between Chinese is full-width; numbers, codes and Latin stay as they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonghui.engine.documents.punctuation import full_width

ANY = st.text(st.sampled_from("中，（）“ ,;:!?().a1-\n") | st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("开会,发文;总结:完成!好吗?", "开会，发文；总结：完成！好吗？"),
        ("困难职工(含农民工)", "困难职工（含农民工）"),
        ("占(2/3)", "占（2/3）"),
        ("（甲)和(乙）", "（甲）和（乙）"),
        ("“好”,再来", "“好”，再来"),
        ("中,,,a", "中，，，a"),
        ("a,,,中", "a，，，中"),
        ("时间:12:30,地点", "时间：12:30，地点"),
        ("收缴1,317.31万元,增长1.5倍", "收缴1,317.31万元，增长1.5倍"),
    ],
)
def test_between_chinese(typed: str, told: str) -> None:
    assert full_width(typed) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5",
        "增长1.5倍",
        "12:30",
        "上午12:30开会",
        "1,317.31",
        "GB/T 9704-2012",
        "2025-BT-001",
        "91110101MA0000001A",
        "f(x), g(y); z!",
        "见https://example.org/a?b=1:2,3(4)",
        "第1.2条",
        "已经是全角，（甲）；乙：丙！丁？",
    ],
)
def test_left_alone(text: str) -> None:
    assert full_width(text) == text


@given(ANY)
@example(",,中")
@example("(,)中")
@example("a,(b,中")
def test_once_is_enough_and_places_stay(text: str) -> None:
    told = full_width(text)
    assert full_width(told) == told
    assert len(told) == len(text)
    pairs = dict(zip(",;:!?()", "，；：！？（）", strict=True))
    assert all(after in (before, pairs.get(before)) for before, after in zip(text, told, strict=True))


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=30))
def test_without_chinese_nothing_changes(text: str) -> None:
    assert full_width(text) == text
