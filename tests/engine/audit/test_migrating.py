"""A log that was written before digests had a version, taken through the migrations, on either database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.engine.audit.test_chain import close, digest_as_of_0_2_0, entries, work
from tests.factories import Town

from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogHead
from gonghui.plain import clock

BEFORE = ("audit", "0001_initial")


def migrate(*targets: tuple[str, str]) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection)


@pytest.mark.django_db(transaction=True)
def test_entries_of_before_hold_and_are_gone_on_from(place: Town, transactional_db: None) -> None:
    here, previous = place.city.pk, chain.GENESIS
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("audit")
    try:
        old_entry = migrate(BEFORE).loader.project_state([BEFORE]).apps.get_model("audit", "LogEntry")
        for sequence, verb in enumerate(("create", "step:apply", "summary:edited"), start=1):
            entry = old_entry(
                jurisdiction_id=here,
                sequence=sequence,
                at=clock.now(),
                actor_id=place.officer.pk if sequence > 1 else None,
                organisation_id=place.village.pk,
                ledger="subsidies",
                record_id=sequence,
                verb=verb,
                changes={"course": [None, "电工"]},
                previous=previous,
            )
            entry.digest = previous = digest_as_of_0_2_0(entry)
            entry.save()
    finally:
        migrate(*newest)
    LogHead.objects.create(jurisdiction_id=here)
    close(here, entries(here).last())
    assert chain.broken_at(here) is None
    assert [(one.digest_version, one.actor_kind, one.step, one.batch) for one in entries(here)] == [
        (1, "", "", None)
    ] * 3
    work(place)
    assert chain.broken_at(here) is None
    entries(here).filter(sequence=2).update(verb="step:pass")
    assert chain.broken_at(here) == 2
