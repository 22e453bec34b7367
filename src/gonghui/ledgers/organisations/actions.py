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
from gonghui.offices.place_words import UnionName
from gonghui.plain import pinyin

# At which level of the tree a union of each kind stands, where its name does not say it.
STANDS_AT = {
    UnionKind.GENERAL: Level.TOWN,
    UnionKind.COMMITTEE: Level.VILLAGE,
    UnionKind.FEDERATION: Level.VILLAGE,
    UnionKind.TRADE: Level.VILLAGE,
    UnionKind.SINGLE: Level.PRIMARY,
    UnionKind.JOINT: Level.PRIMARY,
}


# What its name says of the level of a place's own union (总工会; a street may have a 工会联合会 or a 工会工作委员会).
_LEVEL_OF_PLACE = {
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWN,
    "乡": Level.TOWN,
    "街道": Level.TOWN,
    "苏木": Level.TOWN,
}
_OF_PLACES = frozenset({UnionKind.GENERAL, UnionKind.FEDERATION, UnionKind.COMMITTEE})


def level_of(kind: UnionKind, name: str, parent: Organisation | None) -> Level:
    """At which level a union stands: as its name says (县总工会, 街道总工会), else as its kind does.

    A city below a city is a county-level city.
    """
    said = _LEVEL_OF_PLACE.get(UnionName.of(name).kind) if kind in _OF_PLACES else None
    if said is Level.CITY and parent is not None and parent.level >= Level.CITY:
        said = Level.COUNTY
    return said or STANDS_AT[kind]


def kind_named(name: str) -> UnionKind:
    """The kind of union that a name tells: a place's 总工会, or a village's 工会联合会."""
    body = UnionName.of(name).body
    if body == "总工会" or not body:
        return UnionKind.GENERAL
    return UnionKind.COMMITTEE if body == "工会工作委员会" else UnionKind.FEDERATION


def found_union(*, actor: Account, parent: Organisation, changes: Mapping[str, Any]) -> Union:
    """Add a union below `parent`, with the fields in `changes` (a name and a kind at least).

    Raises NotAllowed, Refusal, or ValidationError by field; neither the node nor the row is written then.
    """
    kind, name = changes.get("kind"), str(changes.get("name") or "").strip()
    if not Access(actor).may(Right.WRITE, UNIONS, parent):
        raise NotAllowed(f"你的岗位不能在{parent}下面建立工会。")
    if kind not in STANDS_AT or not name:
        raise Refusal("请填工会名称，并选择类型。")
    level = level_of(UnionKind(kind), name, parent)
    if parent.level >= level:
        raise Refusal(f"{UnionKind(kind).label}不能建在{parent}下面，请选更高一级的上级工会。")
    require_standing(parent)
    require_free_name(parent, name)
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
    name, node = str(changes.get("name", union.name)), union.organisation
    if kind in STANDS_AT and level_of(UnionKind(kind), name, node.parent) != node.level:
        raise Refusal(f"{union}在组织树里的层级与{UnionKind(kind).label}不符：请新建一个工会，把这一个撤销。")
    if name != union.name and node.parent is not None:
        require_free_name(node.parent, name)
    with transaction.atomic():
        saved = door.save(UNIONS, actor=actor, record=union, changes=changes, expected_version=expected_version)
        Organisation.objects.filter(pk=saved.organisation_id).update(
            name=saved.name, initials=saved.initials, closed_on=saved.dissolved_on
        )
    return saved


def require_free_name(parent: Organisation, name: str) -> None:
    """Raise Refusal where another union directly below `parent` bears that name: nobody could tell them apart."""
    if parent.children.filter(name=name, closed_on=None).exists():
        raise Refusal(f"{parent}下面已经有“{name}”，请先查找。")


def require_standing(place: Organisation) -> None:
    """Raise Refusal for a union that was merged or dissolved, with what stands in its place."""
    if place.merged_into is not None:
        raise Refusal(f"{place}已经并入{place.merged_into}，请到{place.merged_into}那里办。")
    if place.closed_on is not None:
        raise Refusal(f"{place}已经撤销，请到它的上级那里办。")


def free_code(parent: Organisation, level: int) -> str:
    """A code that no organisation has: the town's own, a letter for the level, and the next number."""
    root = parent.path.rstrip("/").split("/")[-1].split("-")[0]
    stem = f"{root}-{'U' if level >= Level.PRIMARY else 'V'}"
    number = Organisation.objects.filter(code__startswith=stem).count() + 1
    while Organisation.objects.filter(code__iexact=f"{stem}{number:03d}").exists():
        number += 1
    return f"{stem}{number:03d}"
