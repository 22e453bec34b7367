"""The day that a person types into a box, in whatever habit, and how it is read back to them.

Sheets are not read so: there Excel may have made a number of what was typed, and nobody reads the answer beside it
(`chinese.parse_date` reads them).
"""

import re
from datetime import date, timedelta

from gonghui.plain.chinese import parse_date, plain_writing

WEEKDAYS = "一二三四五六日"
_NEAR = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1, "明日": 1, "后天": 2}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_AHEAD = 20  # a day to come is no further away, in years: 45.3.1 is in 1945
_TWO_DIGITS = 100

_WEEKDAY = re.compile(r"[ (]*(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_CHINESE = re.compile("[〇零一二三四五六七八九十廿]+")
_NAMED_YEAR = re.compile(f"({'|'.join(_YEARS)})的?(.+)")
_NAMED_MONTH = re.compile(rf"({'|'.join(_MONTHS)})的? *(\d{{1,2}}) *[日号]?")
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2}) *(?:[-./]|月) *(?P<day>\d{1,2}) *[日号]?")
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{2}) *(?P<mark>[-./年]) *(?P<month>\d{1,2}) *(?:(?P=mark)|月) *(?P<day>\d{1,2}) *[日号]?"
)
_SIX = re.compile(r"(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_FOUR = re.compile(r"(?P<month>\d{2})(?P<day>\d{2})")
_NO_DAY = re.compile(r"(?:19|20)\d{2} *(?:(?:年|[-./]) *(?:\d{1,2} *月?)?)?")
_LIKE_A_DAY = re.compile(r"\d{4}\D+\d|\d{8}")
_REMEDY = "请写成3月5日、12.10或2025年3月5日的样子。"


def read_typed_day(text: str, today: date, *, future: bool = False) -> date:
    """Return the day that was typed; raises ValueError, in Chinese, with what would be right.

    A day without a year is the last that is past; where the day may lie ahead (`future`: a term's end, a day due) it
    is the one nearest to `today`. Two digits of a year are taken in the same way.

    >>> read_typed_day("12.10", date(2025, 12, 12)), read_typed_day("12-31", date(2025, 12, 12))
    (datetime.date(2025, 12, 10), datetime.date(2024, 12, 31))
    >>> read_typed_day("25.3.5", date(2025, 12, 12)), read_typed_day("去年三月五日", date(2025, 12, 12))
    (datetime.date(2025, 3, 5), datetime.date(2024, 3, 5))
    """
    plain = _CHINESE.sub(_in_figures, _WEEKDAY.sub("", plain_writing(text).replace("。", "."))).strip()
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if found := _NAMED_YEAR.fullmatch(plain):
        return parse_date(_with_marks(found[2].strip()), today.year + _YEARS[found[1]])
    if found := _NAMED_MONTH.fullmatch(plain):
        year, month = divmod(today.year * 12 + today.month - 1 + _MONTHS[found[1]], 12)
        return parse_date(f"{year}-{month + 1}-{found[2]}")
    if (found := _YEAR_FIRST.fullmatch(plain)) or (found := _SIX.fullmatch(plain)):
        return _with_short_year(found.groupdict(), plain, today, future=future)
    if _NO_DAY.fullmatch(plain):
        raise ValueError("没有写日，请补上，写成2025年3月5日的样子。")
    if (found := _MONTH_DAY.fullmatch(plain)) or (found := _FOUR.fullmatch(plain)):
        return _without_year(int(found["month"]), int(found["day"]), plain, today, future=future)
    if not _LIKE_A_DAY.search(plain):
        raise ValueError(f"日期的写法认不出来，{_REMEDY}")
    return parse_date(plain)


def format_reading(day: date, today: date) -> str:
    """Return the day as it is read back to whoever typed it, with the weekday.

    >>> format_reading(date(2025, 12, 10), date(2025, 12, 12)), format_reading(date(2023, 3, 5), date(2025, 12, 12))
    ('今年12月10日，星期三', '2023年3月5日，星期日')
    """
    named = {0: "今年", -1: "去年", 1: "明年"}.get(day.year - today.year, f"{day.year}年")
    return f"{named}{day.month}月{day.day}日，星期{WEEKDAYS[day.weekday()]}"


def _with_short_year(parts: dict[str, str], plain: str, today: date, *, future: bool) -> date:
    short, month, day = (int(parts[name]) for name in ("year", "month", "day"))
    latest = today.year + (_AHEAD if future else 0)
    year = latest - (latest - short) % _TWO_DIGITS
    if plain.isdigit() and plain.startswith(("19", "20")):
        raise ValueError(f"“{plain}”看不出有没有写日，请写成2025年3月5日或20250305的样子。")
    if parts.get("mark") != "年" and short <= 12:
        raise ValueError(f"“{plain}”看不出哪个是年，请把年份写四位，如{year}年{month}月{day}日。")
    return parse_date(f"{year}-{month}-{day}")


def _without_year(month: int, day: int, plain: str, today: date, *, future: bool) -> date:
    if month > 12 and day <= 12 and month <= 31:
        raise ValueError(f"没有{month}月：先写月再写日，如{day}月{month}日。")
    if plain.isdigit() and not 1 <= month <= 12:
        raise ValueError(f"“{plain}”认不出是哪一天，{_REMEDY}")
    found = []
    for year in (today.year, today.year - 1, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        # The message of a leap year's day or of a month that has no such day.
        return parse_date(f"{today.year}-{month}-{day}")
    if future:
        return min(found, key=lambda each: abs(each - today))
    return max((each for each in found if each <= today), default=found[0])


def _with_marks(rest: str) -> str:
    """A month and a day as `parse_date` reads them."""
    found = _MONTH_DAY.fullmatch(rest)
    return f"{found['month']}月{found['day']}日" if found else rest


def _in_figures(found: re.Match[str]) -> str:
    """二〇二五 is 2025, 十二 is 12, 三十一 is 31."""
    text = found[0].replace("廿", "二十").replace("〇", "零")
    digits = "零一二三四五六七八九"
    if "十" not in text:
        return "".join(str(digits.index(each)) for each in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return found[0]
    return str((digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0))
