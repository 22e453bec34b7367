"""Keep a composed summary, with its figures frozen; draft it anew; and see what moved since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import Ask, Catalogue
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.frozen import freeze
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.plain.quantities import tell_quantity
from gonghui.summaries.annual import OUTLINES
from gonghui.summaries.compose import compose, with_frozen
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Summary
from gonghui.summaries.outline import Outline
from gonghui.summaries.paper import Cited, Paper, from_json, to_json


@dataclass(frozen=True)
class Moved:
    """A figure whose records give another value today than when it was drafted."""

    cited: Cited
    now: Decimal
    text: str


def outline_named(key: str) -> Outline:
    """The outline named `key`; raises LookupError with a Chinese message."""
    for outline in OUTLINES:
        if outline.key == key:
            return outline
    raise LookupError(f"没有“{key}”这种提纲，可用的是：{'、'.join(outline.key for outline in OUTLINES)}。")


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
    if period.start > clock.today():
        raise Refusal(f"{period.start.year}年的这段时间还没有到，没有可以总结的记录。请选已经开始的期间。")
    kept = find(place, period, outline)
    chosen = {**cut_offs_of(kept), **dict(cut_offs or {})}
    for day in (as_of, *chosen.values()):
        if not period.start <= day <= clock.today():
            raise Refusal(f"截至日期应在{period.start.isoformat()}和今天（{clock.today().isoformat()}）之间，请改正。")
    paper = compose(catalogue, outline, place, period, as_of, chosen)
    if not paper.blocks:
        raise Refusal("台账里还没有这个期间的记录，起草不出总结。请先登记，或者换一个期间。")
    with transaction.atomic():
        ids = {}
        for cited in paper.figures():
            indicator = catalogue.indicator(cited.code)
            assert indicator is not None
            figure = compute(indicator, Ask(place, period, cited.as_of))
            if (figure.value, figure.records) != (cited.value, cited.records):
                raise Refusal("起草的时候有人改了台账，没有保存。请再起草一次。")
            frozen = freeze(figure)
            ids[cited.id] = str(frozen.pk)
        paper = with_frozen(paper, ids)
        record = kept or Summary(organisation=place, outline=outline.key, start=period.start, end=period.end)
        return door.save(
            SUMMARIES,
            actor=actor,
            record=record,
            changes={
                "as_of": paper.as_of,
                "cut_offs": {key: day.isoformat() for key, day in paper.cut_offs.items()},
                "content": to_json(paper),
                "drafted_at": clock.now(),
            },
            expected_version=expected_version,
            verb="draft",
        )


def paper_of(summary: Summary) -> Paper:
    """The summary as it was drafted."""
    return from_json(summary.content)


def moved(catalogue: Catalogue, place: Organisation, paper: Paper) -> list[Moved]:
    """The figures that today's records no longer bear out, each as it would be told now."""
    found = []
    for cited in paper.figures():
        indicator = catalogue.indicator(cited.code)
        if indicator is None:
            continue
        now = compute(indicator, Ask(place, Period(cited.start, cited.end), cited.as_of)).value
        if now != cited.value:
            found.append(Moved(cited, now, tell_quantity(now, cited.unit, cited.exactness)))
    return found
