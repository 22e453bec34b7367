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

from bench.timing import ROW, Comparison, Side

NAMES = {"register": "会员台账的列表、查找、导出", "figures": "指标页面", "writing": "写入"}
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


def measure(folder: Path, groups: list[str]) -> dict[str, list[Comparison]]:
    """Make two scratch installations in `folder` and measure the groups, printing each as it is done."""
    os.environ.update(GONGHUI_HOME=str(folder), GONGHUI_TODAY=TODAY, DJANGO_SETTINGS_MODULE="gonghui.site.settings")
    os.environ.pop("DATABASE_URL", None)
    from gonghui.engine.vault import keys

    keys.make(folder)
    import django

    django.setup()
    from bench import pages, writing
    from bench.installation import FEW, MANY, Scratch

    began = time.monotonic()
    say(f"建两个临时的库：会员{FEW:,}人和{MANY:,}人（约一分钟）……")
    few, many = Scratch(folder, FEW), Scratch(folder, MANY)
    say(f"建好，用时{time.monotonic() - began:.0f}秒。")
    measures = {"register": pages.register, "figures": pages.figures, "writing": writing.rows}
    found: dict[str, list[Comparison]] = {}
    for group in groups:
        say(f"{NAMES[group]}……")
        found[group] = list(measures[group](few, many))
        show(NAMES[group], found[group])
    say(f"共用时{time.monotonic() - began:.0f}秒。")
    return found


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


def as_json(found: dict[str, list[Comparison]]) -> dict[str, object]:
    """The results for other programs: times in milliseconds, for one page or one row."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "measurements": [
            {
                "group": group,
                "name": one.name,
                "of": one.of,
                "first": _side(one.first),
                "second": _side(one.second),
                "ratio": round(one.ratio, 3),
            }
            for group, comparisons in found.items()
            for one in comparisons
        ],
    }


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
        "runs_ms": [round(seconds * 1000, 3) for seconds in side.seconds],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
