"""Quantities that stand in a Chinese text: a number with its measure word, a percentage, an amount.

Dates, ordinals, document numbers, the names of policies and other words that hold a number are no quantities, nor is a
lone 一, which in such texts hardly ever counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS = (
    "个百分点 百分点 人次 家次 户次 件次 场次 批次 车次 台次 课时 小时 人日 公里 千米 平方米 公斤 千克 "
    "% ‰ 元 人 名 位 家 户 间 个 件 宗 份 场 次 期 条 项 篇 批 倍 张 本 册 幅 套 台 辆 支 座 处 所 组 对 队 班 "
    "门 桌 岁 米 亩 吨 斤 箱 袋 瓶 盒 枚 块 面 棵 株 起 例 种 轮 款 天 封 顶 副 桶 根 桩 席 类"
)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS.split())
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_ARABIC = rf"{_DIGITS}(?:\s*[—–~至到-]+\s*{_DIGITS})?\s*(?:[多余几]?[百千万亿]+)?[多余几]?"
_CHINESE = "一二两三四五六七八九十百千万亿零〇几数"
_QUANTITY = re.compile(
    # 第3次 is an ordinal, 〔2025〕12号 a document; what follows a letter or a point is part of a name.
    rf"(?<![\d第〔\[A-Za-z.])(?<!\d,)(?P<arabic>{_ARABIC})\s*(?P<unit>{_UNIT})"
    rf"|(?<![{_CHINESE}第初])(?P<chinese>[{_CHINESE}]+[多余]?[万亿]?)(?P<measure>{_UNIT})"
    rf"|(?P<share>百分之[{_CHINESE}点]+)"
    r"|(?P<tenths>(?<![一二三四五六七八九十第])[二两三四五六七八九]成(?=[以多左右的。、,;)]|$))"
    # A number without a measure word where a sentence says how much.
    rf"|(?<=[达到共计为约超近至])(?P<bare>{_DIGITS}[百千万亿]*)(?=[。、,;)]|$)"
)
# A number of several places, or one that says that it is about so much: 三千五百, 十几, 百余.
_COUNTED = re.compile("[百千万亿零〇几数多余十]")
# With one digit in Chinese, only these are counts; 三个方面 and 两项措施 are ways of speaking.
_PEOPLE_AND_PLACES = frozenset({"人", "名", "位", "家", "户", "元", "件", "宗", "人次", "家次", "户次", "件次", "场次"})
_THINGS = re.compile(r"(?:基层)?(?:工会|企业|单位|村|社区|园区|小组|站|驿站|示范点|职工之家|服务中心|项目|岗位)")
_NAMES = re.compile(
    "千家万户|一家人|八项规定|两个(?:维护|确立|务必)|[四五]个(?:意识|自信|一)|(?:世界|民营企业)500强"
    "|五必访|三方机制|一函两书|三会一课|两癌|(?:24|8)小时|十件(?:实事|好事)"
)
# What follows makes a period, a deadline or an age out of the number.
_PERIOD_AFTER = re.compile(r"月|工作日|自然日|小时内|五年|[日天]?(?:以内|之内|内)")
_ROUGH = re.compile(r"[多余几数—–~至到-]")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_VALUES = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True)
class WrittenNumber:
    """A quantity in a text: where it stands, as it was written, its value and measure word.

    `value` is None where it says no exact number (十几家, 3—5人); an amount is told in yuan.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str


def written_numbers(text: str, names: Iterable[str] = ()) -> list[WrittenNumber]:
    """The quantities in a text, in order; those that lie within one of `names` are none.

    >>> [one.text for one in written_numbers("2025年3月走访36家企业，慰问三千五百人，第3次，镇工发〔2025〕12号")]
    ['36家', '三千五百人']
    """
    narrow = unicodedata.normalize("NFKC", text)
    if len(narrow) != len(text):  # a character that opens into several, such as ㎡
        narrow = "".join(n if len(n := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)
    named = [*_spans(narrow, names), *(found.span() for found in _NAMES.finditer(narrow))]
    return [
        WrittenNumber(*found.span(), text[found.start() : found.end()].strip(), *_worth(found))
        for found in _QUANTITY.finditer(narrow)
        if _counts(found, narrow) and not any(start <= found.start() and found.end() <= end for start, end in named)
    ]


def _spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + 1)


def _counts(found: re.Match[str], text: str) -> bool:
    """Whether what looks like a quantity is one."""
    after = text[found.end() :]
    unit = found["unit"] or found["measure"]
    if unit in {"个", "天", "小时"} and _PERIOD_AFTER.match(after):
        return False
    if found["chinese"] is None:
        return True
    number = found["chinese"]
    if len(number) > 1 and _COUNTED.search(number):
        return True
    if number in "百千万亿":
        return text[found.start() - 1 : found.start()] in {"上", "近", "逾"}
    if number == "一" or len(number) > 1:
        return False
    if number in "几数":
        return unit in _PEOPLE_AND_PLACES
    return unit in _PEOPLE_AND_PLACES or (unit == "个" and _THINGS.match(after) is not None)


def _worth(found: re.Match[str]) -> tuple[Decimal | None, str]:
    """The value and the measure word; amounts in yuan."""
    number = found["arabic"] or found["chinese"] or found["bare"] or ""
    unit = found["unit"] or found["measure"] or ""
    if found["share"]:
        number, unit = found["share"].removeprefix("百分之"), "%"
    if not number or number in "百千万亿" or _ROUGH.search(number):
        return None, unit
    return (_arabic(number) if number[0].isdigit() else _chinese(number)), unit


def _arabic(number: str) -> Decimal:
    digits = number.rstrip("百千万亿 ")
    value = Decimal(digits.replace(",", "").strip())
    for scale in number[len(digits) :].strip():
        value *= _SCALES[scale]
    return value


def _chinese(number: str) -> Decimal | None:
    """The value of a Chinese numeral up to the hundreds of millions; None for what is none."""
    total = section = digit = 0
    for char in number:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in "十百千":
            section += (digit or 1) * _SCALES[char]
            digit = 0
        elif char in "万亿":
            total = (total + section + digit) * _SCALES[char]
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit)
