"""The data dictionary, written from the catalogue: `python -m gonghui.site.dictionary > docs/data-dictionary.md`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import django
from django.db import models

from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.vault.fields import BlindIndexField, SealedField

if TYPE_CHECKING:  # these need Django set up, and this module sets it up itself when it is run
    from gonghui.engine.declare import Catalogue, Indicator, Ledger, Process, Step

COMMAND = "python -m gonghui.site.dictionary > docs/data-dictionary.md"
KINDS = {"flow": "期内发生", "stock": "截至日时点"}
RIGHTS = {"read": "查看", "write": "登记和修改", "export": "导出", "reveal": "看完整的个人信息"}
BADGES = {"waiting": "在办", "done": "办结", "stopped": "终止"}
# What the row of every register has; told once, at the head.
COMMON = ("number", "organisation", "voided_on", "void_reason", "created_at")
_MACHINERY = frozenset({"id", "jurisdiction_id", "numbered_by", "version", *COMMON})


def write(catalogue: Catalogue) -> str:
    """The dictionary of every register and indicator in `catalogue`, as Markdown."""
    lines = [
        "# 数据字典",
        "",
        f"由程序从目录生成，不要手改；改了台账或指标以后重新生成：`{COMMAND}`。",
        "",
        *_contents(catalogue),
        *_everywhere(catalogue),
    ]
    for ledger in catalogue.ledgers:
        lines += _ledger(catalogue, ledger)
    return "\n".join(lines).rstrip() + "\n"


def _contents(catalogue: Catalogue) -> Iterator[str]:
    yield from _table(
        ("台账", "代码", "编号字母", "类别", "流程", "指标"),
        (
            (
                f"[{ledger.title}](#{ledger.key})",
                f"`{ledger.key}`",
                ledger.letters,
                _area(catalogue, ledger),
                "有" if ledger.process else "",
                str(len(_indicators(catalogue, ledger))),
            )
            for ledger in catalogue.ledgers
        ),
    )


def _everywhere(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## 每个台账都有的", "")
    model = catalogue.ledgers[0].model
    rows = ((f"`{name}`", _title(model, name), _kind(_field(model, name))) for name in COMMON)
    yield from _table(("字段", "名称", "类型"), rows)
    yield "另有自动保管的：辖区`jurisdiction_id`（县级工会；没有县级的归市级）、"
    yield "编号所属组织`numbered_by`、版本`version`。"
    yield "“加密”的字段在数据库里是密文，页面、消息和导出里只显示掩码。"
    yield ""
    yield from ("### 层级", "")
    yield from _table(("值", "名称"), ((str(int(level)), title) for level, title in catalogue.levels.items()))
    yield from ("### 岗位", "")
    yield from _table(("值", "名称"), ((f"`{role}`", title) for role, title in catalogue.roles.items()))


def _ledger(catalogue: Catalogue, ledger: Ledger) -> Iterator[str]:
    yield from (f'<a id="{ledger.key}"></a>', "", f"## {ledger.title}", "")
    yield from (ledger.blurb, "")
    for right, roles in ledger.grants.items():
        yield f"- {RIGHTS[right]}：{_roles(catalogue, roles)}"
    if ledger.levels is not None:
        yield f"- 登记在：{'、'.join(catalogue.levels[level] for level in sorted(ledger.levels))}"
    yield ""
    yield from _table(("字段", "名称", "类型", "单位", "填写"), (_row(ledger, field) for field in _fields(ledger)))
    codes = [field for field in _fields(ledger) if field.choices]
    for field in codes:
        labels = "；".join(f"`{key}` {label}" for key, label in field.flatchoices)
        yield f"- {field.verbose_name}（`{field.name}`）：{labels}"
    if codes:
        yield ""
    if ledger.process is not None:
        yield from _process(catalogue, ledger, ledger.process)
    indicators = _indicators(catalogue, ledger)
    if indicators:
        yield from (f"### {ledger.title}的指标", "")
    for indicator in indicators:
        yield from _indicator(indicator)


def _process(catalogue: Catalogue, ledger: Ledger, process: Process) -> Iterator[str]:
    from gonghui.engine.declare import Relation

    yield from (f"### {ledger.title}的流程", "")
    yield f"第{process.version}版，从“{process.state(process.initial).title}”开始。"
    yield f"一路顺利的步骤：{'、'.join(str(process.step(key).title) for key in process.line)}。"
    if process.relations() & {Relation.UPPER, Relation.HIGHER}:
        yield "由谁办，从记录所在的地方在组织树里找：本级工会是经管这一件的镇、乡、街道（或者更高一级）工会，"
        yield "上一级、再上一级依次往上（再上一级不到省）；树里没有的一级不等，有的一级不跳过。页面上写的是它们的名称。"
    if process.separate:
        names = "、".join(str(step.title) for step in process.steps if step.key in process.separate)
        since = "（只看最近一次退回或撤回以后办的）" if process.rounds else ""
        yield f"回避：同一件里，下列步骤中一个人不能办由不同工会办的两步{since}：{names}。"
    yield ""
    yield from _table(
        ("状态", "名称", "性质"),
        ((f"`{state.key}`", str(state.title), BADGES.get(state.badge, state.badge)) for state in process.states),
    )
    yield from _table(
        ("步骤", "名称", "从", "到", "由谁办", "日期记在", "另填"),
        (_step(catalogue, ledger, process, step) for step in process.steps),
    )


def _step(catalogue: Catalogue, ledger: Ledger, process: Process, step: Step) -> tuple[str, ...]:
    from gonghui.engine.declare.relations import GENERAL

    starts = "、".join(str(state.title) for state in process.states if state.key in step.start)
    who = _roles(catalogue, step.by)
    if step.relation is not None:
        who = f"{GENERAL[step.relation]}：{who}"
    if step.external_by:
        who += f"；这个工会不在系统上的，由{_roles(catalogue, step.external_by)}登记，要写文件"
    filled = [_title(ledger.model, name) for name in step.fields] + (["原因"] if step.reason else [])
    return (
        f"`{step.key}`",
        str(step.title),
        starts,
        str(process.state(step.end).title),
        who,
        f"`{step.dates}`",
        "、".join(filled),
    )


def _indicator(indicator: Indicator) -> Iterator[str]:
    told = f"`{indicator.code}`，{indicator.unit}，{KINDS[indicator.kind]}，第{indicator.version}版"
    yield f"**{indicator.name}**（{told}）"
    yield ""
    yield f"- 口径：{indicator.basis}。"
    yield f"- 条件：{'；'.join(condition.title for condition in indicator.conditions)}。"
    yield f"- 计法：{indicator.measure.describe()}；数的是{indicator.ledger.title}。"
    if indicator.aliases:
        yield f"- 也叫：{'、'.join(indicator.aliases)}。"
    yield ""


def _indicators(catalogue: Catalogue, ledger: Ledger) -> list[Indicator]:
    """The figures that stand with a register: by the beginning of their code, or else by the rows that they count."""
    keys = {one.key for one in catalogue.ledgers}
    return [
        indicator
        for indicator in catalogue.indicators
        if (stem if (stem := indicator.code.split(".")[0]) in keys else indicator.ledger.key) == ledger.key
    ]


def _row(ledger: Ledger, field: Any) -> tuple[str, ...]:
    unit = str(getattr(field, "unit", ""))
    title = _title(ledger.model, field.of) + "的索引" if isinstance(field, BlindIndexField) else str(field.verbose_name)
    return f"`{field.name}`", title, _kind(field), unit, _filled(ledger, field)


def _filled(ledger: Ledger, field: Any) -> str:
    if ledger.process is not None and field.name in ledger.process.dated_fields():
        return "由步骤写"
    if not field.editable:
        return "自动"
    if field.name not in ledger.form_fields():
        return "不在表单里"
    if field.has_default() and not isinstance(field, models.BooleanField):
        return f"默认{dict(field.flatchoices).get(field.get_default(), field.get_default())}"
    return "可不填" if field.blank or isinstance(field, models.BooleanField) else "必填"


def _kind(field: Any) -> str:
    if isinstance(field, SealedField):
        return "加密的文本"
    if isinstance(field, BlindIndexField):
        return "盲索引，用来按全号查找和查重"
    if isinstance(field, models.ForeignKey):
        return f"引用：{field.related_model._meta.verbose_name}"
    if field.choices:
        return "代码"
    if isinstance(field, DayField):
        return "日期，可以晚于今天" if field.future else "日期，不晚于今天"
    for kind, name in _KINDS:
        if isinstance(field, kind):
            return name
    return f"文本，最多{field.max_length}字" if field.max_length else "文本"


_KINDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "是或否"),
    (models.DateTimeField, "时间"),
    (models.DateField, "日期"),
    (MoneyField, "金额，到分"),
    (models.DecimalField, "小数"),
    (models.IntegerField, "整数"),
)


def _fields(ledger: Ledger) -> list[Any]:
    own = [field for field in ledger.model._meta.concrete_fields if field.name not in _MACHINERY]
    if "organisation" in ledger.form_fields():
        own.insert(0, _field(ledger.model, "organisation"))
    return own


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _title(model: type[models.Model], name: str) -> str:
    return str(_field(model, name).verbose_name)


def _area(catalogue: Catalogue, ledger: Ledger) -> str:
    return next((area.title for area in catalogue.areas if area.key == ledger.area), "")


def _roles(catalogue: Catalogue, roles: Iterable[str]) -> str:
    wanted = frozenset(roles)
    return "、".join(title for role, title in catalogue.roles.items() if role in wanted)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '、') for cell in row)} |"
    yield ""


def main() -> None:
    """Print the dictionary of this project's catalogue."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()
    from gonghui.site.catalogue import CATALOGUE

    sys.stdout.write(write(CATALOGUE))


if __name__ == "__main__":
    main()
