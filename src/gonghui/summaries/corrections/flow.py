"""A correction from its draft to its signature, and what the signed ones say of a summary."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gonghui.engine.access.rights import at_place
from gonghui.engine.audit.acts import Verb
from gonghui.engine.declare import Catalogue
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.plain import clock
from gonghui.summaries import drafting
from gonghui.summaries.corrections.text import Item, as_content, items_of, lacks, of_moved, with_paper
from gonghui.summaries.ledger import CORRECTIONS
from gonghui.summaries.models import Correction, Summary, SummaryState
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.paper import from_json
from gonghui.summaries.readiness import Readiness
from gonghui.summaries.today import Moved

_OPEN = "这份总结有一份更正还没有签发，请打开那一份。"


def corrections_of(summary: Summary) -> list[Correction]:
    """All corrections of a summary, the earliest first."""
    found = Correction.objects.within(summary.jurisdiction_id).filter(summary=summary, voided_on=None)
    return list(found.select_related("summary", "organisation").order_by("id"))


def signed_corrections(summary: Summary) -> list[Correction]:
    """Those that are signed."""
    return [one for one in corrections_of(summary) if one.state == SummaryState.SIGNED]


def not_corrected(moved: Sequence[Moved], corrections: Sequence[Correction]) -> list[Moved]:
    """What moved and no signed correction says as it is now."""
    said = {(part.id, part.text) for one in corrections for part in from_json(one.content).cited()}
    return [one for one in moved if (one.cited.id, one.text) not in said]


def narrator_for(catalogue: Catalogue, summary: Summary, items: Sequence[Item] = ()) -> Narrator:
    """The narrator that puts figures into a correction; its numbers go on from those of the summary."""
    paper = drafting.paper_of(summary)
    taken = [part.id for part in paper.cited()]
    taken += [part.id for item in items for part in item.new.inlines if not isinstance(part, str)]
    return Narrator(catalogue, summary.organisation, paper.period, taken)


def begin(catalogue: Catalogue, *, actor: Account, summary: Summary) -> Correction:
    """Draft a correction of a signed summary: an item for every sentence in which something moved since.

    Raises Refusal where the summary is not signed or a correction stands open, and what the write door raises.
    """
    summary = door.reload(summary)
    if summary.state != SummaryState.SIGNED:
        raise Refusal("还没有签发的总结直接修改，不用更正。")
    done = corrections_of(summary)
    if any(one.state != SummaryState.SIGNED for one in done):
        raise Refusal(_OPEN)
    paper = drafting.paper_of(summary)
    moved = not_corrected(drafting.moved(catalogue, summary.organisation, paper), done)
    items = of_moved(paper, [one.cited for one in moved], narrator_for(catalogue, summary))
    record = Correction(organisation=summary.organisation, summary=summary, started_on=clock.today())
    return _keep(catalogue, actor, record, items, verb=Verb.DRAFT, expected_version=None)


def keep(
    catalogue: Catalogue, *, actor: Account, correction: Correction, items: Sequence[Item], expected_version: int | None
) -> Correction:
    """Write the items. Raises as `drafting.keep` does, and Refusal for a correction that is no draft any more."""
    state = SummaryState(door.reload(correction).state)
    if state != SummaryState.DRAFT:
        raise Refusal(f"这份更正现在是“{state.label}”，不能再改，没有保存。")
    return _keep(catalogue, actor, correction, items, verb=Verb.EDIT, expected_version=expected_version)


def _keep(
    catalogue: Catalogue,
    actor: Account,
    correction: Correction,
    items: Sequence[Item],
    *,
    verb: Verb,
    expected_version: int | None,
    by_step: bool = False,
) -> Correction:
    signed = drafting.paper_of(correction.summary)
    with transaction.atomic():
        paper = from_json(as_content(signed, items))
        earlier = from_json(correction.content) if correction.pk else None
        frozen = drafting.tied_to_frozen(catalogue, correction.organisation, paper, earlier=earlier)
        return door.save(
            CORRECTIONS,
            actor=actor,
            record=correction,
            changes={"content": as_content(signed, with_paper(items, frozen))},
            expected_version=expected_version,
            verb=verb,
            by_step=by_step,
        )


def submit(catalogue: Catalogue, *, actor: Account, correction: Correction, expected_version: int | None) -> Correction:
    """Hand the correction to the chair. Raises Refusal for what could not be signed, and what `take` raises."""
    _refuse_unready(catalogue, "submit", actor, correction, expected_version)
    taking = Taking(clock.today())
    return take(CORRECTIONS, "submit", actor=actor, record=correction, taking=taking, expected_version=expected_version)


def sign(
    catalogue: Catalogue, *, actor: Account, correction: Correction, expected_version: int | None, reason: str = ""
) -> Correction:
    """The chair's signature; the new figures are frozen as of now. Raises as `drafting.sign` does."""
    ready = _refuse_unready(catalogue, "sign", actor, correction, expected_version)
    drafting.refuse_without_reason(ready, reason)
    with transaction.atomic():
        taking = Taking(clock.today(), note=reason)
        signed = take(
            CORRECTIONS, "sign", actor=actor, record=correction, taking=taking, expected_version=expected_version
        )
        paper = from_json(signed.content).with_cited(lambda part: part.unfrozen())
        items = with_paper(items_of(signed.content), paper)
        return _keep(catalogue, actor, signed, items, verb=Verb.FREEZE, expected_version=signed.version, by_step=True)


def _refuse_unready(
    catalogue: Catalogue, step: str, actor: Account, correction: Correction, expected_version: int | None
) -> Readiness:
    ready = drafting.refuse_unready(
        catalogue, step, actor=actor, summary=correction, expected_version=expected_version, ledger=CORRECTIONS
    )
    missing = lacks(items_of(door.reload(correction).content))
    if missing:
        raise Refusal("".join(missing))
    return ready


def said_of_frozen(frozen: FrozenFigure) -> list[tuple[Correction, str]]:
    """The signed corrections of the figure that a signed summary tells as `frozen`, each with what it says instead."""
    place = frozen.organisation
    summaries = at_place(Summary.objects.filter(state=SummaryState.SIGNED, voided_on=None), place)
    key, found = str(frozen.pk), []
    for summary in summaries.filter(organisation=place):
        ids = {part.id for part in drafting.paper_of(summary).figures() if part.frozen == key}
        for one in signed_corrections(summary) if ids else ():
            now = [part.text for part in from_json(one.content).figures() if part.id in ids]
            found += [(one, text) for text in now[:1]]
    return found
