"""What of the first published summary the product holds: `python -m gonghui.site.coverage > docs/coverage.md`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django

from gonghui.site.first_summary import ACTIVITIES, TOLD

if TYPE_CHECKING:  # these need Django set up, and this module sets it up itself when it is run
    from gonghui.engine.declare import Catalogue
    from gonghui.summaries.outline import Outline

COMMAND = "python -m gonghui.site.coverage > docs/coverage.md"
_CUT_OFF = "截至 "


def gaps(catalogue: Catalogue, outline: Outline) -> list[str]:
    """What is named and not there: a register, an indicator, a place that no sentence of the outline has."""
    found = []
    for activity in ACTIVITIES:
        found += [f"{activity.done}：没有台账{key}" for key in activity.ledgers if catalogue.ledger(key) is None]
        found += [f"{activity.done}：没有指标{code}" for code in activity.codes if catalogue.indicator(code) is None]
    places = _places(outline)
    for number, place in TOLD.items():
        if place.startswith(_CUT_OFF):
            if outline.section(place.removeprefix(_CUT_OFF)) is None:
                found.append(f"{number}：提纲没有这一节")
        elif place not in places:
            found.append(f"{number}：总结里没有{place}")
    return found


def _places(outline: Outline) -> set[str]:
    return {
        name
        for section in outline.sections
        for sentence in section.sentences()
        for _, name in sentence.pieces()
        if name is not None
    }


def write(catalogue: Catalogue, outline: Outline) -> str:
    """The coverage as Markdown."""
    return "\n".join([*_head(), *_activities(catalogue), *_figures(catalogue, outline)]).rstrip() + "\n"


def _head() -> Iterator[str]:
    yield from ("# 第一篇总结讲到的，都在哪里", "")
    yield f"由程序生成，不要手改：`{COMMAND}`。台账、指标或句子缺了一样，测试就不通过。"
    yield "页面地址里的`T1`换成自己的组织编码。来源自相矛盾的地方怎样取舍，见[第一篇总结的取舍](first-summary.md)。"
    yield ""


def _activities(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## 做过的事", "", "| 方面 | 做的事 | 台账 | 页面 | 指标 |", "| --- | --- | --- | --- | --- |")
    for activity in ACTIVITIES:
        ledgers = [ledger for key in activity.ledgers if (ledger := catalogue.ledger(key))]
        codes = [indicator for code in activity.codes if (indicator := catalogue.indicator(code))]
        yield (
            f"| {activity.area} | {activity.done} | {'、'.join(ledger.title for ledger in ledgers)} "
            f"| {'、'.join(f'`/T1/ledgers/{ledger.key}/`' for ledger in ledgers)} "
            f"| {'、'.join(f'{one.name}（`{one.code}`）' for one in codes)} |"
        )
    yield ""


def _figures(catalogue: Catalogue, outline: Outline) -> Iterator[str]:
    yield from ("## 数字、日期、频次和列名", "")
    yield "编号是来源数字表的编号。“取自”是总结提纲里的写法：指标代码，或者指标所数记录的一个字段。"
    yield from ("", "| 编号 | 名称 | 取自 | 口径 |", "| --- | --- | --- | --- |")
    for number, place in TOLD.items():
        if place.startswith(_CUT_OFF):
            section = outline.section(place.removeprefix(_CUT_OFF))
            yield f"| {number} | 截止日 | “{section.heading if section else ''}”一节的截至日期 | 随总结保存，可以改 |"
            continue
        indicator = catalogue.indicator(place.partition("@")[0].partition(":")[0])
        name, basis = (indicator.name, indicator.basis) if indicator else ("", "")
        yield f"| {number} | {name} | `{place}` | {basis} |"


def main() -> None:
    """Write the coverage to standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.summaries.annual import ANNUAL

    sys.stdout.write(write(CATALOGUE, ANNUAL))


if __name__ == "__main__":
    main()
