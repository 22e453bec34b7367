"""What of a published summary the product holds: a document that `python -m gonghui.site.coverage` writes."""

from __future__ import annotations

from collections.abc import Iterator

from gonghui.demo.published import Published
from gonghui.engine.declare import Catalogue
from gonghui.summaries.outline import Outline

COMMAND = "python -m gonghui.site.coverage > docs/coverage.md"
_CUT_OFF = "截至 "


def gaps(published: Published, catalogue: Catalogue, outline: Outline) -> list[str]:
    """What is named and not there: a register, an indicator, a place that no sentence of the outline has."""
    found = []
    for activity in published.activities:
        found += [f"{activity.done}：没有台账{key}" for key in activity.ledgers if catalogue.ledger(key) is None]
        found += [f"{activity.done}：没有指标{code}" for code in activity.codes if catalogue.indicator(code) is None]
    places = _places(outline)
    for number, place in published.places.items():
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


def write(town_code: str, published: Published, catalogue: Catalogue, outline: Outline) -> str:
    """The coverage as Markdown, with the addresses of that town."""
    activities = _activities(town_code, published, catalogue)
    return "\n".join([*_head(town_code), *activities, *_figures(published, catalogue, outline)]).rstrip() + "\n"


def _head(town_code: str) -> Iterator[str]:
    yield from ("# 第一篇总结讲到的，都在哪里", "")
    yield f"由程序生成，不要手改：`{COMMAND}`。台账、指标或句子缺了一样，测试就不通过。"
    addresses = f"页面地址里的`{town_code}`换成自己的组织编码。"
    yield f"{addresses}来源自相矛盾的地方怎样取舍，见[第一篇总结的取舍](first-summary.md)。"
    yield ""


def _activities(town_code: str, published: Published, catalogue: Catalogue) -> Iterator[str]:
    yield from ("## 做过的事", "", "| 方面 | 做的事 | 台账 | 页面 | 指标 |", "| --- | --- | --- | --- | --- |")
    for activity in published.activities:
        ledgers = [ledger for key in activity.ledgers if (ledger := catalogue.ledger(key))]
        codes = [indicator for code in activity.codes if (indicator := catalogue.indicator(code))]
        yield (
            f"| {activity.area} | {activity.done} | {'、'.join(ledger.title for ledger in ledgers)} "
            f"| {'、'.join(f'`/{town_code}/ledgers/{ledger.key}/`' for ledger in ledgers)} "
            f"| {'、'.join(f'{one.name}（`{one.code}`）' for one in codes)} |"
        )
    yield ""


def _figures(published: Published, catalogue: Catalogue, outline: Outline) -> Iterator[str]:
    yield from ("## 数字、日期、频次和列名", "")
    yield "编号是来源数字表的编号。“取自”是总结提纲里的写法：指标代码，或者指标所数记录的一个字段。"
    yield from ("", "| 编号 | 名称 | 取自 | 口径 |", "| --- | --- | --- | --- |")
    for number, place in published.places.items():
        if place.startswith(_CUT_OFF):
            section = outline.section(place.removeprefix(_CUT_OFF))
            yield f"| {number} | 截止日 | “{section.title if section else ''}”一节的截至日期 | 随总结保存，可以改 |"
            continue
        indicator = catalogue.indicator(place.partition("@")[0].partition(":")[0])
        name, basis = (indicator.name, indicator.basis) if indicator else ("", "")
        yield f"| {number} | {name} | `{place}` | {basis} |"
