"""Checks, at start-up, that a catalogue names only what exists; a typo is an error with the register's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Q

from gonghui.engine.access.rights import Right
from gonghui.engine.declare.catalogue import Catalogue
from gonghui.engine.declare.ledger import Ledger
from gonghui.engine.declare.process import Process
from gonghui.engine.declare.reminder import COMPARISONS
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.plain import clock

# The names that a list's address uses itself.
RESERVED = frozenset({"q", "page", "sort", "voided", "found", "todo", "columns"})


def check_catalogue(catalogue: Catalogue) -> list[CheckMessage]:
    """Every error of the catalogue: E001 unknown field, E002 key, E003 area, E004 role, E005 process, E006 search,
    E007 filter, E008 totals, E009 indicator, E010 reminder.
    """
    found: list[CheckMessage] = []
    found += _twice("register", ((ledger.key, ledger.title) for ledger in catalogue.ledgers))
    found += _twice("letters", ((ledger.letters, ledger.key) for ledger in catalogue.ledgers))
    figures = (*catalogue.indicators, *catalogue.sources)
    found += _twice("indicator", ((indicator.code, indicator.name) for indicator in figures))
    areas = {area.key for area in catalogue.areas}
    for ledger in catalogue.ledgers:
        if ledger.area not in areas:
            found.append(Error(f"{ledger.key}: the area {ledger.area!r} does not exist.", id="declare.E003"))
        found += _check_fields(ledger)
        found += _check_form(ledger)
        found += _check_roles(ledger, catalogue)
        found += _check_search(ledger)
        found += _check_filters(ledger)
        found += _check_reminders(ledger)
        if ledger.process is not None:
            found += _check_process(ledger, ledger.process, catalogue)
    known = {ledger.key for ledger in catalogue.ledgers}
    found += [
        Error(f"{indicator.code}: its register {indicator.ledger.key!r} is not in the catalogue.", id="declare.E009")
        for indicator in figures
        if indicator.ledger.key not in known
    ]
    return found


def field_at(model: type[models.Model], path: str) -> models.Field[object, object] | None:
    """The field at the end of a path such as employer__name, or None."""
    name, _, rest = path.partition("__")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if not isinstance(field, models.Field):
        return None
    if not rest:
        return field
    related = field.related_model
    return field_at(related, rest) if isinstance(related, type) and issubclass(related, models.Model) else None


def _twice(what: str, names: Iterable[tuple[str, str]]) -> list[CheckMessage]:
    """An error for each name that several declare, with who they are: `names` are pairs of a name and its owner."""
    owners: dict[str, list[str]] = defaultdict(list)
    for name, owner in names:
        owners[name].append(owner)
    return [
        Error(
            f"{what} {name!r}: declared by {' and by '.join(by)}: choose another for one of them.",
            id="declare.E002",
        )
        for name, by in owners.items()
        if len(by) > 1
    ]


def _check_fields(ledger: Ledger) -> Iterator[CheckMessage]:
    named: dict[str, Iterable[str]] = {
        "heading": [ledger.heading],
        "columns": ledger.columns,
        "form": ledger.form_fields(),
        "filters": ledger.filters,
        "totals": ledger.totals,
        "wide": ledger.wide,
        "usual": ledger.usual,
        "repeated": ledger.repeated,
        "follows": [ledger.follows.field] if ledger.follows else [],
    }
    for part, names in named.items():
        for name in names:
            if "__" in name or field_at(ledger.model, name) is None:
                yield Error(f"{ledger.key}: {part} names {name!r}, which is no field.", id="declare.E001")
    for name in ledger.order:
        if field_at(ledger.model, name.removeprefix("-")) is None:
            yield Error(f"{ledger.key}: order names {name!r}, which is no field.", id="declare.E001")
    if ledger.heading not in ledger.columns:
        yield Error(f"{ledger.key}: the heading {ledger.heading!r} is not among the columns.", id="declare.E001")
    for name in ledger.totals:
        field = field_at(ledger.model, name)
        if field is not None and not isinstance(field, models.IntegerField | models.DecimalField):
            yield Error(f"{ledger.key}: {name!r} cannot be summed.", id="declare.E008")


def _check_form(ledger: Ledger) -> Iterator[CheckMessage]:
    for name, times in Counter(ledger.form_fields()).items():
        if times > 1:
            yield Error(f"{ledger.key}: the form asks for {name!r} twice.", id="declare.E001")
        field = field_at(ledger.model, name)
        if field is not None and not field.editable:
            yield Error(f"{ledger.key}: the form asks for {name!r}, which nobody fills.", id="declare.E001")


def _check_roles(ledger: Ledger, catalogue: Catalogue) -> Iterator[CheckMessage]:
    for right, roles in ledger.grants.items():
        for role in sorted(set(roles) - set(catalogue.roles)):
            yield Error(f"{ledger.key}: {right} is granted to {role!r}, which is no role.", id="declare.E004")
        for role in sorted(set(roles) - set(ledger.roles_with(Right.READ))):
            yield Error(f"{ledger.key}: {role!r} may {right} but not read.", id="declare.E004")


def _check_search(ledger: Ledger) -> Iterator[CheckMessage]:
    indexed = {field.of for field in ledger.model._meta.concrete_fields if isinstance(field, BlindIndexField)}
    for name in ledger.search:
        field = field_at(ledger.model, name)
        if field is None:
            yield Error(f"{ledger.key}: search names {name!r}, which is no field.", id="declare.E001")
        elif isinstance(field, SealedField):
            if "__" in name or name not in indexed:
                yield Error(f"{ledger.key}: {name!r} is sealed and has no blind index to search.", id="declare.E006")
        elif not isinstance(field, models.CharField | models.TextField):
            yield Error(f"{ledger.key}: {name!r} is not text to search in.", id="declare.E006")


def _check_filters(ledger: Ledger) -> Iterator[CheckMessage]:
    for name in ledger.filters:
        field = field_at(ledger.model, name)
        if field is None:
            continue
        if name in RESERVED:
            yield Error(f"{ledger.key}: a list's address uses the name {name!r} itself.", id="declare.E007")
        if not field.choices and not isinstance(field, models.BooleanField | models.DateField | models.IntegerField):
            yield Error(f"{ledger.key}: {name!r} cannot be a filter.", id="declare.E007")


def _check_reminders(ledger: Ledger) -> Iterator[CheckMessage]:
    for key, times in Counter(reminder.key for reminder in ledger.reminders).items():
        if times > 1:
            yield Error(f"{ledger.key}: the reminder {key!r} is declared twice.", id="declare.E002")
    for reminder in ledger.reminders:
        if field_at(ledger.model, reminder.field) is None:
            yield Error(f"{ledger.key}: a reminder is of {reminder.field!r}, which is no field.", id="declare.E001")
        for wrong in _unreadable(ledger, reminder.where(clock.today())):
            yield Error(f"{ledger.key}: the reminder {reminder.key!r} {wrong}.", id="declare.E010")


def _unreadable(ledger: Ledger, condition: Q) -> Iterator[str]:
    """What keeps a condition from being read of a row in memory."""
    if condition.negated:
        yield "negates, which empty fields make ambiguous"
    for part in condition.children:
        if isinstance(part, Q):
            yield from _unreadable(ledger, part)
            continue
        path, value = part  # type: ignore[misc]
        name, _, comparison = str(path).partition("__")
        for named in (name, value.name if isinstance(value, F) else name):  # type: ignore[attr-defined]
            if field_at(ledger.model, named) is None:
                yield f"compares {named!r}, which is no field"
        if comparison not in COMPARISONS:
            yield f"compares by {comparison!r}, which a row in memory cannot"


def _check_process(ledger: Ledger, process: Process, catalogue: Catalogue) -> Iterator[CheckMessage]:
    states = {state.key for state in process.states}
    steps = {step.key for step in process.steps}
    for name in sorted(process.dated_fields()):
        if field_at(ledger.model, name) is None:
            yield Error(f"{ledger.key}: its process names {name!r}, which is no field.", id="declare.E001")
        if name in ledger.form_fields():
            yield Error(f"{ledger.key}: only a step writes {name!r}, yet the form asks for it.", id="declare.E005")
    for step in process.steps:
        if step.due and field_at(ledger.model, step.due) is None:
            yield Error(f"{process.key}: {step.key} is due on {step.due!r}, which is no field.", id="declare.E001")
        for state in sorted({*step.start, step.end} - states):
            yield Error(f"{process.key}: {step.key} names the state {state!r}, which is none.", id="declare.E005")
        for role in sorted({*step.by, *step.external_by} - set(catalogue.roles)):
            yield Error(f"{process.key}: {step.key} is for {role!r}, which is no role.", id="declare.E004")
    for key in sorted({*process.line, *process.separate} - steps):
        yield Error(f"{process.key}: the line or the separation names {key!r}, which is no step.", id="declare.E005")
    reached = {process.initial} | {step.end for step in process.steps}
    for state in sorted((states - reached) | ({process.initial} - states)):
        yield Error(f"{process.key}: the state {state!r} is never reached or is none.", id="declare.E005")
