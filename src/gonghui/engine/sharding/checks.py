"""What holds models and rows to the rules: a system check over all models, and the refusal of foreign references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import models, router
from django.db.models.expressions import F, OrderBy

from gonghui.engine.sharding.accessors import KEY
from gonghui.engine.sharding.fields import JurisdictionField, LocalKey, LocalOneToOne, local_keys, shard_key
from gonghui.engine.sharding.rows import JurisdictionRow

_Model = type[models.Model]
_Findings = Iterator[checks.CheckMessage]
_BATCH = 500


def refuse_foreign_references(*rows: JurisdictionRow, using: str | None = None) -> None:
    """Raise ValueError, naming the field, if a local key of a row refers to a row of another jurisdiction, or to none.

    PostgreSQL refuses such rows by itself; SQLite accepts them, so the write door asks here before it saves. Many rows
    are best given at once: each reference costs one query for a jurisdiction's rows and not one a row.
    """
    wanted: dict[tuple[LocalKey[Any, Any], int], set[Any]] = defaultdict(set)
    for row in rows:
        for field in local_keys(type(row)):
            target = getattr(row, field.attname)
            if target is not None:
                wanted[field, row.jurisdiction_id].add(target)
    for (field, jurisdiction), targets in wanted.items():
        model = field.related_model
        found = model._base_manager.using(using or router.db_for_write(model)).filter(**{KEY: jurisdiction})
        ids = sorted(targets)
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            if found.filter(pk__in=batch).count() != len(batch):
                raise ValueError(f"“{field.verbose_name}”所选的记录不在本辖区，或者已不存在，请重新选择。")


def check_ledger_tables(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[checks.CheckMessage]:
    """Hold the models of these apps (all, if None) to the rules for tables that are spread by jurisdiction.

    E001 the key, E002 the id, E003 and E004 references, E005 to E007 what is unique, E008 many-to-many, E009 what a
    deletion does, W010 indexes.
    """
    if app_configs is None:
        return check_models(apps.get_models(include_auto_created=True))
    return check_models(model for app in app_configs for model in app.get_models(include_auto_created=True))


def check_models(candidates: Iterable[_Model]) -> list[checks.CheckMessage]:
    """Return what these models do against the rules; nothing for a model that keeps them."""
    findings: list[checks.CheckMessage] = []
    for model in candidates:
        if model._meta.proxy or not model._meta.managed:
            continue
        if any(shard_key(parent) is not None for parent in model._meta.parents):
            findings.append(_child_table(model))
            continue
        for rule in _RULES:
            findings += rule(model)
    return findings


def _child_table(model: _Model) -> checks.CheckMessage:
    hint = "子表没有自己的辖区字段，请改用抽象类。"
    return checks.Error("台账表不能多表继承。", hint=hint, obj=model, id="sharding.E001")


def _key(model: _Model) -> _Findings:
    keys = [field for field in model._meta.local_concrete_fields if isinstance(field, JurisdictionField)]
    if issubclass(model, JurisdictionRow) != (len(keys) == 1):
        yield checks.Error(
            "台账表应从 JurisdictionRow 派生，并且只有它给的一个辖区字段。",
            hint="请从 JurisdictionRow 派生，不要自己写 JurisdictionField，也不要盖掉它。",
            obj=model,
            id="sharding.E001",
        )
    for key in keys:
        if key.name != KEY or key.column != KEY or key.null or key.unique or key.has_default() or _indexed(key):
            yield checks.Error(
                f"辖区字段应叫 {KEY}，不可空，没有默认值，不单独建索引，也不单独唯一。", obj=key, id="sharding.E001"
            )


def _own_id(model: _Model) -> _Findings:
    if shard_key(model) is not None and type(model._meta.pk) is not models.BigAutoField:
        yield checks.Error("台账表的主键应是 BigAutoField。", hint="请不要另写主键。", obj=model, id="sharding.E002")


def _plain_references(model: _Model) -> _Findings:
    for field in _references(model):
        if isinstance(field, LocalKey) or shard_key(field.related_model) is None:
            continue
        if shard_key(model) is None:
            hint = "参照表只存对方的编号（BigIntegerField）；如果它本是台账，请从 JurisdictionRow 派生。"
        else:
            hint = "同一辖区内的引用请用 LocalKey 或 LocalOneToOne。"
        yield checks.Error("普通外键不能指向台账表。", hint=hint, obj=field, id="sharding.E003")


def _local_references(model: _Model) -> _Findings:
    for field in _references(model):
        if not isinstance(field, LocalKey):
            continue
        if shard_key(model) is None or shard_key(field.related_model) is None:
            yield checks.Error(
                "LocalKey 只在两张台账表之间使用。", hint="指向参照表请用 ForeignKey。", obj=field, id="sharding.E004"
            )
        elif field.target_field is not field.related_model._meta.pk:
            yield checks.Error("LocalKey 只能指向对方的 id。", hint="请删去 to_field。", obj=field, id="sharding.E004")


def _unique_fields(model: _Model) -> _Findings:
    if shard_key(model) is None:
        return
    for field in model._meta.local_concrete_fields:
        if field.unique and not field.primary_key and not isinstance(field, LocalOneToOne | JurisdictionField):
            yield checks.Error(
                "台账表的字段不能单独唯一。",
                hint=f"请用带 {KEY} 的 UniqueConstraint；要在全国唯一的，另立一张按该号码分布的表。",
                obj=field,
                id="sharding.E005",
            )


def _unique_constraints(model: _Model) -> _Findings:
    if shard_key(model) is None:
        return
    for name, fields in _uniques(model):
        if KEY not in fields:
            yield checks.Error(
                f"唯一约束 {name} 没有包含 {KEY}。", hint=f"请把 {KEY} 放在第一个。", obj=model, id="sharding.E006"
            )


def _one_to_ones(model: _Model) -> _Findings:
    for field in _references(model):
        if isinstance(field, LocalOneToOne) and not any(
            set(constraint.fields) == {KEY, field.name} and constraint.condition is None
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        ):
            yield checks.Error(
                "LocalOneToOne 缺少保证一对一的约束。",
                hint=f'请在 Meta.constraints 里加 UniqueConstraint(fields=["{KEY}", "{field.name}"], …)。',
                obj=field,
                id="sharding.E007",
            )


def _many_to_many(model: _Model) -> _Findings:
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        sides = (model, field.related_model)
        if any(shard_key(side) is not None for side in sides) and (through is None or shard_key(through) is None):
            yield checks.Error(
                "台账表的多对多关系要有自己的中间表，而且中间表也是台账。",
                hint="请写一个从 JurisdictionRow 派生的中间模型，用 through 指明。",
                obj=field,
                id="sharding.E008",
            )


def _deletions(model: _Model) -> _Findings:
    if shard_key(model) is None:
        return
    for field in _references(model):
        if field.remote_field.on_delete not in {models.PROTECT, models.CASCADE}:
            yield checks.Error(
                "台账表的引用只能是 PROTECT 或 CASCADE。", hint="请改 on_delete。", obj=field, id="sharding.E009"
            )


def _indexes(model: _Model) -> _Findings:
    if shard_key(model) is None:
        return
    for index in model._meta.indexes:
        # other kinds (GIN, BRIN) cannot begin with a number
        if type(index) is models.Index and _names(index.fields, index.expressions)[:1] != [KEY]:
            yield checks.Warning(
                f"索引 {index.name} 没有以 {KEY} 开头。",
                hint=f"列表都限在辖区之内：请把 {KEY} 放在第一个。",
                obj=model,
                id="sharding.W010",
            )


_RULES: Sequence[Callable[[_Model], _Findings]] = (
    _key,
    _own_id,
    _plain_references,
    _local_references,
    _unique_fields,
    _unique_constraints,
    _one_to_ones,
    _many_to_many,
    _deletions,
    _indexes,
)


def _indexed(field: Any) -> bool:
    return bool(field.db_index)


def _references(model: _Model) -> Iterator[Any]:
    """Return the references of a model; those to a model that does not exist are Django's to report."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.ForeignKey) and not isinstance(field.related_model, str):
            yield field


def _uniques(model: _Model) -> Iterator[tuple[str, list[str]]]:
    """Return the unique constraints of a model: a name to tell it by, and what it holds."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, _names(constraint.fields, constraint.expressions)
    for together in model._meta.unique_together:
        yield f"unique_together {tuple(together)}", list(together)


def _names(fields: Iterable[str], expressions: Iterable[Any]) -> list[str]:
    """Return the fields of an index or constraint, in order; an expression that is more than a field is ''."""
    inner = [part.expression if isinstance(part, OrderBy) else part for part in expressions]
    return [name.removeprefix("-") for name in fields] + [
        getattr(part, "name", "") if isinstance(part, F) else "" for part in inner
    ]
