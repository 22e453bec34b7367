"""本会的提纲: how an office arranges its summaries, taken from an earlier paper or typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Catalogue
from gonghui.engine.documents.reading import NotADocument
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.form import posted_version
from gonghui.engine.web.page import PlacePage
from gonghui.plain.whole import whole_number
from gonghui.summaries import drafting, reading
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import OfficeOutline
from gonghui.summaries.outline import Outline, OutlineChapter
from gonghui.summaries.own_outline import keeping
from gonghui.summaries.own_outline.past_paper import NoHeadings, read_chapters
from gonghui.summaries.own_outline.proposal import propose

# Boxes for further chapters, below those that there are.
SPARE = 2


@dataclass(frozen=True)
class ChapterBox:
    """A chapter's heading in the form."""

    number: int
    heading: str


@dataclass(frozen=True)
class SectionRow:
    """A section in the form: in which chapter it stands (0 for none), and where in it."""

    key: str
    title: str
    chapter: int
    order: int


class OwnOutline(PlacePage):
    """One kind of summary as this office arranges it."""

    nav = "summaries"
    outline: Outline

    def prepare(self) -> None:
        if not self.access.may(Right.READ, SUMMARIES, self.place):
            raise Http404
        try:
            self.outline = drafting.outline_named(self.kwargs["outline"])
        except LookupError:
            raise Http404 from None
        if not reading.may_draft(self.access, self.place):
            raise PermissionDenied(f"你的岗位不能改{self.place}总结的提纲，什么都没有改动。")

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._page(*self._present())

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Read an earlier paper, keep what was typed, or go back to the product's own outline."""
        acts = {"read": self._read, "keep": self._keep, "drop": self._drop}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return self._page(
                *self._present(), error="没有认出要做什么，什么都没有改动。请从页面上的按钮操作。", status=400
            )
        try:
            return act()
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None

    def _read(self) -> HttpResponse:
        """Propose the chapters of the paper that was sent; nothing is kept yet."""
        sent = self.request.FILES.get("paper")
        if sent is None:
            return self._page(*self._present(), error="还没有选文件：请选去年的总结（.docx或.txt）。", status=400)
        try:
            past = read_chapters(sent.name or "", sent.read())
        except (NotADocument, NoHeadings) as error:
            return self._page(*self._present(), error=str(error), status=400)
        proposal = propose(self.catalogue, self.outline, past)
        notice = f"照着“{sent.name}”认出{len(past)}章，还没有保存。请看各节放得对不对，改好再点“保存”。"
        if proposal.unplaced:
            names = "、".join(proposal.unplaced)
            notice += f"去年没有写的{len(proposal.unplaced)}节（{names}）单独成章，排在收尾的章以前。"
        return self._page(proposal.chapters, sent.name or "", notice=notice)

    def _keep(self) -> HttpResponse:
        chapters = self._typed()
        source = self.request.POST.get("source", "")
        try:
            keeping.keep(
                actor=self.account,
                place=self.place,
                outline=self.outline,
                chapters=tuple(chapter for chapter in chapters if chapter.heading or chapter.sections),
                source=source,
                expected_version=posted_version(self.request.POST),
            )
        except Refusal as error:
            return self._page(chapters, source, error=error.message, status=400)
        except ValidationError as error:
            return self._page(chapters, source, error="；".join(error.messages), status=400)
        messages.success(self.request, "已保存。以后起草和重新起草都按这份提纲写。")
        return redirect("own-outline", self.place.code, self.outline.key)

    def _drop(self) -> HttpResponse:
        try:
            keeping.drop(actor=self.account, place=self.place, outline=self.outline)
        except Refusal as error:
            return self._page(*self._present(), error=error.message, status=400)
        messages.success(self.request, "已恢复通用提纲。")
        return redirect("own-outline", self.place.code, self.outline.key)

    def _present(self) -> tuple[tuple[OutlineChapter, ...], str]:
        kept = self._kept()
        if kept is None:
            return self.outline.in_chapters(), ""
        return keeping.chapters_of(kept, self.outline), kept.source

    def _kept(self) -> OfficeOutline | None:
        return keeping.find(self.place, self.outline)

    def _typed(self) -> tuple[OutlineChapter, ...]:
        """The chapters as the form has them."""
        posted = self.request.POST
        placed: dict[int, list[tuple[int, int, str]]] = {}
        for at, section in enumerate(self.outline.sections):
            chapter = whole_number(
                posted.get(f"chapter.{section.key}", ""), least=1, most=keeping.MOST_CHAPTERS + SPARE
            )
            order = whole_number(posted.get(f"order.{section.key}", ""), least=0, most=99)
            if chapter:
                placed.setdefault(chapter, []).append((99 if order is None else order, at, section.key))
        last = max(
            [*placed, *(n for n in range(1, keeping.MOST_CHAPTERS + SPARE + 1) if posted.get(f"heading.{n}"))],
            default=0,
        )
        return tuple(
            OutlineChapter(
                posted.get(f"heading.{number}", "").strip(), tuple(key for *_, key in sorted(placed.get(number, [])))
            )
            for number in range(1, last + 1)
        )

    def _page(
        self,
        chapters: tuple[OutlineChapter, ...],
        source: str,
        *,
        notice: str = "",
        error: str = "",
        status: int = 200,
    ) -> HttpResponse:
        kept = self._kept()
        boxes = [
            ChapterBox(number, keeping.typed_heading(chapter.heading))
            for number, chapter in enumerate(chapters, start=1)
        ]
        boxes += [ChapterBox(len(chapters) + spare, "") for spare in range(1, SPARE + 1)]
        places = {
            key: (number, order)
            for number, chapter in enumerate(chapters, start=1)
            for order, key in enumerate(chapter.sections, start=1)
        }
        rows = [
            SectionRow(section.key, section.title, *places.get(section.key, (0, 0)))
            for section in self.outline.sections
        ]
        return self.show(
            "summaries/own_outline.html",
            outline=self.outline,
            kept=kept,
            source=source,
            boxes=boxes,
            rows=sorted(rows, key=lambda row: (row.chapter or len(boxes), row.order)),
            notice=notice,
            error=error,
            words="、".join(keeping.TYPED_WORDS),
            status=status,
        )


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The address of an office's outline of one kind."""
    return [
        path(
            "<str:place>/summaries/outlines/<slug:outline>/",
            OwnOutline.as_view(catalogue=catalogue),
            name="own-outline",
        )
    ]
