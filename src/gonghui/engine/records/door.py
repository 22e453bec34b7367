"""The one door. Forms, the JSON interface, Excel and every process step write through these functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.audit import chain
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.numbering import numbering_organisation, take_numbers
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.sharding.checks import refuse_foreign_references
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.plain import clock

Row = TypeVar("Row", bound=LedgerRow)

# Kept by the door itself; nobody sets them and the log need not tell them.
_KEPT = frozenset({"id", "jurisdiction_id", "number", "numbered_by", "version", "created_at"})
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
    """
    record = record if record.pk is None else _fresh(record, expected_version)
    before = {} if record.pk is None else _facts(record)
    was_at = record.organisation if record.pk is not None else None
    if ledger.process is not None and not by_step:
        _refuse_step_fields(ledger, record, changes)
    for name, value in changes.items():
        setattr(record, name, value)
    record.derive()
    _place(ledger, actor, record, was_at, by_step=by_step)
    with transaction.atomic():
        if record.pk is not None:
            _lock(record)
        _check(record)
        after = _facts(record)
        changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
        if record.pk is not None and not changed:
            return record
        new = record.pk is None
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

    Raises NotAllowed, Refusal, or ValidationError that names the row's place in `records` (from 1).
    """
    access = Access(actor)
    for record in records:
        record.derive()
    places = {record.organisation_id: record.organisation for record in records}
    for place in places.values():
        if not access.may(Right.WRITE, ledger, place):
            raise NotAllowed(f"你的岗位不能在{place}登记{ledger.title}。")
    for index, record in enumerate(records, start=1):
        record.jurisdiction_id = record.organisation.jurisdiction_id
        try:
            _check(record, against_database=False)
        except ValidationError as error:
            first = "；".join(error.messages)
            raise ValidationError(f"第{index}条：{first}") from None
    owners = {key: numbering_organisation(place) for key, place in places.items()}
    series: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for record in records:
        series[owners[record.organisation_id].pk, record.year()].append(record)
    with transaction.atomic():
        now = clock.now()
        for (owner_id, year), rows in series.items():
            owner = next(owner for owner in owners.values() if owner.pk == owner_id)
            for record, number in zip(rows, take_numbers(owner, ledger.letters, year, len(rows)), strict=True):
                record.number, record.numbered_by, record.created_at = number, owner.pk, now
        try:
            with transaction.atomic():
                saved: list[Row] = (
                    type(records[0])._default_manager.bulk_create(records, batch_size=1000) if records else []
                )
        except IntegrityError:
            raise Refusal(_DUPLICATE) from None
        acts = (
            chain.Act(
                organisation=record.organisation,
                ledger=ledger.key,
                record_id=record.pk,
                verb="create",
                changes=_loggable(record, {name: [None, value] for name, value in _facts(record).items() if value}),
                why=why,
            )
            for record in saved
        )
        chain.write(actor, acts)
    return saved


def void(ledger: Ledger, *, actor: Account, record: Row, why: str, expected_version: int | None = None) -> Row:
    """Strike out a row that was entered in error. It stays readable and counts nowhere.

    Raises as `save` does, and Refusal without a reason.
    """
    if not why.strip():
        raise Refusal("请写明作废原因。")
    today = clock.today()
    return save(
        ledger,
        actor=actor,
        record=record,
        changes={"voided_on": today, "void_reason": why.strip()[:200]},
        why=why.strip(),
        expected_version=expected_version,
        verb="void",
    )


def reveal(ledger: Ledger, *, actor: Account, record: LedgerRow, field: str, why: str) -> str:
    """The full text of a sealed field, for a stated reason; the act is logged, the text is not.

    Raises NotAllowed or Refusal.
    """
    if not Access(actor).may(Right.REVEAL, ledger, record.organisation):
        raise NotAllowed("你的岗位不能查看完整的个人信息。")
    if not why.strip():
        raise Refusal("请写明查看的理由。")
    sealed = getattr(record, field)
    with transaction.atomic():
        act = chain.Act(
            organisation=record.organisation,
            ledger=ledger.key,
            record_id=record.pk,
            verb="reveal",
            changes={field: [None, None]},
            why=why.strip()[:400],
        )
        chain.write(actor, [act])
    return str(sealed.reveal()) if sealed else ""


def _fresh(record: Row, expected_version: int | None) -> Row:
    """The row as it stands now; the caller's object is left as it is, so a refusal leaves nothing half-changed."""
    model = type(record)
    found = (
        model._default_manager.select_related("organisation")
        .filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id)
        .first()
    )
    if found is None:
        raise Refusal("这条记录已经不在了，请回到台账查找。")
    if expected_version is not None and found.version != expected_version:
        raise Stale("这条记录在你打开以后已被别人改过。你填的内容还在下面，请对照现在的内容再保存。")
    if found.voided_on is not None:
        raise Refusal("这条记录已经作废，不能再改。")
    return found


def _lock(record: LedgerRow) -> None:
    """Hold the row until the transaction ends, and make sure that nobody wrote it since `_fresh`."""
    held = (
        type(record)
        ._default_manager.select_for_update()
        .filter(pk=record.pk, jurisdiction_id=record.jurisdiction_id)
        .values_list("version", flat=True)
        .first()
    )
    if held != record.version:
        raise Stale("这条记录刚刚被别人改过。你填的内容还在下面，请对照现在的内容再保存。")


def _place(ledger: Ledger, actor: Account, record: LedgerRow, was_at: Organisation | None, *, by_step: bool) -> None:
    """Check that the actor may write where the row stands and where it is to stand, and set its jurisdiction."""
    if record.organisation_id is None:
        raise ValidationError({"organisation": ["请选择所属组织。"]})
    place = record.organisation
    access = Access(actor)
    for touched in {place, was_at} - {None}:
        assert touched is not None
        if not by_step and not access.may(Right.WRITE, ledger, touched):
            raise NotAllowed(f"你的岗位不能在{touched}登记或修改{ledger.title}。")
    if ledger.levels is not None and place.level not in ledger.levels:
        raise ValidationError({"organisation": [f"{ledger.title}不能登记在{place}这一级，请另选所属组织。"]})
    if was_at is not None and was_at.jurisdiction_id != place.jurisdiction_id:
        raise Refusal("不能把记录移到另一个辖区：请在那里重新登记，并将这一条作废。")
    record.jurisdiction_id = place.jurisdiction_id


def _refuse_step_fields(ledger: Ledger, record: LedgerRow, changes: Mapping[str, Any]) -> None:
    assert ledger.process is not None
    for name in changes:
        if name in ledger.process.dated_fields():
            title = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refusal(f"“{title}”只能通过办理流程来改，不能直接填写。")


def _check(record: LedgerRow, *, against_database: bool = True) -> None:
    """Run the field rules, the register's own rules and the constraints; raises ValidationError by field.

    `against_database` is left out for a batch, where the database's own constraints judge the whole batch at once.
    """
    errors: dict[str, list[Any]] = defaultdict(list)
    kept = {"number", "numbered_by", "created_at"}
    relations = {field.name for field in record._meta.concrete_fields if field.is_relation}
    record.derive()
    try:
        record.clean_fields(exclude=kept if against_database else kept | relations)
    except ValidationError as error:
        _gather(errors, error)
    for field in record._meta.concrete_fields:
        if isinstance(field, BlindIndexField) and field.of not in errors:
            field.fill(record)
    if not errors:
        record.derive()
    try:
        record.clean()
    except ValidationError as error:
        _gather(errors, error)
    if not errors and against_database:
        try:
            record.validate_constraints(exclude=kept)
        except ValidationError as error:
            _gather(errors, error)
    if errors:
        raise ValidationError(dict(errors))
    try:
        refuse_foreign_references(record)
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


def _loggable(record: models.Model, changed: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
    return {name: [_text(record, name, value) for value in pair] for name, pair in changed.items()}


def _text(record: models.Model, name: str, value: Any) -> str | None:
    """A fact as the log holds it: sealed values as ciphertext, nothing as None."""
    if value is None or value == "":
        return None
    field = record._meta.get_field(name)
    if isinstance(field, SealedField):
        return field.get_prep_value(value)
    return str(value)
