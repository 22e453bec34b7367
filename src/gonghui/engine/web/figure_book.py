"""指标手册: every indicator with its definition, for whoever asks what a figure means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gonghui.engine.access.rights import Right
from gonghui.engine.web.figure_pages import KIND_TITLES
from gonghui.engine.web.page import PlacePage


class FigureBook(PlacePage):
    """The indicators that the person may read, by area."""

    nav = "figures"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        groups = []
        for area in self.catalogue.areas:
            found = [
                (indicator, KIND_TITLES[indicator.kind])
                for indicator in self.catalogue.indicators
                if indicator.area == area.key and self.access.may(Right.READ, indicator.ledger, self.place)
            ]
            if found:
                groups.append((area.title, found))
        return self.show("gonghui/figure_book.html", groups=groups, count=sum(len(found) for _, found in groups))
