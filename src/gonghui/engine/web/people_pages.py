"""人员: who holds which post at a place and below, and the form that gives a post."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.people.models import Account
from gonghui.engine.people.passwords import one_time_password
from gonghui.engine.records import appointments
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.submissions import AlreadySubmitted, once
from gonghui.engine.web.page import PlacePage
from gonghui.engine.web.submission import new_key, submitted
from gonghui.plain import clock
from gonghui.plain.whole import whole_number

FIELDS = ("role", "username", "name", "password", "organisation")
POSTS_SHOWN = 500
MOST_NAMED = 5
_CODE_BEHIND = re.compile(r".*[（(]([^（）()]+)[）)]")


class People(PlacePage):
    """The posts at a place and below; only those who give posts see the page."""

    nav = "people"

    def prepare(self) -> None:
        if self.access.roles_at(self.place).isdisjoint(self.catalogue.appointing):
            raise Http404

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._page({}, {})

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Give a post, or take one back."""
        if request.POST.get("dismiss"):
            return self._dismiss(request)
        typed = {name: request.POST.get(name, "") for name in FIELDS}
        try:
            place = self._named(typed["organisation"])
        except Refusal as error:
            return self._page(typed, {"organisation": [error.message]}, status=400)
        made = ""
        if not typed["password"] and not Account.objects.filter(username=typed["username"].strip()).exists():
            made = one_time_password()
        try:
            post = once(
                self.place,
                appointments.LEDGER,
                submitted(request.POST),
                lambda: appointments.appoint(
                    self.catalogue,
                    actor=self.account,
                    place=place,
                    role=typed["role"],
                    username=typed["username"],
                    name=typed["name"],
                    password=typed["password"] or made,
                ),
            )
        except AlreadySubmitted as known:
            if not known.same:
                return self._page(
                    typed, {"": ["这张表已经安排过岗位，之后内容又有改动，请核对以后再点一次。"]}, status=409
                )
            messages.info(request, "这张表已经提交过，没有再安排一遍。")
            return redirect("people", self.place.code)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self._page(typed, {"": [error.message]}, status=400)
        except ValidationError as error:
            return self._page(typed, error.message_dict, status=400)
        if made:
            response = self._page({}, {}, made=post, password=made)
            response.headers["Cache-Control"] = "no-store"
            return response
        messages.success(request, f"{post.account.name}已是{place}的{self.catalogue.roles[post.role]}。")
        return redirect("people", self.place.code)

    def _dismiss(self, request: HttpRequest) -> HttpResponse:
        found = self._posts().filter(pk=whole_number(request.POST["dismiss"]) or 0).first()
        if found is None:
            raise Http404
        try:
            appointments.dismiss(self.catalogue, actor=self.account, post=found)
        except Refusal as error:
            return self._page({}, {"": [error.message]}, status=400)
        messages.success(request, f"已免去{found.account.name}的岗位。")
        return redirect("people", self.place.code)

    def _named(self, text: str) -> Organisation:
        """The place that was meant, by its code or name; two villages of one name are told apart by code."""
        text = text.strip() or self.place.code
        inside = Organisation.objects.filter(path__startswith=self.place.path)
        by_code = inside.filter(code=_CODE_BEHIND.sub(r"\1", text)).first()
        found = [by_code] if by_code else list(inside.filter(name=text, closed_on=None).order_by("path")[:MOST_NAMED])
        if len(found) > 1:
            written = "、".join(f"{one}（{one.code}）" for one in found)
            raise Refusal(f"叫“{text}”的不止一个，请写明是哪一个：{written}。")
        if not found:
            raise Refusal("这里没有这个名称或代码的组织，请从列表里选。")
        return found[0]

    def _posts(self) -> QuerySet[Post]:
        return (
            Post.objects.filter(organisation__path__startswith=self.place.path)
            .exclude(until__lt=clock.today())
            .select_related("account", "organisation")
            .order_by("organisation__path", "role")
        )

    def _page(
        self,
        typed: dict[str, str],
        errors: dict[str, list[str]],
        *,
        made: Post | None = None,
        password: str = "",
        status: int = 200,
    ) -> HttpResponse:
        titles = self.catalogue.roles
        return self.show(
            "gonghui/people.html",
            posts=[(post, titles.get(post.role, post.role)) for post in self._posts()[:POSTS_SHOWN]],
            roles=titles.items(),
            typed=typed,
            errors=errors,
            made=made,
            made_title=titles.get(made.role, "") if made else "",
            password=password,
            submission=new_key(),
            places=Organisation.objects.filter(path__startswith=self.place.path).order_by("path")[:POSTS_SHOWN],
            status=status,
        )
