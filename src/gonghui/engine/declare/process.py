from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from gonghui.engine.declare.relations import Relation


@dataclass(frozen=True)
class State:
    """A stage of a case. `badge` says how it looks: waiting, done or stopped."""

    key: str
    title: str
    badge: str = "waiting"


@dataclass(frozen=True)
class Step:
    """One dated act that moves a case from one of `start` to `end`.

    `by` are the roles that take it, holding their post at the office that stands in `relation` to the case exactly
    (None: anywhere above the case). `external_by` are the roles that write down the decision when that office is not
    on this system: then the date of its paper and the paper's name are required. `dates` is the field that receives
    the step's date; `fields` are further fields that the person fills; `reason` says that a word why is required.
    `guards` are functions of the record and the new values that return a Chinese refusal or None; one that asks for
    none of the values is heard before anybody clicks. `waits` says which of the cases in `start` the step is for (None:
    all); nothing hurries a `routine` step. A step whose key begins with "return" or "send_back"
    sends a case back.
    """

    key: str
    title: str
    start: frozenset[str]
    end: str
    by: frozenset[str]
    dates: str
    relation: Relation | None = None
    external_by: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    reason: bool = False
    due: str = ""  # the field with the day by which it is to be taken
    rule: str = ""  # the rule that the day follows, in Chinese, with its clause
    # Changes no state and may be written down later: its day need not follow that of the step before. Not where
    # figures ask in which state a case stood on a day (`stood_in`): they take the last step written by then.
    beside: bool = False
    primary: bool = True  # the step that a person mostly takes next; the others are drawn quieter
    guards: tuple[Callable[[Any, dict[str, Any]], str | None], ...] = ()
    waits: Q | None = None
    routine: bool = False

    @property
    def sends_back(self) -> bool:
        """Whether the case goes back to whoever handed it in."""
        return self.key.startswith(("return", "send_back"))


@dataclass(frozen=True)
class PastCases:
    """Whether a register takes cases of a time before the office began on this system, with all their steps at once.

    `by` are the roles that bring them in, held at the office of the case exactly. `year` is the field with the year
    that a case is for, where it has one: a case of this year is none of the past, whatever its days.
    """

    by: frozenset[str]
    year: str = ""


@dataclass(frozen=True)
class Process:
    """A review: its states and the dated steps between them.

    `field` is the model's state field; only a step writes it. `line` is the plain way through, as the process line
    on a record shows it. Of its steps that could follow a state, the first whose office the tree has is the next: an
    office that exists is never skipped, and one that does not exist is not waited for. Nobody takes steps of two
    offices of one case that stand together in `separate` (回避); with `rounds` only steps count that were taken since
    the case last came back to its first state: who had handed in an earlier version may well review what somebody
    else handed in after it.
    """

    key: str
    version: int
    field: str
    initial: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    line: tuple[str, ...]
    separate: frozenset[str] = frozenset()
    rounds: bool = False
    # In which states the other fields may still be changed: what was reviewed is not altered behind the review.
    editable: frozenset[str] = frozenset()
    past: PastCases | None = None

    def state(self, key: str) -> State:
        """The state named `key`; raises KeyError."""
        for state in self.states:
            if state.key == key:
                return state
        raise KeyError(key)

    def step(self, key: str) -> Step:
        """The step named `key`; raises KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def may_edit(self, state: str) -> bool:
        """Whether the fields that no step writes may still be changed in `state`."""
        return state in self.editable

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that can follow `state`, in the order declared."""
        return tuple(step for step in self.steps if state in step.start)

    def relations(self) -> frozenset[Relation]:
        """The relations whose offices decide something."""
        return frozenset(step.relation for step in self.steps if step.relation is not None)

    def steps_open(self, state: str, present: Collection[Relation]) -> tuple[Step, ...]:
        """The steps that can follow `state` where the tree has the relations `present`, in the order declared.

        A decision outside the line (back, or out) is open to an office above while the line waits for that office.
        """
        following = [step for step in self.steps_from(state) if step.relation is None or step.relation in present]
        in_line = [step for key in self.line for step in following if step.key == key]
        turn = in_line[0].relation if in_line else None
        return tuple(
            step
            for step in following
            if step in in_line[:1]
            or (step not in in_line and (step.relation in {None, Relation.HANDLING, turn} or not in_line))
        )

    def line_for(self, present: Collection[Relation]) -> tuple[str, ...]:
        """The plain way through where the tree has the relations `present`."""
        return tuple(key for key in self.line if self.step(key).relation in {None, *present})

    def absent(self, present: Collection[Relation]) -> frozenset[str]:
        """The states and dated fields that no case reaches where the tree has only the relations `present`."""
        missing = frozenset(Relation).difference(present)
        gone = [step for step in self.steps if step.relation in missing]
        kept = [step for step in self.steps if step.relation not in missing]
        reached = {self.initial}
        while further := {step.end for step in kept if reached.intersection(step.start)} - reached:
            reached |= further
        dated = {step.dates for step in kept if reached.intersection(step.start)}
        return frozenset({*(step.end for step in gone), *(step.dates for step in gone)} - reached - dated)

    def written_fields(self) -> tuple[str, ...]:
        """What the steps date or fill, in the order of the line, then that of the steps beside it."""
        steps = sorted(
            self.steps, key=lambda step: self.line.index(step.key) if step.key in self.line else len(self.line)
        )
        return tuple(dict.fromkeys(name for step in steps for name in (step.dates, *step.fields)))

    def dated_fields(self) -> frozenset[str]:
        """The fields that only a step writes: the state, and what the steps date or fill."""
        return frozenset({self.field, *self.written_fields()})
