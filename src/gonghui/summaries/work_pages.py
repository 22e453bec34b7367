"""Work on a summary: paragraphs, figures updated, submitting and signing, and its versions side by side."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from gonghui.engine.declare import Catalogue
from gonghui.engine.process.steps import Taking, refusal_of, take
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.form import posted_version
from gonghui.engine.web.form_snapshot import Posting
from gonghui.plain import clock
from gonghui.plain.whole import whole_number
from gonghui.summaries import drafting, editing, untied
from gonghui.summaries.comparing import side_by_side
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Made, SummaryVersion
from gonghui.summaries.pages import SummaryRead
from gonghui.summaries.paper import Paper, from_json
from gonghui.summaries.process import SIGN_OFF

_DONE = {
    "save": "已保存。",
    "add": "已加上一段。",
    "up": "已上移。",
    "down": "已下移。",
    "delete": "已删除；要找回来，看“历次版本”。",
    "tell": "已换成这种说法。",
}
_ACTS = {
    "save": "改写这一段",
    "add": "在这一段后面加一段",
    "up": "上移",
    "down": "下移",
    "delete": "删除",
    "tell": "换一种说法",
}


class SummaryBlock(SummaryRead):
    """One block of the text is rewritten, moved, deleted, or followed by a new paragraph."""

    posting = Posting("改总结的正文", {"act": "怎样改", "text": "这一段", "telling": "说法"}, {"act": _ACTS})

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return redirect("summary", self.place.code, self.summary.pk)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        index: int = self.kwargs["index"]
        act, text = request.POST.get("act", ""), request.POST.get("text", "")
        if act not in _DONE:
            raise Http404
        paper = drafting.paper_of(self.summary)
        narrator = drafting.narrator_for(self.catalogue, self.summary, paper)
        acts: dict[str, Callable[[], Paper]] = {
            "save": lambda: editing.rewrite_block(paper, index, text, narrator),
            "add": lambda: editing.add_paragraphs(paper, index, text, narrator),
            "up": lambda: editing.move_block(paper, index, -1),
            "down": lambda: editing.move_block(paper, index, 1),
            "delete": lambda: editing.delete_block(paper, index),
            "tell": lambda: editing.choose_telling(paper, request.POST.get("telling", ""), narrator),
        }
        try:
            drafting.keep(
                self.catalogue,
                actor=self.account,
                summary=self.summary,
                paper=acts[act](),
                made=Made.EDITED,
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            kept = text if act == "save" else None
            edited = None if act == "tell" else index
            return self.read(error=error.message, editing=edited, kept_text=kept, status=400)
        messages.success(request, _DONE[act])
        landed = index + {"up": -1, "down": 1, "add": 1}.get(act, 0)
        return redirect(reverse("summary", args=[self.place.code, self.summary.pk]) + f"#s{max(landed, 0)}")


class SummaryTie(SummaryRead):
    """An untied number is replaced by the figure of an indicator that has the same value."""

    posting = Posting("给数字绑定指标", {"number": "数字", "code": "指标"})

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return redirect("summary", self.place.code, self.summary.pk)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        paper = drafting.paper_of(self.summary)
        narrator = drafting.narrator_for(self.catalogue, self.summary, paper)
        number, code = request.POST.get("number", ""), request.POST.get("code", "")
        serial: int = self.kwargs["index"]
        try:
            drafting.keep(
                self.catalogue,
                actor=self.account,
                summary=self.summary,
                paper=untied.tie(paper, serial, number, code, narrator),
                made=Made.EDITED,
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(error=error.message, status=400)
        messages.success(request, f"已给“{number}”绑定指标，以后记录变了会提醒。")
        return redirect("summary", self.place.code, self.summary.pk)


class SummaryRefresh(SummaryRead):
    """Every figure is computed and written anew; the words stay."""

    posting = Posting("更新总结里的数字")

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            drafting.refresh(
                self.catalogue, actor=self.account, summary=self.summary, expected_version=posted_version(request.POST)
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(error=error.message, status=400)
        messages.success(request, "数字已按现在的记录更新，文字没有动。")
        return redirect("summary", self.place.code, self.summary.pk)


class SummaryStep(SummaryRead):
    """Submit, withdraw, sign or send back."""

    # A signature is given on the page that shows what is signed, never on one that hands a form back.
    posting = None

    def refuse_act(self) -> None:
        key = self.kwargs["step"]
        if key not in {step.key for step in SIGN_OFF.steps}:
            raise Http404
        refusal = refusal_of(SUMMARIES, key, self.summary, self.access)
        if refusal:
            raise PermissionDenied(refusal)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        key, version, note = self.kwargs["step"], posted_version(request.POST), request.POST.get("note", "")
        try:
            if key == "submit":
                drafting.submit(self.catalogue, actor=self.account, summary=self.summary, expected_version=version)
            elif key == "sign":
                drafting.sign(
                    self.catalogue, actor=self.account, summary=self.summary, expected_version=version, reason=note
                )
            else:
                taking = Taking(clock.today(), note=note)
                take(SUMMARIES, key, actor=self.account, record=self.summary, taking=taking, expected_version=version)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(error=error.message, status=400)
        except ValidationError as error:
            return self.read(error="；".join(error.messages), status=400)
        messages.success(request, f"已{SIGN_OFF.step(key).title}。")
        return redirect("summary", self.place.code, self.summary.pk)


class SummaryVersions(SummaryRead):
    """The versions of a summary, two of them side by side."""

    posting = Posting("恢复总结以前的一版", {"serial": "版次"})

    def prepare(self) -> None:
        super().prepare()
        # Versions are drafts, those of a signed paper too.
        if not self.own_office:
            raise Http404

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        versions = drafting.versions_of(self.summary)
        right = self._named(versions, request.GET.get("b")) or (versions[0] if versions else None)
        left = self._named(versions, request.GET.get("a")) or (versions[1] if len(versions) > 1 else right)
        lines = side_by_side(from_json(left.content), from_json(right.content)) if left and right else []
        return self.show(
            "summaries/versions.html",
            summary=self.summary,
            versions=versions,
            left=left,
            right=right,
            lines=lines,
            changed=sum(line.kind != "same" for line in lines),
            may_restore=self.may_draft and self.summary.state == "draft",
        )

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Bring an old version back as the present text."""
        chosen = self._named(drafting.versions_of(self.summary), request.POST.get("serial"))
        if chosen is None:
            raise Http404
        try:
            drafting.keep(
                self.catalogue,
                actor=self.account,
                summary=self.summary,
                paper=from_json(chosen.content),
                made=Made.RESTORED,
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(error=error.message, status=400)
        messages.success(request, f"已恢复第{chosen.serial}版的文字和数字。")
        return redirect("summary", self.place.code, self.summary.pk)

    @staticmethod
    def _named(versions: list[SummaryVersion], serial: str | None) -> SummaryVersion | None:
        wanted = whole_number(serial)
        return next((version for version in versions if version.serial == wanted), None)


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The addresses of the work on summaries."""
    at = "<str:place>/summaries/<int:pk>/"
    return [
        path(f"{at}blocks/<int:index>/", SummaryBlock.as_view(catalogue=catalogue), name="summary-block"),
        path(f"{at}untied/<int:index>/", SummaryTie.as_view(catalogue=catalogue), name="summary-tie"),
        path(f"{at}refresh/", SummaryRefresh.as_view(catalogue=catalogue), name="summary-refresh"),
        path(f"{at}steps/<str:step>/", SummaryStep.as_view(catalogue=catalogue), name="summary-step"),
        path(f"{at}versions/", SummaryVersions.as_view(catalogue=catalogue), name="summary-versions"),
    ]
