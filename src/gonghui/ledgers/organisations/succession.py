"""What becomes of unions: they are renamed, merged into another, or report together; and the log of it.

Nothing is moved. A renamed union keeps its records, and a paper of an earlier period bears the name of then. The
records of a merged union stay where they were entered: its own figures of past periods are what they were, and from the
day of the merge on they belong to its successor's whole too. Totals of the union above do not change by a merge.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gonghui.engine.access.models import GROUP_LEVEL, OFFICE_LEVEL, Organisation, create_organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.organisations.actions import require_free_name, require_standing
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.plain import clock, pinyin
from gonghui.plain.periods import format_full_day

GROUPS = "groups"
LEAST_MEMBERS = 2
_LONGEST_NAME = 100


def rename_union(*, actor: Account, place: Organisation, name: str, on: date, document: str) -> Organisation:
    """Give a union another name from the day `on`, by a document (a typing error is corrected in its record instead).

    Raises NotAllowed or Refusal, and what the write door raises; nothing is written then.
    """
    name, document = name.strip(), document.strip()
    _require(actor, place)
    if not name or len(name) > _LONGEST_NAME:
        raise Refusal(f"请填新名称，最多{_LONGEST_NAME}个字。")
    if name == place.name:
        raise Refusal("新名称和现在的名称一样，没有改。")
    require_standing(place)
    if place.parent is not None:
        require_free_name(place.parent, name)
    _require_paper(on, document)
    union = _union_of(place)
    if union is not None and union.founded_on and on <= union.founded_on:
        raise Refusal(f"更名日期不能早于建会日期（{format_full_day(union.founded_on)}），请核对。")
    if place.former_names and on.isoformat() <= place.former_names[-1][1]:
        raise Refusal("更名日期不能早于上一次更名，请核对。")
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=place.pk)
        held.former_names = [*held.former_names, [held.name, (on - timedelta(days=1)).isoformat()]]
        held.name, held.initials = name, pinyin.initials(name)[:_LONGEST_NAME]
        held.save(update_fields=["name", "initials", "former_names"])
        why = f"自{format_full_day(on)}起更名，{document}"
        if union is not None:
            door.save(UNIONS, actor=actor, record=union, changes={"name": name}, why=why)
        else:
            _log(actor, place, {"name": [place.name, name]}, why)
    return held


def merge_union(*, actor: Account, place: Organisation, into: Organisation, on: date, document: str) -> Organisation:
    """Merge a union into another under the same union above, from the day `on`, by a document; returns the successor.

    Raises NotAllowed or Refusal, and what the write door raises; nothing is written then.
    """
    document = document.strip()
    _require(actor, place)
    _require(actor, into)
    if place.is_group:
        raise Refusal(f"{place}是合并汇报的，不是工会，不能并入；不再一起汇报的，在上级的“组织变动”里停用。")
    if place.pk == into.pk or place.parent_id is None or place.parent_id != into.parent_id or place.level != into.level:
        raise Refusal(f"只能并入同一个上级下面、同一级的另一个工会；{into}不是，请另选。")
    if place.closed_on is not None or into.closed_on is not None:
        raise Refusal(f"{place if place.closed_on else into}已经撤销，不能再合并。")
    _require_paper(on, document)
    union = _union_of(place)
    if union is not None and union.founded_on and on < union.founded_on:
        raise Refusal(f"合并日期不能早于建会日期（{format_full_day(union.founded_on)}），请核对。")
    with transaction.atomic():
        held = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=(place.pk, into.pk))}
        merged, successor = held[place.pk], held[into.pk]
        # What was merged into the one before comes along.
        gained = [[merged.path, on.isoformat()], *([path, max(since, on.isoformat())] for path, since in merged.also)]
        successor.also = [*successor.also, *gained]
        successor.save(update_fields=["also"])
        merged.closed_on, merged.merged_into = on, successor
        merged.save(update_fields=["closed_on", "merged_into"])
        Organisation.objects.filter(office=merged).update(office=successor.office_id)
        why = f"自{format_full_day(on)}起并入{into}，{document}"
        if union is not None:
            door.save(UNIONS, actor=actor, record=union, changes={"dissolved_on": on}, why=why)
        else:
            _log(actor, place, {"closed_on": [None, on.isoformat()]}, why)
    return successor


def create_group(*, actor: Account, place: Organisation, name: str, members: Collection[Organisation]) -> Organisation:
    """Let several offices directly below `place` report together, under a name and a code of their own.

    Raises NotAllowed or Refusal; nothing is written then.
    """
    _require(actor, place)
    chosen = sorted({one.pk: one for one in members}.values(), key=lambda one: one.path)
    if len(chosen) < LEAST_MEMBERS:
        raise Refusal("一起汇报的至少选两个。")
    for one in chosen:
        if one.parent_id != place.pk or one.level > OFFICE_LEVEL or one.closed_on is not None:
            raise Refusal(f"{one}不是{place}直接管的镇、乡、街道或县级工会，或者已经撤销，请另选。")
    name = name.strip() or f"{'、'.join(one.name.removesuffix('总工会') for one in chosen)}总工会"
    if len(name) > _LONGEST_NAME:
        raise Refusal(f"名称最多{_LONGEST_NAME}个字，请填一个短的。")
    if groups_of(place).filter(name=name).exists():
        raise Refusal(f"{place}已经有合并汇报的“{name}”，请先查找。")
    paths = [[one.path, None] for one in chosen]
    with transaction.atomic():
        group = create_organisation(
            code=_free_code(place), name=name, level=GROUP_LEVEL, parent=place, initials=pinyin.initials(name)[:100]
        )
        group.also = paths
        group.save(update_fields=["also"])
        _log(actor, place, {"name": [None, name], "members": [None, "、".join(one.name for one in chosen)]}, "")
    return group


def close_group(*, actor: Account, group: Organisation) -> None:
    """Let a group report no more; its papers stay. Raises NotAllowed or Refusal."""
    assert group.parent is not None
    _require(actor, group.parent)
    if group.closed_on is not None:
        raise Refusal(f"{group}已经停用。")
    with transaction.atomic():
        group.closed_on = clock.today()
        group.save(update_fields=["closed_on"])
        _log(actor, group.parent, {"name": [group.name, None]}, "停用")


def groups_of(place: Organisation) -> QuerySet[Organisation]:
    """The groups that report together below `place`."""
    return place.children.filter(level=GROUP_LEVEL, closed_on=None).order_by("path")


def may_arrange(actor: Account, place: Organisation) -> bool:
    """Whether the person may rename, merge and group the unions of `place`."""
    return Access(actor).may(Right.WRITE, UNIONS, place)


def _require(actor: Account, place: Organisation) -> None:
    if not may_arrange(actor, place):
        raise NotAllowed(f"你的岗位不能变动{place}的组织。")


def _require_paper(on: date, document: str) -> None:
    if on > clock.today():
        raise Refusal(f"{format_full_day(on)}还没有到，到那一天再办。")
    if not document:
        raise Refusal("请写明依据的文件名称或文号。")


def _union_of(place: Organisation) -> Union | None:
    rows = Union.objects.within(place.jurisdiction_id)
    return rows.filter(organisation=place, voided_on=None).first()


def _free_code(place: Organisation) -> str:
    number = Organisation.objects.filter(parent=place, level=GROUP_LEVEL).count() + 1
    while Organisation.objects.filter(code__iexact=f"{place.code}-G{number}").exists():
        number += 1
    return f"{place.code}-G{number}"


def _log(actor: Account, place: Organisation, changes: dict[str, list[str | None]], why: str) -> None:
    chain.write(actor, [Act(organisation=place, ledger=GROUPS, verb=Verb.CHANGE, changes=changes, why=why)])
