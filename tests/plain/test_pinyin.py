"""Initials and sort keys are plain letters, so that a keyboard finds them."""

from __future__ import annotations

import pytest

from gonghui.plain import pinyin


@pytest.mark.parametrize(
    ("text", "initials", "key"),
    [("张三丰", "zsf", "zhang san feng"), ("吕萍", "lp", "lv ping"), ("ABC公司", "abcgs", "abc gong si"), ("", "", "")],
)
def test_a_name_is_spelt_without_tones(text: str, initials: str, key: str) -> None:
    assert (pinyin.initials(text), pinyin.sort_key(text)) == (initials, key)
