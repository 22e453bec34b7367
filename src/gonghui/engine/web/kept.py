"""What a person typed, handed back where a form could not be taken: nothing typed is lost.

Passwords and sealed values are never written into a page again; the person is told which to type anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.vault.fields import SealedField

# Fields of the form that are machinery, or that no page may repeat.
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "password", "kept_to"})
PREFIX = "kept."
# The titles of what is to be typed anew, on their way through the sign-in page.
ANEW = "kept_anew"


@dataclass(frozen=True)
class KeptField:
    """A posted field: its name and value; its title, and the value in words, where the register knows them."""

    name: str
    value: str
    title: str = ""
    words: str = ""


@dataclass(frozen=True)
class KeptForm:
    """A posted form without what no page may repeat; `left_out` are the titles of what is to be typed anew."""

    address: str
    fields: tuple[KeptField, ...]
    left_out: tuple[str, ...] = ()

    @property
    def told(self) -> list[KeptField]:
        """The fields that a person would know again."""
        return [field for field in self.fields if field.title and field.value]


def keep(request: HttpRequest) -> KeptForm | None:
    """The form that `request` posted, or None where it posted nothing worth keeping."""
    if request.method != "POST" or request.path == "/sign-in/":
        return None
    ledger = _ledger_of(request.path)
    fields: list[KeptField] = []
    left_out: list[str] = []
    for name, values in request.POST.lists():
        if name in _LEFT_OUT:
            continue
        field = _field(ledger, name)
        title = str(getattr(field, "verbose_name", ""))
        if isinstance(field, SealedField) or name == "q":
            # The search box may hold an ID number.
            if any(values):
                left_out.append(title or "查找的内容")
            continue
        fields.extend(_kept(name, str(value), field) for value in values)
    if not fields:
        return None
    return KeptForm(request.get_full_path(), tuple(fields), tuple(left_out))


def carried(request: HttpRequest) -> KeptForm | None:
    """The form that the sign-in page carried through, or None."""
    address = request.POST.get("kept_to", "")
    if not (address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)):
        return None
    ledger = _ledger_of(address.partition("?")[0])
    fields = tuple(
        _kept(name.removeprefix(PREFIX), str(value), _field(ledger, name))
        for name, values in request.POST.lists()
        if name.startswith(PREFIX)
        for value in values
    )
    return KeptForm(address, fields, tuple(map(str, request.POST.getlist(ANEW)))) if fields else None


def _kept(name: str, value: str, field: models.Field[Any, Any] | None) -> KeptField:
    if field is None:
        return KeptField(name, value)
    words = str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        words = "是"  # a box that is not ticked is not posted
    return KeptField(name, value, str(field.verbose_name), words)


def _ledger_of(path: str) -> Ledger | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    catalogue = getattr(match.func, "view_initkwargs", {}).get("catalogue")
    key = match.kwargs.get("key")
    return catalogue.ledger(key) if isinstance(catalogue, Catalogue) and key else None


def _field(ledger: Ledger | None, name: str) -> models.Field[Any, Any] | None:
    if ledger is None:
        return None
    try:
        found = ledger.model._meta.get_field(name.removeprefix(PREFIX))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None
