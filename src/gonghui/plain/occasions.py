"""When things happened, as a sentence tells it: 9月27日, 4月中旬, 3—5月, 每周一.

Days that scatter can be told in several ways. Each way holds for every day: none names a month in which nothing
happened, unless it says 间 (from then to then, at times), and what lies apart from the rest is named apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gonghui.plain.periods import format_day

DAY, ONE_DAY, TENTH, MONTH, ONE_MONTH, WEEKLY = "day", "one_day", "tenth", "month", "one_month", "weekly"
FORMS = frozenset({DAY, ONE_DAY, TENTH, MONTH, ONE_MONTH, WEEKLY})

# The ways of telling days that scatter, by which a choice among them is kept.
WHOLE, RUNS, MAINLY, DAYS, BETWEEN = "whole", "runs", "mainly", "days", "between"

_TENTHS = ("上旬", "中旬", "下旬")
_WEEKDAYS = "一二三四五六日"
_WEEK = 7
# So many days are listed, and so many runs of months; more are no sentence.
_LISTED = 3
# Days no further apart than over a weekend are one stretch.
_STRETCH = 3
# The part of the records that lies together when the rest is named apart from it.
_MOST = 0.75
# A rhythm is told of three times or more, no two weeks missed in a row and nine weeks of ten kept, since offices shut
# at festivals.
_FEWEST, _KEPT = 3, 0.9


@dataclass(frozen=True)
class Telling:
    """One way of telling when things happened; `key` names the way, whatever the days."""

    key: str
    text: str


def format_occasions(days: Iterable[date], form: str, year: int, chosen: str = "") -> str | None:
    """Tell the days, one for each record, as `form` asks; days outside `year` bear theirs.

    DAY gives the day, the days where there are three at most, or the stretch that they fill; ONE_DAY the day or None;
    TENTH the third of the month in which all lie, else the months; MONTH the month or the months; ONE_MONTH the month
    of `year` in which all lie, or None; WEEKLY the day of the week on which it was done week by week, or None where
    there is no such rhythm. None without any day.

    Where several ways tell it, `chosen` is the key of one (see `tellings`); without it, or where it does not fit
    these days, the first is given. Raises ValueError for an unknown form.

    >>> format_occasions([date(2025, 9, 27)], DAY, 2025)
    '9月27日'
    >>> format_occasions([date(2025, 4, 14), date(2025, 4, 18)], TENTH, 2025)
    '4月中旬'
    >>> format_occasions([date(2025, 1, 6), date(2025, 2, 10)], MONTH, 2025)
    '1—2月'
    >>> format_occasions([date(2025, 6, 9), date(2025, 6, 16), date(2025, 6, 23)], WEEKLY, 2025)
    '每周一'
    """
    return pick(tellings(days, form, year), chosen)


def tellings(days: Iterable[date], form: str, year: int) -> tuple[Telling, ...]:
    """Every way of telling the days, one for each record; the first is the one that a text takes by itself.

    Raises ValueError for an unknown form.

    >>> scattered = [date(2025, 1, 9), date(2025, 1, 15), date(2025, 2, 3), date(2025, 12, 20)]
    >>> [way.text for way in tellings(scattered, MONTH, 2025)]
    ['1—2月和12月', '1—2月（另有12月1次）', '1—12月间']
    """
    if form not in FORMS:
        raise ValueError(f"不认识的日期说法“{form}”，应为 {'、'.join(sorted(FORMS))} 之一。")
    counted = Counter(days)
    if not counted:
        return ()
    ordered = sorted(counted)
    first, last = ordered[0], ordered[-1]
    if form == WEEKLY:
        rhythm = _weekly(ordered)
        return (Telling(WHOLE, rhythm),) if rhythm else ()
    if form == ONE_DAY:
        return (Telling(WHOLE, _listed(ordered, year)),) if first == last else ()
    if form == ONE_MONTH:
        one = first.year == last.year == year and first.month == last.month
        return (Telling(WHOLE, f"{first.month}月"),) if one else ()
    ways: list[Telling] = []
    for way in _scattered(counted, ordered, form, year):
        # Two ways that read alike are one, and a key names one way.
        if all(way.key != other.key and way.text != other.text for other in ways):
            ways.append(way)
    return tuple(ways)


def pick(ways: Sequence[Telling], chosen: str) -> str | None:
    """The text of the way `chosen`, else of the first; None where there is none."""
    return next((way.text for way in ways if way.key == chosen), ways[0].text if ways else None)


def _scattered(counted: Counter[date], ordered: Sequence[date], form: str, year: int) -> Iterator[Telling]:
    """The ways in which a day, a tenth or a month is told, the best first."""
    first, last = ordered[0], ordered[-1]
    few = len(ordered) <= _LISTED
    if form == DAY and few:
        yield Telling(DAYS, _listed(ordered, year))
    elif form == DAY and all((after - before).days <= _STRETCH for before, after in pairwise(ordered)):
        yield Telling(WHOLE, _from_to(first, last, year))
    if form == TENTH:
        if _tenth(first) == _tenth(last):
            yield Telling(WHOLE, _format_tenth(first, year))
        elif _serial(first) != _serial(last):
            tenths = [[day for day in ordered if _tenth(day) == _tenth(each)] for each in ordered]
            if main := _main(tenths, counted):
                yield Telling(MAINLY, _format_tenth(main[0], year) + _apart(main, counted))
    runs = list(_runs(ordered))
    together = Telling(RUNS, _joined(_format_runs(runs, year)))
    main = _main(runs, counted) if len(runs) > 1 else []
    apart = Telling(MAINLY, _joined(_format_runs([main], year)) + _apart(main, counted)) if main else None
    if len(runs) < _LISTED or (len(runs) == _LISTED and not apart):
        yield together
    if apart:
        yield apart
    if len(runs) == _LISTED:
        yield together
    if few:
        yield Telling(DAYS, _listed(ordered, year))
    if len(runs) > 1:
        yield Telling(BETWEEN, _months(first, last, year) + "间")


def _main(groups: Iterable[list[date]], counted: Counter[date]) -> list[date]:
    """The group in which most of the records lie, where it is so many that the rest can be named apart."""
    main = max(groups, key=lambda days: sum(counted[day] for day in days))
    apart = {_serial(day) for day in counted if day not in main}
    enough = sum(counted[day] for day in main) >= _MOST * counted.total()
    return main if 0 < len(apart) <= _LISTED and apart.isdisjoint(map(_serial, main)) and enough else []


def _apart(main: Sequence[date], counted: Counter[date]) -> str:
    """What lies apart from the main part, in brackets: by number where each day has one record, else by month."""
    rest = sorted(set(counted) - set(main))
    months = Counter((day.year, day.month) for day in rest)
    once = all(counted[day] == 1 for day in rest)
    texts = []
    before = main[-1].year
    for (of_year, month), times in months.items():
        named = ("" if of_year == before else f"{of_year}年") + f"{month}月"
        texts.append(named + (f"{times}次" if once else ""))
        before = of_year
    return f"（另有{'、'.join(texts)}）"


def _joined(texts: Sequence[str]) -> str:
    """The texts as a list: 甲、乙和丙."""
    return "和".join(filter(None, ("、".join(texts[:-1]), texts[-1])))


def _runs(ordered: Sequence[date]) -> Iterator[list[date]]:
    """The days of each stretch of months without a month between in which nothing happened."""
    run: list[date] = []
    for day in ordered:
        if run and _serial(day) > _serial(run[-1]) + 1:
            yield run
            run = []
        run.append(day)
    yield run


def _serial(day: date) -> int:
    return day.year * 12 + day.month


def _format_runs(runs: Sequence[Sequence[date]], year: int) -> list[str]:
    texts = []
    for run in runs:
        texts.append(_months(run[0], run[-1], year))
        year = run[-1].year
    return texts


def _year(day: date, year: int) -> str:
    return "" if day.year == year else f"{day.year}年"


def _tenth(day: date) -> tuple[int, int, int]:
    return day.year, day.month, min((day.day - 1) // 10, 2)


def _format_tenth(day: date, year: int) -> str:
    return f"{_year(day, year)}{day.month}月{_TENTHS[_tenth(day)[2]]}"


def _listed(ordered: Sequence[date], year: int) -> str:
    """The days one by one: 9月27日、30日和10月2日."""
    texts = [_year(ordered[0], year) + format_day(ordered[0])]
    for before, day in pairwise(ordered):
        alike = (before.year, before.month) == (day.year, day.month)
        texts.append(f"{day.day}日" if alike else _year(day, before.year) + format_day(day))
    return _joined(texts)


def _from_to(first: date, last: date, year: int) -> str:
    begun = _year(first, year) + format_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{begun}至{last.day}日"
    return f"{begun}至{_year(last, first.year)}{format_day(last)}"


def _months(first: date, last: date, year: int) -> str:
    begun = f"{_year(first, year)}{first.month}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{begun}月"
    if first.year == last.year:
        return f"{begun}—{last.month}月"
    return f"{begun}月至{last.year}年{last.month}月"


def _weekly(ordered: Sequence[date]) -> str | None:
    weekdays = {day.weekday() for day in ordered}
    if len(ordered) < _FEWEST or len(weekdays) > 1:
        return None
    gaps = [(after - before).days // _WEEK for before, after in pairwise(ordered)]
    if max(gaps) > 2 or len(ordered) < _KEPT * (sum(gaps) + 1):
        return None
    return f"每周{_WEEKDAYS[weekdays.pop()]}"
