"""`python -m bench [NAME] [--json FILE]`: measures on scratch installations; the user's own data is not touched."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from bench.timing import ROW, Bound, Comparison, Side

NAMES = {
    "bounds": "十万会员的镇：与Django自带后台比，以及各项限值",
    "register": "会员台账的列表、查找、导出",
    "figures": "指标页面",
    "sets": "指标成组计算：逐个算和一起算",
    "writing": "写入",
}
TODAY = "2025-12-12"


def main(argv: list[str]) -> int:
    """Measure, print a table, and write JSON where a file is named."""
    parser = argparse.ArgumentParser(prog="bench", description="性能测量：同一轮里交替测两边，取中位数，看倍数")
    listed = "；".join(f"{name} {title}" for name, title in NAMES.items())
    parser.add_argument("name", nargs="?", choices=list(NAMES), metavar="名称", help=f"只测一组：{listed}")
    parser.add_argument("--json", metavar="文件", help="另把结果写成JSON")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="gonghui-bench-") as folder:
        found = measure(Path(folder), [options.name] if options.name else list(NAMES))
    if options.json:
        Path(options.json).write_text(json.dumps(as_json(found), ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def measure(folder: Path, groups: list[str]) -> dict[str, list[Bound] | list[Comparison]]:
    """Make scratch installations in `folder` and measure the groups, printing each as it is done."""
    os.environ.update(GONGHUI_HOME=str(folder), GONGHUI_TODAY=TODAY, DJANGO_SETTINGS_MODULE="bench.settings")
    os.environ.pop("DATABASE_URL", None)
    from gonghui.engine.vault import keys

    keys.make(folder)
    import django

    django.setup()
    from bench import bounds, pages, sets, writing
    from bench.installation import FEW, MANY, Scratch
    from bench.roster import FEWEST, load_demonstration

    began = time.monotonic()
    found: dict[str, list[Bound] | list[Comparison]] = {}
    if "bounds" in groups:
        say(f"载入演示，再添会员到{MANY:,}人（约两分钟）……")
        whole = Scratch(folder, MANY, load_demonstration)
        say(f"建好，用时{time.monotonic() - began:.0f}秒。{NAMES['bounds']}……")
        found["bounds"] = held = list(bounds.pages(whole))
        show_bounds(NAMES["bounds"], held)
    if "sets" in groups:
        say("载入演示（约一分钟）……")
        whole = Scratch(folder, FEWEST, load_demonstration)
        found["sets"] = growth = list(sets.growth(whole))
        show(NAMES["sets"], growth)
        found["sets_page"] = pages_of_figures = list(sets.page(whole))
        show_bounds("全部指标的页面", pages_of_figures)
    measures = {"register": pages.register, "figures": pages.figures, "writing": writing.rows}
    sides: list[Scratch] = []
    for group in (group for group in groups if group in measures):
        if not sides:
            say(f"建两个临时的库：会员{FEW:,}人和{MANY:,}人（约一分钟）……")
            sides = [Scratch(folder, FEW), Scratch(folder, MANY)]
        few, many = sides
        say(f"{NAMES[group]}……")
        found[group] = comparisons = list(measures[group](few, many))
        show(NAMES[group], comparisons)
    say(f"共用时{time.monotonic() - began:.0f}秒。{_load()}")
    return found


def show_bounds(title: str, held: list[Bound]) -> None:
    """Print each page against its bounds."""
    from gonghui.site.table import print_table

    print(f"\n{title}（处理器毫秒；{len(held[0].side.seconds)}轮）")
    rows = [
        (
            one.name,
            _ms(one.side.worked),
            _ms(one.usual),
            _ms(one.side.p95),
            _ms(one.limit),
            "达到" if one.quick_enough else "未达到",
            *((_ms(one.beside.worked), _ms(one.beside.p95)) if one.beside else ("", "")),
            f"{one.ratio:.1f}倍" if one.ratio else "",
            f"{one.times:.0f}倍" if one.times else "",
            *((_ms(one.floor.worked), _ms(one.floor.p95)) if one.floor else ("", "")),
            _ms(one.side.middle),
        )
        for one in held
    ]
    head = (
        *("测量", "中位数", "限值", "第95百分位", "限值", "两项"),
        *("旁边", "第95百分位", "快", "目标", "下限", "第95百分位", "时钟"),
    )
    print_table(head, rows, right=set(range(1, len(head))) - {5})
    print("旁边：Django后台；总结页旁边是没有变动的。下限：同样的行，只用SQL和拼接。时钟：本系统实际用时的中位数。")
    print(_load(), flush=True)


def _ms(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:.1f}"


def show(title: str, comparisons: list[Comparison]) -> None:
    """Print a group as a table of ratios."""
    from gonghui.site.table import print_table

    print(f"\n{title}（毫秒，中位数）")
    rows = [
        (
            one.name,
            one.first.label,
            _told(one, one.first),
            one.second.label,
            _told(one, one.second),
            f"{one.ratio:.1f}倍",
        )
        for one in comparisons
    ]
    print_table(("测量", "甲", "用时", "乙", "用时", "乙比甲"), rows, right={2, 4, 5})
    print(flush=True)


def as_json(found: dict[str, list[Bound] | list[Comparison]]) -> dict[str, object]:
    """The results for other programs: times in milliseconds, for one page or one row."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": _load(),
        "measurements": [
            {"group": group, **(_bound(one) if isinstance(one, Bound) else _comparison(one))}
            for group, measured in found.items()
            for one in measured
        ],
    }


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        "name": one.name,
        "of": one.of,
        "first": _side(one.first),
        "second": _side(one.second),
        "ratio": round(one.ratio, 3),
    }


def _bound(one: Bound) -> dict[str, object]:
    return {
        "name": one.name,
        "limit_ms": one.limit * 1000,
        "times": one.times,
        "ours": _side(one.side),
        "admin": _side(one.beside) if one.beside else None,
        "floor": _side(one.floor) if one.floor else None,
        "median_limit_ms": one.usual * 1000 if one.usual else None,
        "ratio": round(one.ratio, 3) if one.ratio else None,
        "quick_enough": one.quick_enough,
        "times_enough": one.times_enough,
    }


def _load() -> str:
    """What else the machine was doing."""
    if not hasattr(os, "getloadavg"):
        return ""
    one, five, fifteen = os.getloadavg()
    return f"本机{os.cpu_count()}核，平均负载 {one:.1f}、{five:.1f}、{fifteen:.1f}（1、5、15分钟）。"


def say(text: str) -> None:
    """Print a line of progress on standard error."""
    print(text, file=sys.stderr, flush=True)


def _told(one: Comparison, side: Side) -> str:
    text = f"{side.middle * 1000:.2f}" if side.middle < 0.1 else f"{side.middle * 1000:.0f}"
    return f"{text}（{1 / side.middle:,.0f}行/秒）" if one.of == ROW else text


def _side(side: Side) -> dict[str, object]:
    return {
        "label": side.label,
        "median_ms": round(side.middle * 1000, 3),
        "p95_ms": round(quantiles(side.seconds, n=20, method="inclusive")[-1] * 1000, 3)
        if len(side.seconds) > 1
        else None,
        "cpu_median_ms": round(side.worked * 1000, 3),
        "cpu_p95_ms": round(side.p95 * 1000, 3) if len(side.cpu) > 1 else None,
        "runs_ms": [round(seconds * 1000, 3) for seconds in side.seconds],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
