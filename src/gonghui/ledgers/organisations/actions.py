"""Writes beyond a plain save: a new union is a node of the tree and a row of the register, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import Level
from gonghui.plain import pinyin

# At which level of the tree a union of each kind stands, below the union that founds it.
STANDS_AT = {
    UnionKind.GENERAL: Level.TOWN,
    UnionKind.COMMITTEE: Level.VILLAGE,
    UnionKind.FEDERATION: Level.VILLAGE,
    UnionKind.TRADE: Level.VILLAGE,
    UnionKind.SINGLE: Level.PRIMARY,
    UnionKind.JOINT: Level.PRIMARY,
}


def found_union(*, actor: Account, parent: Organisation, changes: Mapping[str, Any]) -> Union:
    """Add a union below `parent`, with the fields in `changes` (a name and a kind at least).

    Raises NotAllowed, Refusal, or ValidationError by field; neither the node nor the row is written then.
    """
    kind, name = changes.get("kind"), str(changes.get("name") or "").strip()
    if not Access(actor).may(Right.WRITE, UNIONS, parent):
        raise NotAllowed(f"你的岗位不能在{parent}下面建立工会。")
    if kind not in STANDS_AT or not name:
        raise Refusal("请填工会名称，并选择类型。")
    level = STANDS_AT[UnionKind(kind)]
    if parent.level >= level:
        raise Refusal(f"{UnionKind(kind).label}不能建在{parent}下面，请选更高一级的上级工会。")
    if parent.children.filter(name=name, closed_on=None).exists():
        raise Refusal(f"{parent}下面已经有“{name}”，请先查找。")
    with transaction.atomic():
        node = create_organisation(
            code=free_code(parent, level), name=name, level=level, parent=parent, initials=pinyin.initials(name)[:100]
        )
        return door.save(UNIONS, actor=actor, record=Union(organisation=node), changes={**changes, "name": name})


def change_union(*, actor: Account, union: Union, changes: Mapping[str, Any], expected_version: int | None) -> Union:
    """Change a union's row, and its node of the tree with it: the name, and the day it was dissolved.

    Raises Refusal for a kind that stands at another level of the tree, and what the write door raises.
    """
    kind = changes.get("kind", union.kind)
    if kind in STANDS_AT and STANDS_AT[UnionKind(kind)] != union.organisation.level:
        raise Refusal(f"{union}在组织树里的层级与{UnionKind(kind).label}不符：请新建一个工会，把这一个撤销。")
    with transaction.atomic():
        saved = door.save(UNIONS, actor=actor, record=union, changes=changes, expected_version=expected_version)
        Organisation.objects.filter(pk=saved.organisation_id).update(
            name=saved.name, initials=saved.initials, closed_on=saved.dissolved_on
        )
    return saved


def free_code(parent: Organisation, level: int) -> str:
    """A code that no organisation has: the town's own, a letter for the level, and the next number."""
    root = parent.path.rstrip("/").split("/")[-1].split("-")[0]
    stem = f"{root}-{'U' if level >= Level.PRIMARY else 'V'}"
    number = Organisation.objects.filter(code__startswith=stem).count() + 1
    while Organisation.objects.filter(code__iexact=f"{stem}{number:03d}").exists():
        number += 1
    return f"{stem}{number:03d}"
