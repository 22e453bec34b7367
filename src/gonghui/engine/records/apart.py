"""Of a register that keeps some rows apart, those that a person sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import Ledger


def seen_by(access: Access, ledger: Ledger, rows: QuerySet[Any], place: Organisation) -> QuerySet[Any]:
    """`rows` of the register, which lie at `place` or below, without those that are kept apart from the person."""
    apart = ledger.apart
    if apart is None or access.holds_any(apart.roles, place):
        return rows
    named = Q(pk__in=[])
    for column in apart.named_in:
        named |= Q(**{column: access.account.name})
    return rows.filter(~apart.which | named)
