"""The one door. Forms, the JSON interface, Excel and every process step write through these functions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.records.fields import WritingField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.numbering import numbering_organisation, take_numbers
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.sharding.checks import refuse_foreign_references
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.plain import clock

# Control characters, and marks that turn the direction of writing: nobody types them, and they hide what is there.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

Row = TypeVar("Row", bound=LedgerRow)

# Kept by the door itself; nobody sets them and the log need not tell them.
_KEPT = frozenset({"id", "jurisdiction_id", "number", "numbered_by", "version", "created_at"})
_STRUCK = frozenset({"voided_on", "void_reason"})
_SERIES = frozenset({"number", "numbered_by"})
_DUPLICATE = "与已有的一条记录重复，没有保存。请先查找已有的记录。"


def save(
    ledger: Ledger,
    *,
    actor: Account,
    record: Row,
    changes: Mapping[str, Any],
    why: str = "",
    expected_version: int | None = None,
    verb: str = "",
    by_step: bool = False,
) -> Row:
    """Write `changes` to `record` (new, or as it stands in the database) and return the row as saved.

    `expected_version` is the version that the person had before them. Only `gonghui.engine.process` passes `by_step`,
    which opens the fields that steps alone write; it has checked the step's own permission then.
    Raises NotAllowed, Stale or Refusal, or Django's ValidationError with messages by field; nothing is written then.
    Raises ValueError for a field that the door itself keeps.
    """
    new = record.pk is None
    record = record if new else fresh(record, expected_version)
    before = {} if new else _facts(record)
    was_at = None if new else record.organisation
    _refuse_kept(record, changes, voiding=verb == "void")
    if not by_step:
        _refuse_step_fields(ledger, record, changes)
    why = stated(why, LogEntry, "why", "说明")
    for name, value in changes.items():
        setattr(record, name, _nothing(record, name) if value is None else value)
    _derive(record)
    access = Access(actor)
    _place(ledger, access, record, was_at, by_step=by_step)
    _refuse_unseen(access, record, before)
    with transaction.atomic():
        if not new:
            _lock(record)
        _check(record)
        after = _facts(record)
        changed = _changed(before, after)
        if not new and not changed:
            return record
        if not new and not by_step and verb != "void":
            _refuse_reviewed(ledger, before)
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
        act = chain.Act(
            organisation=record.organisation,
            ledger=ledger.key,
            record_id=record.pk,
            verb=verb or ("create" if new else "change"),
            changes=_loggable(record, changed),
            why=why,
        )
        chain.write(actor, [act])
    return record


def create_many(ledger: Ledger, *, actor: Account, records: Sequence[Row], why: str = "") -> list[Row]:
    """Write many new rows at once, all or none, each with its log entry; returns them with ids and numbers.

    Raises as `save` does; every message but NotAllowed's begins with the row's place in `records` (第1条).
    """
    access = Access(actor)
    why = stated(why, LogEntry, "why", "说明")
    seen: dict[tuple[str, int], bool] = {}
    for index, record in enumerate(records, start=1):
        try:
            _refuse_step_fields(ledger, record, {})
            _derive(record)
            _place(ledger, access, record, None, by_step=False)
            _refuse_unseen(access, record, {}, seen)
            _check(record, against_database=False)
        except (Refusal, ValidationError) as error:
            raise _of_row(index, error) from None
    _refuse_foreign(records)
    places = {record.organisation_id: record.organisation for record in records}
    owners = {key: numbering_organisation(place) for key, place in places.items()}
    series: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for record in records:
        series[owners[record.organisation_id].pk, record.year()].append(record)
    with transaction.atomic():
        now = clock.now()
        # In one order always, so that two batches never wait for each other.
        for (owner_id, year), rows in sorted(series.items(), key=lambda item: item[0]):
            owner = next(owner for owner in owners.values() if owner.pk == owner_id)
            for record, number in zip(rows, take_numbers(owner, ledger.letters, year, len(rows)), strict=True):
                record.number, record.numbered_by, record.created_at = number, owner.pk, now
        try:
            with transaction.atomic():
                saved: list[Row] = (
                    type(records[0])._default_manager.bulk_create(records, batch_size=1000) if records else []
                )
        except IntegrityError:
            for record in records:  # some may bear ids that were taken back
                record.pk, record._state.adding = None, True
            raise _culprit(records) from None
        acts = (
            chain.Act(
                organisation=record.organisation,
                ledger=ledger.key,
                record_id=record.pk,
                verb="create",
                changes=_loggable(record, _changed({}, _facts(record))),
                why=why,
            )
            for record in saved
        )
        chain.write(actor, acts)
    return saved


def _of_row(index: int, error: Refusal | ValidationError) -> Refusal | ValidationError:
    """The same refusal with the row's place in the batch before it."""
    if isinstance(error, NotAllowed):
        return error
    if isinstance(error, Refusal):
        return Refusal(f"第{index}条：{error.message}")
    return ValidationError(f"第{index}条：{'；'.join(error.messages)}")


def _culprit(records: Sequence[Row]) -> Refusal | ValidationError:
    """Why the database refused the batch: the rows are tried one by one and taken back; the first to fail is named."""
    with transaction.atomic():
        try:
            for index, record in enumerate(records, start=1):
                trial = copy(record)
                try:
                    with transaction.atomic():
                        trial.save()
                except IntegrityError:
                    try:
                        trial.validate_constraints(exclude=_SERIES)
                    except ValidationError as error:
                        return _of_row(index, error)
                    return _of_row(index, Refusal(_DUPLICATE))
        finally:
            transaction.set_rollback(True)
    return Refusal(_DUPLICATE)


def void(ledger: Ledger, *, actor: Account, record: Row, why: str, expected_version: int | None = None) -> Row:
    """Strike out a row that was entered in error. It stays readable and counts nowhere.

    Raises as `save` does, and Refusal without a reason.
    """
    why = stated(why, type(record), "void_reason", "作废原因")
    if not why:
        raise Refusal("请写明作废原因。")
    return save(
        ledger,
        actor=actor,
        record=record,
        changes={"voided_on": clock.today(), "void_reason": why},
        why=why,
        expected_version=expected_version,
        verb="void",
    )


def reveal(ledger: Ledger, *, actor: Account, record: LedgerRow, field: str, why: str) -> str:
    """The full text of a sealed field, for a stated reason; the act is logged, the text is not.

    Raises NotAllowed or Refusal, and TypeError for a field that is not sealed.
    """
    if not isinstance(record._meta.get_field(field), SealedField):
        raise TypeError(f"{ledger.key}.{field} is not sealed.")
    if not Access(actor).may(Right.REVEAL, ledger, record.organisation):
        raise NotAllowed("你的岗位不能查看完整的个人信息。")
    why = stated(why, LogEntry, "why", "查看的理由")
    if not why:
        raise Refusal("请写明查看的理由。")
    sealed = getattr(record, field)
    with transaction.atomic():
        act = chain.Act(
            organisation=record.organisation,
            ledger=ledger.key,
            record_id=record.pk,
            verb="reveal",
            changes={field: [None, None]},
            why=why,
        )
        chain.write(actor, [act])
    return str(sealed.reveal()) if sealed else ""


def stated(text: str, model: type[models.Model], field: str, title: str) -> str:
    """`text` without blanks around it; raises Refusal where it is longer than the column that keeps it."""
    text, longest = text.strip(), getattr(model._meta.get_field(field), "max_length", None)
    if longest is not None and len(text) > longest:
        raise Refusal(f"{title}最多{longest}个字，现在有{len(text)}个，请写短一些。")
    return text


def fresh(record: Row, expected_version: int | None) -> Row:
    """The row as it stands now; the caller's object is left as it is, so a refusal leaves nothing half-changed.

    Raises Stale where it is no longer at `expected_version`, Refusal where it is voided or gone.
    """
    rows: Any = type(record)._default_manager
    found: Row | None = (
        rows.select_related("organisation").filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id).first()
    )
    if found is None:
        raise Refusal("这条记录已经不在了，请回到台账查找。")
    if expected_version is not None and found.version != expected_version:
        raise Stale("这条记录在你打开以后已被别人改过。你填的内容还在下面，请对照现在的内容再保存。")
    if found.voided_on is not None:
        raise Refusal("这条记录已经作废，不能再改。")
    return found


def _lock(record: LedgerRow) -> None:
    """Hold the row until the transaction ends, and make sure that nobody wrote it since `fresh`."""
    rows: Any = type(record)._default_manager
    held = (
        rows.select_for_update()
        .filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id)
        .values_list("version", flat=True)
        .first()
    )
    if held != record.version:
        raise Stale("这条记录刚刚被别人改过。你填的内容还在下面，请对照现在的内容再保存。")


def _place(ledger: Ledger, access: Access, record: LedgerRow, was_at: Organisation | None, *, by_step: bool) -> None:
    """Check that the person may write where the row stands and where it is to stand, and set its jurisdiction."""
    if record.organisation_id is None:
        # The field that would have told the place says it best (a subsidy lies where its employer lies).
        record.clean_fields(exclude={"organisation", *_not_typed(record)})
        raise ValidationError({"organisation": ["请选择所属组织。"]})
    place = record.organisation
    for touched in (place, was_at):
        if touched is not None and not by_step and not access.may(Right.WRITE, ledger, touched):
            raise NotAllowed(f"你的岗位不能在{touched}登记或修改{ledger.title}。")
    if ledger.levels is not None and place.level not in ledger.levels:
        raise ValidationError({"organisation": [f"{ledger.title}不能登记在{place}这一级，请另选所属组织。"]})
    if was_at is not None and was_at.jurisdiction_id != place.jurisdiction_id:
        raise Refusal("不能把记录移到另一个辖区：请在那里重新登记，并将这一条作废。")
    record.jurisdiction_id = place.jurisdiction_id


def _refuse_kept(record: LedgerRow, changes: Mapping[str, Any], *, voiding: bool) -> None:
    """The door's own fields, and names that the row does not have, are a mistake of the caller's."""
    known = {name for field in record._meta.concrete_fields for name in (field.name, field.attname)}
    wrong = {name for name in changes if name in _KEPT or name not in known} | (
        set() if voiding else _STRUCK.intersection(changes)
    )
    if wrong:
        raise ValueError(f"{', '.join(sorted(wrong))} of {record._meta.label} cannot be written.")


def _refuse_reviewed(ledger: Ledger, before: Mapping[str, Any]) -> None:
    """Refuse to change a case that has gone into review: what was reviewed is not altered behind the review."""
    process = ledger.process
    if process is None or process.may_edit(before[process.field]):
        return
    state = process.state(before[process.field]).title
    raise Refusal(
        f"这一件现在是“{state}”，内容不能再改，没有保存。确实有错的，先办退回，改好以后重新报；登记错了的可以作废。"
    )


def _refuse_step_fields(ledger: Ledger, record: LedgerRow, changes: Mapping[str, Any]) -> None:
    """Only a step writes the state and what steps date: not a form, and not a new row that brings them along."""
    if ledger.process is None:
        return
    for name in sorted(ledger.process.dated_fields()):
        untouched = (ledger.process.initial if name == ledger.process.field else None, None, "")
        if name in changes or (record.pk is None and getattr(record, name) not in untouched):
            title = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refusal(f"“{title}”只能通过办理流程来改，不能直接填写。")


def _refuse_unseen(
    access: Access, record: LedgerRow, before: Mapping[str, Any], known: dict[tuple[str, int], bool] | None = None
) -> None:
    """Refuse a new reference to what the person does not see, as if it were not there, and one to a voided row.

    `known` keeps what was found out for the rows before, in a batch.
    """
    known = {} if known is None else known
    for field in record._meta.concrete_fields:
        key = getattr(record, field.attname)
        if not field.is_relation or field.name == "organisation" or key is None or before.get(field.name) == key:
            continue
        if (field.name, key) not in known:
            known[field.name, key] = _may_refer(access, record, field)
        if not known[field.name, key]:
            message = f"所选的{field.verbose_name}已经作废，或者不在你能看到的范围，请重新选择。"
            raise ValidationError({field.name: [message]})


def _may_refer(access: Access, record: LedgerRow, field: models.Field[Any, Any]) -> bool:
    try:
        target = getattr(record, field.name)
    except ObjectDoesNotExist:
        return False
    if isinstance(target, LedgerRow):
        here = target.jurisdiction_id == record.jurisdiction_id
        return here and target.voided_on is None and access.sees(target.organisation)
    return not isinstance(target, Organisation) or access.sees(target)


def _derive(record: LedgerRow) -> None:
    try:
        record.derive()
    except ObjectDoesNotExist:
        raise ValidationError("所选的记录不在本辖区，或者已不存在，请重新选择。") from None


def _nothing(record: LedgerRow, name: str) -> Any:
    """What "nothing" is in that field: text that cannot be null is empty."""
    field = record._meta.get_field(name)
    return "" if field.empty_strings_allowed and not field.null else None


def _not_typed(record: LedgerRow) -> set[str]:
    """The fields that nobody types: the door's own, and what follows from others."""
    return {field.name for field in record._meta.concrete_fields if not field.editable}


def _check(record: LedgerRow, *, against_database: bool = True) -> None:
    """Run the field rules, the register's own rules and the constraints; raises ValidationError by field.

    `against_database` is left out for a batch, where the database's own constraints judge the whole batch at once.
    """
    errors: dict[str, list[Any]] = defaultdict(list)
    relations = {field.name for field in record._meta.concrete_fields if field.is_relation}
    try:
        record.clean_fields(exclude=_not_typed(record) | (set() if against_database else relations))
    except ValidationError as error:
        _gather(errors, error)
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str) and UNSEEN.search(value):
            errors[field.name].append(ValidationError("里面有看不见的控制字符或换行，请删掉，重新输入。"))
    if not errors:
        _derive(record)
    for field in record._meta.concrete_fields:
        if isinstance(field, BlindIndexField) and field.of not in errors:
            field.fill(record)
    _clean(record, errors)
    if not errors and against_database:
        try:
            record.validate_constraints(exclude=_SERIES)
        except ValidationError as error:
            _gather(errors, error)
    if errors:
        raise ValidationError(dict(errors))
    if against_database:
        _refuse_foreign([record])


def _clean(record: LedgerRow, errors: dict[str, list[Any]]) -> None:
    """Run the register's own rules beside what is wrong already: they see a faulty field as not filled."""
    faulty = {field.attname for field in record._meta.concrete_fields if field.name in errors}
    typed = {attname: getattr(record, attname) for attname in faulty}
    for attname in faulty:
        setattr(record, attname, None)
    try:
        record.clean()
    except ValidationError as error:
        found: dict[str, list[Any]] = defaultdict(list)
        _gather(found, error)
        errors.update({name: messages for name, messages in found.items() if name not in errors})
    finally:
        for attname, value in typed.items():
            setattr(record, attname, value)


def _refuse_foreign(rows: Sequence[LedgerRow]) -> None:
    """Refuse rows that refer to another jurisdiction's; SQLite and stock PostgreSQL would take them."""
    try:
        refuse_foreign_references(*rows)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def _gather(errors: dict[str, list[Any]], error: ValidationError) -> None:
    found: Iterable[tuple[str, list[Any]]]
    found = error.error_dict.items() if hasattr(error, "error_dict") else [(NON_FIELD_ERRORS, error.error_list)]
    for name, messages in found:
        errors[name].extend(messages)


def _facts(record: models.Model) -> dict[str, Any]:
    """The row's facts by field, comparable: what the log tells when they change."""
    facts: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if field.name in _KEPT or isinstance(field, BlindIndexField):
            continue
        value = getattr(record, field.attname)
        facts[field.name] = value if isinstance(field, SealedField) else field.get_prep_value(value)
    return facts


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The facts that differ, each with what it was; in a new row, those that are filled."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value and (before or value not in (None, ""))
    }


def _loggable(record: models.Model, changed: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
    return {name: [_text(record, name, value) for value in pair] for name, pair in changed.items()}


def _text(record: models.Model, name: str, value: Any) -> str | None:
    """A fact as the log holds it: sealed values as ciphertext, nothing as None."""
    if value is None or value == "":
        return None
    field = record._meta.get_field(name)
    if isinstance(field, SealedField):
        return field.get_prep_value(value)
    if isinstance(field, WritingField):
        return field.logged(value)
    return str(value)
