"""Chinese numerals, dates as people write them, and pinyin."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.plain.chinese import chinese_number, parse_date
from gonghui.plain.pinyin import initials, sort_key

WRITINGS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month:02}/{0.day:02}",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0.month}月{0.day}号",
)


@pytest.mark.parametrize(
    ("number", "told"), [(0, "零"), (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (108, "一百零八")]
)
def test_chinese_numbers(number: int, told: str) -> None:
    assert chinese_number(number) == told


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="不能是负数"):
        chinese_number(-1)


def test_a_number_that_no_heading_bears_is_refused() -> None:
    assert chinese_number(9999) == "九千九百九十九"
    with pytest.raises(ValueError, match="最大到9999"):
        chinese_number(10_000)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(WRITINGS))
def test_a_day_is_read_however_it_is_written(day: date, writing: str) -> None:
    assert parse_date(writing.format(day), default_year=day.year) == day


@pytest.mark.parametrize("text", ["２０２５年３月１日", " 2025 年 3 月 1 日 ", "2025—3—1", "2025。3。1"])
def test_loose_writing_is_read(text: str) -> None:
    assert parse_date(text) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有填日期"),
        ("3月1日", "没有写年份"),
        ("2025年2月29日", "2025年2月没有29日"),
        ("2025-13-1", "月份是13"),
        ("25.3.1", "年份写四位"),
        ("2025.3-1", "认不出来"),
        ("0000-1-1", "没有1日"),
    ],
)
def test_what_is_no_day_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_date(text)


def test_a_refused_date_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="认不出来") as refusal:
        parse_date("11010119900307002X")
    assert "1101" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "letters", "key"),
    [
        ("张三丰", "zsf", "zhang san feng"),
        ("吕萍", "lp", "lv ping"),
        ("曾小明", "zxm", "zeng xiao ming"),
        ("单雄", "sx", "shan xiong"),
        ("单位工会", "dwgh", "dan wei gong hui"),
        ("单于明", "cym", "chan yu ming"),
        ("解放路", "jfl", "jie fang lu"),
        ("阿依古丽·买买提", "ayglmmt", "a yi gu li mai mai ti"),
        ("\uff21\uff22\uff23公司3号楼", "abcgs3hl", "abc gong si 3 hao lou"),
        (" · ", "", ""),
    ],
)
def test_pinyin(text: str, letters: str, key: str) -> None:
    assert initials(text) == letters
    assert sort_key(text) == key


@given(st.text())
def test_pinyin_of_anything_has_no_surprises(text: str) -> None:
    assert sort_key(text) == sort_key(f" {text} ")
    assert len(initials(text)) <= len(sort_key(text))
