from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class State:
    """A stage of a case. `badge` says how it looks: waiting, done or stopped."""

    key: str
    title: str
    badge: str = "waiting"


@dataclass(frozen=True)
class Step:
    """One dated act that moves a case from one of `start` to `end`.

    `by` are the roles that take it, holding their post at the level `level` exactly (None: anywhere above the case).
    `external_by` are the roles that write down the decision when the union of that level is not on this system: then
    the date of its paper and the paper's name are required. `dates` is the field that receives the step's date;
    `fields` are further fields that the person fills; `reason` says that a word why is required.
    `guards` are functions of the record and the new values that return a Chinese refusal or None.
    """

    key: str
    title: str
    start: frozenset[str]
    end: str
    by: frozenset[str]
    dates: str
    level: int | None = None
    external_by: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    reason: bool = False
    due: str = ""  # the field with the day by which it is to be taken
    primary: bool = True  # the step that a person mostly takes next; the others are drawn quieter
    guards: tuple[Callable[[Any, dict[str, Any]], str | None], ...] = ()


@dataclass(frozen=True)
class Process:
    """A review: its states and the dated steps between them.

    `field` is the model's state field; only a step writes it. `line` is the plain way through, as the process line
    on a record shows it. Nobody takes steps of two levels of one case that stand together in `separate` (回避);
    with `rounds` only steps count that were taken since the case last came back to its first state: who had handed in
    an earlier version may well review what somebody else handed in after it.
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

    def dated_fields(self) -> frozenset[str]:
        """The fields that only a step writes: the state, and what the steps date or fill."""
        return frozenset({self.field}.union(*({step.dates, *step.fields} for step in self.steps)))
