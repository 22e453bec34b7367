"""The book of indicators (指标手册): `python -m gonghui.site.indicator_book > docs/indicators.md`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:  # these need Django set up, and this module sets it up itself when it is run
    from gonghui.engine.declare import Catalogue, Indicator

COMMAND = "python -m gonghui.site.indicator_book > docs/indicators.md"
KINDS = {"flow": "期内发生", "stock": "截至日时点"}


def write(catalogue: Catalogue) -> str:
    """Every indicator by area: name, basis, unit, denominator, source register, aliases, legal source."""
    lines = [
        "# 指标手册",
        "",
        f"共{len(catalogue.indicators)}个指标。由程序从目录生成，不要手改：`{COMMAND}`。",
        "系统里同样的一页在“指标”的“指标手册”。",
        "",
    ]
    for area in catalogue.areas:
        found = [indicator for indicator in catalogue.indicators if indicator.area == area.key]
        if found:
            lines += [f"## {area.title}", ""]
            for indicator in found:
                lines += _indicator(indicator)
    return "\n".join(lines).rstrip() + "\n"


def _indicator(indicator: Indicator) -> Iterator[str]:
    yield from (f"### {indicator.name}（{indicator.unit}）", "")
    yield f"- 代码：`{indicator.code}`，第{indicator.version}版"
    yield f"- 口径：{indicator.basis}"
    yield f"- 时间：{KINDS[indicator.kind]}；计算：{indicator.measure.describe()}"
    if indicator.denominator:
        yield f"- 分母：{indicator.denominator}"
    yield f"- 台账：[{indicator.ledger.title}](data-dictionary.md#{indicator.ledger.key})"
    if indicator.aliases:
        yield f"- 也叫：{'、'.join(indicator.aliases)}"
    if indicator.source:
        yield f"- 依据：{indicator.source}"
    yield ""


def main() -> None:
    """Write the book to standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()
    from gonghui.site.catalogue import CATALOGUE

    sys.stdout.write(write(CATALOGUE))


if __name__ == "__main__":
    main()
