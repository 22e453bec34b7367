"""Chinese numerals, and dates as people write them."""

import re
import unicodedata
from datetime import date

_TIME = r"(?:[ T]*00?:00(?::00(?:\.0+)?)?)?"
_DATES = (
    re.compile(r"(?P<year>\d{4}) *年 *(?P<month>\d{1,2}) *月 *(?P<day>\d{1,2}) *[日号]?" + _TIME),
    re.compile(r"(?P<year>\d{4}) *(?P<mark>[-./]) *(?P<month>\d{1,2}) *(?P=mark) *(?P<day>\d{1,2})" + _TIME),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<month>\d{1,2}) *月 *(?P<day>\d{1,2}) *[日号]?"),
)
_DIGITS, _PLACES, _LARGEST = "零一二三四五六七八九", ("千", "百", "十", ""), 9999
_DASH_RUN = re.compile("[\u2010-\u2015\u2212~]+")  # hyphens, en and em dashes, the minus sign, the tilde


def chinese_number(number: int) -> str:
    """Return a whole number from 0 up in Chinese numerals, as headings and ordinals use them.

    Raises ValueError for a negative number, and for one above 9999.

    >>> chinese_number(12), chinese_number(10), chinese_number(108)
    ('十二', '十', '一百零八')
    """
    if number < 0:
        raise ValueError("中文序数不能是负数。")
    if number > _LARGEST:
        raise ValueError(f"中文序数最大到{_LARGEST}。")
    digits = str(number)
    words = "".join(
        _DIGITS[int(digit)] + (place if digit != "0" else "")
        for digit, place in zip(digits, _PLACES[-len(digits) :], strict=True)
    )
    words = re.sub("零+", "零", words)
    words = words.removesuffix("零") or words
    return words.removeprefix("一") if words.startswith("一十") else words


def parse_date(text: str, default_year: int | None = None) -> date:
    """Return the day that a person wrote; a text without a year takes ``default_year``.

    Raises ValueError, with the remedy in Chinese, for what is no real day. The message does not repeat the text,
    since a cell in the wrong column may hold an ID number.

    >>> parse_date("2025年3月1日") == parse_date("2025-3-1") == parse_date("2025.3.1") == parse_date("20250301")
    True
    >>> parse_date("3月1日", default_year=2025)
    datetime.date(2025, 3, 1)
    """
    normal = plain_writing(text).replace("。", ".")
    if not normal:
        raise ValueError("没有填日期，请写成2025年3月1日或2025-3-1的样子。")
    for pattern in _DATES:
        found = pattern.fullmatch(normal)
        if found is not None:
            return _day(found.groupdict(), default_year)
    raise ValueError("日期的写法认不出来，请写成2025年3月1日或2025-3-1的样子（年份写四位）。")


def plain_writing(text: str) -> str:
    """Return the text with full-width characters as ASCII, every run of dashes as one hyphen, and no space around.

    >>> plain_writing("１—１０月 ")
    '1-10月'
    """
    return _DASH_RUN.sub("-", unicodedata.normalize("NFKC", text)).strip()


def _day(parts: dict[str, str | None], default_year: int | None) -> date:
    year = parts.get("year") or default_year
    if year is None:
        raise ValueError("日期没有写年份，请补上，写成2025年3月1日的样子。")
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    if not 1 <= month <= 12:
        raise ValueError(f"日期里的月份是{month}，应为1至12，请改正。")
    try:
        return date(int(year), month, day)
    except ValueError:
        raise ValueError(f"{int(year)}年{month}月没有{day}日，请改正日期。") from None
