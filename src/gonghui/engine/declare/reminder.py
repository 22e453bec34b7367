"""What a record may lack or say oddly and is saved all the same: it is told, and found again in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Field, Model, Q

from gonghui.engine.vault.fields import BlindIndexField, SealedField

# What a reminder compares by; the empty one is equality.
COMPARISONS = frozenset({"", "exact", "gt", "gte", "lt", "lte", "in", "isnull"})


@dataclass(frozen=True)
class Reminder:
    """Something to complete or to look at again in the rows that `where` finds on a day.

    `title` names it in the list's filter (缺建会日期), `message` says at the record what to do about `field`. `where`
    is read both by the database and of a row in memory: it is made of `&`, `|` and COMPARISONS of the row's own
    fields with values or with `F` of another field; nothing is negated.
    """

    key: str
    title: str
    field: str
    message: str
    where: Callable[[date], Q]


def lacks(model: type[Model], name: str, *, where: Q | None = None, message: str = "") -> Reminder:
    """Reminds of a field left empty, in all rows or in those that `where` finds.

    >>> lacks(Employer, "uscc").title  # doctest: +SKIP
    '缺统一社会信用代码'
    """
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    title = str(field.verbose_name)
    empty = _is_empty(model, field)
    narrowed = empty if where is None else where & empty
    return Reminder(f"lacks_{name}", f"缺{title}", name, message or f"{title}待补。", lambda _today: narrowed)


def looks_odd(key: str, title: str, field: str, message: str, where: Q) -> Reminder:
    """Asks to look again at what `where` finds: unusual, or at odds with another field, and yet possible."""
    return Reminder(key, title, field, message, lambda _today: where)


def _is_empty(model: type[Model], field: Field[object, object]) -> Q:
    if isinstance(field, SealedField):
        # Sealed text cannot be compared; its blind index is empty where it is.
        index = next(
            one for one in model._meta.concrete_fields if isinstance(one, BlindIndexField) and one.of == field.name
        )
        return Q(**{index.name: ""})
    empty = Q(**{f"{field.name}__isnull": True}) if field.null else Q()
    return empty | Q(**{field.name: ""}) if field.empty_strings_allowed and not field.is_relation else empty
