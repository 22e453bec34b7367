"""A record's log as sentences: who did what, when, from what to what, and in which import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.audit.acts import ActorKind, Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.exchange.models import Import
from gonghui.engine.fields.values import FieldKind, LedgerField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.rows import JurisdictionRow
from gonghui.engine.web.ledger_page import RecordBase

# A record with a longer history shows its newest entries.
SHOWN = 200
_VOIDING = frozenset({"voided_on", "void_reason"})
# With these the program begins the reason of what it writes by the sheet.
_BY_THE_PROGRAM = ("从Excel导入", "撤回第")


@dataclass(frozen=True)
class HistorySentence:
    """One entry of the log in words; `source` names the import that it came with, `address` where that is shown."""

    at: datetime
    text: str
    source: str = ""
    address: str = ""


def history(page: RecordBase) -> list[HistorySentence]:
    """The history of the page's record, newest first."""
    ledger, record = page.ledger, page.record
    found = LogEntry.objects.filter(
        jurisdiction_id=record.jurisdiction_id, ledger=ledger.key, record_id=record.pk
    ).select_related("actor", "organisation")
    entries = list(found.order_by("-sequence")[:SHOWN])
    names = _names(ledger, record, entries)
    sources = _sources(page, entries)
    return [
        HistorySentence(entry.at, _sentence(ledger, entry, names), *sources.get(entry.batch, ())) for entry in entries
    ]


def _sources(page: RecordBase, entries: Sequence[LogEntry]) -> dict[UUID | None, tuple[str, str]]:
    """The imports among the batches of these entries: what each is called, and its page where the person may see it."""
    batches = {entry.batch for entry in entries if entry.batch is not None}
    if not batches:
        return {}
    found = Import.objects.within(page.record.jurisdiction_id).filter(batch__in=batches).select_related("organisation")
    return {one.batch: (f"第{one.pk}号导入", _address(page, one)) for one in found}


def _address(page: RecordBase, done: Import) -> str:
    if not page.access.may(Right.READ, page.ledger, done.organisation):
        return ""
    return reverse("imported", args=[done.organisation.code, page.ledger.key, done.pk])


def who_acted(entry: LogEntry) -> str:
    """Who acted: the person, and by what means where it was not they themselves at a page."""
    # Release 0.2.0 did not say who acted where no account did.
    kind = ActorKind(entry.actor_kind) if entry.actor_kind in ActorKind.values else ActorKind.PROGRAM
    if entry.actor is None:
        return kind.label
    by_themselves = entry.actor_kind in ("", ActorKind.ACCOUNT)
    return entry.actor.name if by_themselves else f"{entry.actor.name}（{kind.label}）"


def _because(why: str) -> str:
    """Why it was done: what the program itself says tells how, not why."""
    if not why:
        return ""
    return f"，{why}" if why.startswith(_BY_THE_PROGRAM) else f"，原因：{why}"


def _sentence(ledger: Ledger, entry: LogEntry, names: dict[str, dict[str, str]]) -> str:
    who = who_acted(entry)
    why = _because(entry.why)
    verb, step = entry.act
    if verb is Verb.CREATE:
        return f"{who}登记{why}。"
    if verb is Verb.VOID:
        return f"{who}把它作废{why}。"
    if verb is Verb.REVEAL:
        titles = "、".join(_title(ledger, name) for name in entry.changes)
        return f"{who}查看了完整的{titles}，理由：{entry.why}。"
    changes = "；".join(_changes(ledger, entry, names))
    if verb is Verb.STEP:
        title = _step_title(ledger, step)
        said = f"；意见：{entry.why}" if entry.why else ""
        return f"{who}办理“{title}”{f'：{changes}' if changes else ''}{said}。"
    if not changes:
        return f"{who}保存了一次，内容没有改动{why}。"
    return f"{who}修改：{changes}{why}。"


def _changes(ledger: Ledger, entry: LogEntry, names: dict[str, dict[str, str]]) -> list[str]:
    told = []
    state = ledger.process.field if ledger.process else ""
    for name, (before, after) in entry.changes.items():
        if name == state or name in _VOIDING:
            continue
        each = _fact(ledger, name)
        if each is None or (not each.model_field.editable and each.kind is not FieldKind.SEALED):
            continue
        if each.kind is FieldKind.SEALED:
            told.append(f"{each.title}改过，不显示内容" if before else f"{each.title}填上了，不显示内容")
            continue
        old, new = (names.get(name, {}).get(text or "") or each.format_logged(text) for text in (before, after))
        if not old:
            told.append(f"{each.title}填为{new}{each.unit}")
        elif not new:
            told.append(f"{each.title}清空了，原来是{old}{each.unit}")
        else:
            told.append(f"{each.title}由{old}{each.unit}改为{new}{each.unit}")
    return told


def _names(ledger: Ledger, record: LedgerRow, entries: Sequence[LogEntry]) -> dict[str, dict[str, str]]:
    """What the ids in the log are called, by field: one query to each field that names other records."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.act[0] is Verb.CREATE:
            continue
        for name, pair in entry.changes.items():
            each = _fact(ledger, name)
            if each is not None and each.kind in {FieldKind.PLACE, FieldKind.RECORD}:
                wanted[name].update(text for text in pair if text)
    found: dict[str, dict[str, str]] = {}
    for name, ids in wanted.items():
        model: Any = ledger.model._meta.get_field(name).related_model
        rows: models.QuerySet[Any] = model._default_manager.filter(pk__in=[int(key) for key in ids if key.isdigit()])
        if issubclass(model, JurisdictionRow):
            rows = rows.filter(jurisdiction_id=record.jurisdiction_id)
        found[name] = {str(row.pk): str(row) for row in rows}
    return found


def _fact(ledger: Ledger, name: str) -> LedgerField | None:
    try:
        field = ledger.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return LedgerField(field) if isinstance(field, models.Field) else None


def _title(ledger: Ledger, name: str) -> str:
    each = _fact(ledger, name)
    return each.title if each else name


def _step_title(ledger: Ledger, key: str) -> str:
    steps = ledger.process.steps if ledger.process else ()
    return next((step.title for step in steps if step.key == key), key)
