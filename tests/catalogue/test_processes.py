"""What holds for the process of every register in the catalogue."""

from __future__ import annotations

import pytest
from django.db import models

from gonghui.engine.declare import Ledger, Process, Relation, Step
from gonghui.site.catalogue import CATALOGUE

PROCESSES = [pytest.param(ledger, ledger.process, id=ledger.key) for ledger in CATALOGUE.ledgers if ledger.process]
STEPS = [
    pytest.param(ledger, ledger.process, step, id=f"{ledger.key}-{step.key}")
    for ledger in CATALOGUE.ledgers
    if ledger.process
    for step in ledger.process.steps
]


@pytest.mark.parametrize(("ledger", "process"), PROCESSES)
def test_every_state_can_be_reached_from_the_first(ledger: Ledger, process: Process) -> None:
    reached, new = set(), {process.initial}
    while new:
        reached |= new
        new = {step.end for state in new for step in process.steps_from(state)} - reached
    assert reached == {state.key for state in process.states}
    field = ledger.model._meta.get_field(process.field)
    assert isinstance(field, models.CharField)
    assert {key for key, _ in field.flatchoices} == reached
    assert field.default == process.initial


@pytest.mark.parametrize(("ledger", "process"), PROCESSES)
def test_states_and_steps_have_names_of_their_own(ledger: Ledger, process: Process) -> None:
    # What is done beside the line is the same whatever the state is that it leaves as it was.
    beside = [step for step in process.steps if step.beside]
    for state in process.states:
        titles = [step.title for step in process.steps_from(state.key)]
        assert len(set(titles)) == len(titles)
    assert len({step.key for step in process.steps}) == len(process.steps)
    for named in (process.states, [step for step in process.steps if not step.beside]):
        assert len({each.key for each in named}) == len({each.title for each in named}) == len(named)
    assert all(step.start == {step.end} for step in beside)
    with pytest.raises(KeyError):
        process.state("nowhere")
    with pytest.raises(KeyError):
        process.step("nothing")


@pytest.mark.parametrize(("ledger", "process"), PROCESSES)
def test_the_line_leads_step_by_step_from_the_first_state_to_a_last_one(ledger: Ledger, process: Process) -> None:
    state = process.initial
    for key in process.line:
        step = process.step(key)
        assert state in step.start
        state = step.end
    # What may still befall a case at its end (an agreement is terminated) does not wait for anybody.
    assert not [step for step in process.steps_from(state) if step.primary]
    assert process.separate <= {step.key for step in process.steps}


@pytest.mark.parametrize(("ledger", "process", "step"), STEPS)
def test_a_step_moves_between_declared_states_and_dates_a_field_of_the_row(
    ledger: Ledger, process: Process, step: Step
) -> None:
    states = {state.key for state in process.states}
    assert step.start
    assert step.start <= states
    assert step.end in states
    # A step that leaves the case where it stands (one officer hands it to another) does not wait for anybody.
    assert step.end not in step.start or not step.primary
    assert step.by
    assert isinstance(ledger.model._meta.get_field(step.dates), models.DateField)
    assert {*step.fields} <= {field.name for field in ledger.model._meta.concrete_fields}
    assert (step.by | step.external_by) <= set(CATALOGUE.roles)
    assert not {step.dates, *step.fields, process.field} & set(ledger.form_fields())


@pytest.mark.parametrize(("ledger", "process", "step"), STEPS)
def test_who_decides_above_can_be_written_down_below(ledger: Ledger, process: Process, step: Step) -> None:
    """A step of an office above the one that keeps the case has somebody who records it where that office is away."""
    if step.relation not in {None, Relation.HANDLING}:
        assert step.external_by
