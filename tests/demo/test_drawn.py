"""A town drawn from a seed: whatever the seed, its rows pass the door, and some registers are empty."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import transaction
from tests.demo.invented import neighbour

from gonghui.demo import Town, drawn, inspections, journal, listed
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import Ledger
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.inspections.ledger import INSPECTIONS
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def entering(*ledgers: Ledger) -> Callable[[Town], None]:
    """The loader of registers whose rows are listed one by one."""
    return lambda town: listed.enter(town, *ledgers)


DRAWN = [
    (inspections.enter, INSPECTIONS),
    (journal.enter, JOURNAL),
    *((entering(ledger), ledger) for ledger in (MEETINGS, OUTREACH, RECOGNITION, CALLS, DUTIES)),
    (entering(SERVICE_CENTRES, SERVICE_ROOMS, CENTRE_SERVICES, SOCIAL_WORKERS, ACTIVITIES), ACTIVITIES),
]


@pytest.mark.parametrize(("enter", "ledger"), DRAWN, ids=[ledger.key for _, ledger in DRAWN])
def test_any_seed_gives_rows_that_pass_the_door(
    town: Organisation, enter: Callable[[Town], None], ledger: Ledger
) -> None:
    beside = Organisation.objects.get(code="T6")
    rows = at_place(ledger.model._default_manager.all(), beside)
    entered = []
    before = rows.count()
    for seed in range(7, 31):
        with transaction.atomic():
            enter(neighbour(seed))
            entered.append(rows.count() - before)
            transaction.set_rollback(True)  # the next seed's rows may not stand beside these
    assert 0 in entered
    assert max(entered) >= 5
    assert len(set(entered)) >= 4


def test_a_town_has_nothing_or_a_little_or_plenty() -> None:
    counts = [drawn.how_many(random.Random(seed)) for seed in range(400)]
    assert 60 < counts.count(0) < 140
    assert min(count for count in counts if count) == 1
    assert 50 <= max(counts) <= 60


def test_some_stories_are_absent_and_never_all() -> None:
    found = [drawn.some_of(random.Random(seed), "abcd") for seed in range(60)]
    assert all(found)
    assert {len(each) for each in found} == {1, 2, 3, 4}
