"""Addresses of many pages that differ in one part alone: Django is asked once for what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.urls import reverse

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ledger

# A code that no organisation has, since none is so long.
_ANY = "any" * 20
# What Django leaves as it is within an address.
_SAFE = "!$&'()*+,;=/~:@"


def before_register(place: Organisation) -> str:
    """What stands before `KEY/` in the address of every register's list at `place`."""
    return reverse("ledger", args=[place.code, "key"]).removesuffix("key/")


def before_record(place: Organisation, ledger: Ledger) -> str:
    """What stands before `ID/` in the address of every record of `ledger` at `place`."""
    return reverse("record", args=[place.code, ledger.key, 0]).removesuffix("0/")


def at_places(name: str, *rest: str) -> Callable[[Organisation], str]:
    """The address of one page at any place; raises NoReverseMatch where there is no page of that name.

    >>> at_places("ledger", "members")(town)  # doctest: +SKIP
    '/T1/ledgers/members/'
    """
    before, after = reverse(name, args=[_ANY, *rest]).split(_ANY)
    return lambda place: f"{before}{quote(place.code, safe=_SAFE)}{after}"
