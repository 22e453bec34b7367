"""What the door asks of a row before it writes it: place, references, field rules, the register's own rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import models

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Ledger
from gonghui.engine.records.fields import WritingField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.wording import in_words
from gonghui.engine.sharding.checks import refuse_foreign_references
from gonghui.engine.vault.fields import BlindIndexField, SealedField

# Control characters, and marks that turn the direction of writing: nobody types them, and they hide what is there.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

# Kept by the door itself; nobody sets them and the log need not repeat them.
_KEPT = frozenset({"id", "jurisdiction_id", "number", "numbered_by", "version", "created_at"})
_VOIDING = frozenset({"voided_on", "void_reason"})
SERIES = frozenset({"number", "numbered_by"})


def authorise_place(
    ledger: Ledger, access: Access, record: LedgerRow, was_at: Organisation | None, *, by_step: bool
) -> None:
    """Check that the person may write at the place that the row had and the one that it gets; set its jurisdiction."""
    if record.organisation_id is None:
        # The field that gives the place says it best (a subsidy belongs to the place of its employer).
        record.clean_fields(exclude={"organisation", *_not_typed(record)})
        raise ValidationError({"organisation": ["请选择所属组织。"]})
    place = record.organisation
    for touched in (place, was_at):
        if touched is not None and not by_step:
            refuse_unauthorised(ledger, access, touched)
    if ledger.levels is not None and place.level not in ledger.levels:
        raise ValidationError({"organisation": [f"{ledger.title}不能登记在{place}这一级，请另选所属组织。"]})
    if was_at is not None and was_at.jurisdiction_id != place.jurisdiction_id:
        raise Refusal("不能把记录移到另一个辖区：请在那里重新登记，并将这一条作废。")
    record.jurisdiction_id = place.jurisdiction_id


def refuse_unauthorised(ledger: Ledger, access: Access, place: Organisation) -> None:
    """Raise NotAllowed where the person's posts do not let them write in the register at `place`."""
    if not access.may(Right.WRITE, ledger, place):
        raise NotAllowed(f"你的岗位不能在{place}登记或修改{ledger.title}。")


def refuse_kept(record: LedgerRow, changes: Mapping[str, Any], *, voiding: bool) -> None:
    """The door's own fields, and names that the row does not have, are a mistake of the caller's."""
    known = {name for field in record._meta.concrete_fields for name in (field.name, field.attname)}
    wrong = {name for name in changes if name in _KEPT or name not in known} | (
        set() if voiding else _VOIDING.intersection(changes)
    )
    if wrong:
        raise ValueError(f"{', '.join(sorted(wrong))} of {record._meta.label} cannot be written.")


def refuse_reviewed(ledger: Ledger, before: Mapping[str, Any]) -> None:
    """Refuse to change a case that has gone into review: what was reviewed is not altered behind the review."""
    process = ledger.process
    if process is None or process.may_edit(before[process.field]):
        return
    state = process.state(before[process.field]).title
    raise Refusal(
        f"这一件现在是“{state}”，内容不能再改，没有保存。确实有错的，先办退回，改好以后重新报；登记错了的可以作废。"
    )


def refuse_step_fields(ledger: Ledger, record: LedgerRow, changes: Mapping[str, Any]) -> None:
    """Only a step writes the state and what steps date: not a form, and not a new row that brings them along."""
    if ledger.process is None:
        return
    for name in sorted(ledger.process.dated_fields()):
        untouched = (ledger.process.initial if name == ledger.process.field else None, None, "")
        if name in changes or (record.pk is None and getattr(record, name) not in untouched):
            title = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refusal(f"“{title}”只能通过办理流程来改，不能直接填写。")


def refuse_unseen(
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


def derive(record: LedgerRow) -> None:
    try:
        record.derive()
    except ObjectDoesNotExist:
        raise ValidationError("所选的记录不在本辖区，或者已不存在，请重新选择。") from None


def empty_value(record: LedgerRow, name: str) -> Any:
    """The value of an empty field: the empty string where text cannot be null, else None."""
    field = record._meta.get_field(name)
    return "" if field.empty_strings_allowed and not field.null else None


def _not_typed(record: LedgerRow) -> set[str]:
    """The fields that nobody types: the door's own, and what follows from others."""
    return {field.name for field in record._meta.concrete_fields if not field.editable}


def check(record: LedgerRow, *, against_database: bool = True) -> None:
    """Run the field rules, the register's own rules and the constraints; raises ValidationError by field.

    `against_database` is left out for a batch, where the database's own constraints judge the whole batch at once.
    """
    errors: dict[str, list[Any]] = defaultdict(list)
    relations = {field.name for field in record._meta.concrete_fields if field.is_relation}
    try:
        record.clean_fields(exclude=_not_typed(record) | (set() if against_database else relations))
    except ValidationError as error:
        for name, found in error.error_dict.items():
            errors[name].extend(in_words(_field(record, name), ValidationError(found)).error_list)
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str) and UNSEEN.search(value):
            errors[field.name].append(ValidationError("里面有看不见的控制字符或换行，请删掉，重新输入。"))
    if not errors:
        derive(record)
    for field in record._meta.concrete_fields:
        if isinstance(field, BlindIndexField) and field.of not in errors:
            field.fill(record)
    _clean(record, errors)
    if not errors and against_database:
        try:
            record.validate_constraints(exclude=SERIES)
        except ValidationError as error:
            _gather(errors, error)
    if errors:
        raise ValidationError(dict(errors))
    if against_database:
        refuse_foreign([record])


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


def refuse_foreign(rows: Sequence[LedgerRow]) -> None:
    """Refuse rows that refer to another jurisdiction's; SQLite and stock PostgreSQL would take them."""
    try:
        refuse_foreign_references(*rows)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def _field(record: LedgerRow, name: str) -> models.Field[Any, Any]:
    found = record._meta.get_field(name)
    assert isinstance(found, models.Field)
    return found


def _gather(errors: dict[str, list[Any]], error: ValidationError) -> None:
    found: Iterable[tuple[str, list[Any]]]
    found = error.error_dict.items() if hasattr(error, "error_dict") else [(NON_FIELD_ERRORS, error.error_list)]
    for name, messages in found:
        errors[name].extend(messages)


def facts_of(record: models.Model) -> dict[str, Any]:
    """The row's facts by field, comparable: what the log shows when they change."""
    facts: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if field.name in _KEPT or isinstance(field, BlindIndexField):
            continue
        value = getattr(record, field.attname)
        facts[field.name] = value if isinstance(field, SealedField) else field.get_prep_value(value)
    return facts


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The facts that differ, each with what it was; in a new row, those that are filled."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value and (before or value not in (None, ""))
    }


def loggable(record: models.Model, changed: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
    return {name: [_text(record, name, value) for value in pair] for name, pair in changed.items()}


def _text(record: models.Model, name: str, value: Any) -> str | None:
    """A fact as the log holds it: sealed values as ciphertext, an empty value as None."""
    if value is None or value == "":
        return None
    field = record._meta.get_field(name)
    if isinstance(field, SealedField):
        return field.get_prep_value(value)
    if isinstance(field, WritingField):
        return field.logged(value)
    return str(value)
