"""The base of every page at a place of the tree: who is asking, where, and the frame around the answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import Catalogue
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.people.models import Account
from gonghui.engine.web.form_snapshot import Posting
from gonghui.engine.web.frame import frame
from gonghui.engine.web.signing import ask_to_sign_in


class PlacePage(View):
    """A page at a place. Its address begins with `<str:place>/`, the organisation's code.

    Whoever is not signed in is asked to; a place that the person's posts do not reach is as if it did not exist
    (404). Handlers find `self.account`, `self.access`, `self.place` and `self.catalogue`.

    >>> path("<str:place>/figures/", Figures.as_view(catalogue=CATALOGUE), name="figures")  # doctest: +SKIP
    """

    catalogue: Catalogue = Catalogue(areas=(), ledgers=(), indicators=(), roles={}, levels={})
    # The entry of the left column where the person is: a register's key, or desk, figures, summaries.
    nav: str = ""
    # What a form posted here does, in words; a form is handed back (form_snapshot) only by pages that say so.
    posting: ClassVar[Posting | None] = None

    account: Account
    access: Access
    place: Organisation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return ask_to_sign_in(request)
        self.account = request.user
        self.access = Access(self.account)
        code = kwargs["place"]
        place = self.access.place_held(code) or Organisation.objects.filter(code=code).first()
        if place is None or not self.access.sees(place):
            raise Http404
        self.place = place
        with speaking_at(place, self.catalogue.naming):
            self.prepare()
            return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the page is about, before any handler runs; raise Http404 or PermissionDenied where it may not."""

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render `template`, which extends `gonghui/frame.html`, with the frame's context and `context`."""
        around = frame(
            catalogue=self.catalogue,
            access=self.access,
            place=self.place,
            nav=self.nav,
            match=self.request.resolver_match,
        )
        return render(self.request, template, {**around, **context}, status=status)
