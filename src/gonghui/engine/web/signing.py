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
from gonghui.engine.records import attempts, sign_ins
from gonghui.engine.web.form_snapshot import FormSnapshot

TEMPLATE = "gonghui/sign_in.html"
OWN_PASSWORD = "gonghui/password.html"  # noqa: S105 - a template
_WRONG = "账号或密码不对，请核对后再输一次；忘了密码请找系统管理员。"
_DISABLED = "这个账号已经停用，请找系统管理员。"


class SignIn(View):
    """Account and password; five wrong ones from one address shut the account's door to it for a quarter of an hour
    (django-axes).
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account):
            return HttpResponseRedirect(next_address(request))
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
            was_shut = attempts.is_shut(username, address_of(request))
            account = authenticate(request, username=username, password=password)
            if isinstance(account, Account):
                login(request, account)
                sign_ins.log_sign_in(account, address_of(request))
                form = FormSnapshot.restore(request)
                if form is not None:
                    template = OWN_PASSWORD if account.must_change else "gonghui/resubmit.html"
                    return render(
                        request, template, {"form": form, "why": "signed_in", "account": account, "errors": {}}
                    )
                return HttpResponseRedirect(next_address(request))
            errors["password"] = self._refuse(request, username, password, was_shut=was_shut)
        context = {
            "errors": errors,
            "username": username,
            "next": request.POST.get("next", ""),
            "form": FormSnapshot.restore(request),
        }
        return render(request, TEMPLATE, context, status=422)

    def _refuse(self, request: HttpRequest, username: str, password: str, *, was_shut: bool) -> str:
        """Log the refusal and say it; only who knows the password is told that the account is disabled."""
        shut = getattr(request, "axes_locked_out", False)
        # What comes after the door was shut is refused unread, and logged no more.
        if not was_shut:
            sign_ins.log_refused(username, address_of(request), now_shut=shut)
        account = Account.objects.filter(username=username, is_active=False).first()
        return _DISABLED if account is not None and not shut and account.check_password(password) else _WRONG


class SignOut(View):
    """Ends the session; only by POST, so that no link elsewhere can sign a person out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account):
            sign_ins.log_sign_out(Account.objects.get(pk=request.user.pk), address_of(request))
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
        f"密码连续{settings.AXES_FAILURE_LIMIT}次不对，这个账号在这台电脑上暂停登录{minutes}分钟，"
        "请稍后再试，或找系统管理员解除、重设密码。"
    )
    context = {
        "notice": message,
        "username": request.POST.get("username", "").strip(),
        "next": request.POST.get("next", ""),
        "form": FormSnapshot.restore(request),
    }
    return render(request, TEMPLATE, context, status=429)


def address_of(request: HttpRequest) -> str:
    """The network address that a request came from, as the log keeps it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def _query(request: HttpRequest) -> str:
    address = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return urlencode({"next": address})


def next_address(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of this site; else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("home")
