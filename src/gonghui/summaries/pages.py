"""总结: draft a summary from what is there, read it with each figure marked, and take it away as a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import Catalogue, Indicator
from gonghui.engine.figures.frozen import compare, records
from gonghui.engine.process import steps
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records.apart import seen_by
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.web.form import posted_version
from gonghui.engine.web.form_snapshot import Posting
from gonghui.engine.web.page import PlacePage
from gonghui.plain.chinese import parse_date
from gonghui.plain.periods import Period, format_day
from gonghui.plain.spans import span_of
from gonghui.plain.whole import whole_number
from gonghui.summaries import comparing, draft_form, drafting, reading, untied
from gonghui.summaries.corrections import flow
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.marking import marked, picked
from gonghui.summaries.models import Summary, SummaryState
from gonghui.summaries.outline import Outline
from gonghui.summaries.outlines.kinds import OUTLINES
from gonghui.summaries.paper import Paper
from gonghui.summaries.process import SIGN_OFF
from gonghui.summaries.readiness import Readiness, readiness
from gonghui.summaries.today import Today

# How many records of one figure are named beside it; the figure's own page names them all.
MOST_NAMED = 6
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# Steps that this release no longer takes and a database may hold.
_EARLIER_STEPS = {"reopen": "撤回签发"}
# What to do with a summary that was drafted before, where somebody asks for it once more.
_WHAT_NEXT = {
    SummaryState.DRAFT: "要按今天的记录重写，请点“重新起草”。",
    SummaryState.SUBMITTED: "它已经报请签发，要改请先点“撤回”。",
    SummaryState.SIGNED: "它已经签发，不再改动；内容有误，请点“出一份更正”。",
}


@dataclass(frozen=True)
class CutOff:
    """A section's cut-off in the form beside the paper: as it stands, or as it was typed wrongly."""

    key: str
    title: str
    value: str
    label: str
    error: str = ""


class _SummaryPage(PlacePage):
    nav = "summaries"

    def prepare(self) -> None:
        if not self.access.may(Right.READ, SUMMARIES, self.place):
            raise Http404
        if self.request.method == "POST":
            self.refuse_act()

    def refuse_act(self) -> None:
        """Before anything that was sent is looked at: raise PermissionDenied where the person may not do it."""
        if not self.may_draft:
            raise PermissionDenied(f"你的岗位不能在{self.place}起草和修改总结，什么都没有改动。")

    @property
    def may_draft(self) -> bool:
        return reading.may_draft(self.access, self.place)


class Summaries(_SummaryPage):
    """The summaries that are kept here, and the form that drafts one."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._page(draft_form.typed(request.GET), "")

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Draft a summary of the period that was asked for."""
        typed = draft_form.typed(request.POST)
        try:
            asked = draft_form.read(typed)
        except draft_form.Misread as error:
            return self._page(typed, error.message, wrong=error.field, status=400)
        if drafting.find(self.place, asked.period, asked.outline) is not None:
            return self._drafted_before(asked)
        try:
            summary = drafting.draft(
                self.catalogue,
                actor=self.account,
                place=self.place,
                period=asked.period,
                outline=asked.outline,
                as_of=asked.as_of,
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            if drafting.find(self.place, asked.period, asked.outline) is not None:  # drafted at that very moment
                return self._drafted_before(asked)
            return self._page(typed, error.message, status=400)
        except ValidationError as error:
            return self._page(typed, "；".join(error.messages), status=400)
        messages.success(request, f"已起草，编号{summary.number}。")
        return redirect("summary", self.place.code, summary.pk)

    def _drafted_before(self, asked: draft_form.DraftRequest) -> HttpResponse:
        kept = drafting.find(self.place, asked.period, asked.outline)
        assert kept is not None
        title = span_of(asked.period).title
        messages.info(self.request, f"{title}的总结已经起草过，这就是那一份；{_WHAT_NEXT[SummaryState(kept.state)]}")
        return redirect("summary", self.place.code, kept.pk)

    def _page(self, typed: dict[str, str], error: str, *, wrong: str = "", status: int = 200) -> HttpResponse:
        found = reading.readable(Summary.objects.filter(voided_on=None), self.access, self.place)
        kept = found.select_related("organisation").order_by("-end", "organisation__path", "-id")[:200]
        return self.show(
            "summaries/list.html",
            kept=kept,
            offered=draft_form.choices(),
            typed=typed,
            error=error,
            wrong=wrong,
            may_draft=self.may_draft,
            status=status,
        )


class SummaryRead(_SummaryPage):
    """One summary: the paper with its figures marked, what moved since, the cut-offs, and what can be done with it."""

    posting: ClassVar[Posting | None] = Posting(
        "重新起草总结",
        {f"cut_off.{section.key}": f"{section.title}截至" for outline in OUTLINES for section in outline.sections},
    )

    summary: Summary

    def prepare(self) -> None:
        if self.access.may(Right.READ, SUMMARIES, self.place):
            self.summary = find_summary(self)
        super().prepare()

    @property
    def may_draft(self) -> bool:
        return reading.may_draft(self.access, self.summary.organisation)

    @property
    def own_office(self) -> bool:
        """Whether the person sees how the paper came about: its versions, who sent it back and why."""
        return reading.is_own_office(self.access, self.summary.organisation)

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.read(editing=whole_number(request.GET.get("edit")), opened=request.GET.get("moved", ""))

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Draft anew from today's records, with the cut-offs as typed."""
        outline = drafting.outline_named(self.summary.outline)
        cut_offs, shown = read_cut_offs(outline, request, self.summary.end.year)
        if any(one.error for one in shown):
            return self.read(shown, "有截至日期认不出来，请改正后再重新起草。", status=400)
        try:
            drafting.draft(
                self.catalogue,
                actor=self.account,
                place=self.summary.organisation,
                period=Period(self.summary.start, self.summary.end),
                outline=outline,
                cut_offs=cut_offs,
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from None
        except Refusal as error:
            return self.read(shown, error.message, status=400)
        messages.success(request, "已按今天的记录重新起草；改过的旧稿在“历次版本”里。")
        return redirect("summary", self.place.code, self.summary.pk)

    def read(
        self,
        typed: list[CutOff] | None = None,
        error: str = "",
        *,
        editing: int | None = None,
        kept_text: str | None = None,
        opened: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Show the paper; `typed` are cut-offs that could not be taken, `kept_text` a paragraph that could not.

        `opened` is the figure that moved whose records a person wants to see.
        """
        paper = drafting.paper_of(self.summary)
        today = Today(self.catalogue, self.summary.organisation, paper)
        moved = today.moved()
        outline = drafting.outline_named(self.summary.outline)
        may_edit = self.may_draft and self.summary.state == SummaryState.DRAFT
        offers = steps.offers(SUMMARIES, self.summary, self.access)
        refused = next((offer for offer in offers if offer.refusal and offer.step.primary), None)
        trail = steps.trail(SUMMARIES, self.summary)
        corrections = flow.corrections_of(self.summary) if self.summary.state == SummaryState.SIGNED else []
        corrected = [one for one in corrections if one.state == SummaryState.SIGNED]
        ready = readiness(paper, moved, today.contradictions())
        offered = self._offered(paper, ready) if may_edit else {}
        changed = self.own_office and self.summary.state == SummaryState.SUBMITTED
        return self.show(
            "summaries/read.html",
            summary=self.summary,
            paper=paper,
            blocks=marked(
                paper,
                self.place.code,
                {one.cited.id for one in moved},
                editing if may_edit else None,
                kept_text,
                today.choices() if may_edit else (),
            ),
            moved=moved,
            not_corrected={one.cited.id for one in flow.not_corrected(moved, corrected)},
            corrected=[(one, len(one.content["items"])) for one in corrected],
            correcting=next((one for one in corrections if one not in corrected), None) if self.own_office else None,
            may_correct=self.may_draft and self.summary.state == SummaryState.SIGNED,
            twofold=ready.two_values,
            questions=ready.warnings,
            opened=opened,
            records=self._records(paper, opened) if opened in {one.cited.id for one in moved} else [],
            ready=ready,
            untied=[(one, offered.get(one.serial, ())) for one in ready.untied],
            changes=comparing.changed_since_draft(self.summary, paper) if changed else [],
            cut_offs=typed or [cut_off(outline, key, day) for key, day in paper.cut_offs.items()],
            error=error,
            may_draft=may_edit,
            offers=[offer for offer in offers if offer.refusal is None],
            refused=refused,
            own_office=self.own_office,
            trail=step_titles(trail) if self.own_office else [],
            signed=trail[-1] if trail and self.summary.state == SummaryState.SIGNED else None,
            picked=picked(self.catalogue, self.access, self.place) if may_edit and editing is not None else [],
            may_export=self.access.may(Right.EXPORT, SUMMARIES, self.place),
            status=status,
        )

    def _offered(self, paper: Paper, ready: Readiness) -> dict[int, list[Indicator]]:
        return untied.offered(self.catalogue, self.access, self.summary.organisation, paper, ready.untied)

    def _records(self, paper: Paper, opened: str) -> list[tuple[str, str, str]]:
        """The records that moved a figure: what changed with each, its name, and its address."""
        cited = next(figure for figure in paper.cited() if figure.id == opened)
        indicator = self.catalogue.indicator(cited.code)
        assert indicator is not None
        if not self.access.may(Right.READ, indicator.ledger, self.place):
            return [("依据", "你的岗位不能查看这些记录", "")]
        frozen = drafting.frozen_row(self.summary.organisation, cited)
        if frozen is None:
            return [("依据", "没有留下当时的记录，请点这个数字看现在的记录", "")]
        moved = compare(indicator, frozen)
        found = []
        for what, keys in (("不再计入", moved.gone), ("新计入", moved.come), ("改过", moved.changed)):
            for row in self._seen(indicator, records(indicator, frozen, keys[:MOST_NAMED])):
                address = reverse("record", args=[self.place.code, indicator.ledger.key, row.pk])
                found.append((what, f"{row.number} {row}", address))
            if len(keys) > MOST_NAMED:
                found.append((what, f"等{len(keys)}条", ""))
        return found or [("依据", "所数的记录没有增减改动，是相关台账变了", "")]

    def _seen(self, indicator: Indicator, rows: list[Any]) -> list[Any]:
        """The records that the person may be named; the others count and stay unnamed."""
        if indicator.ledger.apart is None or not rows:
            return rows
        manager: Any = indicator.ledger.model._default_manager
        all_of_them = manager.filter(
            jurisdiction_id__in={row.jurisdiction_id for row in rows}, pk__in=[row.pk for row in rows]
        )
        seen = set(seen_by(self.access, indicator.ledger, all_of_them, self.place).values_list("pk", flat=True))
        return [row for row in rows if row.pk in seen]


def find_summary(page: PlacePage) -> Summary:
    """The summary that the address names, at or below the place; raises Http404."""
    found = (
        at_place(Summary.objects.filter(pk=page.kwargs["pk"], voided_on=None), page.place)
        .select_related("organisation")
        .first()
    )
    if found is None or not reading.may_read(page.access, found):
        raise Http404
    return found


def step_titles(trail: list[StepTaken]) -> list[tuple[str, StepTaken]]:
    """The steps with their titles, those of earlier releases too."""
    titles = {**_EARLIER_STEPS, **{step.key: step.title for step in SIGN_OFF.steps}}
    return [(titles.get(step.step, step.step), step) for step in trail]


def cut_off(outline: Outline, key: str, day: date) -> CutOff:
    """A section's cut-off as the form shows it."""
    section = outline.section(key)
    return CutOff(key, section.title if section else key, day.isoformat(), format_day(day))


def read_cut_offs(outline: Outline, request: HttpRequest, year: int) -> tuple[dict[str, date], list[CutOff]]:
    """The cut-offs typed, by section, and the form's fields with what is wrong in them.

    A day without a year is of `year`.
    """
    days: dict[str, date] = {}
    shown = []
    for section in outline.sections:
        text = request.POST.get(f"cut_off.{section.key}", "").strip()
        error = ""
        if text:
            try:
                days[section.key] = parse_date(text, year)
            except ValueError as problem:
                error = str(problem)
        shown.append(CutOff(section.key, section.title, text, "", error))
    return days, shown


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The addresses of the summaries."""
    return [
        path("<str:place>/summaries/", Summaries.as_view(catalogue=catalogue), name="summaries"),
        path("<str:place>/summaries/<int:pk>/", SummaryRead.as_view(catalogue=catalogue), name="summary"),
    ]
