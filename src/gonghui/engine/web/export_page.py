"""The workbook of what a list shows, to download."""

from __future__ import annotations

import tempfile
from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

from gonghui.engine.access.rights import Right
from gonghui.engine.exchange.export import export
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.engine.web.register import listing_for
from gonghui.plain import clock

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 4 * 1024 * 1024


class Export(LedgerPage):
    """The rows that the list's address asks for, all pages, with the columns that it shows."""

    needs = Right.EXPORT

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        listing = listing_for(self, request)
        # The response closes it.
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, suffix=".xlsx")  # noqa: SIM115
        export(listing, file, place=self.place, actor=self.account)
        file.seek(0)
        name = f"{self.place}{self.ledger.title}{clock.today():%Y%m%d}.xlsx"
        response = FileResponse(file, content_type=TYPE)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
        return response
