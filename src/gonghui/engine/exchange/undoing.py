"""Takes an import back, all of it or nothing: what it added is voided, what it changed is as it was before.

Only while nobody has gone on from it: no record of it was changed or decided since, and no other record names one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from gonghui.engine.access.rights import Actor
from gonghui.engine.audit import chain
from gonghui.engine.audit.acting import batch
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.exchange.models import Import
from gonghui.engine.people.models import Account
from gonghui.engine.records import door, rules
from gonghui.engine.records.fields import WritingField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.vault.fields import SealedField
from gonghui.plain import clock

_BATCH = 500
# Who looked at a record left it as it was.
_LEFT_AS_IT_WAS = (Verb.REVEAL, Verb.EXPORT)
_TOLD = 3


@dataclass(frozen=True)
class Hindrance:
    """A record of the import on which something rests, and what that is, in Chinese."""

    record: LedgerRow
    why: str


@dataclass(frozen=True)
class Undone:
    """What taking back an import did: how many records were voided, how many are as they were before."""

    voided: int
    restored: int


class Hindered(Refusal):
    """The import cannot be taken back; `hindrances` are all that hinder, nothing was written."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        listed = "；".join(f"{one.record}（{one.record.number}）{one.why}" for one in hindrances[:_TOLD])
        more = f"等{len(hindrances)}处" if len(hindrances) > _TOLD else ""
        super().__init__(f"不能撤回，什么都没有改动：{listed}{more}。请逐条修改，或者先处理这些记录。")
        self.hindrances = hindrances


class Undoing:
    """What taking back an import would do, and what hinders it; looks only.

    >>> Undoing(done, ledger=MEMBERS, catalogue=CATALOGUE).hindrances  # doctest: +SKIP
    []
    """

    def __init__(self, done: Import, *, ledger: Ledger, catalogue: Catalogue) -> None:
        self.done, self.ledger, self._catalogue = done, ledger, catalogue
        self._jurisdictions = done.organisation.jurisdictions()
        self._entries = self._entries_of(done.batch) if done.batch is not None else []
        self._rows = {(row.jurisdiction_id, row.pk): row for row in self._found()}
        self.added = self._records(Verb.CREATE)
        self.changed = self._records(Verb.CHANGE)

    def _entries_of(self, number: UUID) -> list[LogEntry]:
        found = LogEntry.objects.within(*self._jurisdictions).filter(batch=number, ledger=self.ledger.key)
        return list(found.exclude(record_id=None).order_by("jurisdiction_id", "sequence"))

    def _records(self, verb: Verb) -> list[tuple[LedgerRow, LogEntry]]:
        return [
            (self._rows[entry.jurisdiction_id, entry.record_id], entry)
            for entry in self._entries
            if entry.act[0] is verb and (entry.jurisdiction_id, entry.record_id) in self._rows
        ]

    def _found(self) -> Iterator[LedgerRow]:
        for jurisdiction, ids in self._ids(self._entries).items():
            rows: Any = self.ledger.model._default_manager
            for some in _batches(ids):
                yield from rows.within(jurisdiction).filter(pk__in=some).select_related("organisation")

    @staticmethod
    def _ids(entries: Iterable[LogEntry]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for entry in entries:
            if entry.record_id is not None:
                found[entry.jurisdiction_id].append(entry.record_id)
        return found

    @property
    def known(self) -> bool:
        """Whether the log says what the import wrote; that of release 0.2.0 does not."""
        return bool(self._entries)

    @property
    def hindrances(self) -> list[Hindrance]:
        """Everything that rests on a record of the import."""
        return [*self._changed_since(), *self._named_by_others(), *self._lost_writings()]

    def _changed_since(self) -> Iterator[Hindrance]:
        """Records that were changed, decided or voided since; an import that was itself taken back left no trace."""
        gone: set[UUID] = set()
        taken_back = Import.objects.within(*self._jurisdictions).exclude(undo_batch=None)
        for pair in taken_back.values_list("batch", "undo_batch"):
            gone.update(number for number in pair if number is not None)
        last = {entry.jurisdiction_id: entry.sequence for entry in self._entries}
        for jurisdiction, ids in self._ids(self._entries).items():
            seen: set[int] = set()
            for some in _batches(ids):
                later = LogEntry.objects.within(jurisdiction).filter(
                    ledger=self.ledger.key, record_id__in=some, sequence__gt=last[jurisdiction]
                )
                later = later.exclude(verb__in=_LEFT_AS_IT_WAS).select_related("actor").order_by("-sequence")
                for entry in later:
                    record = self._rows.get((jurisdiction, entry.record_id or 0))
                    if entry.batch in gone or record is None or record.pk in seen:
                        continue
                    seen.add(record.pk)
                    yield Hindrance(record, f"后来由{entry.actor.name if entry.actor else '程序'}{_acted(entry)}过")

    def _named_by_others(self) -> Iterator[Hindrance]:
        """New records that another record names."""
        new: dict[int, dict[int, LedgerRow]] = defaultdict(dict)
        for record, _ in self.added:
            new[record.jurisdiction_id][record.pk] = record
        for relation in self.ledger.model._meta.get_fields(include_hidden=True):
            field = getattr(relation, "field", None)
            if not relation.auto_created or relation.concrete or not isinstance(field, models.ForeignKey):
                continue
            for jurisdiction, rows in new.items():
                yield from self._naming(field, jurisdiction, rows)

    def _naming(
        self, field: models.ForeignKey[Any, Any], jurisdiction: int, rows: dict[int, LedgerRow]
    ) -> Iterator[Hindrance]:
        counts: dict[int, int] = defaultdict(int)
        manager: Any = field.model._default_manager
        standing = Q(voided_on=None) if issubclass(field.model, LedgerRow) else Q()
        for some in _batches(list(rows)):
            found = manager.filter(standing, jurisdiction_id=jurisdiction, **{f"{field.name}__in": some})
            for key in found.order_by().values_list(field.attname, flat=True):
                counts[key] += 1
        naming = self._catalogue.ledger_of(field.model)
        noun, unit = (naming.noun, naming.unit) if naming else (str(field.model._meta.verbose_name), "条")
        for key, count in counts.items():
            yield Hindrance(rows[key], f"有{count}{unit}{noun}用到它")

    def _lost_writings(self) -> Iterator[Hindrance]:
        """Records of which the log keeps a digest in place of what was there before."""
        for record, entry in self.changed:
            if any(isinstance(_field(record, name), WritingField) for name in entry.changes):
                yield Hindrance(record, "原来的长文没有留下")

    def before(self, record: LedgerRow, entry: LogEntry) -> dict[str, Any]:
        """What a person can fill of what the import changed, as it was before; the rest follows from it."""
        values: dict[str, Any] = {}
        for name, (before, _) in entry.changes.items():
            field = _field(record, name)
            if field is None or not field.editable:
                continue
            if isinstance(field, SealedField):
                values[name] = field.from_db_value(before)
            else:
                values[field.attname] = None if before is None else field.to_python(before)
        return values


def undo(done: Import, *, ledger: Ledger, catalogue: Catalogue, actor: Actor) -> Undone:
    """Take the import back in one transaction, with an entry in the log for it beside each record's own.

    Raises Hindered where something rests on it, Refusal where it was never written or is taken back already, and what
    the door raises; nothing is written then.
    """
    why = f"撤回第{done.pk}号导入"
    with transaction.atomic(), batch() as number:
        held = Import.objects.within(done.jurisdiction_id).select_for_update(of=("self",)).get(pk=done.pk)
        if held.committed_at is None or held.undone_at is not None:
            state = "还没有写入" if held.committed_at is None else "已经撤回过了"
            raise Refusal(f"第{held.pk}号导入{state}，什么都没有改动。")
        for jurisdiction in sorted(done.organisation.jurisdictions()):
            chain.hold(jurisdiction)  # whoever writes a record waits until this is over
        plan = Undoing(held, ledger=ledger, catalogue=catalogue)
        if not plan.known:
            raise Refusal(f"第{held.pk}号导入没有记下写入了哪些记录，不能整批撤回，请逐条作废。")
        if hindrances := plan.hindrances:
            raise Hindered(hindrances)
        door.void_many(ledger, actor=actor, records=[record for record, _ in plan.added], why=why)
        restored = door.change_many(
            ledger,
            actor=actor,
            changes=[(record, plan.before(record, entry)) for record, entry in plan.changed],
            why=why,
        )
        _prove(restored, plan)
        held.undone_at, held.undo_batch = clock.now(), number
        held.undone_by = actor if isinstance(actor, Account) else None
        held.save()
        told = f"{why}：作废{len(plan.added)}{ledger.unit}，恢复{len(plan.changed)}{ledger.unit}"
        chain.write(actor, [Act(organisation=held.organisation, ledger=ledger.key, verb=Verb.UNDO, why=told)])
    return Undone(len(plan.added), len(plan.changed))


def _prove(restored: Iterable[LedgerRow], plan: Undoing) -> None:
    """Refuse where a record did not come out as it was: a rule has since come to fill it in another way."""
    rows = {(row.jurisdiction_id, row.pk): row for row in restored}
    for record, entry in plan.changed:
        facts = rules.facts_of(rows.get((record.jurisdiction_id, record.pk), record))
        for name, (before, _) in entry.changes.items():
            field = _field(record, name)
            if field is None or isinstance(field, SealedField):
                continue
            if (None if facts[name] in (None, "") else str(facts[name])) != before:
                raise Hindered([Hindrance(record, f"的{field.verbose_name}恢复不到原来的样子")])


def _field(record: LedgerRow, name: str) -> models.Field[Any, Any] | None:
    return next((field for field in record._meta.concrete_fields if field.name == name), None)


def _acted(entry: LogEntry) -> str:
    verb = entry.act[0]
    return verb.label if verb is not None else "改动"


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
