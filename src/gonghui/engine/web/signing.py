"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from gonghui.engine.fields.values import typed
from gonghui.engine.people.models import Account
from gonghui.engine.web.form_snapshot import FormSnapshot

TEMPLATE = "gonghui/sign_in.html"
_WRONG = "账号或密码不对，请核对后再输一次；忘了密码请找系统管理员。"


class SignIn(View):
    """Account and password; five wrong ones shut the account's door for a quarter of an hour (django-axes)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account):
            return HttpResponseRedirect(_next(request))
        return render(request, TEMPLATE, {"next": request.GET.get("next", "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        username = typed(request.POST.get("username"))
        password = request.POST.get("password", "")
        errors: dict[str, str] = {}
        if not username:
            errors["username"] = "请填写账号。"
        if not password:
            errors["password"] = "请填写密码。"  # noqa: S105 - a message
        if not errors:
            account = authenticate(request, username=username, password=password)
            if isinstance(account, Account):
                login(request, account)
                form = FormSnapshot.restore(request)
                if form is not None:
                    return render(request, "gonghui/resubmit.html", {"form": form, "why": "signed_in"})
                return HttpResponseRedirect(_next(request))
            errors["password"] = _WRONG
        context = {
            "errors": errors,
            "username": username,
            "next": request.POST.get("next", ""),
            "form": FormSnapshot.restore(request),
        }
        return render(request, TEMPLATE, context, status=422)


class SignOut(View):
    """Ends the session; only by POST, so that no link elsewhere can sign a person out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        return redirect("sign-in")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards; a posted form goes along and is not lost."""
    form = FormSnapshot.capture(request)
    if form is not None:
        return render(request, TEMPLATE, {"form": form, "next": ""}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403)
    return HttpResponseRedirect(f"{reverse('sign-in')}?{_query(request)}")


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """What django-axes shows when too many wrong passwords came in for an account."""
    minutes = round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    message = (
        f"密码连续{settings.AXES_FAILURE_LIMIT}次不对，这个账号暂停登录{minutes}分钟，"
        "请稍后再试，或找系统管理员重设密码。"
    )
    context = {
        "notice": message,
        "username": request.POST.get("username", "").strip(),
        "next": request.POST.get("next", ""),
        "form": FormSnapshot.restore(request),
    }
    return render(request, TEMPLATE, context, status=429)


def _query(request: HttpRequest) -> str:
    address = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return urlencode({"next": address})


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("home")
