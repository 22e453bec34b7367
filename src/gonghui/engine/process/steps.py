"""Take a step, and say which steps a person may take now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, holders_of
from gonghui.engine.audit.acts import Verb
from gonghui.engine.declare import Ledger, Process, Relation, Step
from gonghui.engine.people.models import Account
from gonghui.engine.process.deciders import decider, deciders
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

Row = TypeVar("Row", bound=LedgerRow)


@dataclass(frozen=True)
class Offer:
    """A step that stands open, and whether this person may take it (`refusal` says why not, in Chinese).

    `external` says that the deciding union is not on this system, so that its decision is written down with date
    and paper; `decides` is the union that decides; `barred` that only the person's own part in the case stands against
    it (回避).
    """

    step: Step
    external: bool
    decides: Organisation
    refusal: str | None = None
    barred: bool = False


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
    found = deciders(process, record.organisation)
    open_now = process.steps_open(getattr(record, process.field), found)
    return [_offer(process, step, record, access, taken, found) for step in open_now]


def refusal_of(ledger: Ledger, step_key: str, record: LedgerRow, access: Access) -> str | None:
    """Why the person may not take that step of this case, whether or not it stands open now; None where they may."""
    process = _process(ledger)
    found = deciders(process, record.organisation)
    return _offer(process, process.step(step_key), record, access, trail(ledger, record), found).refusal


class _NotAsked(LookupError):
    """A guard asks for a value that the person has not given yet."""


class _NotYet(dict[str, Any]):
    """The values of a step before anybody has filled them in."""

    def __missing__(self, key: str) -> Any:
        raise _NotAsked(key)

    def get(self, key: str, default: Any = None) -> Any:
        raise _NotAsked(key)


def lacking(step: Step, record: LedgerRow) -> str | None:
    """What the record lacks for the step, whatever would be filled in, in Chinese; None where it may be taken."""
    for guard in step.guards:
        try:
            refusal = guard(record, _NotYet())
        except _NotAsked:
            continue
        if refusal:
            return refusal
    return None


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
    # The case as it stands now: two people may have had the same page before them.
    record = door.reload(record)
    taken = trail(ledger, record)
    found = deciders(process, record.organisation)
    offer = _offer(process, step, record, Access(actor), taken, found)
    if offer.refusal:
        raise NotAllowed(offer.refusal)
    door.refuse_outdated(ledger, record, expected_version, actor)
    state = getattr(record, process.field)
    if step not in process.steps_open(state, found):
        raise Refusal(f"这一件现在是“{process.state(state).title}”，不能办“{step.title}”。请刷新页面看最新进展。")
    beside = {other.key for other in process.steps if other.beside}
    before = [] if step.beside else [other for other in taken if other.step not in beside]
    values = _check(step, offer, record, taking, before)
    with transaction.atomic():
        try:
            saved = door.save(
                ledger,
                actor=actor,
                record=record,
                changes={process.field: step.end, step.dates: taking.decided_on, **values},
                why=taking.note,
                expected_version=record.version,
                verb=Verb.STEP,
                step=step.key,
                by_step=True,
            )
        except ValidationError as error:
            raise _by_what_was_asked(step, error) from None
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
            document=taking.document.strip(),
            note=taking.note.strip(),
            recorded_at=clock.now(),
        )
    return saved


def _process(ledger: Ledger) -> Process:
    if ledger.process is None:
        raise LookupError(f"{ledger.key} has no process.")
    return ledger.process


def _offer(
    process: Process,
    step: Step,
    record: LedgerRow,
    access: Access,
    taken: list[StepTaken],
    found: Mapping[Relation, Organisation],
) -> Offer:
    place = record.organisation
    decides = decider(step, place, found)
    if decides is None:
        return Offer(step, False, place, f"{place}上面没有办“{step.title}”的工会，这一步不用办。")
    external, allowed = may_take(step, place, decides, access)
    if not allowed:
        return Offer(step, external, decides, f"“{step.title}”由{decides}办理，你的岗位不能办。")
    if external:
        return Offer(step, external, decides)
    parts = own_parts(process, step, taken)
    own = next((past for past in parts if past.actor_id == access.account.pk), None)
    if own is not None:
        return Offer(step, external, decides, _barred(process, step, own, decides, parts), barred=True)
    return Offer(step, external, decides)


def own_parts(process: Process, step: Step, taken: list[StepTaken]) -> list[StepTaken]:
    """The steps already taken whose takers may not take `step` now (回避)."""
    barring = barred_by(process, step)
    if process.rounds:
        came_back = [index for index, past in enumerate(taken) if past.end == process.initial]
        taken = taken[came_back[-1] + 1 :] if came_back else taken
    return [past for past in taken if past.step in barring and not past.external and not past.brought_in]


def _barred(process: Process, step: Step, own: StepTaken, decides: Organisation, parts: list[StepTaken]) -> str:
    """Why the person may not take the step, and who may."""
    title = next((one.title for one in process.steps if one.key == own.step), own.step)
    others = holders_of(step.by, decides).exclude(account__in=[past.actor_id for past in parts])
    names = sorted({post.account.name for post in others.select_related("account")})
    who = f"{decides}能办“{step.title}”的有{'、'.join(names)}。" if names else _nobody_else(process, step, decides)
    return f"这一件的“{title}”是你办的，按回避规定要由另一位同事来办。{who}"


def _nobody_else(process: Process, step: Step, decides: Organisation) -> str:
    alone = f"{decides}现在没有别的人能办“{step.title}”"
    if process.rounds:
        return f"{alone}：请先把这一件退回来，由另一位同事重新报一次，再由你办。"
    return f"{alone}，请联系系统管理员安排。"


def may_take(step: Step, place: Organisation, decides: Organisation, access: Access) -> tuple[bool, bool]:
    """Whether a step of cases at `place` is external, and whether the person's posts let them take it.

    An office that nobody serves on this system decides on paper, and the office of the case writes the decision down.
    """
    external = bool(step.external_by) and not holders_of(step.by, decides).exists()
    if external:
        return True, not access.roles_at(place).isdisjoint(step.external_by)
    if step.relation is None:
        return False, not access.roles_at(place).isdisjoint(step.by)
    return False, not access.roles_exactly_at(decides).isdisjoint(step.by)


def barred_by(process: Process, step: Step) -> frozenset[str]:
    """The steps whose taker may not take `step` of the same case: those of another office (回避).

    Who returned a case may well review it when it comes back, and who applied may resubmit.
    """
    if step.key not in process.separate:
        return frozenset()
    return frozenset(
        other.key for other in process.steps if other.key in process.separate and other.relation != step.relation
    )


def _check(step: Step, offer: Offer, record: LedgerRow, taking: Taking, before: list[StepTaken]) -> dict[str, Any]:
    """What is to be written of the step's own fields; raises ValidationError, or Refusal from a guard.

    `before` are the steps that it must not be dated before.
    """
    errors: dict[str, list[str]] = {}
    if taking.decided_on > clock.today():
        errors["decided_on"] = [f"{format_full_day(taking.decided_on)}还没有到，请核对日期。"]
    elif before and taking.decided_on < before[-1].decided_on:
        errors["decided_on"] = [
            f"填的是{format_full_day(taking.decided_on)}，不能早于上一步的日期（{format_full_day(before[-1].decided_on)}），请核对。",
        ]
    if step.reason and not taking.note.strip():
        errors["note"] = [f"请写明“{step.title}”的原因。"]
    if offer.external and not taking.document.strip():
        errors["document"] = [f"{offer.decides}没有人在本系统上审核，请写明它作出决定的文件名称或文号。"]
    for name, title, text in (("note", "意见", taking.note), ("document", "文件名称", taking.document)):
        try:
            door.clean_note(text, StepTaken, name, title)
        except Refusal as too_long:
            errors[name] = [too_long.message]
    values = _values(step, record, taking, errors)
    if errors:
        raise ValidationError(errors)
    for guard in step.guards:
        refusal = guard(record, values)
        if refusal:
            raise Refusal(refusal)
    return values


def _values(step: Step, record: LedgerRow, taking: Taking, errors: dict[str, list[str]]) -> dict[str, Any]:
    """The step's own fields as their columns hold them; what is wrong is added to `errors`."""
    values = {}
    for name in step.fields:
        field: Any = record._meta.get_field(name)
        if taking.values.get(name) in (None, ""):
            errors[name] = [f"请填写{field.verbose_name}。"]
            continue
        try:
            values[name] = field.clean(taking.values[name], record)
        except ValidationError as error:
            errors[name] = error.messages
    return values


def _by_what_was_asked(step: Step, error: ValidationError) -> ValidationError:
    """The record's own faults, shown beside what the person filled for the step: its day, its fields, or in general."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    shown: dict[str, list[str]] = defaultdict(list)
    for name, messages in found.items():
        asked = "decided_on" if name == step.dates else name if name in step.fields else NON_FIELD_ERRORS
        shown[asked].extend(messages)
    return ValidationError(dict(shown))
