"""What was typed into a box, read back while it is being typed (an htmx fragment)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from gonghui.engine.fields.values import read_day, typed
from gonghui.engine.web.page import PlacePage
from gonghui.plain import clock
from gonghui.plain.typed_days import format_reading

# Says that the day may lie ahead.
FUTURE = "future"


class Reading(PlacePage):
    """The day that the text of a box means, with its year and weekday; what would be right where it means none."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        text = next((typed(request.GET[name]) for name in request.GET if name != FUTURE), "")
        if not text:
            return HttpResponse("")
        try:
            said = format_reading(read_day(text, future=FUTURE in request.GET), clock.today())
        except ValueError as error:
            said = str(error)
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
