"""组织变动: a union is renamed or merged by a document, and several report together, on one page of its place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.models import OFFICE_LEVEL, Organisation
from gonghui.engine.access.rights import Right
from gonghui.engine.fields.values import read_day, typed
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.ledgers.organisations.succession import (
    close_group,
    create_group,
    groups_of,
    may_arrange,
    merge_union,
    rename_union,
)

_UNPROCESSABLE = 422


class TreePage(LedgerPage):
    """What can be arranged of the union of this place; for whoever registers unions here."""

    needs = Right.WRITE

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        acts = {"rename": self._rename, "merge": self._merge, "group": self._group, "close": self._close}
        act = request.POST.get("act", "")
        if act not in acts:
            return self._show(status=_UNPROCESSABLE, error="没有看清要办什么，请再点一次。")
        try:
            said = acts[act]()
        except NotAllowed as refusal:
            raise PermissionDenied(refusal.message) from None
        except (Refusal, ValueError) as refusal:
            return self._show(status=_UNPROCESSABLE, act=act, error=str(refusal), typed=request.POST)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("tree", args=[self.place.code]))

    def _rename(self) -> str:
        said = self.request.POST
        before = self.place.name
        on = read_day(typed(said.get("on")))
        renamed = rename_union(
            actor=self.account,
            place=self.place,
            name=typed(said.get("name")),
            on=on,
            document=typed(said.get("document")),
        )
        return f"{before}已更名为{renamed}。以前的总结仍写当时的名称。"

    def _merge(self) -> str:
        said = self.request.POST
        into = self.siblings().filter(code=typed(said.get("into"))).first()
        if into is None:
            raise Refusal("请选并入哪一个工会。")
        on = read_day(typed(said.get("on")))
        merge_union(actor=self.account, place=self.place, into=into, on=on, document=typed(said.get("document")))
        return f"{self.place}已并入{into}。以前的记录和数字都留着，合并以后的期间一并计入{into}。"

    def _group(self) -> str:
        chosen = list(self.offices_below().filter(code__in=self.request.POST.getlist("member")))
        group = create_group(
            actor=self.account, place=self.place, name=typed(self.request.POST.get("name")), members=chosen
        )
        return f"{group}已建好，代码{group.code}：可以看数字、起草总结。"

    def _close(self) -> str:
        group = groups_of(self.place).filter(code=typed(self.request.POST.get("code"))).first()
        if group is None:
            raise Refusal("没有这个合并汇报组，或者已经停用。")
        close_group(actor=self.account, group=group)
        return f"{group}已停用，起草过的总结仍能查到。"

    def siblings(self) -> Any:
        """The unions into which this one can be merged; a group is no union."""
        if self.place.is_group or self.place.closed_on is not None:
            return Organisation.objects.none()
        found = Organisation.objects.filter(parent_id=self.place.parent_id, level=self.place.level, closed_on=None)
        reached = [one.pk for one in found.exclude(pk=self.place.pk) if may_arrange(self.account, one)]
        return found.filter(pk__in=reached).order_by("path")

    def offices_below(self) -> Any:
        """The offices that can report together."""
        return self.place.children.filter(level__lte=OFFICE_LEVEL, closed_on=None).order_by("path")

    def _show(self, *, status: int = 200, act: str = "", error: str = "", typed: Any = None) -> HttpResponse:
        groups = [
            (group, list(Organisation.objects.filter(path__in=[path for path, _ in group.also]).order_by("path")))
            for group in groups_of(self.place)
        ]
        return self.show(
            "organisations/tree.html",
            status=status,
            siblings=self.siblings() if self.place.parent_id else [],
            offices=self.offices_below(),
            groups=groups,
            act=act,
            error=error,
            typed=typed or {},
            chosen=typed.getlist("member") if typed else [],
        )
