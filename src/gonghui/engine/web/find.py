"""One search over every register that the person may read at a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.columns import ListColumn, columns
from gonghui.engine.fields.listing import compact, matching, may_be_personal, sealed_match, words
from gonghui.engine.fields.values import FieldKind, typed
from gonghui.engine.records.apart import seen_by
from gonghui.engine.web.page import PlacePage

SHOWN = 5
_TOLD = 4


@dataclass(frozen=True)
class Hits:
    """The first rows of a register in which the text is found; `address` is the whole list, where one may be given."""

    ledger: Ledger
    rows: list[tuple[Any, str, str]]
    more: bool
    address: str


class Find(PlacePage):
    """Finds a name, number, initials or personal number in all registers; a personal number enters no address."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._show(typed(request.GET.get("q")), typed_in_address=True)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        text = typed(request.POST.get("q"))
        if may_be_personal(text) or self._bears(text):
            return self._show(text, typed_in_address=False)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'q': text})}")

    def _bears(self, text: str) -> bool:
        """Whether a sealed value somewhere here is just this text: then no address may carry it."""
        return bool(text) and any(
            at_place(ledger.model._default_manager.filter(sealed_match(ledger, text)), self.place).exists()
            for ledger in self._readable()
        )

    def _readable(self) -> list[Ledger]:
        return [ledger for ledger in self.catalogue.ledgers if self.access.may(Right.READ, ledger, self.place)]

    def _show(self, text: str, *, typed_in_address: bool) -> HttpResponse:
        readable = self._readable()
        hits = [self._hits(ledger, text, typed_in_address) for ledger in readable] if text else []
        found = [each for each in hits if each.rows]
        return self.show("gonghui/find.html", sought=text, hits=found, readable=readable)

    def _hits(self, ledger: Ledger, text: str, typed_in_address: bool) -> Hits:
        rows = at_place(ledger.model._default_manager.filter(voided_on=None), self.place)
        rows = seen_by(self.access, ledger, rows, self.place)
        if may_be_personal(text):
            rows = rows.filter(matching(ledger, text) | matching(ledger, compact(text)))
        else:
            for word in words(text):
                rows = rows.filter(matching(ledger, word))
        shown = columns(ledger)
        related = [column.name for column in shown if column.field.kind in {FieldKind.PLACE, FieldKind.RECORD}]
        found = list(rows.select_related(*related or ["organisation"]).order_by(*ledger.order)[: SHOWN + 1])
        address = reverse("ledger", args=[self.place.code, ledger.key])
        return Hits(
            ledger,
            [(row, self._heading(shown, row), self._beside(shown, row)) for row in found[:SHOWN]],
            len(found) > SHOWN,
            f"{address}?{urlencode({'q': text})}" if typed_in_address else "",
        )

    def _heading(self, shown: list[ListColumn], row: Any) -> str:
        return next((column.text(row) for column in shown if column.role == "heading"), str(row))

    def _beside(self, shown: list[ListColumn], row: Any) -> str:
        """What tells the row from others of its name: number, and the first facts that its list shows."""
        told = [row.number]
        for kinds in ({FieldKind.CHOICE, FieldKind.PLACE, FieldKind.RECORD}, {FieldKind.DAY, FieldKind.MONEY}):
            for column in shown:
                if column.role not in {"plain", "state"} or column.field.kind not in kinds or len(told) >= _TOLD:
                    continue
                if column.text(row):
                    told.append(column.text(row))
        return "，".join(told)
