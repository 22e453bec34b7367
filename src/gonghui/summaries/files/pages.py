"""文件: what can be taken away of a summary, and its shorter versions to read and copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from gonghui.engine.access.rights import Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.declare import Catalogue
from gonghui.engine.process import steps
from gonghui.engine.process.models import StepTaken
from gonghui.plain import clock
from gonghui.summaries import drafting, word
from gonghui.summaries.files import briefs, checking_sheet, cover
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Summary, SummaryState
from gonghui.summaries.pages import WORD_TYPE, SummaryRead
from gonghui.summaries.paper import Paper

# What a file's name ends in, by its kind in the address.
FILES = {
    "word": "",
    "clean": "（清稿）",
    "checking-sheet": "（核稿单）",
    "cover": "（报送报告）",
    "spoken": "（汇报稿）",
    "one-page": "（一页纸）",
}
_COVER_BOXES = ("number", "signer", "addressee", "copies")


class SummaryFiles(SummaryRead):
    """The files of a summary, its covering report's words, and its shorter versions."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.files()

    def files(self, typed: dict[str, str] | None = None, error: str = "", *, status: int = 200) -> HttpResponse:
        """Show the page; `typed` are the covering report's words where they could not be taken."""
        paper = drafting.paper_of(self.summary)
        chat = briefs.chat(paper)
        usual = self._usual_words(paper)
        return self.show(
            "summaries/files.html",
            summary=self.summary,
            may_export=self.access.may(Right.EXPORT, SUMMARIES, self.place),
            signed=self.summary.state == SummaryState.SIGNED,
            spoken=briefs.spoken(paper),
            one_page=briefs.one_page(paper),
            chat=chat,
            cover=typed or {"number": usual.number, "signer": usual.signer, "addressee": usual.addressee, "copies": ""},
            error=error,
            status=status,
        )

    def _usual_words(self, paper: Paper) -> cover.CoverWords:
        signed = _signed(self.summary)
        signer = signed.taker if signed else ""
        return cover.usual_words(self.summary.organisation, _dated(signed), signer=signer)


class SummaryFile(SummaryFiles):
    """One of the files. Taking it away is logged."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        kind = self.kwargs.get("kind", "word")
        if kind not in FILES:
            raise Http404
        if not self.access.may(Right.EXPORT, SUMMARIES, self.place):
            raise PermissionDenied("你的岗位不能导出总结，请找本级工会的经办人。")
        paper = drafting.paper_of(self.summary)
        try:
            content = self._content(kind, paper)
        except ValueError as error:
            return self.files({box: request.GET.get(box, "") for box in _COVER_BOXES}, str(error), status=400)
        with transaction.atomic():
            place = self.summary.organisation
            act = Act(organisation=place, ledger=SUMMARIES.key, verb=Verb.EXPORT, record_id=self.summary.pk)
            chain.write(self.account, [act])
        response = HttpResponse(content, content_type=WORD_TYPE)
        name = quote(f"{self.summary}{FILES[kind]}.docx")
        response["Content-Disposition"] = f"attachment; filename=summary.docx; filename*=UTF-8''{name}"
        return response

    def _content(self, kind: str, paper: Paper) -> bytes:
        dated = _dated(_signed(self.summary))
        files: dict[str, Callable[[], bytes]] = {
            "word": lambda: word.write(paper, dated=dated),
            "clean": lambda: word.write(paper, dated=dated, tied=False),
            "checking-sheet": lambda: checking_sheet.write(
                self.catalogue, self.summary.organisation, paper, dated=dated
            ),
            "cover": lambda: cover.write(paper, self._cover_words(paper), dated=dated),
            "spoken": lambda: briefs.write_spoken(paper, dated=dated),
            "one-page": lambda: briefs.write_one_page(paper, dated=dated),
        }
        return files[kind]()

    def _cover_words(self, paper: Paper) -> cover.CoverWords:
        typed: dict[str, Any] = {box: self.request.GET.get(box, "") for box in _COVER_BOXES}
        return cover.read_words(self._usual_words(paper), **typed)


def _signed(summary: Summary) -> StepTaken | None:
    """The signature that holds now."""
    if summary.state != SummaryState.SIGNED:
        return None
    return next((step for step in reversed(steps.trail(SUMMARIES, summary)) if step.step == "sign"), None)


def _dated(signed: StepTaken | None) -> date:
    """The day of writing (成文日期): that of the signature, and today before it."""
    return signed.decided_on if signed else clock.today()


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The addresses of a summary's files."""
    summary = "<str:place>/summaries/<int:pk>/"
    return [
        path(f"{summary}files/", SummaryFiles.as_view(catalogue=catalogue), name="summary-files"),
        path(f"{summary}files/<slug:kind>/", SummaryFile.as_view(catalogue=catalogue), name="summary-file"),
        path(f"{summary}word/", SummaryFile.as_view(catalogue=catalogue), name="summary-word"),
    ]
