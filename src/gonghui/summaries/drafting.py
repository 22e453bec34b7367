"""Keep a composed summary, with its figures frozen; draft it anew; and see what moved since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.audit.acts import Verb
from gonghui.engine.declare import Catalogue, FigureQuery, Ledger
from gonghui.engine.figures.frozen import freeze
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.figures.sets import compute_cells
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, refusal_of, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.plain.spans import PARTS_OF_YEAR, span_of
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import Cited, CitedFigure
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Correction, Made, Summary, SummaryVersion
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.outline import Outline
from gonghui.summaries.outlines.kinds import OUTLINES
from gonghui.summaries.own_outline.keeping import arranged
from gonghui.summaries.paper import Paper, from_json, to_json
from gonghui.summaries.process import SIGN_OFF
from gonghui.summaries.readiness import Readiness, readiness
from gonghui.summaries.today import Moved, Today

_VERBS = {
    Made.DRAFTED: Verb.DRAFT,
    Made.EDITED: Verb.EDIT,
    Made.REFRESHED: Verb.REFRESH,
    Made.RESTORED: Verb.RESTORE,
}
# A committee's term (工会法 art. 16).
MOST_MONTHS = 60
ONE_SITTING = timedelta(minutes=30)
# Done again in one sitting, it replaces the version that it made before.
_ONE_VERSION = frozenset({Made.DRAFTED, Made.EDITED, Made.REFRESHED})


def outline_named(key: str) -> Outline:
    """The outline named `key`; raises LookupError with a Chinese message."""
    for outline in OUTLINES:
        if outline.key == key:
            return outline
    raise LookupError(f"没有“{key}”这种提纲，可用的是：{'、'.join(outline.key for outline in OUTLINES)}。")


def require_period(outline: Outline, period: Period) -> None:
    """Raise Refusal where the outline is for other periods, or the period has not begun or is too long."""
    span = span_of(period)
    if span.kind not in outline.periods:
        offered = "、".join(part.name for part in PARTS_OF_YEAR if part.kind in outline.periods)
        raise Refusal(
            f"{outline.name}不写{span.title}这样的期间，请选：{offered or '自选的起止日期'}；或者提纲选“按期间”。"
        )
    if period.start > clock.today():
        raise Refusal(f"{span.title}还没有到，没有可以总结的记录。请选已经开始的期间。")
    if len(period.months) > MOST_MONTHS:
        raise Refusal(f"{span.title}太长，一份总结最多写五年（一届）。请把期间改短。")


def find(place: Organisation, period: Period, outline: Outline) -> Summary | None:
    """The kept summary of the place for exactly that period, or None."""
    return (
        at_place(Summary.objects.all(), place)
        .filter(organisation=place, outline=outline.key, start=period.start, end=period.end, voided_on=None)
        .first()
    )


def cut_offs_of(summary: Summary | None) -> dict[str, date]:
    """The cut-off days by section that were stored with a summary."""
    return {key: date.fromisoformat(day) for key, day in summary.cut_offs.items()} if summary else {}


def draft(
    catalogue: Catalogue,
    *,
    actor: Account,
    place: Organisation,
    period: Period,
    outline: Outline,
    cut_offs: Mapping[str, date] | None = None,
    as_of: date | None = None,
    expected_version: int | None = None,
) -> Summary:
    """Compose the summary anew and keep it: a new one, or in place of the kept one for the same period.

    Raises Refusal when the period has not begun or no record speaks of it, and what the write door raises.
    """
    as_of = as_of or clock.today()
    require_period(outline, period)
    kept = find(place, period, outline)
    chosen = {**cut_offs_of(kept), **dict(cut_offs or {})}
    for day in (as_of, *chosen.values()):
        if not period.start <= day <= clock.today():
            raise Refusal(f"截至日期应在{period.start.isoformat()}和今天（{clock.today().isoformat()}）之间，请改正。")
    tellings = paper_of(kept).tellings() if kept else {}
    paper = compose(catalogue, arranged(place, outline), place, period, as_of, chosen, tellings)
    if not paper.blocks:
        raise Refusal("台账里还没有这个期间的记录，起草不出总结。请先登记，或者换一个期间。")
    record = kept or Summary(organisation=place, outline=outline.key, start=period.start, end=period.end)
    return keep(
        catalogue,
        actor=actor,
        summary=record,
        paper=paper,
        made=Made.DRAFTED,
        expected_version=expected_version,
    )


def keep(
    catalogue: Catalogue,
    *,
    actor: Account,
    summary: Summary,
    paper: Paper,
    made: Made,
    expected_version: int | None,
) -> Summary:
    """Write the paper as the summary's text, its new figures frozen, and keep a version of it.

    Raises Refusal when a figure's records changed meanwhile, and what the write door raises; nothing is written then.
    """
    place = summary.organisation
    with transaction.atomic():
        paper = tied_to_frozen(catalogue, place, paper, earlier=paper_of(summary) if summary.pk else None)
        changes = {
            "as_of": paper.as_of,
            "cut_offs": {key: day.isoformat() for key, day in paper.cut_offs.items()},
            "content": to_json(paper),
            "edited": made is not Made.DRAFTED and (summary.edited or made is not Made.REFRESHED),
        }
        if made is Made.DRAFTED:
            changes["drafted_at"] = clock.now()
        saved = door.save(
            SUMMARIES,
            actor=actor,
            record=summary,
            changes=changes,
            expected_version=expected_version,
            verb=_VERBS[made],
        )
        keep_version(actor, saved, made)
    return saved


def keep_version(actor: Account, summary: Summary, made: Made) -> None:
    """Keep the text as it stands; what one person does in the same way within half an hour is one version.

    Figures that only the version so replaced had frozen are dropped with it.
    """
    versions = SummaryVersion.objects.within(summary.jurisdiction_id).filter(summary=summary)
    last = versions.order_by("-serial").first()
    now = clock.now()
    if last is not None and _same_sitting(last, summary, actor, made, now):
        superseded = from_json(last.content).frozen_ids()
        last.content, last.at = summary.content, now
        last.save(update_fields=["content", "at"])
        _prune(summary, superseded)
        return
    SummaryVersion.objects.create(
        jurisdiction_id=summary.jurisdiction_id,
        summary=summary,
        serial=last.serial + 1 if last else 1,
        made=made,
        content=summary.content,
        actor=actor,
        at=now,
    )


def _same_sitting(last: SummaryVersion, summary: Summary, actor: Account, made: Made, now: datetime) -> bool:
    if made not in _ONE_VERSION or (last.made, last.actor_id) != (made, actor.pk) or now - last.at >= ONE_SITTING:
        return False
    # What a person deleted in one sitting is found again too.
    return made is not Made.EDITED or len(summary.content["blocks"]) >= len(last.content["blocks"])


def _prune(summary: Summary, superseded: set[str]) -> None:
    """Drop the frozen figures that no version of the summary cites any more."""
    left = superseded - from_json(summary.content).frozen_ids()
    if not left:
        return
    versions = SummaryVersion.objects.within(summary.jurisdiction_id).filter(summary=summary)
    for content in versions.values_list("content", flat=True).iterator():
        left -= from_json(content).frozen_ids()
    FrozenFigure.objects.within(summary.jurisdiction_id).filter(pk__in=[int(key) for key in left]).delete()


def versions_of(summary: Summary) -> list[SummaryVersion]:
    """All versions, the newest first."""
    found = SummaryVersion.objects.within(summary.jurisdiction_id).filter(summary=summary)
    return list(found.select_related("actor").order_by("-serial"))


def narrator_for(catalogue: Catalogue, summary: Summary, paper: Paper) -> Narrator:
    """The narrator that adds figures to a kept paper."""
    taken = [part.id for part in paper.cited()]
    return Narrator(catalogue, summary.organisation, Period(paper.start, paper.end), taken)


def refresh(catalogue: Catalogue, *, actor: Account, summary: Summary, expected_version: int | None) -> Summary:
    """Write every figure anew from today's records and leave the words as they are.

    What has no record any more keeps its text, and stays named as moved. Raises as `keep` does.
    """
    paper = paper_of(summary)
    narrator = narrator_for(catalogue, summary, paper)
    narrator.read_again(part for part in paper.cited() if catalogue.indicator(part.code) is not None)

    def updated(part: Cited) -> Cited:
        return part if catalogue.indicator(part.code) is None else narrator.recompute(part) or part

    paper = paper.with_cited(updated)
    return keep(
        catalogue,
        actor=actor,
        summary=summary,
        paper=paper,
        made=Made.REFRESHED,
        expected_version=expected_version,
    )


def submit(catalogue: Catalogue, *, actor: Account, summary: Summary, expected_version: int | None) -> Summary:
    """Hand the paper to the chair. Raises Refusal for what could not be signed, and what `take` raises."""
    refuse_unready(catalogue, "submit", actor=actor, summary=summary, expected_version=expected_version)
    taking = Taking(clock.today())
    return take(SUMMARIES, "submit", actor=actor, record=summary, taking=taking, expected_version=expected_version)


def refuse_unready(
    catalogue: Catalogue,
    step: str,
    *,
    actor: Account,
    summary: Summary | Correction,
    expected_version: int | None,
    ledger: Ledger = SUMMARIES,
) -> Readiness:
    """What is to be said of a summary or a correction as it stands; raises NotAllowed, Stale, or Refusal where
    something blocks the step.
    """
    refusal = refusal_of(ledger, step, summary, Access(actor))
    if refusal:
        raise NotAllowed(refusal)
    present = door.reload(summary)
    door.refuse_outdated(ledger, present, expected_version, actor)
    paper = paper_of(present)
    ready = readiness(paper, moved(catalogue, present.organisation, paper))
    if ready.blocking:
        back = "" if step == "submit" else "请先退回，改好再签发："
        raise Refusal(f"没有{SIGN_OFF.step(step).title}。{back}{''.join(ready.blocking)}")
    return ready


def sign(
    catalogue: Catalogue, *, actor: Account, summary: Summary, expected_version: int | None, reason: str = ""
) -> Summary:
    """The chair's signature: every figure is frozen with its records as of now.

    `reason` says why the paper is signed with numbers that nobody tied, where it has such. Raises Refusal without it,
    where a figure no longer agrees with the records or something is missing, and what `take` raises.
    """
    ready = refuse_unready(catalogue, "sign", actor=actor, summary=summary, expected_version=expected_version)
    refuse_without_reason(ready, reason)
    with transaction.atomic():
        signed = take(
            SUMMARIES,
            "sign",
            actor=actor,
            record=summary,
            taking=Taking(clock.today(), note=reason),
            expected_version=expected_version,
        )
        paper = paper_of(signed)
        # What is issued has frozen figures of its own, and its day with them.
        tied = tied_to_frozen(catalogue, signed.organisation, paper.with_cited(lambda part: part.unfrozen()))
        signed = door.save(
            SUMMARIES,
            actor=actor,
            record=signed,
            changes={"content": to_json(tied)},
            expected_version=signed.version,
            verb=Verb.FREEZE,
            by_step=True,
        )
        keep_version(actor, signed, Made.SIGNED)
    return signed


def refuse_without_reason(ready: Readiness, reason: str) -> None:
    """Raise Refusal where a paper has numbers that nobody tied and no reason is given for signing it so."""
    if ready.untied and not reason.strip():
        raise Refusal(f"没有签发。文中{ready.untied_said}，照这样签发请写明理由，或者退回绑定指标。")


def tied_to_frozen(catalogue: Catalogue, place: Organisation, paper: Paper, earlier: Paper | None = None) -> Paper:
    """The paper with each figure tied to its frozen row: the one it has, that of the `earlier` text where nothing
    changed since, or a new one.
    """
    known = {_question(row): row for row in _frozen_rows(place, earlier.frozen_ids()).values()} if earlier else {}
    ids = {cited.id: cited.frozen for cited in paper.figures() if cited.frozen}
    cells = {}
    for cited in paper.figures():
        if cited.id not in ids:
            indicator = catalogue.indicator(cited.code)
            assert indicator is not None
            cells[cited.id] = (indicator, FigureQuery(place, Period(cited.start, cited.end), cited.as_of))
    figures = compute_cells(cells.values())
    for cited in paper.figures():
        if cited.id not in cells:
            continue
        indicator, query = cells[cited.id]
        figure = figures[indicator.code, query]
        if (figure.value, figure.records) != (cited.value, cited.records):
            raise Refusal("起草的时候有人改了台账，没有保存。请再做一次。")
        row = freeze(figure, like=known.get(_question(cited)))
        known[_question(row)] = row
        ids[cited.id] = str(row.pk)
    return paper.with_cited(lambda part: part.frozen_as(ids))


def _question(asked: CitedFigure | FrozenFigure) -> tuple[str, date, date, date]:
    return asked.code, asked.start, asked.end, asked.as_of


def paper_of(summary: Summary | Correction) -> Paper:
    """The text of a summary as it stands, or what a correction says instead."""
    return from_json(summary.content)


def moved(catalogue: Catalogue, place: Organisation, paper: Paper) -> list[Moved]:
    """The figures and facts that differ by today's records, each as it would read now."""
    return Today(catalogue, place, paper).moved()


def frozen_row(place: Organisation, cited: Cited) -> FrozenFigure | None:
    """The stored frozen figure behind one that a paper cites; None for a fact, or where none was stored."""
    return _frozen_rows(place, [cited.frozen_id]).get(cited.frozen_id)


def _frozen_rows(place: Organisation, ids: Iterable[str]) -> dict[str, FrozenFigure]:
    found = at_place(FrozenFigure.objects.all(), place).filter(pk__in=[int(key) for key in ids if key])
    return {str(row.pk): row for row in found.select_related("organisation")}
