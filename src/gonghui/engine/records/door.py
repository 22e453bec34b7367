"""The one door. Forms, the JSON interface, Excel and every process step write through these functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Actor, Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acting import batch
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.records import counts, rules
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.numbering import numbering_organisation, take_numbers
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.records.staleness import since_opened
from gonghui.engine.vault.fields import SealedField
from gonghui.engine.vault.sealing import Unreadable
from gonghui.plain import clock

Row = TypeVar("Row", bound=LedgerRow)

_BATCH = 500
_GONE = "这条记录已经不在了，请回到台账查找。"
_VOIDED = "这条记录已经作废，不能再改。"
_DUPLICATE = "与已有的一条记录重复，没有保存。请先查找已有的记录。"


def save(
    ledger: Ledger,
    *,
    actor: Actor,
    record: Row,
    changes: Mapping[str, Any],
    why: str = "",
    expected_version: int | None = None,
    verb: Verb | None = None,
    step: str = "",
    by_step: bool = False,
) -> Row:
    """Write `changes` to `record` (new, or as it stands in the database) and return the row as saved.

    `expected_version` is the version that the person had before them. Only `gonghui.engine.process` passes `by_step`,
    which opens the fields that steps alone write; it has checked the step's own permission then.
    Raises NotAllowed, Stale or Refusal, or Django's ValidationError with messages by field; nothing is written then.
    Raises ValueError for a field that the door itself keeps.
    """
    new, access = record.pk is None, Access(actor)
    if not new:
        record = reload(record)
        if not by_step:
            # Before the version: whoever may not write here learns nothing of who wrote meanwhile.
            rules.refuse_unauthorised(ledger, access, record.organisation)
        refuse_outdated(ledger, record, expected_version, actor)
    before = {} if new else rules.facts_of(record)
    was_at, counted_at = (None, None) if new else (record.organisation, counts.where(ledger, record))
    rules.refuse_kept(record, changes, voiding=verb is Verb.VOID)
    if not by_step:
        rules.refuse_step_fields(ledger, record, changes)
    why = clean_note(why, LogEntry, "why", "说明")
    for name, value in changes.items():
        setattr(record, name, rules.empty_value(record, name) if value is None else value)
    rules.derive(record)
    rules.authorise_place(ledger, access, record, was_at, by_step=by_step)
    rules.refuse_unseen(access, record, before)
    with transaction.atomic():
        if not new:
            _lock(record)
        rules.check(record)
        after = rules.facts_of(record)
        changed = rules.differences(before, after)
        if not new and not changed:
            return record
        if not new and not by_step and verb is not Verb.VOID:
            rules.refuse_reviewed(ledger, before)
        if new:
            owner = numbering_organisation(record.organisation)
            record.numbered_by, record.created_at = owner.pk, clock.now()
            (record.number,) = take_numbers(owner, ledger.letters, record.year(), 1)
        else:
            record.version += 1
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError:
            raise Refusal(_DUPLICATE) from None
        act = Act(
            organisation=record.organisation,
            ledger=ledger.key,
            record_id=record.pk,
            verb=verb or (Verb.CREATE if new else Verb.CHANGE),
            step=step,
            changes=rules.loggable(record, changed),
            why=why,
        )
        chain.write(actor, [act])
        counts.keep(ledger, [(counted_at, counts.where(ledger, record))])
    return record


def create_many(ledger: Ledger, *, actor: Actor, records: Sequence[Row], why: str = "") -> list[Row]:
    """Write many new rows at once, all or none, each with its log entry; returns them with ids and numbers.

    Raises as `save` does; every message but NotAllowed's begins with the row's place in `records` (第1条).
    """
    return prepare_many(ledger, actor=actor, records=records, why=why).write()


def prepare_many(
    ledger: Ledger, *, actor: Actor, records: Sequence[Row], why: str = "", by_step: bool = False
) -> PreparedRows[Row]:
    """Check many new rows as `create_many` does, before a transaction that is to write them; raises as it does.

    The checks take most of the time, and nobody else can write while a transaction is open on SQLite. Only
    `gonghui.engine.process` passes `by_step`, for rows that bring along what their steps wrote.
    """
    access = Access(actor)
    why = clean_note(why, LogEntry, "why", "说明")
    seen: dict[tuple[str, int], bool] = {}
    for index, record in enumerate(records, start=1):
        try:
            if not by_step:
                rules.refuse_step_fields(ledger, record, {})
            rules.derive(record)
            rules.authorise_place(ledger, access, record, None, by_step=False)
            rules.refuse_unseen(access, record, {}, seen)
            rules.check(record, against_database=False)
        except (Refusal, ValidationError) as error:
            raise _of_row(index, error) from None
    rules.refuse_foreign(records)
    places = {record.organisation_id: record.organisation for record in records}
    owners = {key: numbering_organisation(place) for key, place in places.items()}
    series: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for record in records:
        series[owners[record.organisation_id].pk, record.year()].append(record)
    facts = [rules.loggable(record, rules.differences({}, rules.facts_of(record))) for record in records]
    return PreparedRows(ledger, actor, records, facts, {owner.pk: owner for owner in owners.values()}, series, why)


@dataclass(frozen=True)
class PreparedRows(Generic[Row]):
    """New rows that passed every check but the database's own; `facts` is what the log is to hold of each."""

    ledger: Ledger
    actor: Actor
    records: Sequence[Row]
    facts: Sequence[dict[str, list[str | None]]]
    owners: Mapping[int, Organisation]
    series: Mapping[tuple[int, int], list[Row]]
    why: str

    def write(self) -> list[Row]:
        """Number, write and log the rows in one transaction; raises as `create_many` does."""
        with transaction.atomic():
            self._number()
            saved = self._insert()
            acts = (
                Act(
                    organisation=record.organisation,
                    ledger=self.ledger.key,
                    record_id=record.pk,
                    verb=Verb.CREATE,
                    changes=facts,
                    why=self.why,
                )
                for record, facts in zip(saved, self.facts, strict=True)
            )
            with batch():
                chain.write(self.actor, acts)
            counts.keep(self.ledger, [(None, counts.where(self.ledger, record)) for record in saved])
        return saved

    def _number(self) -> None:
        now = clock.now()
        # In one order always, so that two batches never wait for each other.
        for (owner_id, year), rows in sorted(self.series.items(), key=lambda item: item[0]):
            numbers = take_numbers(self.owners[owner_id], self.ledger.letters, year, len(rows))
            for record, number in zip(rows, numbers, strict=True):
                record.number, record.numbered_by, record.created_at = number, owner_id, now

    def _insert(self) -> list[Row]:
        if not self.records:
            return []
        try:
            with transaction.atomic():
                rows: Any = type(self.records[0])._default_manager
                saved: list[Row] = rows.bulk_create(self.records, batch_size=1000)
        except IntegrityError:
            for record in self.records:  # some may bear ids that were taken back
                record.pk, record._state.adding = None, True
            raise _culprit(self.records) from None
        return saved


def validate(
    ledger: Ledger,
    *,
    access: Access,
    record: Row,
    changes: Mapping[str, Any],
    known: dict[tuple[str, int], bool] | None = None,
    by_step: bool = False,
) -> Row:
    """The row as `save` would write it, with every rule but those that only the database can judge; writes nothing.

    A row that is there is judged as it was read. `known` is kept by the caller from one row of a batch to the next.
    Only `gonghui.engine.process` passes `by_step`, for a new row after each of the steps that it brings along.
    Raises as `save` does.
    """
    trial, new = copy(record), record.pk is None
    before = {} if new else rules.facts_of(record)
    if not new and record.voided_on is not None:
        raise Refusal(_VOIDED)
    rules.refuse_kept(trial, changes, voiding=False)
    if not by_step:
        rules.refuse_step_fields(ledger, trial, changes)
    for name, value in changes.items():
        setattr(trial, name, rules.empty_value(trial, name) if value is None else value)
    rules.derive(trial)
    rules.authorise_place(ledger, access, trial, None if new else record.organisation, by_step=False)
    rules.refuse_unseen(access, trial, before, known)
    rules.check(trial, against_database=False)
    if not new and rules.differences(before, rules.facts_of(trial)):
        rules.refuse_reviewed(ledger, before)
    return trial


def change_many(
    ledger: Ledger, *, actor: Actor, changes: Sequence[tuple[Row, Mapping[str, Any]]], why: str = ""
) -> list[Row]:
    """Change many rows at once, all or none, each with its log entry; each over the version of the row given.

    Rows that come out as they were are left alone. Returns the rows that changed. Raises as `create_many` does.
    """
    access, known = Access(actor), dict[tuple[str, int], bool]()
    why = clean_note(why, LogEntry, "why", "说明")
    written: list[tuple[Row, dict[str, list[Any]]]] = []
    counted: list[tuple[counts.Where, counts.Where]] = []
    places: dict[int, int] = {}
    with transaction.atomic():
        present = _held(record for record, _ in changes)
        for index, (record, values) in enumerate(changes, start=1):
            try:
                found = _as_read(record, present)
                trial = validate(ledger, access=access, record=found, changes=values, known=known)
            except (Refusal, ValidationError) as error:
                raise _of_row(index, error) from None
            changed = rules.differences(rules.facts_of(found), rules.facts_of(trial))
            if changed:
                trial.version += 1
                written.append((trial, changed))
                counted.append((counts.where(ledger, found), counts.where(ledger, trial)))
                places[len(written)] = index
        rules.refuse_foreign([record for record, _ in written])
        try:
            with transaction.atomic():
                for record, _ in written:
                    record.save()
        except IntegrityError:
            found_out = clashes([record for record, _ in written], most=1)
            place, reason = next(iter(found_out.items()), (1, Refusal(_DUPLICATE)))
            raise _of_row(places[place], reason) from None
        acts = (
            Act(
                organisation=record.organisation,
                ledger=ledger.key,
                record_id=record.pk,
                verb=Verb.CHANGE,
                changes=rules.loggable(record, changed),
                why=why,
            )
            for record, changed in written
        )
        with batch():
            chain.write(actor, acts)
        counts.keep(ledger, counted)
    return [record for record, _ in written]


def void_many(ledger: Ledger, *, actor: Actor, records: Sequence[Row], why: str) -> None:
    """Void many rows at once, all or none, each over the version given, with its log entry. Raises as `void` does."""
    access = Access(actor)
    why = clean_note(why, LogEntry, "why", "说明")
    if not why:
        raise Refusal("请写明作废原因。")
    today, acts, counted = clock.today(), list[Act](), list[tuple[counts.Where, counts.Where]]()
    with transaction.atomic():
        present = _held(records)
        for index, record in enumerate(records, start=1):
            try:
                found = _as_read(record, present)
                rules.refuse_unauthorised(ledger, access, found.organisation)
                refuse_outdated(ledger, found, None, actor)
            except Refusal as error:
                raise _of_row(index, error) from None
            voided = copy(found)
            voided.voided_on, voided.void_reason = today, why
            counted.append((counts.where(ledger, found), counts.where(ledger, voided)))
            changed = rules.differences(rules.facts_of(found), rules.facts_of(voided))
            acts.append(
                Act(
                    organisation=found.organisation,
                    ledger=ledger.key,
                    record_id=found.pk,
                    verb=Verb.VOID,
                    changes=rules.loggable(voided, changed),
                    why=why,
                )
            )
        for jurisdiction, some in _in_batches(records):
            rows: Any = type(some[0])._default_manager
            rows.filter(jurisdiction_id=jurisdiction, pk__in=[record.pk for record in some]).update(
                voided_on=today, void_reason=why, version=models.F("version") + 1
            )
        with batch():
            chain.write(actor, acts)
        counts.keep(ledger, counted)


def _in_batches(records: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
    """The rows in batches that one statement takes, each of one jurisdiction."""
    by_jurisdiction: dict[int, list[Row]] = defaultdict(list)
    for record in records:
        by_jurisdiction[record.jurisdiction_id].append(record)
    for jurisdiction, some in sorted(by_jurisdiction.items()):
        for start in range(0, len(some), _BATCH):
            yield jurisdiction, some[start : start + _BATCH]


def _as_read(record: Row, present: Mapping[int, Row]) -> Row:
    """The row among those held; raises Refusal where it is gone, Stale where it is not as `record` was read."""
    found = present.get(record.pk)
    if found is None:
        raise Refusal(_GONE)
    if found.version != record.version:
        raise Stale("这条记录刚刚被别人改过，请重新核对。")
    return found


def _held(records: Iterable[Row]) -> dict[int, Row]:
    """The rows as they stand, by id, held until the transaction ends."""
    by_jurisdiction: dict[int, list[Row]] = defaultdict(list)
    for record in records:
        by_jurisdiction[record.jurisdiction_id].append(record)
    found: dict[int, Row] = {}
    for jurisdiction, some in sorted(by_jurisdiction.items()):
        rows: Any = type(some[0])._default_manager
        ids = sorted(record.pk for record in some)
        for start in range(0, len(ids), _BATCH):
            some_rows = rows.filter(jurisdiction_id=jurisdiction, pk__in=ids[start : start + _BATCH])
            held = some_rows.select_related("organisation").select_for_update(of=("self",)).order_by("pk")
            found.update({row.pk: row for row in held})
    return found


def clashes(records: Sequence[Row], *, most: int) -> dict[int, Refusal | ValidationError]:
    """Which of these rows, new or changed, the database would refuse beside what it holds and beside each other.

    By the row's place from 1; at most `most` of them, whatever was written for it is taken back.
    """
    found: dict[int, Refusal | ValidationError] = {}
    with transaction.atomic():
        try:
            if _fit_together(records):
                return found
            for index, record in enumerate(records, start=1):
                trial = _numbered(record, index)
                try:
                    with transaction.atomic():
                        trial.save()
                except IntegrityError:
                    try:
                        trial.validate_constraints(exclude=rules.SERIES)
                    except ValidationError as error:
                        found[index] = error
                    else:
                        found[index] = Refusal(_DUPLICATE)
                    if len(found) == most:
                        break
        finally:
            transaction.set_rollback(True)
    return found


def _fit_together(records: Sequence[Row]) -> bool:
    """Whether the database takes all the rows at once, as it mostly does; the caller takes them back."""
    new = [_numbered(record, index) for index, record in enumerate(records, start=1) if record.pk is None]
    try:
        with transaction.atomic():
            if new:
                type(new[0])._default_manager.bulk_create(new, batch_size=1000)
            for record in records:
                if record.pk is not None:
                    copy(record).save()
            # Not kept, so that nothing of this trial meets the one that follows.
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def _numbered(record: Row, place: int) -> Row:
    """A copy to try the database with: a new row bears a number that no series gives."""
    trial = copy(record)
    if trial.pk is None and not trial.number:
        trial.number, trial.numbered_by, trial.created_at = f"?{place}", 0, clock.now()
    return trial


def _of_row(index: int, error: Refusal | ValidationError) -> Refusal | ValidationError:
    """The same refusal with the row's place in the batch before it."""
    if isinstance(error, NotAllowed):
        return error
    if isinstance(error, Refusal):
        return Refusal(f"第{index}条：{error.message}")
    return ValidationError(f"第{index}条：{'；'.join(error.messages)}")


def _culprit(records: Sequence[Row]) -> Refusal | ValidationError:
    """Why the database refused the batch: the first row that it does not take."""
    for index, error in clashes(records, most=1).items():
        return _of_row(index, error)
    return Refusal(_DUPLICATE)


def void(ledger: Ledger, *, actor: Actor, record: Row, why: str, expected_version: int | None = None) -> Row:
    """Void a row that was entered in error. It stays readable and counts nowhere.

    Raises as `save` does, and Refusal without a reason.
    """
    why = clean_note(why, type(record), "void_reason", "作废原因")
    if not why:
        raise Refusal("请写明作废原因。")
    return save(
        ledger,
        actor=actor,
        record=record,
        changes={"voided_on": clock.today(), "void_reason": why},
        why=why,
        expected_version=expected_version,
        verb=Verb.VOID,
    )


def reveal(ledger: Ledger, *, actor: Actor, record: LedgerRow, field: str, why: str) -> str:
    """The full text of a sealed field, for a stated reason; the act is logged, the text is not.

    Raises NotAllowed or Refusal, and TypeError for a field that is not sealed.
    """
    if not isinstance(record._meta.get_field(field), SealedField):
        raise TypeError(f"{ledger.key}.{field} is not sealed.")
    if not Access(actor).may(Right.REVEAL, ledger, record.organisation):
        raise NotAllowed("你的岗位不能查看完整的个人信息。")
    why = clean_note(why, LogEntry, "why", "查看的理由")
    if not why:
        raise Refusal("请写明查看的理由。")
    sealed = getattr(record, field)
    try:
        text = str(sealed.reveal()) if sealed else ""
    except Unreadable as trouble:
        raise Refusal(str(trouble)) from None
    with transaction.atomic():
        act = Act(
            organisation=record.organisation,
            ledger=ledger.key,
            record_id=record.pk,
            verb=Verb.REVEAL,
            changes={field: [None, None]},
            why=why,
        )
        chain.write(actor, [act])
    return text


def clean_note(text: str, model: type[models.Model], field: str, title: str) -> str:
    """`text` without blanks around it; raises Refusal where it is longer than the column that keeps it."""
    text, longest = text.strip(), getattr(model._meta.get_field(field), "max_length", None)
    if longest is not None and len(text) > longest:
        raise Refusal(f"{title}最多{longest}个字，现在有{len(text)}个，请写短一些。")
    return text


def reload(record: Row) -> Row:
    """The row as it stands now; the caller's object is left as it is, so a refusal leaves nothing half-changed.

    Raises Refusal where it is gone.
    """
    rows: Any = type(record)._default_manager
    found: Row | None = (
        rows.select_related("organisation").filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id).first()
    )
    if found is None:
        raise Refusal(_GONE)
    return found


def refuse_outdated(ledger: Ledger, record: LedgerRow, expected_version: int | None, actor: Actor) -> None:
    """Raise Refusal where the row is voided, Stale where it is not at `expected_version`; it says who changed it."""
    if record.voided_on is not None:
        raise Refusal(_VOIDED)
    if expected_version is not None and record.version != expected_version:
        said = since_opened(ledger, record, expected_version, actor)
        raise Stale(f"{said}，没有保存。请对照现在的内容再做一次。")


def _lock(record: LedgerRow) -> None:
    """Hold the row until the transaction ends, and make sure that nobody wrote it since `reload`."""
    rows: Any = type(record)._default_manager
    held = (
        rows.select_for_update()
        .filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id)
        .values_list("version", flat=True)
        .first()
    )
    if held != record.version:
        raise Stale("这条记录刚刚被别人改过。你填的内容还在下面，请对照现在的内容再保存。")
