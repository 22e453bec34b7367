"""修改密码: the owner of an account chooses another password; and before anything else where somebody else made it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views import View

from gonghui.engine.people.models import Account
from gonghui.engine.records.accounts import change_password
from gonghui.engine.web.form_snapshot import FormSnapshot
from gonghui.engine.web.signing import ask_to_sign_in, next_address

TEMPLATE = "gonghui/password.html"
# What works for an account whose password somebody else made.
_OPEN = frozenset({"own-password", "sign-in", "sign-out"})


class OwnPassword(View):
    """The old password, the new one, and the new one again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Account):
            return ask_to_sign_in(request)
        return show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Account):
            return ask_to_sign_in(request)
        posted = {name: request.POST.get(name, "") for name in ("old", "new", "again")}
        try:
            account = change_password(request.user, **posted)
        except ValidationError as error:
            return show(request, error.message_dict, status=422)
        # This session goes on; the others' mark of the password no longer fits.
        update_session_auth_hash(request, account)
        form = FormSnapshot.restore(request)
        if form is not None:
            return render(request, "gonghui/resubmit.html", {"form": form, "why": "signed_in"})
        messages.success(request, "密码已改。别处还登录着的，要用新密码重新登录。")
        return HttpResponseRedirect(next_address(request))


def show(request: HttpRequest, errors: dict[str, list[str]] | None = None, *, status: int = 200) -> HttpResponse:
    """The page; what the sign-in page carried through stands in it too."""
    context = {
        "errors": errors or {},
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "form": FormSnapshot.restore(request),
        "account": request.user,
    }
    return render(request, TEMPLATE, context, status=status)


class OwnPasswordFirstMiddleware:
    """Leads every page to the one above until the person has chosen a password that nobody else knows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, Account) and user.must_change and not _is_open(request):
            return HttpResponseRedirect(reverse("own-password"))
        return self.get_response(request)


def _is_open(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in _OPEN
    except Resolver404:
        return False
