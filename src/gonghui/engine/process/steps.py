"""Take a step, and say which steps a person may take now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from gonghui.engine.records import door
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, holders_of
from gonghui.engine.declare import Ledger, Process, Step
from gonghui.engine.people.models import Account
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain import clock
from gonghui.plain.periods import tell_full_day

Row = TypeVar("Row", bound=LedgerRow)


@dataclass(frozen=True)
class Offer:
    """A step that stands open, and whether this person may take it (`refusal` says why not, in Chinese).

    `external` tells that the deciding union is not on this system, so that its decision is written down with date
    and paper; `decides` is the union that decides.
    """

    step: Step
    external: bool
    decides: Organisation
    refusal: str | None = None


@dataclass(frozen=True)
class Taking:
    """What a person says when taking a step: the day of the decision, values, a note, and the paper's name."""

    decided_on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    document: str = ""


def trail(ledger: Ledger, record: LedgerRow) -> list[StepTaken]:
    """The steps that a case has taken, oldest first."""
    return list(
        StepTaken.objects.filter(
            jurisdiction_id=record.jurisdiction_id, ledger=ledger.key, record_id=record.pk
        ).select_related("actor", "organisation")
    )


def offers(ledger: Ledger, record: LedgerRow, access: Access) -> list[Offer]:
    """The steps that can follow now, those that the person may take first in their order."""
    process = _process(ledger)
    if record.voided_on is not None:
        return []
    taken = trail(ledger, record)
    state = getattr(record, process.field)
    return [_offer(process, step, record, access, taken) for step in process.steps_from(state)]


def take(
    ledger: Ledger,
    step_key: str,
    *,
    actor: Account,
    record: Row,
    taking: Taking,
    expected_version: int | None = None,
) -> Row:
    """Take a step: write its date, its fields and the new state, the trail and the log, all or nothing.

    Raises NotAllowed (not this person's step, or their own case), Stale, Refusal, or ValidationError by field
    ("decided_on", "note", "document" or a field of the step).
    """
    process = _process(ledger)
    step = process.step(step_key)
    state = getattr(record, process.field)
    if state not in step.start:
        raise Refusal(f"这一件现在是“{process.state(state).title}”，不能办“{step.title}”。请刷新页面看最新进展。")
    taken = trail(ledger, record)
    offer = _offer(process, step, record, Access(actor), taken)
    if offer.refusal:
        raise NotAllowed(offer.refusal)
    _check(step, offer, record, taking, taken)
    changes: dict[str, Any] = {process.field: step.end, step.dates: taking.decided_on}
    changes.update({name: taking.values.get(name) for name in step.fields})
    with transaction.atomic():
        saved = door.save(
            ledger,
            actor=actor,
            record=record,
            changes=changes,
            why=taking.note,
            expected_version=expected_version,
            verb=f"step:{step.key}",
            by_step=True,
        )
        StepTaken.objects.create(
            jurisdiction_id=saved.jurisdiction_id,
            ledger=ledger.key,
            record_id=saved.pk,
            process_version=process.version,
            step=step.key,
            start=state,
            end=step.end,
            decided_on=taking.decided_on,
            actor=actor,
            organisation=offer.decides,
            external=offer.external,
            document=taking.document.strip()[:200],
            note=taking.note.strip()[:400],
            recorded_at=clock.now(),
        )
    return saved


def _process(ledger: Ledger) -> Process:
    if ledger.process is None:
        raise LookupError(f"{ledger.key} has no process.")
    return ledger.process


def _decides(step: Step, place: Organisation) -> Organisation | None:
    """The organisation at the step's level above `place` (or `place` itself); None where there is none."""
    if step.level is None or place.level == step.level:
        return place
    return next((node for node in place.ancestors() if node.level == step.level), None)


def _offer(process: Process, step: Step, record: LedgerRow, access: Access, taken: list[StepTaken]) -> Offer:
    place = record.organisation
    decides = _decides(step, place)
    if decides is None:
        return Offer(step, False, place, f"{place}上面没有办“{step.title}”的那一级工会，请联系系统管理员核对组织树。")
    # A level that nobody serves on this system decides on paper, and the level below writes the decision down.
    external = bool(step.external_by) and not holders_of(step.by, decides).exists()
    if external:
        allowed = not access.roles_at(place).isdisjoint(step.external_by)
    elif step.level is None:
        allowed = not access.roles_at(place).isdisjoint(step.by)
    else:
        allowed = not access.roles_exactly_at(decides).isdisjoint(step.by)
    if not allowed:
        return Offer(step, external, decides, f"“{step.title}”由{decides}办理，你的岗位不能办。")
    if not external and step.key in process.separate and _took_part(process, access.account, taken):
        return Offer(step, external, decides, "这一件的前一步是你经手的，按回避规定要由另一位同事来审。")
    return Offer(step, external, decides)


def _took_part(process: Process, account: Account, taken: list[StepTaken]) -> bool:
    return any(past.actor_id == account.pk and past.step in process.separate and not past.external for past in taken)


def _check(step: Step, offer: Offer, record: LedgerRow, taking: Taking, taken: list[StepTaken]) -> None:
    errors: dict[str, list[str]] = {}
    if taking.decided_on > clock.today():
        errors["decided_on"] = [f"{tell_full_day(taking.decided_on)}还没有到，请核对日期。"]
    elif taken and taking.decided_on < taken[-1].decided_on:
        errors["decided_on"] = [
            f"不能早于上一步的日期（{tell_full_day(taken[-1].decided_on)}），请核对。",
        ]
    if step.reason and not taking.note.strip():
        errors["note"] = [f"请写明“{step.title}”的原因。"]
    if offer.external and not taking.document.strip():
        errors["document"] = [f"{offer.decides}不在本系统上，请写明它作出决定的文件名称或文号。"]
    for name in step.fields:
        if taking.values.get(name) in (None, ""):
            title = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            errors[name] = [f"请填写{title}。"]
    if errors:
        raise ValidationError(errors)
    for guard in step.guards:
        refusal = guard(record, dict(taking.values))
        if refusal:
            raise Refusal(refusal)
