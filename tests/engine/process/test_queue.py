"""What waits for a person is exactly what that person may take."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town, make_account
from tests.registers.employers import make_employer
from tests.registers.subsidies import make_subsidy

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.process.queue import waiting
from gonghui.engine.process.steps import Taking, offers, take
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.offices.roles import Role

APPLIED, TOWN, CITY = ("apply",), ("apply", "pass_town"), ("apply", "pass_town", "pass_city")


@pytest.fixture
def cases(place: Town) -> Town:
    """Cases of two villages and the neighbour town at every stage, some applied for by the officer, one voided."""
    employers = [make_employer(place.officer, at) for at in (place.village, place.other_village)]
    by = {"pass_town": place.second, "pass_city": place.reviewer}
    sequence = 0
    for employer, applicant in ((employers[0], place.clerk), (employers[1], place.officer)):
        for steps in ((), APPLIED, TOWN, CITY, (*APPLIED, "return_from_town")):
            sequence += 1
            case = make_subsidy(place.officer, employer, sequence)
            for step in steps:
                actor = by.get(step, place.second if step == "return_from_town" else applicant)
                case = take(SUBSIDIES, step, actor=actor, record=case, taking=Taking(date(2025, 7, 1), note="说明"))
    door.void(SUBSIDIES, actor=place.officer, record=make_subsidy(place.officer, employers[0], 50), why="录错")
    make_subsidy(place.stranger, make_employer(place.stranger, place.neighbour_village), 60)
    return place


def offered(at: Organisation, access: Access) -> set[tuple[str, int]]:
    """The steps that the person may take, each case looked at alone."""
    return {
        (offer.step.key, case.pk)
        for case in at_place(Subsidy.objects.select_related("organisation"), at)
        for offer in offers(SUBSIDIES, case, access)
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
        queued = {(found.step.key, row.pk) for found in waiting(SUBSIDIES, at, access) for row in found.rows}
    assert SUBSIDIES.process is not None
    # The main steps, but none of a level below the place: those wait where they are decided.
    main = {
        step.key for step in SUBSIDIES.process.steps if step.primary and (step.level is None or step.level <= at.level)
    }
    assert queued == {(key, pk) for key, pk in offered(at, access) if key in main}


def test_what_a_level_above_would_decide_waits_for_the_officer_only_while_it_is_away(cases: Town) -> None:
    def waits() -> bool:
        return any(found.step.key == "pass_province" for found in waiting(SUBSIDIES, cases.town, Access(cases.officer)))

    assert waits()
    province = cases.city.parent
    assert province is not None
    make_account("高德才", (province, Role.REVIEWER))
    assert not waits()


def test_a_register_without_steps_has_no_queue(cases: Town) -> None:
    assert waiting(MEMBERS, cases.town, Access(cases.officer)) == []
