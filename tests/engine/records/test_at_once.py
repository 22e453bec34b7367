"""Several people at once: on PostgreSQL they wait for each other, on SQLite a locked file refuses whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, connections
from tests.counting import counted, kept
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.catalogue import CATALOGUE
from tests.engine.toy.factories import make_bursary, make_workshop
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_account, make_credit_code, make_id_number, make_town

from gonghui.engine.access.models import Post
from gonghui.engine.audit import chain
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import counts, door
from gonghui.engine.records.appointments import appoint, dismiss
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.records.submissions import AlreadySubmitted, Submitted, once
from gonghui.offices.roles import Role

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 一次只容一个写入者")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL 只锁行")


@pytest.fixture
def town(today: None, transactional_db: None) -> Town:
    """The tree and its people, where every connection sees them."""
    return make_town()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start the acts at the same moment, each on its own connection; returns what each gave or raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(10)
            return act()
        except Exception as trouble:  # noqa: BLE001 the test looks at it
            return trouble
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@on_postgresql
def test_numbers_and_log_have_no_gap_and_no_double_when_two_enter_at_once(town: Town) -> None:
    def enter(actor: Any, first: int) -> list[str]:
        return [make_workshop(actor, town.village, first + n).number for n in range(6)]

    taken = together(lambda: enter(town.officer, 1), lambda: enter(town.second, 11))
    assert sorted(taken[0] + taken[1]) == [f"2025-GF-{n:03d}" for n in range(1, 13)]
    assert chain.broken_at(town.city.pk) is None


@on_postgresql
def test_of_two_saves_over_the_same_version_one_is_kept(town: Town) -> None:
    workshop = make_workshop(town.officer, town.village)

    def save(actor: Any, staff: int) -> Workshop:
        return door.save(WORKSHOPS, actor=actor, record=workshop, changes={"staff": staff}, expected_version=1)

    results = together(lambda: save(town.officer, 70), lambda: save(town.second, 80))
    kept = [result for result in results if isinstance(result, Workshop)]
    assert len(kept) == 1
    assert [type(result).__name__ for result in results if result not in kept] == ["Stale"]
    workshop.refresh_from_db()
    assert (workshop.version, workshop.staff) == (2, kept[0].staff)


@on_postgresql
def test_of_two_equal_rows_one_is_kept_and_no_number_is_lost(town: Town) -> None:
    code = make_credit_code(5)
    results = together(*(lambda n=n: make_workshop(town.officer, town.village, n, uscc=code) for n in (1, 2)))
    assert sorted(isinstance(result, Refusal | ValidationError) for result in results) == [False, True]
    assert make_workshop(town.officer, town.village, 3).number == "2025-GF-002"


@on_postgresql
def test_batches_over_the_same_towns_never_wait_for_each_other_in_a_ring(town: Town) -> None:
    actor = make_account("黄文博", (town.city, Role.OFFICER))

    def batch(first: int, *places: Any) -> list[Apprentice]:
        return door.create_many(
            APPRENTICES,
            actor=actor,
            records=[
                Apprentice(
                    name="李志强", id_number=make_id_number(first + n), organisation=at, join_date=date(2025, 1, 2)
                )
                for n, at in enumerate(places * 20)
            ],
        )

    results = together(
        lambda: batch(1, town.village, town.neighbour_village), lambda: batch(101, town.neighbour_village, town.village)
    )
    assert [len(result) for result in results] == [40, 40]
    assert counts.by_state(APPRENTICES, town.city) == {"": 80}
    assert chain.broken_at(town.city.pk) is None


@on_postgresql
def test_rows_that_cross_each_other_between_two_places_are_all_counted(town: Town) -> None:
    """Each writer takes from the count that the other adds to."""
    here, there = town.village, town.other_village
    rows = {
        at.pk: [make_workshop(town.officer, at, 20 * n + sequence) for sequence in range(8)]
        for n, at in enumerate((here, there))
    }

    def move(actor: Any, start: Any, end: Any) -> int:
        first, *others = rows[start.pk]
        door.save(WORKSHOPS, actor=actor, record=first, changes={"organisation": end})
        moved = door.change_many(WORKSHOPS, actor=actor, changes=[(row, {"organisation": end}) for row in others])
        door.void(WORKSHOPS, actor=actor, record=moved[0], why="录错了")
        return 1 + len(moved)

    assert together(lambda: move(town.officer, here, there), lambda: move(town.second, there, here)) == [8, 8]
    assert [counts.by_state(WORKSHOPS, at) for at in (here, there)] == [{"": 7}, {"": 7}]
    assert kept(WORKSHOPS) == counted(WORKSHOPS)


@on_postgresql
def test_of_two_reviewers_of_the_same_case_one_decides(town: Town) -> None:
    case = make_bursary(town.clerk, make_workshop(town.officer, town.village))
    case = take(BURSARIES, "apply", actor=town.clerk, record=case, taking=Taking(date(2025, 7, 1)))

    def decide(actor: Any, step: str) -> Any:
        return take(BURSARIES, step, actor=actor, record=case, taking=Taking(date(2025, 7, 2), note="看过"))

    results = together(lambda: decide(town.officer, "pass_town"), lambda: decide(town.second, "return_from_town"))
    assert sum(isinstance(result, Refusal) for result in results) == 1
    case.refresh_from_db()
    last = StepTaken.objects.filter(step__in=("pass_town", "return_from_town")).get()
    assert last.end == case.state


@pytest.fixture
def locked(town: Town) -> Iterator[sqlite3.Connection]:
    """Another program is writing to the same database."""
    other = sqlite3.connect(connection.settings_dict["NAME"], uri=True)
    yield other
    other.close()


@on_sqlite
def test_a_locked_database_refuses_and_holds_nothing_half_written(town: Town, locked: sqlite3.Connection) -> None:
    workshop = make_workshop(town.officer, town.village)
    connection.cursor().execute("PRAGMA busy_timeout = 10")
    acts: tuple[Callable[[], object], ...] = (
        lambda: door.save(WORKSHOPS, actor=town.officer, record=workshop, changes={"staff": 70}),
        lambda: make_workshop(town.officer, town.village, 2),
        lambda: door.void(WORKSHOPS, actor=town.officer, record=workshop, why="错"),
    )
    for act in acts:
        locked.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(OperationalError, match="locked"):
                act()
        finally:
            locked.rollback()
    workshop.refresh_from_db()
    assert (workshop.staff, workshop.version, workshop.voided_on) == (57, 1, None)
    assert make_workshop(town.officer, town.village, 2).number == "2025-GF-002"
    assert chain.broken_at(town.city.pk) is None


@on_postgresql
def test_of_ten_sendings_of_one_form_at_once_one_makes_the_record(town: Town) -> None:
    sent = Submitted("once-only-key-0001", "the same content")

    def send() -> Workshop:
        return once(town.village, WORKSHOPS.key, sent, lambda: make_workshop(town.officer, town.village, 1))

    results = together(*[send] * 10)
    (made,) = [result for result in results if isinstance(result, Workshop)]
    others = [result for result in results if isinstance(result, AlreadySubmitted)]
    assert len(others) == 9
    assert {(other.record_id, other.same) for other in others} == {(made.pk, True)}
    assert Workshop.objects.within(town.village.jurisdiction_id).count() == 1
    assert chain.broken_at(town.city.pk) is None


@on_postgresql
def test_of_two_appointments_of_one_person_at_once_one_is_made(town: Town) -> None:
    admin = make_account("高德才", (town.town, Role.SYSTEM_ADMIN))
    person = {"username": "newcomer", "name": "谢雪莲", "password": "qing-shi-2026"}

    def give() -> Post:
        return appoint(CATALOGUE, actor=admin, place=town.village, role=Role.CLERK, **person)

    for _ in range(2):  # a new account, then one that is there
        results = together(give, give)
        assert sorted(type(result).__name__ for result in results) == ["Post", "Refusal"]
        dismiss(CATALOGUE, actor=admin, post=next(result for result in results if isinstance(result, Post)))
