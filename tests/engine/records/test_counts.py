"""The counts that lists show are kept by the door, whatever is done, and never stand in another writer's way."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.counting import counted, kept
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.factories import make_apprentice, make_bursary, make_workshop
from tests.engine.toy.workshops import WORKSHOPS
from tests.factories import Town, make_account, make_id_number, make_name
from tests.unchanged import refused

from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import counts, door
from gonghui.engine.records.models import RowCount
from gonghui.engine.records.refusals import Refusal
from gonghui.offices.roles import Role

pytestmark = pytest.mark.django_db


def test_a_place_counts_what_lies_below_it(place: Town) -> None:
    make_workshop(place.officer, place.village, 1)
    make_workshop(place.officer, place.other_village, 2)
    make_workshop(place.stranger, place.neighbour_village, 3)
    at = (place.village, place.other_village, place.town, place.neighbour, place.city)
    assert [counts.by_state(WORKSHOPS, node) for node in at] == [{"": n} for n in (1, 1, 2, 1, 3)]
    assert counts.by_state(APPRENTICES, place.city) == {}


def test_a_voided_row_counts_only_among_the_voided(place: Town) -> None:
    door.void(WORKSHOPS, actor=place.officer, record=make_workshop(place.officer, place.village, 1), why="录错了")
    make_workshop(place.officer, place.village, 2)
    assert counts.by_state(WORKSHOPS, place.town) == {"": 1}
    assert counts.by_state(WORKSHOPS, place.town, with_voided=True) == {"": 2}


def test_a_row_that_moves_is_counted_where_it_went(place: Town) -> None:
    moved, stays = (make_workshop(place.officer, place.village, n) for n in (1, 2))
    door.save(WORKSHOPS, actor=place.officer, record=moved, changes={"organisation": place.other_village})
    assert [counts.by_state(WORKSHOPS, at) for at in (place.village, place.other_village)] == [{"": 1}, {"": 1}]
    several = [(stays, {"organisation": place.other_village})]
    door.change_many(WORKSHOPS, actor=place.officer, changes=several)
    assert [counts.by_state(WORKSHOPS, at) for at in (place.village, place.other_village)] == [{}, {"": 2}]


def test_a_step_moves_a_case_from_state_to_state(place: Town) -> None:
    case = make_bursary(place.clerk, make_workshop(place.officer, place.village))
    before = case.state
    assert counts.by_state(BURSARIES, place.town) == {before: 1}
    case = take(BURSARIES, "apply", actor=place.clerk, record=case, taking=Taking(date(2025, 7, 1)))
    assert case.state != before
    assert counts.by_state(BURSARIES, place.town) == {case.state: 1}


def test_what_is_refused_is_not_counted(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    with refused(Refusal):
        door.void(WORKSHOPS, actor=place.officer, record=workshop, why="")
    with refused(ValidationError):
        make_workshop(place.officer, place.village, uscc=workshop.uscc)
    assert counts.by_state(WORKSHOPS, place.town) == {"": 1}


def test_the_counts_hold_after_every_act_of_a_long_day(place: Town) -> None:
    """Acts drawn by a fixed seed: one row and many, changed, moved, voided, taken through steps."""
    drawn, actor = random.Random("counts"), make_account("黄文博", (place.town, Role.OFFICER))
    villages = (place.village, place.other_village)
    workshops, apprentices, cases = (
        [make_workshop(actor, place.village, 1)],
        [make_apprentice(actor, place.village, 1)],
        [],
    )

    def person(sequence: int) -> Apprentice:
        number = make_id_number(sequence, date(1971, 2, 3))
        where = drawn.choice(villages)
        return Apprentice(name=make_name(sequence), id_number=number, organisation=where, join_date=date(2025, 1, 2))

    for turn in range(2, 42):
        act = drawn.choice(["one", "many", "case", "step", "move", "move many", "change", "void"])
        if act == "one":
            workshops.append(make_workshop(actor, drawn.choice(villages), turn))
        elif act == "many":
            rows = [person(10 * turn + n) for n in range(3)]
            apprentices += door.create_many(APPRENTICES, actor=actor, records=rows)
        elif act == "case":
            cases.append(make_bursary(actor, drawn.choice(workshops), turn))
        elif act == "step" and cases:
            case = cases.pop(drawn.randrange(len(cases)))
            take(BURSARIES, "apply", actor=place.clerk, record=case, taking=Taking(date(2025, 7, 1)))
        elif act == "move":
            one = apprentices.pop(drawn.randrange(len(apprentices)))
            changes = {"organisation": drawn.choice(villages)}
            apprentices.append(door.save(APPRENTICES, actor=actor, record=one, changes=changes))
        elif act == "move many":
            present = list(Apprentice.objects.filter(voided_on=None).select_related("organisation")[:4])
            moves: list[tuple[Apprentice, dict[str, Any]]] = [
                (one, {"organisation": drawn.choice(villages)}) for one in present
            ]
            door.change_many(APPRENTICES, actor=actor, changes=moves)
            apprentices = list(Apprentice.objects.filter(voided_on=None))
        elif act == "change":
            door.save(APPRENTICES, actor=actor, record=apprentices[-1], changes={"boards": drawn.random() < 0.5})
        elif act == "void" and len(apprentices) > 1:
            one = apprentices.pop(drawn.randrange(len(apprentices)))
            door.void(APPRENTICES, actor=actor, record=one, why="录错了")
        for ledger in (WORKSHOPS, APPRENTICES, BURSARIES):
            assert kept(ledger) == counted(ledger), (turn, act, ledger.key)


def test_a_count_is_taken_behind_the_end_of_the_log(place: Town) -> None:
    """Who holds the end of the log is alone in the jurisdiction: no other writer can stand at the count before it."""
    make_workshop(place.officer, place.village, 1)
    with CaptureQueriesContext(connection) as asked:
        make_workshop(place.officer, place.village, 2)
    written = [one["sql"] for one in asked.captured_queries]
    held = next(n for n, sql in enumerate(written) if sql.startswith("SELECT") and "audit_loghead" in sql)
    at_counts = [n for n, sql in enumerate(written) if "records_rowcount" in sql]
    assert at_counts
    assert min(at_counts) > held
    assert len(at_counts) == 1


def test_rows_altered_behind_the_door_are_found_and_put_right(place: Town) -> None:
    for sequence in (1, 2, 3):
        make_workshop(place.officer, place.village, sequence)
    here = place.village.jurisdiction_id
    assert counts.differences(WORKSHOPS, here) == []
    RowCount.objects.filter(ledger=WORKSHOPS.key).update(rows=7)
    RowCount.objects.create(
        jurisdiction_id=here, organisation=place.town, ledger=WORKSHOPS.key, state="", voided=True, rows=1
    )
    found = {(one.where.organisation_id, one.where.voided): (one.kept, one.found) for one in _wrong(here)}
    assert found == {(place.village.pk, False): (7, 3), (place.town.pk, True): (1, 0)}
    assert len(counts.rebuild(WORKSHOPS, here)) == 2
    assert _wrong(here) == []
    assert kept(WORKSHOPS) == counted(WORKSHOPS)


def test_counts_that_are_gone_are_made_again(place: Town) -> None:
    make_bursary(place.clerk, make_workshop(place.officer, place.village))
    RowCount.objects.all().delete()
    for ledger in (WORKSHOPS, BURSARIES):
        assert len(counts.rebuild(ledger, place.city.jurisdiction_id)) == 1
        assert kept(ledger) == counted(ledger)


def test_a_wrong_count_keeps_nobody_from_working(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    RowCount.objects.filter(ledger=WORKSHOPS.key).update(rows=0)
    door.void(WORKSHOPS, actor=place.officer, record=workshop, why="录错了")
    assert [(one.kept, one.found) for one in _wrong(place.city.jurisdiction_id)] == [(-1, 0)]


def _wrong(jurisdiction: int) -> list[counts.Difference]:
    return counts.differences(WORKSHOPS, jurisdiction)
