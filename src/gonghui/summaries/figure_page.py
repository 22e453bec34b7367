"""A figure opened from a summary: only for whoever may read that summary."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from gonghui.engine.web.figure_pages import FigureOpened
from gonghui.plain.periods import format_full_day
from gonghui.summaries import reading
from gonghui.summaries.corrections import flow


class FigureInPaper(FigureOpened):
    """A figure's page, which tells what a summary says of it only where the person may read the summary."""

    def prepare(self) -> None:
        super().prepare()
        kept = self.frozen_asked(self.request)
        if kept is not None and not reading.may_see_frozen(self.access, kept):
            raise Http404

    def remarks(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The signed corrections of what the summary says."""
        kept = self.frozen_asked(request)
        return [
            (
                f"{one}已于{format_full_day(one.signed_on)}签发，这个数更正为{text}。",
                reverse("correction", args=[self.place.code, one.summary_id, one.pk]),
            )
            for one, text in (flow.said_of_frozen(kept) if kept else [])
            if one.signed_on is not None
        ]
