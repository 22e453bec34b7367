"""Suggestions while a name of another record is being typed (an htmx fragment)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.engine.access.rights import Right
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.engine.web.relations import Relation
from gonghui.engine.web.values import Kind, fact, typed


class Choices(LedgerPage):
    """The records that the text in a relation's box may mean, as options of a list."""

    needs = Right.WRITE

    def get(self, request: HttpRequest, field: str, **_kwargs: Any) -> HttpResponse:
        if field not in self.ledger.form_fields():
            raise Http404
        each = fact(self.ledger, field)
        if each.kind not in {Kind.PLACE, Kind.RECORD}:
            raise Http404
        text = typed(request.GET.get(field))
        relation = Relation(self.catalogue, self.access, self.place, self.ledger, each)
        found = relation.suggest(text)
        return render(request, "gonghui/choices.html", {"found": found, "field": field, "text": text})
