"""Where cases stood on a past day: later decisions, returns and repeated passes do not change what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from tests.engine.toy.bursaries import APPLICANTS, AWAITING_PROVINCE, BURSARIES, Bursary, State
from tests.engine.toy.factories import make_bursary, make_licence, make_workshop
from tests.engine.toy.licences import LICENCES, Licence
from tests.factories import Town

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.history import came_to, stood_in
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.plain.periods import Period

Steps = Sequence[tuple[str, date]]
YEAR = Period.year(2025)


def day(month: int, number: int = 1) -> date:
    return date(2025, month, number)


@pytest.fixture
def case(place: Town) -> Bursary:
    return make_bursary(place.clerk, make_workshop(place.officer, place.village))


def work(place: Town, case: Bursary, steps: Steps) -> Bursary:
    """Take the steps, each by the person whose step it is."""
    by = {"apply": place.clerk, "resubmit": place.clerk, "withdraw": place.clerk}
    by |= dict.fromkeys(("pass_city", "return_from_city", "reject_in_city"), place.reviewer)
    for key, on in steps:
        taking = Taking(on, {"amount": 100} if key == "pay" else {}, "说明", "省文件1号")
        case = take(BURSARIES, key, actor=by.get(key, place.officer), record=case, taking=taking)
    return case


def waiting(place: Town, as_of: date) -> int:
    return int(compute(AWAITING_PROVINCE, FigureQuery(place.town, YEAR, as_of)).value)


PASSED: Steps = (("apply", day(7)), ("pass_town", day(8)), ("pass_city", day(9)))


@pytest.mark.parametrize(
    "later",
    [
        [("pass_province", day(11))],
        [("pass_province", day(11)), ("pay", day(11, 20))],
        [("reject_in_province", day(11))],
        [("return_from_province", day(11))],
        [("return_from_province", day(11)), ("resubmit", day(11, 2)), ("pass_town", day(11, 3))],
    ],
    ids=lambda later: later[-1][0],
)
def test_what_waited_for_the_province_in_october_still_did_after_it_decided(
    place: Town, case: Bursary, later: Steps
) -> None:
    work(place, case, (*PASSED, *later))
    told = [waiting(place, on) for on in (day(8, 31), day(9), day(10, 31), day(11), day(12, 12))]
    assert told == [0, 1, 1, 0, 0]


def test_a_case_returned_and_passed_again_waits_in_both_spells(place: Town, case: Bursary) -> None:
    again = (("resubmit", day(10, 2)), ("pass_town", day(10, 3)), ("pass_city", day(10, 4)))
    work(place, case, (*PASSED, ("return_from_province", day(10)), *again))
    days = (day(9, 30), day(10), day(10, 3), day(10, 4))
    assert [waiting(place, on) for on in days] == [1, 0, 0, 1]


def test_of_steps_on_the_same_day_the_last_one_tells_where_the_case_stood(place: Town, case: Bursary) -> None:
    same = day(9)
    work(place, case, (("apply", same), ("pass_town", same), ("pass_city", same)))
    assert waiting(place, same) == 1
    work(place, Bursary.objects.get(), (("return_from_province", same), ("resubmit", same)))
    assert waiting(place, same) == 0


def test_a_withdrawal_counts_from_its_day(place: Town, case: Bursary) -> None:
    work(place, case, (("apply", day(7)), ("withdraw", day(9))))
    assert [compute(APPLICANTS, FigureQuery(place.town, YEAR, on)).value for on in (day(6), day(8), day(9))] == [
        0,
        1,
        0,
    ]


def test_a_step_recorded_late_counts_by_the_day_of_the_decision(place: Town, case: Bursary) -> None:
    """All steps are written on 12 December; what counts is when it was decided."""
    work(place, case, PASSED)
    assert [waiting(place, day(8)), waiting(place, day(9))] == [0, 1]


def test_cases_without_any_step_stood_nowhere(place: Town, case: Bursary) -> None:
    assert not Bursary.objects.filter(
        stood_in(BURSARIES.key, frozenset({State.SURVEYED}), FigureQuery(place.town, YEAR, day(12)))
    ).exists()


def test_steps_of_another_register_with_the_same_id_are_not_mixed_up(place: Town, case: Bursary) -> None:
    work(place, case, PASSED)
    file = make_licence(place.officer, case.workshop)
    Licence.objects.filter(pk=file.pk).update(id=case.pk)
    here, stood, asked = place.city.pk, frozenset({State.CITY_PASSED}), FigureQuery(place.town, YEAR, day(12))
    with only_keyed_statements():
        assert Bursary.objects.within(here).get(stood_in(BURSARIES.key, stood, asked)) == case
        assert not Licence.objects.within(here).filter(stood_in(LICENCES.key, stood, asked)).exists()


def test_a_voided_case_waits_nowhere(place: Town, case: Bursary) -> None:
    door.void(BURSARIES, actor=place.officer, record=work(place, case, PASSED), why="重复")
    assert waiting(place, day(10)) == 0


@pytest.mark.parametrize(
    ("first", "last", "handed_up"),
    [(day(7), day(7, 31), False), (day(8), day(8, 31), True), (day(9), day(10, 31), False), (day(11), day(12), True)],
)
def test_what_was_handed_up_twice_was_handed_up_in_both_months(
    place: Town, case: Bursary, first: date, last: date, handed_up: bool
) -> None:
    again = (("return_from_city", day(9)), ("resubmit", day(10)), ("pass_town", day(11)), ("pass_city", day(12)))
    work(place, case, (*PASSED[:2], *again))
    asked = FigureQuery(place.town, Period(first, last), day(12, 12))
    with only_keyed_statements():
        found = Bursary.objects.within(place.city.pk).filter(
            came_to(BURSARIES.key, frozenset({State.TOWN_PASSED}), asked)
        )
        assert found.exists() is handed_up
