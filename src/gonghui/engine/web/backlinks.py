"""What belongs to a record in other registers: a centre's rooms, an inspection's results, an employer's cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.records.apart import seen_by
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.web.ledger_page import LedgerPage

SHOWN = 6


@dataclass(frozen=True)
class Backlinks:
    """The rows of one register that name the record: the newest few, how many there are, and where to enter one."""

    ledger: Ledger
    rows: tuple[Any, ...]
    count: int
    enter: str


def backlinks(page: LedgerPage, record: LedgerRow) -> list[Backlinks]:
    """By register that the person may read; registers without such rows stand only where one may be entered."""
    found = []
    for ledger in page.catalogue.ledgers:
        if not page.may(Right.READ, ledger):
            continue
        for field in ledger.model._meta.concrete_fields:
            if isinstance(field, LocalKey) and field.related_model is type(record):
                rows = at_place(ledger.model._default_manager.all(), page.place).filter(
                    voided_on=None, **{field.attname: record.pk}
                )
                rows = seen_by(page.access, ledger, rows, page.place)
                newest = tuple(rows.order_by("-id")[: SHOWN + 1])
                count = len(newest) if len(newest) <= SHOWN else rows.count()
                enter = _enter(page, ledger, field.name, record)
                if count or enter:
                    found.append(Backlinks(ledger, newest[:SHOWN], count, enter))
    return found


def _enter(page: LedgerPage, ledger: Ledger, name: str, record: LedgerRow) -> str:
    """The address of the form for a new row that names the record, or nothing."""
    if record.voided_on is not None or not page.may(Right.WRITE, ledger):
        return ""
    if name not in ledger.form_fields():
        return ""
    return f"{reverse('new', args=[page.place.code, ledger.key])}?{urlencode({name: record.number})}"
