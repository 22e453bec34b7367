"""Keeps a form as it is typed, and throws what was kept away; the forms' own pages offer it again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.records.unfinished import FormAt, was_sent
from gonghui.engine.web.form import RecordForm, posted_version
from gonghui.engine.web.ledger_page import LedgerPage, RecordBase
from gonghui.engine.web.submission import FIELD


class KeepNew(LedgerPage):
    """The form of a new record: kept, or thrown away."""

    needs = Right.WRITE

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = FormAt(self.account, self.place, self.ledger.key)
        if request.POST.get("act") == "discard":
            form.forget()
            return HttpResponseRedirect(reverse("new", args=[self.place.code, self.ledger.key]))
        key = request.POST.get(FIELD, "")
        values = typed_values(request, self)
        if values and not (key and was_sent(self.place, self.ledger.key, key)):
            form.keep(values)
        return HttpResponse(status=204)


class KeepChange(RecordBase):
    """The form of a record that is being changed: kept, or thrown away."""

    needs = Right.WRITE

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = FormAt(self.account, self.record.organisation, self.ledger.key, self.record.pk)
        if request.POST.get("act") == "discard":
            form.forget()
            return HttpResponseRedirect(reverse("change", args=[self.place.code, self.ledger.key, self.record.pk]))
        values = typed_values(request, self)
        # A form that was saved meanwhile, or that somebody else overtook, is offered nobody again.
        if values and posted_version(request.POST) == self.record.version:
            form.keep({**values, "version": str(self.record.version)})
        return HttpResponse(status=204)


def typed_values(request: HttpRequest, page: LedgerPage) -> dict[str, str]:
    """What stands in the boxes of the register's form; nothing where no box was filled."""
    names = page.ledger.form_fields()
    values = {name: str(request.POST[name]) for name in names if name in request.POST}
    return values if any(values.values()) else {}


def resume(form: RecordForm, values: dict[str, str]) -> None:
    """Put what was kept into the boxes; nothing is judged before the person sends the form."""
    for box in form.boxes:
        box.take(values.get(box.name))
        box.known = ""
    form.resumed = True
    if not form.new and values.get("version", "").isdigit():
        form.version = int(values["version"])
