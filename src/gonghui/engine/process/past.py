"""Cases that ended before the office began on this system, brought in with all their steps (照旧资料补录).

The days on last year's papers say which steps a case took, and so in which state it ended. Each step is judged as if
it were taken: open in the state that the steps before it led to, dated in order, with its fields, its guards, and the
rules of the record after it. What a person may not do is to pass a case of the present round the review: every day
lies in a year before this one and before the office first took a step here, and a case that several review has ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Actor, holders_of
from gonghui.engine.declare import Ledger, Process, Relation, Step
from gonghui.engine.people.models import Account
from gonghui.engine.process.deciders import decider, deciders
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

NAME = "照旧资料补录"
_STEP_BY_STEP = "请清空由流程写入的各列，登记以后逐步办理。"


@dataclass(frozen=True)
class PastStep:
    """A step that a case took: on which day, in what state and how the case stood before it, and who decided."""

    step: Step
    day: date
    start: str
    decides: Organisation
    values: Mapping[str, Any]
    case: LedgerRow


@dataclass(frozen=True)
class PastCase:
    """A case as it ended, with the steps that led there, in the order in which they were taken."""

    record: LedgerRow
    steps: tuple[PastStep, ...]

    def fingerprint(self) -> str:
        """What would be written of its steps, as one text."""
        return ",".join(f"{one.step.key}={one.day}{sorted(one.values.items())}" for one in self.steps)


@dataclass
class _Place:
    """What is the same for all cases of a place."""

    office: Organisation
    found: dict[Relation, Organisation]


class PastCaseCheck:
    """Checks the cases that a person brings in at `place`, for a register whose process takes such; writes nothing."""

    def __init__(self, ledger: Ledger, access: Access, place: Organisation) -> None:
        assert ledger.process is not None
        assert ledger.process.past is not None
        self._ledger, self._access = ledger, access
        self._process: Process = ledger.process
        self._past = ledger.process.past
        self._titles = {one.name: str(getattr(one, "verbose_name", one.name)) for one in ledger.model._meta.fields}
        self.office = place.offices()[0]
        self._began = began_on(self.office)
        self._places: dict[int, _Place] = {}

    @property
    def dates(self) -> frozenset[str]:
        """The fields that hold the day of a step."""
        return frozenset(step.dates for step in self._process.steps)

    def refusal(self) -> str | None:
        """Why the person may not bring in cases here, in Chinese; None where they may."""
        office, by = self.office, self._past.by
        if self._access.commands(office) or not self._access.roles_exactly_at(office).isdisjoint(by):
            return None
        names = sorted({post.account.name for post in holders_of(by, office).select_related("account")})
        who = f"能办的有{'、'.join(names)}" if names else "现在没有人能办，请联系系统管理员安排"
        return f"{NAME}由{office}的经办人办理，你的岗位不能办（{who}）；{_STEP_BY_STEP}"

    def case(
        self, changes: Mapping[str, Any], given: Mapping[str, Any], known: dict[tuple[str, int], bool] | None = None
    ) -> PastCase:
        """The case with these typed values, and what its steps wrote (`given`: nothing that is empty).

        `known` is the door's, for a batch. Raises NotAllowed, Refusal, or ValidationError by field.
        """
        case = self._validate(changes, known)
        place = self._place(case.organisation)
        if place.office.pk != self.office.pk:
            raise Refusal(f"这一件归{place.office}办理，{NAME}请到{place.office}导入。")
        if refusal := self.refusal():
            raise NotAllowed(refusal)
        self._refuse_present(case, given)
        course = _Course(self._process, frozenset(place.found), given, self._titles).find()
        self._refuse_unfinished(course[-1].step.end)
        written, steps = dict(changes), list[PastStep]()
        for taken in course:
            values = {name: given[name] for name in taken.step.fields}
            _ask_guards(taken.step, taken.day, case, values)
            decides = decider(taken.step, case.organisation, place.found)
            assert decides is not None  # a step is open only where somebody decides it
            steps.append(PastStep(taken.step, taken.day, taken.start, decides, values, case))
            written |= {self._process.field: taken.step.end, taken.step.dates: taken.day, **values}
            case = self._validate(written, known, by_step=True)
        return PastCase(case, tuple(steps))

    def _validate(
        self, changes: Mapping[str, Any], known: dict[tuple[str, int], bool] | None, *, by_step: bool = False
    ) -> LedgerRow:
        new: LedgerRow = self._ledger.model()  # type: ignore[assignment]
        return door.validate(
            self._ledger, access=self._access, record=new, changes=changes, known=known, by_step=by_step
        )

    def _place(self, place: Organisation) -> _Place:
        if place.pk not in self._places:
            self._places[place.pk] = _Place(place.offices()[0], deciders(self._process, place))
        return self._places[place.pk]

    def _refuse_present(self, case: LedgerRow, given: Mapping[str, Any]) -> None:
        """Refuse a case of this year, or one with a day on which the office was on this system already."""
        this_year, errors = clock.today().year, dict[str, list[str]]()
        for name, day in given.items():
            if not isinstance(day, date):
                continue
            if day.year >= this_year:
                said = f"{format_full_day(day)}是今年：{NAME}只收今年以前办结的。今年的{_STEP_BY_STEP}"
                errors[name] = [said]
            elif self._began is not None and day >= self._began:
                began = format_full_day(self._began)
                errors[name] = [f"{self.office}从{began}起在本系统上办理，{NAME}只收在那以前办的。{_STEP_BY_STEP}"]
        year = getattr(case, self._past.year) if self._past.year else 0
        if year >= this_year:
            errors[self._past.year] = [f"{year}年度不是往年：{NAME}只收往年的。今年的{_STEP_BY_STEP}"]
        if errors:
            raise ValidationError(errors)

    def _refuse_unfinished(self, state: str) -> None:
        """Refuse a case that would go on under the review: what passed it on paper is not paid on this system."""
        end = self._process.state(state)
        if self._process.separate and end.badge == "waiting":
            raise Refusal(f"按各步日期，这一件停在“{end.title}”，没有办结：{NAME}只收办结的。没有办结的{_STEP_BY_STEP}")


def began_on(office: Organisation) -> date | None:
    """The day on which a step of the office's own was first written down on this system; None before that.

    Cases that were brought in are of the time before.
    """
    steps = StepTaken.objects.within(*office.jurisdictions()).filter(organisation__office=office, brought_in=False)
    first = steps.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    return None if first is None else timezone.localdate(first)


@dataclass(frozen=True)
class _Taken:
    step: Step
    day: date
    start: str


@dataclass
class _Course:
    """Which steps the days of a case tell, in the tree with these `relations`."""

    process: Process
    relations: frozenset[Relation]
    given: Mapping[str, Any]
    titles: Mapping[str, str]
    # The furthest that the days lead, and those that then remain.
    reached: tuple[list[_Taken], dict[str, date]] = field(default_factory=lambda: ([], {}))

    def find(self) -> list[_Taken]:
        """The steps in their order; raises ValidationError by field where the days tell no way through."""
        beside = {step.dates for step in self.process.steps if step.beside}
        dates = {step.dates for step in self.process.steps}
        days = {name: day for name, day in self.given.items() if name in dates - beside}
        self.reached = ([], days)
        course = self._follow(self.process.initial, days, [])
        if not course:
            raise self._no_way(days)
        for name in sorted(beside.intersection(self.given)):
            self._put_beside(course, name)
        self._refuse_fields(course)
        return course

    def _follow(
        self, state: str, left: dict[str, date], taken: list[_Taken], *, in_order: bool = True
    ) -> list[_Taken] | None:
        if not left:
            return taken
        if in_order and len(taken) > len(self.reached[0]):
            self.reached = (taken, left)
        earliest = min(left.values())
        for step in self.process.steps_open(state, self.relations):
            day = left.get(step.dates)
            if step.beside or day is None or (in_order and day != earliest):
                continue
            # A step that writes down several days at once has the earlier ones among its fields.
            rest = {
                name: other
                for name, other in left.items()
                if name != step.dates and not (name in step.fields and other <= day)
            }
            found = self._follow(step.end, rest, [*taken, _Taken(step, day, state)], in_order=in_order)
            if found is not None:
                return found
        return None

    def _no_way(self, days: dict[str, date]) -> ValidationError:
        for one, other in pairwise(self._follow(self.process.initial, days, [], in_order=False) or ()):
            if other.day < one.day:
                before = f"“{self._title(one.step.dates)}”（{format_full_day(one.day)}）"
                return ValidationError({other.step.dates: [f"{format_full_day(other.day)}早于{before}，请核对先后。"]})
        taken, left = self.reached
        state = taken[-1].step.end if taken else self.process.initial
        stuck = min(left, key=lambda name: (left[name], list(left).index(name)), default="")
        if not stuck:
            raise Refusal(f"没有填任何一步的日期：{_STEP_BY_STEP}")
        at = self.process.state(state).title
        missing = self._missing(state, stuck, days)
        said = f"前面缺“{'”“'.join(missing)}”，请补上" if missing else "后面不能接着办这一步，请核对"
        return ValidationError({stuck: [f"按日期办到“{at}”，{said}。"]})

    def _missing(self, state: str, stuck: str, days: Mapping[str, date]) -> list[str]:
        """The days that lack in the line between the state that was reached and the day that does not follow."""
        line = [self.process.step(key) for key in self.process.line_for(self.relations)]
        start = next((index for index, step in enumerate(line, start=1) if step.end == state), 0)
        until = next((index for index, step in enumerate(line) if step.dates == stuck), start + 1)
        return [self._title(step.dates) for step in line[start:until] if step.dates not in days]

    def _put_beside(self, course: list[_Taken], name: str) -> None:
        """Put a step that changes no state where the case stood on its day, or else where it may be taken."""
        day = self.given[name]
        ends = [self.process.initial, *(taken.step.end for taken in course)]
        by_then = sum(taken.day <= day for taken in course)
        for index in (by_then, *range(len(ends))):
            for step in self.process.steps_from(ends[index]):
                if step.beside and step.dates == name:
                    course.insert(index, _Taken(step, day, ends[index]))
                    return
        title = self._title(name)
        raise ValidationError({name: [f"按各步日期，这一件没有到能办“{title}”的时候，请核对，或者清空这一格。"]})

    def _refuse_fields(self, course: Sequence[_Taken]) -> None:
        """Refuse a step without what it asks for, and what no step of the case asked for."""
        errors: dict[str, list[str]] = {}
        used = {name for taken in course for name in (taken.step.dates, *taken.step.fields)}
        for taken in course:
            for name in taken.step.fields:
                if name not in self.given:
                    errors[name] = [f"请填写{self._title(name)}：办“{taken.step.title}”要填。"]
        for name in self.given:
            if name not in used:
                errors[name] = [f"按各步日期，这一件没有办要填{self._title(name)}的一步：请补上日期，或者清空这一格。"]
        if errors:
            raise ValidationError(errors)

    def _title(self, name: str) -> str:
        return str(self.titles[name])


def _ask_guards(step: Step, day: date, case: LedgerRow, values: Mapping[str, Any]) -> None:
    for guard in step.guards:
        if refusal := guard(case, dict(values)):
            raise Refusal(f"{format_full_day(day)}“{step.title}”：{refusal}")


@dataclass(frozen=True)
class PreparedCases:
    """Cases of the past that passed every check but the database's own."""

    ledger: Ledger
    actor: Actor
    cases: Sequence[PastCase]
    rows: door.PreparedRows[LedgerRow]

    def write(self, papers: Sequence[str]) -> None:
        """Write the cases with their logs and trails, in the caller's transaction; `papers` names each one's sheet.

        Raises as the door does, and Refusal where the cases stand in each other's way.
        """
        process = self.ledger.process
        assert process is not None
        actor = self.actor if isinstance(self.actor, Account) else None
        now, trail = clock.now(), list[StepTaken]()
        for case, saved, paper in zip(self.cases, self.rows.write(), papers, strict=True):
            for one in case.steps:
                # Asked again beside the cases that came with it.
                one.case.pk = saved.pk
                _ask_guards(one.step, one.day, one.case, one.values)
                trail.append(
                    StepTaken(
                        jurisdiction_id=saved.jurisdiction_id,
                        ledger=self.ledger.key,
                        record_id=saved.pk,
                        process_version=process.version,
                        step=one.step.key,
                        start=one.start,
                        end=one.step.end,
                        decided_on=one.day,
                        actor=actor,
                        organisation=one.decides,
                        external=bool(one.step.external_by),
                        document=paper,
                        recorded_at=now,
                        brought_in=True,
                    )
                )
        StepTaken.objects.bulk_create(trail, batch_size=500)


def prepare(ledger: Ledger, *, actor: Actor, cases: Sequence[PastCase], why: str) -> PreparedCases:
    """Check the cases as the door does before they are written; raises as `door.prepare_many` does."""
    records = [case.record for case in cases]
    return PreparedCases(
        ledger, actor, cases, door.prepare_many(ledger, actor=actor, records=records, why=why, by_step=True)
    )
