"""What was imported: the list of imports, one import with the records that it wrote, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.exchange.models import Import
from gonghui.engine.exchange.undoing import Hindered, Hindrance, undo
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.engine.web.page import PlacePage
from gonghui.plain.whole import whole_number

_SHOWN = 200
_PAGE = 50
_CONFLICT = 409


@dataclass(frozen=True)
class ImportShown:
    """An import as the list shows it, with the register that it went into."""

    done: Import
    ledger: Ledger
    address: str


class Imports(PlacePage):
    """The imports of a place and below, newest first, of the registers that the person may read; `ledger` is one."""

    nav = "imports"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        readable = {one.key: one for one in self.catalogue.ledgers if self.access.may(Right.READ, one, self.place)}
        only = readable.get(request.GET.get("ledger", ""))
        kept = at_place(Import.objects.exclude(committed_at=None), self.place)
        kept = kept.filter(ledger__in=[only.key] if only else list(readable))
        last = whole_number(request.GET.get("before"))
        if last is not None:
            kept = kept.filter(pk__lt=last)
        found = list(kept.select_related("account", "organisation", "undone_by").order_by("-pk")[: _PAGE + 1])
        shown = [ImportShown(done, readable[done.ledger], self._address(done)) for done in found[:_PAGE]]
        return self.show(
            "gonghui/imports.html",
            shown=shown,
            only=only,
            more=shown[-1].done.pk if len(found) > _PAGE else None,
            importing=[
                one
                for one in readable.values()
                if not one.entered_singly and self.access.may(Right.WRITE, one, self.place)
            ],
        )

    def _address(self, done: Import) -> str:
        return reverse("imported", args=[self.place.code, done.ledger, done.pk])


class ImportedBase(LedgerPage):
    """A page of one import of this place or below."""

    done: Import

    def prepare(self) -> None:
        super().prepare()
        if self.needs is Right.WRITE and not self.importable:
            raise PermissionDenied(f"{self.ledger.title}要逐{self.ledger.unit}登记，没有导入可以撤回。")
        found = (
            at_place(Import.objects.all(), self.place)
            .filter(pk=self.kwargs["pk"], ledger=self.ledger.key)
            .exclude(committed_at=None)
            .select_related("account", "organisation", "undone_by")
            .first()
        )
        if found is None:
            raise Http404
        self.done = found

    def show_import(self, hindrances: list[Hindrance], notice: str = "", status: int = 200) -> HttpResponse:
        """The import, and what keeps it from being taken back."""
        return self.show(
            "gonghui/imported.html",
            status=status,
            ledger=self.ledger,
            done=self.done,
            rows=self._written(),
            back=reverse("ledger", args=[self.place.code, self.ledger.key]),
            may_undo=self.importable and self.done.undone_at is None and self.done.batch is not None,
            hindrances=hindrances[:_SHOWN],
            more_hindrances=max(0, len(hindrances) - _SHOWN),
            notice=notice,
        )

    def _written(self) -> list[Any]:
        """The first records that it wrote, as they stand now; none where the log does not know them."""
        if self.done.batch is None:
            return []
        ids = (
            LogEntry.objects.within(*self.done.organisation.jurisdictions())
            .filter(batch=self.done.batch)
            .exclude(record_id=None)
            .order_by("sequence")
            .values_list("record_id", flat=True)[:_SHOWN]
        )
        return list(self.rows().filter(pk__in=list(ids)).order_by("pk"))


class Imported(ImportedBase):
    """What an import of this place or below did, for whoever may read the register here."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.show_import([])


class UndoAct(ImportedBase):
    """Takes an import back, while nothing rests on it."""

    needs = Right.WRITE

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self._address())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take it back, or name the records that hinder."""
        try:
            undone = undo(self.done, ledger=self.ledger, catalogue=self.catalogue, actor=self.account)
        except Hindered as hindered:
            return self.show_import(hindered.hindrances, status=_CONFLICT)
        except (Refusal, ValidationError) as error:
            said = error.message if isinstance(error, Refusal) else "；".join(error.messages)
            return self.show_import([], said, status=403 if isinstance(error, NotAllowed) else _CONFLICT)
        unit = self.ledger.unit
        messages.success(
            request,
            f"已撤回第{self.done.pk}号导入：新增的{undone.voided}{unit}已作废，改过的{undone.restored}{unit}已恢复原样。",
        )
        return HttpResponseRedirect(self._address())

    def _address(self) -> str:
        return reverse("imported", args=[self.place.code, self.ledger.key, self.done.pk])
