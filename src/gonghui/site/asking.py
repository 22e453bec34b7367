"""How the commands name a union and a period."""

from __future__ import annotations

import argparse
from datetime import date

from gonghui.engine.access.models import Organisation
from gonghui.plain import clock
from gonghui.plain.chinese import parse_date
from gonghui.plain.periods import Period, format_full_day
from gonghui.plain.whole import whole_number
from gonghui.site.command_line import CannotBeDone


def period_arguments(parser: argparse.ArgumentParser) -> None:
    """UNION PERIOD: `--year Y`, `--from D --to D`, `--calendar statistical`, and `--as-of D`."""
    parser.add_argument("union", help="工会代码，如T1")
    parser.add_argument("--year", help="年度，如2025")
    parser.add_argument("--from", dest="start", metavar="日期", help="期间的第一天，如2025-01-01")
    parser.add_argument("--to", dest="end", metavar="日期", help="期间的最后一天")
    parser.add_argument(
        "--calendar", choices=("calendar", "statistical"), default="calendar", help="statistical：上年10月1日至9月30日"
    )
    parser.add_argument("--as-of", dest="as_of", metavar="日期", help="只计到这一天为止发生的事")


def union_named(code: str) -> Organisation:
    """The union with that code; raises CannotBeDone."""
    union = Organisation.objects.filter(code=code).first()
    if union is None:
        known = "、".join(
            Organisation.objects.filter(level__lte=5).order_by("path").values_list("code", flat=True)[:12]
        )
        raise CannotBeDone(
            f"没有代码是“{code}”的工会。{f'这个数据库里有：{known}等。' if known else '数据库里还没有工会。'}"
        )
    return union


def period_asked(options: argparse.Namespace) -> Period:
    """The period that the arguments name; raises CannotBeDone."""
    if options.start or options.end:
        if options.year or not (options.start and options.end):
            raise CannotBeDone("期间请写成--year 2025，或者--from 2025-01-01 --to 2025-10-31，两头都要写。")
        try:
            return Period(_day(options.start), _day(options.end))
        except ValueError as error:
            raise CannotBeDone(str(error)) from None
    if not options.year:
        raise CannotBeDone("请写明期间：--year 2025，或者--from 2025-01-01 --to 2025-10-31。")
    year = whole_number(options.year, least=1949, most=2200)
    if year is None:
        raise CannotBeDone(f"年度“{options.year}”认不出来，请写成2025的样子。")
    return Period.statistical_year(year) if options.calendar == "statistical" else Period.year(year)


def as_of_asked(options: argparse.Namespace) -> date:
    """The as-of day that the arguments name, or today; raises CannotBeDone."""
    day = _day(options.as_of) if options.as_of else clock.today()
    if day > clock.today():
        raise CannotBeDone(f"截至日期还没有到，今天是{format_full_day(clock.today())}，请改正。")
    return day


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise CannotBeDone(f"日期“{text}”认不出来：{error}") from None
