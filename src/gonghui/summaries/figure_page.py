"""A figure opened from a summary: only for whoever may read that summary."""

from __future__ import annotations

from django.http import Http404

from gonghui.engine.web.figure_pages import FigureOpened
from gonghui.summaries import reading


class FigureInPaper(FigureOpened):
    """A figure's page, which tells what a summary says of it only where the person may read the summary."""

    def prepare(self) -> None:
        super().prepare()
        kept = self.frozen_asked(self.request)
        if kept is not None and not reading.may_see_frozen(self.access, kept):
            raise Http404
