"""The first page of a new installation: the first union, those above it, and the first person."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from gonghui.engine.access.models import Organisation, Post, create_organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.acting import acting_as
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.installation.models import Installation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.appointments import appointed
from gonghui.ledgers.organisations.actions import kind_named
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import Level
from gonghui.offices.place_words import UnionName
from gonghui.offices.roles import Role
from gonghui.plain import clock, pinyin
from gonghui.site import first_run_code

# From the top down; a tree may leave any of them out but the province, and ends with the union that sets up.
_LEVELS = {
    "province": Level.PROVINCE,
    "city": Level.CITY,
    "county": Level.COUNTY,
    "town": Level.TOWN,
    "village": Level.VILLAGE,
}
_LONGEST_STEM = 10


class FirstRunForm(forms.Form):
    """Who we are: the unions from the province down to this one, and who works here first."""

    province = forms.CharField(label="省级工会", max_length=100, help_text="如××省总工会；下面填到本单位为止")
    city = forms.CharField(
        label="市级工会", max_length=100, required=False, help_text="如××市总工会；县直接归省管的，留空"
    )
    county = forms.CharField(
        label="县级工会", max_length=100, required=False, help_text="县、区、县级市总工会；镇直接归市管的，留空"
    )
    town = forms.CharField(
        label="镇级工会", max_length=100, required=False, help_text="镇、乡、街道总工会；本单位是县级的，留空"
    )
    village = forms.CharField(
        label="村级工会", max_length=100, required=False, help_text="村、社区、园区工会；本单位是镇级以上的，留空"
    )
    union_code = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9]*\Z",
        label="工会代码",
        max_length=12,
        required=False,
        help_text="网页地址里用，以后不改；留空就用名称的拼音首字母，如松溪镇总工会是SXZ",
        error_messages={"invalid": "代码只用字母和数字，第一个是字母，如SXZ。"},
    )
    name = forms.CharField(label="你的姓名", max_length=50)
    username = forms.CharField(label="登录账号", max_length=60, help_text="手机号或自己记得住的字母、数字")
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput, help_text="至少8位，字母和数字都要有，不能有账号和姓名"
    )
    again = forms.CharField(label="再输一次密码", widget=forms.PasswordInput)

    one_time_code = forms.CharField(
        label="一次性代码", max_length=40, help_text="在运行serve的那台电脑的窗口里，随启动的提示一起显示"
    )

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_code:
            self.order_fields(["one_time_code"])
        else:
            del self.fields["one_time_code"]
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"
            for validator in field.validators:
                if isinstance(validator, MaxLengthValidator):
                    validator.message = f"{field.label}最多{validator.limit_value}个字，请改短。"

    def clean_one_time_code(self) -> str:
        typed = str(self.cleaned_data["one_time_code"])
        if not first_run_code.is_right(typed):
            raise ValidationError("代码不对。请看运行serve的那台电脑的窗口，照着再填一次；也可以直接在那台电脑上打开。")
        return typed

    def clean_union_code(self) -> str:
        return str(self.cleaned_data["union_code"]).upper()

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        person = Account(username=self.cleaned_data.get("username", ""), name=self.cleaned_data.get("name", ""))
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("province") and not any(cleaned.get(field) for field in _LEVELS if field != "province"):
            self.add_error("town", "还没有填本单位：请从市级往下，填到本单位为止。")
        self._refuse_names_twice(cleaned)
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", "两次输入的密码不一样，请重新输入。")
        return cleaned

    def _refuse_names_twice(self, cleaned: Mapping[str, Any]) -> None:
        """Each level is another union: nobody can put that right later, for those above are not this office's."""
        seen: dict[str, str] = {}
        for field in _LEVELS:
            name = cleaned.get(field)
            if name and name in seen:
                self.add_error(
                    field, f"“{name}”已经填在{self.fields[seen[name]].label}里，请核对；没有这一级的，留空。"
                )
            elif name:
                seen[name] = field


class AlreadySetUp(Exception):
    """Somebody else set the installation up at that moment."""


class FirstRun(View):
    """Shown while there is no union yet, and never again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_empty():
            if request.method == "POST":
                return _already_set_up(request)
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(FirstRunForm(asks_code=first_run_code.is_asked(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FirstRunForm(request.POST, asks_code=first_run_code.is_asked(request))
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            set_up(form.cleaned_data)
        except AlreadySetUp:
            return _already_set_up(request)
        first_run_code.forget()
        messages.success(
            request, f"已建立{form.cleaned_data[own_level(form.cleaned_data)]}。请用刚才填的账号和密码登录。"
        )
        return redirect("sign-in")

    def _show(self, form: FirstRunForm, status: int = 200) -> HttpResponse:
        return render(self.request, "site/first_run.html", {"form": form}, status=status)


def _already_set_up(request: HttpRequest) -> HttpResponse:
    told = {
        "title": "已经由别人建好了",
        "words": "刚才另有一个人先建好了，你填的没有保存，也没有保存一半。",
        "remedy": "请用已有的账号登录；还没有账号的，请建好的那个人在“人员”里给你安排。",
    }
    return render(request, "gonghui/error.html", told, status=409)


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
    """Plant the tree down to the first person's union, and give them the officer's post there.

    Raises AlreadySetUp where somebody else was quicker; nothing is written then.
    """
    with transaction.atomic(), acting_as(ActorKind.FIRST_RUN):
        # Of several at once one holds the installation's row, and the others then find it set up.
        list(Installation.objects.select_for_update())
        if not is_empty():
            raise AlreadySetUp
        node = None
        codes = union_codes(answers)
        for field, level in _LEVELS.items():
            name = answers.get(field)
            if name:
                node = create_organisation(
                    code=codes[field], name=name, level=level, parent=node, initials=pinyin.initials(name)[:100]
                )
        assert node is not None
        account = Account.objects.create_account(
            username=answers["username"], name=answers["name"], password=answers["password"]
        )
        given = [
            Post.objects.create(account=account, organisation=node, role=role, since=clock.today())
            for role in (Role.OFFICER, Role.SYSTEM_ADMIN)
        ]
        chain.write(account, [appointed(post) for post in given])
        door.save(
            UNIONS,
            actor=account,
            record=Union(organisation=node),
            changes={"name": node.name, "kind": kind_named(node.name)},
            why="首次建库",
        )


def own_level(answers: Mapping[str, Any]) -> str:
    """The lowest level that is filled: the union that sets up."""
    return [field for field in _LEVELS if answers.get(field)][-1]


def union_codes(answers: dict[str, Any]) -> dict[str, str]:
    """The codes of the unions in `answers` by level: the own union's as typed, the others their names' initials.

    >>> union_codes({"province": "岫云省总工会", "city": "栖霞市总工会", "county": "", "town": "松溪镇总工会"})
    {'town': 'SXZ', 'province': 'XYS', 'city': 'QXS'}
    """
    codes: dict[str, str] = {}
    own = own_level(answers)
    for field in (own, *(field for field in _LEVELS if field != own)):
        if answers.get(field):
            stem = (answers.get("union_code") if field == own else "") or _initials(answers[field]) or field.upper()
            count = itertools.count(2)
            code = stem
            while code in codes.values():
                code = f"{stem}{next(count)}"
            codes[field] = code
    return codes


def _initials(name: str) -> str:
    letters = pinyin.initials(name.removesuffix(UnionName.of(name).body) or name).upper()
    return letters[:_LONGEST_STEM] if letters.isascii() and letters[:1].isalpha() else ""
