"""The log: one chain a jurisdiction, whole after any work, and broken for good by any tampering."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.factories import Town, make_contribution, make_employer, make_member, make_subsidy
from tests.unchanged import nothing_written, refused

from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry, LogHead
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES


@pytest.fixture
def log(place: Town) -> int:
    """The city's jurisdiction with seven entries of all kinds in its log."""
    employer = make_employer(place.officer, place.village)
    changed = door.save(EMPLOYERS, actor=place.second, record=employer, changes={"staff": 60}, why="年报")
    member = make_member(place.officer, place.village, employer=changed)
    door.reveal(MEMBERS, actor=place.chair, record=member, field="id_number", why="核对")
    door.void(MEMBERS, actor=place.officer, record=member, why="录错")
    case = make_subsidy(place.officer, employer)
    take(SUBSIDIES, "apply", actor=place.officer, record=case, taking=Taking(date(2025, 7, 1)))
    assert entries(place.city.pk).count() == 7
    return place.city.pk


def entries(jurisdiction: int) -> Any:
    return LogEntry.objects.filter(jurisdiction_id=jurisdiction).order_by("sequence")


def work(place: Town) -> None:
    """Somebody goes on working."""
    make_employer(place.officer, place.other_village, 9)


def test_the_chain_is_whole_after_mixed_work(place: Town, log: int) -> None:
    make_contribution(place.officer, make_employer(place.officer, place.village, 5))
    make_employer(place.stranger, place.neighbour_village)
    assert chain.broken_at(log) is None
    assert [entry.sequence for entry in entries(log)] == list(range(1, entries(log).count() + 1))


def test_each_jurisdiction_has_a_chain_of_its_own(place: Town, log: int) -> None:
    province = place.city.parent
    assert province is not None
    assert chain.broken_at(province.pk) is None
    with transaction.atomic():
        chain.write(None, [chain.Act(province, "verify", "看"), chain.Act(place.city, "verify", "看")])
    assert (entries(province.pk).get().sequence, entries(log).count()) == (1, 8)
    assert chain.broken_at(province.pk) is None
    assert chain.broken_at(log) is None


@pytest.mark.parametrize(
    "change",
    [
        {"why": "别的事由"},
        {"verb": "change"},
        {"changes": {"staff": ["1", "2"]}},
        {"record_id": 99},
        {"ledger": "employers"},
        {"actor_id": None},
        {"previous": "1" * 64},
        {"digest": "f" * 64},
        {"at": timedelta(seconds=1)},
        {"sequence": 99},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_is_found(place: Town, log: int, change: dict[str, Any]) -> None:
    third = entries(log)[2]
    if "at" in change:
        change = {"at": third.at + change["at"]}
    entries(log).filter(pk=third.pk).update(**change)
    assert chain.broken_at(log) == 3
    work(place)
    assert chain.broken_at(log) == 3


@pytest.mark.parametrize("gone", [1, 4, 7])
def test_a_deleted_entry_is_found_and_stays_found(place: Town, log: int, gone: int) -> None:
    entries(log).filter(sequence=gone).delete()
    assert chain.broken_at(log) == gone
    work(place)
    assert chain.broken_at(log) == gone


def test_a_tail_cut_off_with_the_head_set_back_is_found_and_stays_found(place: Town, log: int) -> None:
    """Whoever writes the database, but has not the keys, cannot close a shortened chain."""
    entries(log).filter(sequence__gt=5).delete()
    last = entries(log).last()
    for digest in (last.digest, last.previous, chain.GENESIS):
        LogHead.objects.filter(jurisdiction_id=log).update(sequence=5, digest=digest)
        assert chain.broken_at(log) == 6
    work(place)
    assert chain.broken_at(log) == 6


@pytest.mark.parametrize("also_entries", [False, True])
def test_a_missing_head_is_found_and_stops_nobodys_work(place: Town, log: int, *, also_entries: bool) -> None:
    LogHead.objects.filter(jurisdiction_id=log).delete()
    if also_entries:
        entries(log).filter(sequence__gt=2).delete()
    broken = 3 if also_entries else 8
    assert chain.broken_at(log) == broken
    work(place)
    assert chain.broken_at(log) == broken


def test_entries_in_another_order_are_found(place: Town, log: int) -> None:
    two, three = entries(log)[1:3]
    for pk, sequence in ((two.pk, 99), (three.pk, 2), (two.pk, 3)):
        entries(log).filter(pk=pk).update(sequence=sequence)
    assert chain.broken_at(log) == 2


def test_an_entry_slipped_in_at_the_end_is_found(place: Town, log: int) -> None:
    last = entries(log).last()
    last.pk, last._state.adding, last.sequence, last.previous = None, True, 8, last.digest
    last.save()
    assert chain.broken_at(log) == 8


def test_a_change_and_its_entry_share_a_transaction(place: Town, transactional_db: None) -> None:
    with refused(RuntimeError, "transaction"):
        chain.write(place.officer, [chain.Act(place.town, "employers", "create")])


def test_what_was_rolled_back_leaves_no_entry_and_no_gap(place: Town, log: int) -> None:
    with nothing_written(), transaction.atomic():
        work(place)
        transaction.set_rollback(True)
    work(place)
    assert chain.broken_at(log) is None


def test_the_log_tells_who_did_what_when_and_why(place: Town, log: int) -> None:
    told = [(entry.verb, entry.ledger, entry.actor.username, entry.why) for entry in entries(log)]
    assert told == [
        ("create", "employers", "officer", ""),
        ("change", "employers", "second", "年报"),
        ("create", "members", "officer", ""),
        ("reveal", "members", "chair", "核对"),
        ("void", "members", "officer", "录错"),
        ("create", "subsidies", "officer", ""),
        ("step:apply", "subsidies", "officer", ""),
    ]
    assert {entry.at.astimezone().date() for entry in entries(log)} <= {date(2025, 12, 12), date(2025, 12, 11)}
    assert {entry.organisation for entry in entries(log)} == {place.village}


def test_checking_a_chain_takes_few_statements(log: int, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        chain.broken_at(log)
