"""The process line of a record: steps done, the present one, those to come; who, when, on what paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, Process, Relation, Step
from gonghui.engine.process.deciders import deciders
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records.models import LedgerRow
from gonghui.plain.periods import format_full_day

_FEW_ROLES = 2


@dataclass(frozen=True)
class Stop:
    """One stop of the line. `look` is done, now or next."""

    title: str
    look: str
    who: str = ""
    words: str = ""


def line(process: Process, record: LedgerRow, taken: Sequence[StepTaken], catalogue: Catalogue) -> list[Stop]:
    """The plain way through, as far as this case has come; a case that left the way shows where it left it."""
    passed, reached, aside = _passed(process, taken)
    stops = [_done(process.step(past.step), past) for past in passed]
    if record.voided_on is not None:
        return stops
    if aside is not None:
        step = process.step(aside.step)
        stops.append(Stop(step.title, "now", _who(aside), _words(aside)))
        if process.state(aside.end).badge != "waiting":
            return stops
    found = deciders(process, record.organisation)
    existing = process.line_for(found)
    for place, key in enumerate(key for key in process.line[reached:] if key in existing):
        step = process.step(key)
        look = "now" if place == 0 and aside is None else "next"
        stops.append(Stop(step.title, look, "", _by(step, found, catalogue)))
    return stops


def _passed(process: Process, taken: Sequence[StepTaken]) -> tuple[list[StepTaken], int, StepTaken | None]:
    """The steps that still hold, how much of the line they have covered, and the step by which the case left it.

    A step outside the line that leads to a later state of it (what stands already is written down at once) covers
    the line up to there; one that leads back undoes what came after.
    """
    ends = [process.step(key).end for key in process.line]
    passed: list[tuple[int, StepTaken]] = []
    reached = 0
    aside: StepTaken | None = None
    for past in taken:
        if past.step in process.line:
            place = process.line.index(past.step)
            passed, reached, aside = [*_before(passed, place), (place, past)], place + 1, None
        elif past.end == process.initial:
            passed, reached, aside = [], 0, None
        elif past.end in ends:
            place = ends.index(past.end)
            passed = [*passed, (place, past)] if place >= reached else _before(passed, place + 1)
            reached, aside = place + 1, None
        else:
            aside = past
    return [past for _, past in passed], reached, aside


def _before(passed: list[tuple[int, StepTaken]], place: int) -> list[tuple[int, StepTaken]]:
    return [each for each in passed if each[0] < place]


def _done(step: Step, past: StepTaken) -> Stop:
    return Stop(step.title, "done", _who(past), _words(past))


def _who(past: StepTaken) -> str:
    name = str(past.organisation) if past.external or past.brought_in else past.taker
    return f"{format_full_day(past.decided_on)}，{name}"


def _words(past: StepTaken) -> str:
    parts = []
    if past.brought_in:
        parts.append(f"{past.taker}照旧资料补录")
    elif past.external:
        parts.append(f"{past.taker}代录")
    if past.document:
        parts.append(past.document)
    if past.note:
        parts.append(past.note)
    return "；".join(parts)


def _by(step: Step, found: Mapping[Relation, Organisation], catalogue: Catalogue) -> str:
    """Who takes a step that is still to come: the office that decides it, or the roles where they are few."""
    if step.relation is not None:
        return f"由{found[step.relation]}办"
    roles = [title for role, title in catalogue.roles.items() if role in step.by]
    return f"由{'、'.join(roles)}办" if len(roles) <= _FEW_ROLES else ""
