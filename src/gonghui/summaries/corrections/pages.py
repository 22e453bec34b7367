"""The pages of corrections: begun from a signed summary, written item by item, submitted, signed and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from gonghui.engine.access.rights import Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.declare import Catalogue
from gonghui.engine.process import steps
from gonghui.engine.process.steps import Taking, refusal_of, take
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.form import posted_version
from gonghui.engine.web.form_snapshot import Posting
from gonghui.plain import clock
from gonghui.summaries import comparing, drafting, reading
from gonghui.summaries.blocks import Drawing
from gonghui.summaries.corrections import flow, word
from gonghui.summaries.corrections.text import Item, items_of, lacks, of_passage, rewritten
from gonghui.summaries.ledger import CORRECTIONS
from gonghui.summaries.marking import picked, untying
from gonghui.summaries.models import Correction, SummaryState
from gonghui.summaries.pages import WORD_TYPE, SummaryRead, step_titles
from gonghui.summaries.process import CORRECTION_SIGN_OFF
from gonghui.summaries.readiness import readiness


@dataclass(frozen=True)
class ShownItem:
    """An item as the page shows it: what differs, the new text with its marks, and its boxes."""

    index: int
    item: Item
    left: comparing.Runs
    pieces: list[dict[str, object]]
    box: str
    reason: str


class CorrectionBegin(SummaryRead):
    """A correction of the signed summary is drafted."""

    posting = Posting("起草更正")

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return redirect("summary", self.place.code, self.summary.pk)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            made = flow.begin(self.catalogue, actor=self.account, summary=self.summary)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(error=error.message, status=400)
        except ValidationError as error:
            return self.read(error="；".join(error.messages), status=400)
        messages.success(request, f"已起草更正，编号{made.number}。")
        return redirect("correction", self.place.code, self.summary.pk, made.pk)


class CorrectionPage(SummaryRead):
    """One correction: its items beside what was signed, and what can be done with it."""

    posting: ClassVar[Posting | None] = Posting("改更正的内容", {"passage": "要更正的原文"})
    correction: Correction

    def find(self) -> None:
        """Find the correction that the address names; raises Http404."""
        found = next((one for one in flow.corrections_of(self.summary) if one.pk == self.kwargs["correction"]), None)
        if found is None or not reading.may_read(self.access, found):
            raise Http404
        self.correction = found

    def refuse_act(self) -> None:
        self.find()
        super().refuse_act()

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        self.find()
        return self.page()

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Write the items as typed, and add one where a passage is named."""
        typed = self._typed(request)
        try:
            flow.keep(
                self.catalogue,
                actor=self.account,
                correction=self.correction,
                items=self._items(request, typed),
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.page(typed, error.message, status=400)
        messages.success(request, "已保存。")
        return redirect("correction", self.place.code, self.summary.pk, self.correction.pk)

    def _typed(self, request: HttpRequest) -> dict[int, tuple[str, str]]:
        """The new text and the reason of each item, as typed."""
        count = len(items_of(self.correction.content))
        return {
            index: (request.POST[f"new-{index}"], request.POST.get(f"reason-{index}", ""))
            for index in range(count)
            if f"new-{index}" in request.POST
        }

    def _items(self, request: HttpRequest, typed: dict[int, tuple[str, str]]) -> list[Item]:
        """The items as they are to be: rewritten, without those dropped, with the one added. Raises Refusal."""
        items, signed = items_of(self.correction.content), drafting.paper_of(self.summary)
        narrator = flow.narrator_for(self.catalogue, self.summary, items)
        found = []
        for index, item in enumerate(items):
            if f"drop-{index}" in request.POST:
                continue
            found.append(rewritten(item, *typed[index], signed, narrator) if index in typed else item)
        passage = request.POST.get("passage", "")
        if passage.strip():
            found.append(of_passage(signed, passage))
        return found

    def page(
        self, typed: dict[int, tuple[str, str]] | None = None, error: str = "", *, status: int = 200
    ) -> HttpResponse:
        """Show the correction; `typed` are texts that could not be taken."""
        correction = self.correction
        paper = drafting.paper_of(correction)
        ready = readiness(paper, drafting.moved(self.catalogue, correction.organisation, paper))
        offers = steps.offers(CORRECTIONS, correction, self.access)
        trail = steps.trail(CORRECTIONS, correction)
        draft = correction.state == SummaryState.DRAFT
        return self.show(
            "summaries/correction.html",
            summary=self.summary,
            correction=correction,
            items=self._shown(typed or {}),
            ready=ready,
            blocking=[*lacks(items_of(correction.content)), *ready.blocking],
            may_draft=self.may_draft and draft,
            own_office=self.own_office,
            offers=[offer for offer in offers if offer.refusal is None],
            refused=next((offer for offer in offers if offer.refusal and offer.step.primary), None),
            trail=step_titles(trail) if self.own_office else [],
            signed=trail[-1] if trail and correction.state == SummaryState.SIGNED else None,
            picked=picked(self.catalogue, self.access, self.place) if self.may_draft and draft else [],
            may_export=self.access.may(Right.EXPORT, CORRECTIONS, self.place),
            error=error,
            status=status,
        )

    def _shown(self, typed: dict[int, tuple[str, str]]) -> list[ShownItem]:
        drawing = Drawing(self.place.code, set(), untying)
        found = []
        for index, item in enumerate(items_of(self.correction.content)):
            box, reason = typed.get(index, (item.new.box or "", item.reason))
            left, _ = comparing.runs(item.old, item.new.plain)
            found.append(ShownItem(index, item, left, drawing.pieces(item.new.parts), box, reason))
        return found


class CorrectionStep(CorrectionPage):
    """Submit, withdraw, sign or send back."""

    posting = None

    def refuse_act(self) -> None:
        self.find()
        key = self.kwargs["step"]
        if key not in {step.key for step in CORRECTION_SIGN_OFF.steps}:
            raise Http404
        refusal = refusal_of(CORRECTIONS, key, self.correction, self.access)
        if refusal:
            raise PermissionDenied(refusal)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        key, version, note = self.kwargs["step"], posted_version(request.POST), request.POST.get("note", "")
        one, actor = self.correction, self.account
        try:
            if key == "submit":
                flow.submit(self.catalogue, actor=actor, correction=one, expected_version=version)
            elif key == "sign":
                flow.sign(self.catalogue, actor=actor, correction=one, expected_version=version, reason=note)
            else:
                taking = Taking(clock.today(), note=note)
                take(CORRECTIONS, key, actor=actor, record=one, taking=taking, expected_version=version)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.page(error=error.message, status=400)
        except ValidationError as error:
            return self.page(error="；".join(error.messages), status=400)
        messages.success(request, f"已{CORRECTION_SIGN_OFF.step(key).title}。")
        return redirect("correction", self.place.code, self.summary.pk, one.pk)


class CorrectionWord(CorrectionPage):
    """The correction as a Word file. Taking it away is logged."""

    http_method_names = ["get", "head", "options"]  # as Django declares it
    posting = None

    def refuse_act(self) -> None:
        """Nothing is done here: the method is refused, whatever stands at the address."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        self.find()
        one = self.correction
        if not self.access.may(Right.EXPORT, CORRECTIONS, self.place):
            raise PermissionDenied("你的岗位不能导出更正，请找本级工会的经办人。")
        content = word.write(one, dated=one.signed_on or clock.today())
        with transaction.atomic():
            act = Act(organisation=one.organisation, ledger=CORRECTIONS.key, verb=Verb.EXPORT, record_id=one.pk)
            chain.write(self.account, [act])
        response = HttpResponse(content, content_type=WORD_TYPE)
        name = quote(f"{one}.docx")
        response["Content-Disposition"] = f"attachment; filename=correction.docx; filename*=UTF-8''{name}"
        return response


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The addresses of corrections."""
    at = "<str:place>/summaries/<int:pk>/corrections/"
    one = f"{at}<int:correction>/"
    return [
        path(at, CorrectionBegin.as_view(catalogue=catalogue), name="corrections"),
        path(one, CorrectionPage.as_view(catalogue=catalogue), name="correction"),
        path(f"{one}word/", CorrectionWord.as_view(catalogue=catalogue), name="correction-word"),
        path(f"{one}steps/<str:step>/", CorrectionStep.as_view(catalogue=catalogue), name="correction-step"),
    ]
