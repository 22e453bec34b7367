"""账号: who can sign in here, whose door is shut, and what an administrator does about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.fields.values import typed
from gonghui.engine.people.models import Account
from gonghui.engine.records import accounts, attempts
from gonghui.engine.records.door import clean_note
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.page import PlacePage
from gonghui.plain.whole import whole_number

SHOWN = 300


@dataclass(frozen=True)
class AccountShown:
    """An account: where it works, how its door stands, and whether this administrator is in charge of it."""

    account: Account
    places: tuple[Organisation, ...]
    shut: bool
    in_charge: bool
    own: bool


class Accounts(PlacePage):
    """The accounts of those who hold, or held, a post at the place or below; only who gives posts sees the page."""

    nav = "accounts"

    def prepare(self) -> None:
        if self.access.roles_at(self.place).isdisjoint(self.catalogue.appointing):
            raise Http404

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Reset the password, disable, enable or unlock."""
        act = request.POST.get("act", "")
        if act not in {"reset", *_DONE}:
            return self._page(error="请点每个账号后面的按钮。", status=400)
        found = self._accounts().filter(pk=whole_number(request.POST.get("account")) or 0).first()
        if found is None:
            raise Http404
        try:
            why = clean_note(typed(request.POST.get("why")), LogEntry, "why", "理由")
            if act == "reset":
                password = accounts.reset_password(self.catalogue, actor=self.account, account=found, why=why)
                response = self._page(reset=found, password=password)
                response.headers["Cache-Control"] = "no-store"
                return response
            self._act(act, found, why)
        except NotAllowed as error:
            raise PermissionDenied(f"你的岗位不能办这件事：{error.message}") from None
        except Refusal as error:
            return self._page(error=error.message, status=400)
        messages.success(request, _DONE[act].format(found.name))
        return redirect("accounts", self.place.code)

    def _act(self, act: str, account: Account, why: str) -> None:
        if act == "unlock":
            accounts.unlock(self.catalogue, actor=self.account, account=account)
            return
        acts: dict[str, Callable[..., None]] = {"disable": accounts.disable, "enable": accounts.enable}
        acts[act](self.catalogue, actor=self.account, account=account, why=why)

    def _accounts(self) -> QuerySet[Account]:
        return Account.objects.filter(posts__organisation__path__startswith=self.place.path).distinct()

    def _page(
        self, *, error: str = "", reset: Account | None = None, password: str = "", status: int = 200
    ) -> HttpResponse:
        sought = typed(self.request.GET.get("q"))
        rows = self._accounts().order_by("-is_active", "username")
        if sought:
            rows = rows.filter(Q(name__icontains=sought) | Q(username__icontains=sought))
        found = list(rows[: SHOWN + 1])
        shut = attempts.shut([account.username for account in found])
        places = accounts.places_of(found)
        shown = [
            AccountShown(
                account,
                tuple(dict.fromkeys(places[account.pk])),
                account.username in shut,
                account.pk != self.account.pk
                and all(
                    not self.access.roles_at(at).isdisjoint(self.catalogue.appointing) for at in places[account.pk]
                ),
                account.pk == self.account.pk,
            )
            for account in found[:SHOWN]
        ]
        return self.show(
            "gonghui/accounts.html",
            shown=shown,
            more=len(found) > SHOWN,
            sought_account=sought,
            error=error,
            reset=reset,
            password=password,
            status=status,
        )


_DONE = {
    "disable": "{}的账号已停用，登录着的也已退出。",
    "enable": "{}的账号已启用，密码还是原来的。",
    "unlock": "{}的账号可以登录了。",
}
