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
from gonghui.engine.process.past import NAME as PAST_CASES
from gonghui.engine.process.past import prepare
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


class NotOpen(Refusal):
    """The upload was written or forgotten meanwhile; nothing is written again."""


def write(preview: ImportPreview, *, actor: Actor, kept: Import | None = None) -> Written:
    """Write every row of `preview`; `kept` is the upload that was confirmed, None for the command line.

    Raises Refusal where a row is bad, NotOpen where `kept` no longer waits, and what the door raises; nothing is
    written then.
    """
    ledger, place = preview.ledger, preview.place
    if preview.errors:
        raise Refusal(f"还有{len(preview.bad)}行要改，什么都没有写入。")
    added = [line.outcome for line in preview.added if line.outcome is not None and line.past is None]
    past = [line for line in preview.added if line.past is not None]
    changed = [(line.record, line.changes) for line in preview.changed if line.record is not None]
    if not added and not past and not changed:
        return Written(None, 0, 0, preview.unchanged)
    why = "从Excel导入"
    # Checked before the transaction: on SQLite nobody else writes while it is open.
    prepared = door.prepare_many(ledger, actor=actor, records=added, why=why)
    cases = [line.past for line in past if line.past is not None]
    of_the_past = prepare(ledger, actor=actor, cases=cases, why=f"{why}，{PAST_CASES}")
    new = len(added) + len(past)
    with transaction.atomic(), batch() as batch_id:
        done = (
            _held(kept)
            if kept
            else Import(
                jurisdiction_id=place.jurisdiction_id,
                organisation=place,
                account=actor if isinstance(actor, Account) else None,
                ledger=ledger.key,
                uploaded_at=clock.now(),
            )
        )
        # The file has done its work, and holds personal data.
        done.file, done.committed_at, done.added, done.changed = b"", clock.now(), new, len(changed)
        done.batch = batch_id
        done.save()
        if added:
            prepared.write()
        if past:
            of_the_past.write([f"第{done.pk}号导入，工作表“{line.sheet.title}”第{line.row}行" for line in past])
        if changed:
            door.change_many(ledger, actor=actor, changes=changed, why=why)
        brought = f"（{len(past)}{ledger.unit}是{PAST_CASES}）" if past else ""
        told = f"第{done.pk}号导入：新增{new}{ledger.unit}{brought}，修改{len(changed)}{ledger.unit}"
        chain.write(actor, [Act(organisation=place, ledger=ledger.key, verb=Verb.IMPORT, why=told)])
    return Written(done.pk, new, len(changed), preview.unchanged)


def _held(kept: Import) -> Import:
    """The upload as it stands, held, so that a second click waits and then finds it written."""
    waiting = Import.objects.within(kept.jurisdiction_id).select_for_update(of=("self",))
    held = waiting.filter(pk=kept.pk).first()
    if held is None or not held.open:
        raise NotOpen("这个文件已经导入过，或者已经删去，没有再写一遍。")
    return held
