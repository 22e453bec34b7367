"""What waits for a person is exactly what that person may take."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.bursaries import BURSARIES, Bursary
from tests.engine.toy.factories import make_bursary, make_workshop
from tests.factories import Town, make_account

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.process.queue import waiting
from gonghui.engine.process.steps import Taking, offers, take
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.offices.roles import Role

APPLIED, TOWN, CITY = ("apply",), ("apply", "pass_town"), ("apply", "pass_town", "pass_city")


@pytest.fixture
def cases(place: Town) -> Town:
    """Cases of two villages and the neighbour town at every stage, some applied for by the officer, one voided."""
    workshops = [make_workshop(place.officer, at) for at in (place.village, place.other_village)]
    by = {"pass_town": place.second, "pass_city": place.reviewer}
    sequence = 0
    for workshop, applicant in ((workshops[0], place.clerk), (workshops[1], place.officer)):
        for steps in ((), APPLIED, TOWN, CITY, (*APPLIED, "return_from_town")):
            sequence += 1
            case = make_bursary(place.officer, workshop, sequence)
            for step in steps:
                actor = by.get(step, place.second if step == "return_from_town" else applicant)
                case = take(BURSARIES, step, actor=actor, record=case, taking=Taking(date(2025, 7, 1), note="说明"))
    door.void(BURSARIES, actor=place.officer, record=make_bursary(place.officer, workshops[0], 50), why="录错")
    make_bursary(place.stranger, make_workshop(place.stranger, place.neighbour_village), 60)
    return place


def offered(at: Organisation, access: Access) -> set[tuple[str, int]]:
    """The steps that the person may take, each case looked at alone."""
    return {
        (offer.step.key, case.pk)
        for case in at_place(Bursary.objects.select_related("organisation"), at)
        for offer in offers(BURSARIES, case, access)
        if offer.refusal is None
    }


@pytest.mark.parametrize(
    ("person", "where"),
    [
        ("clerk", "village"),
        ("officer", "town"),
        ("officer", "village"),
        ("second", "town"),
        ("chair", "town"),
        ("chair", "other_village"),
        ("reviewer", "city"),
        ("stranger", "neighbour"),
        ("stranger", "town"),
        ("nobody", "town"),
    ],
)
def test_the_queue_holds_what_may_be_taken_and_nothing_else(cases: Town, person: str, where: str) -> None:
    access, at = Access(getattr(cases, person)), getattr(cases, where)
    with only_keyed_statements():
        queued = {(found.step.key, row.pk) for found in waiting(BURSARIES, at, access) for row in found.rows}
    assert BURSARIES.process is not None
    main = {step.key for step in BURSARIES.process.steps if step.primary}
    assert queued == {(key, pk) for key, pk in offered(at, access) if key in main}


def test_what_a_level_above_would_decide_waits_for_the_officer_only_while_it_is_away(cases: Town) -> None:
    def waits() -> bool:
        return any(found.step.key == "pass_province" for found in waiting(BURSARIES, cases.town, Access(cases.officer)))

    assert waits()
    province = cases.city.parent
    assert province is not None
    make_account("高德才", (province, Role.REVIEWER))
    assert not waits()


def test_a_register_without_steps_has_no_queue(cases: Town) -> None:
    assert waiting(APPRENTICES, cases.town, Access(cases.officer)) == []
