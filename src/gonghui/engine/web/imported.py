"""One import as it was written: who brought it in, when, and the records that it added or changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gonghui.engine.access.rights import at_place
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.exchange.models import Import
from gonghui.engine.web.ledger_page import LedgerPage

_SHOWN = 200


class Imported(LedgerPage):
    """What an import of this place or below did, for whoever may read the register here."""

    def get(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        found = (
            at_place(Import.objects.all(), self.place)
            .filter(pk=pk, ledger=self.ledger.key)
            .exclude(committed_at=None)
            .select_related("account", "organisation")
            .first()
        )
        if found is None:
            raise Http404
        return self.show(
            "gonghui/imported.html",
            ledger=self.ledger,
            done=found,
            rows=self._written(found),
            back=reverse("ledger", args=[self.place.code, self.ledger.key]),
        )

    def _written(self, done: Import) -> list[Any]:
        """The first records that it wrote, as they stand now; none where the log does not know them."""
        if done.batch is None:
            return []
        ids = (
            LogEntry.objects.within(done.jurisdiction_id)
            .filter(batch=done.batch)
            .exclude(record_id=None)
            .order_by("sequence")
            .values_list("record_id", flat=True)[:_SHOWN]
        )
        return list(self.rows().filter(pk__in=list(ids)).order_by("pk"))
