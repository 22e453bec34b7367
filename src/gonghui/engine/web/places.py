"""Where the day begins, and the list of places below a place."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import Catalogue
from gonghui.engine.fields.values import typed
from gonghui.engine.people.models import Account
from gonghui.engine.web.frame import beginning
from gonghui.engine.web.page import PlacePage
from gonghui.engine.web.signing import ask_to_sign_in

PAGE_SIZE = 50


class Home(View):
    """Sends a person to the highest place of their posts."""

    catalogue: Catalogue = Catalogue(areas=(), ledgers=(), indicators=(), roles={}, levels={})

    def get(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Account):
            return ask_to_sign_in(request)
        place = Access(request.user).home()
        if place is None:
            context = {
                "title": "还没有岗位",
                "words": f"{request.user.name}，你的账号还没有岗位，所以看不到任何台账。",
                "remedy": "请联系系统管理员安排岗位。",
                "signed_in": True,
            }
            return render(request, "gonghui/error.html", context, status=403)
        return HttpResponseRedirect(beginning(place))


class Places(PlacePage):
    """All places at and below this one, to be searched by name, initials or code."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        sought = typed(request.GET.get("q"))
        rows = Organisation.objects.filter(path__startswith=self.place.path, closed_on=None).exclude(pk=self.place.pk)
        if sought:
            rows = rows.filter(
                Q(name__icontains=sought) | Q(initials__startswith=sought.lower()) | Q(code__iexact=sought)
            )
        page = Paginator(rows.order_by("path"), PAGE_SIZE).get_page(request.GET.get("page"))
        base = self.place.level
        found = [(node, beginning(node), self.catalogue.levels.get(node.level, ""), node.level - base) for node in page]
        return self.show("gonghui/places.html", sought=sought, page=page, found=found)
