"""Who takes which step of a case: every process, every state, every role, at every level."""

from __future__ import annotations

from typing import Any

import pytest
from tests.catalogue.rows import LEDGERS, make_rows
from tests.factories import Town
from tests.permissions.asking import Cell, check, person
from tests.permissions.table import RECORD

from gonghui.engine.access.models import Post
from gonghui.engine.declare import Ledger, Process
from gonghui.engine.process.deciders import deciders
from gonghui.offices.roles import Role

pytestmark = pytest.mark.django_db
STEP = f"{RECORD}steps/<slug:step>/"


def rules(process: Process) -> Any:
    """What the answers hang on; registers whose steps say the same are answered alike."""
    return tuple((step.key, step.start, step.relation, step.by, step.external_by) for step in process.steps)


IN_STEPS = list({rules(ledger.process): ledger for ledger in LEDGERS if ledger.process is not None}.values())


@pytest.mark.parametrize("served", [True, False], ids=["served above", "on paper above"])
@pytest.mark.parametrize("ledger", IN_STEPS, ids=lambda ledger: ledger.key)
def test_a_step_is_for_the_roles_and_the_level_that_it_names(ledger: Ledger, served: bool, place: Town) -> None:
    """At a level that nobody serves here, those below write down what it decided on paper."""
    process = ledger.process
    assert process is not None
    if not served:
        Post.objects.filter(organisation=place.city).delete()
    (row,) = make_rows(ledger, place, 1)
    named = {role for step in process.steps for role in (*step.by, *step.external_by)}
    posts = [(at, role) for at in (place.town, place.village) for role in sorted(named | {Role.AUDITOR})]
    if served:
        posts += [(place.city, role) for role in sorted(named)]
    people = [person(at, role) for at, role in posts]
    for state in process.states:
        type(row)._default_manager.filter(pk=row.pk).update(**{process.field: state.key})
        row.refresh_from_db()
        check(
            Cell(STEP, "POST", who, who.post, ledger, row, step=step.key)
            for step in process.steps_open(state.key, deciders(process, row.organisation))
            for who in people
            if who.post is not None
        )
