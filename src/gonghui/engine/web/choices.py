"""Suggestions while a name of another record is being typed (an htmx fragment)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.engine.access.rights import Right
from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import FieldKind, ledger_field, typed
from gonghui.engine.web.ledger_page import LedgerPage


class Choices(LedgerPage):
    """The records that the text in a reference's box may mean, as options of a list."""

    needs = Right.WRITE

    def get(self, request: HttpRequest, field: str, **_kwargs: Any) -> HttpResponse:
        if field not in self.ledger.form_fields():
            raise Http404
        each = ledger_field(self.ledger, field)
        if each.kind not in {FieldKind.PLACE, FieldKind.RECORD}:
            raise Http404
        text = typed(request.GET.get(field))
        reference = Reference(self.catalogue, self.access, self.place, self.ledger, each)
        found = reference.suggest(text)
        return render(request, "gonghui/choices.html", {"found": found, "field": field, "text": text})
