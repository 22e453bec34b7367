"""The first page of a new installation: the first union, those above it, and the first person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from gonghui.engine.access.models import Organisation, Post, plant
from gonghui.engine.audit.acting import acting_as
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.plain import pinyin


class FirstRunForm(forms.Form):
    """Who we are: the unions from the province down to this town, and who works here first."""

    province = forms.CharField(label="省级工会", max_length=100, help_text="如××省总工会")
    city = forms.CharField(label="市级工会", max_length=100, help_text="如××市总工会")
    county = forms.CharField(label="县级工会", max_length=100, required=False, help_text="镇直接归市管的，留空")
    town = forms.CharField(label="本镇工会", max_length=100, help_text="如××镇总工会")
    name = forms.CharField(label="你的姓名", max_length=50)
    username = forms.CharField(label="登录账号", max_length=60, help_text="手机号或自己记得住的字母、数字")
    password = forms.CharField(label="口令", widget=forms.PasswordInput, help_text="至少8位，字母和数字都要有")
    again = forms.CharField(label="再输一次口令", widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        if password.isdigit() or password.isalpha():
            raise ValidationError("口令里字母和数字都要有，请改一个。")
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", "两次输入的口令不一样，请重新输入。")
        return cleaned


class FirstRun(View):
    """Shown while there is no union yet, and never again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_empty():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "site/first_run.html", {"form": FirstRunForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FirstRunForm(request.POST)
        if not form.is_valid():
            return render(request, "site/first_run.html", {"form": form}, status=400)
        set_up(form.cleaned_data)
        return redirect("sign-in")


class FirstRunMiddleware:
    """Leads every page of an installation that nobody has set up to the first one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.is_set_up:
            if is_empty() and request.path != reverse("first-run"):
                return redirect("first-run")
            self.is_set_up = not is_empty()
        return self.get_response(request)


def is_empty() -> bool:
    """Whether nobody has set the installation up yet."""
    return not Organisation.objects.exists() and not Account.objects.exists()


def set_up(answers: dict[str, Any]) -> None:
    """Plant the tree down to the town, and give the first person the officer's post there."""
    with transaction.atomic(), acting_as(ActorKind.FIRST_RUN):
        node = None
        for code, level, field in (
            ("P", Level.PROVINCE, "province"),
            ("C", Level.CITY, "city"),
            ("X", Level.COUNTY, "county"),
            ("T1", Level.TOWN, "town"),
        ):
            name = answers[field]
            if name:
                node = plant(code=code, name=name, level=level, parent=node, initials=pinyin.initials(name)[:100])
        assert node is not None
        account = Account.objects.create_account(
            username=answers["username"], name=answers["name"], password=answers["password"]
        )
        Post.objects.create(account=account, organisation=node, role=Role.OFFICER)
        Post.objects.create(account=account, organisation=node, role=Role.SYSTEM_ADMIN)
        door.save(
            UNIONS,
            actor=account,
            record=Union(organisation=node),
            changes={"name": node.name, "kind": UnionKind.GENERAL},
            why="首次建库",
        )
