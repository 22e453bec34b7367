"""Writes what was judged, all of it or nothing, with one log entry for the import beside each row's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gonghui.engine.access.rights import Actor
from gonghui.engine.audit import chain
from gonghui.engine.audit.acting import batch
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.exchange.models import Import
from gonghui.engine.exchange.sheets.preview import ImportPreview
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.plain import clock


@dataclass(frozen=True)
class Written:
    """What an import did; `number` is None where there was nothing to do, and nothing was written."""

    number: int | None
    added: int
    changed: int
    unchanged: int


def write(preview: ImportPreview, *, actor: Actor, kept: Import | None = None) -> Written:
    """Write every row of `preview`; `kept` is the upload that was confirmed, None for the command line.

    Raises Refusal where a row is bad, and what the door raises; nothing is written then.
    """
    ledger, place = preview.ledger, preview.place
    if preview.errors:
        raise Refusal(f"还有{len(preview.bad)}行要改，什么都没有写入。")
    added = [line.outcome for line in preview.added if line.outcome is not None]
    changed = [(line.record, line.changes) for line in preview.changed if line.record is not None]
    if not added and not changed:
        return Written(None, 0, 0, preview.unchanged)
    with transaction.atomic(), batch() as batch_id:
        done = kept or Import(
            jurisdiction_id=place.jurisdiction_id,
            organisation=place,
            account=actor if isinstance(actor, Account) else None,
            ledger=ledger.key,
            uploaded_at=clock.now(),
        )
        # The file has done its work, and holds personal data.
        done.file, done.committed_at, done.added, done.changed = b"", clock.now(), len(added), len(changed)
        done.batch = batch_id
        done.save()
        why = "从Excel导入"
        if added:
            door.create_many(ledger, actor=actor, records=added, why=why)
        if changed:
            door.change_many(ledger, actor=actor, changes=changed, why=why)
        told = f"第{done.pk}号导入：新增{len(added)}{ledger.unit}，修改{len(changed)}{ledger.unit}"
        chain.write(actor, [Act(organisation=place, ledger=ledger.key, verb=Verb.IMPORT, why=told)])
    return Written(done.pk, len(added), len(changed), preview.unchanged)
