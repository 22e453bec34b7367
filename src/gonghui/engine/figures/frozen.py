"""Keep a figure as it was issued, so that what moved since can be seen beside it.

Figures are set side by side by the keys and versions of their records; the records themselves are read only by
whoever opens what moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gonghui.engine.audit.acts import Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import Figure, rows
from gonghui.engine.figures.models import FrozenFigure
from gonghui.plain import clock
from gonghui.plain.periods import Period

# Most records were never changed, so only other versions are stored.
_FIRST = 1


def freeze(figure: Figure, like: FrozenFigure | None = None) -> FrozenFigure:
    """Store a figure with the keys and versions of its records; returns the stored row.

    `like` is an earlier freezing of the same question: it is returned, and nothing stored, where it says the same of
    the same records in the same versions.
    """
    indicator, query = figure.indicator, figure.query
    versions = _versions(indicator, query)
    row = FrozenFigure(
        jurisdiction_id=query.place.jurisdiction_id,
        organisation=query.place,
        code=indicator.code,
        indicator_version=indicator.version,
        start=query.period.start,
        end=query.period.end,
        as_of=query.as_of,
        value=figure.value,
        unit=indicator.unit,
        # As text: on a cluster ids pass what a script's numbers can hold.
        record_keys=[str(key) for key in versions],
        record_versions={str(key): version for key, version in versions.items() if version != _FIRST},
        frozen_at=clock.now(),
    )
    if like is not None and _content(like) == _content(row):
        return like
    row.save()
    return row


def _versions(indicator: Indicator, query: FigureQuery) -> dict[int, int]:
    """The version of each record that the figure counts, by its key, in order."""
    return dict(rows(indicator, query).order_by("id").values_list("id", "version"))


def _content(row: FrozenFigure) -> tuple[Any, ...]:
    asked = (row.jurisdiction_id, row.organisation_id, row.code, row.start, row.end, row.as_of)
    return (*asked, row.indicator_version, row.unit, row.value, row.record_keys, row.record_versions)


@dataclass(frozen=True)
class FrozenComparison:
    """The keys of the records that went, came, or were changed since a figure was frozen.

    A figure that moved though no record of its own did was moved by a register beside it.
    """

    gone: tuple[int, ...]
    come: tuple[int, ...]
    changed: tuple[int, ...]


def compare(indicator: Indicator, frozen: FrozenFigure) -> FrozenComparison:
    """Set the records of a frozen figure beside those that its question counts today."""
    now = _versions(indicator, FigureQuery(frozen.organisation, Period(frozen.start, frozen.end), frozen.as_of))
    then = {int(key) for key in frozen.record_keys}
    return FrozenComparison(
        gone=tuple(sorted(then - now.keys())),
        come=tuple(key for key in now if key not in then),
        changed=tuple(sorted(_changed(indicator, frozen, {key: now[key] for key in now.keys() & then}))),
    )


def records(indicator: Indicator, frozen: FrozenFigure, keys: Iterable[int]) -> list[Any]:
    """The records with these keys, in order; those that are voided by now are found too."""
    model: Any = indicator.ledger.model
    within = model._default_manager.within(*frozen.organisation.jurisdictions())
    return list(within.filter(pk__in=list(keys)).order_by("pk"))


def _changed(indicator: Indicator, frozen: FrozenFigure, now: dict[int, int]) -> Iterable[int]:
    """The keys, of those counted then and now, whose records were changed since."""
    if frozen.record_versions is not None:
        return [key for key, version in now.items() if version != frozen.record_versions.get(str(key), _FIRST)]
    # What was frozen before versions were kept is looked up in the log.
    written = LogEntry.objects.within(*frozen.organisation.jurisdictions()).filter(
        ledger=indicator.ledger.key, record_id__in=list(now), at__gt=frozen.frozen_at
    )
    touched = written.exclude(changes={}).exclude(verb=Verb.REVEAL).values_list("record_id", flat=True)
    return {key for key in touched if key is not None}
