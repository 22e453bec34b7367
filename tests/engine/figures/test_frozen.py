"""A figure as it was issued, beside what its question counts today: which records went, came, or were changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.engine.toy.factories import make_payment, make_workshop
from tests.engine.toy.payments import PAYMENTS, RECEIVED, Payment
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.frozen import FrozenComparison, compare, freeze, records
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.records import door
from gonghui.plain.periods import Period

NOTHING_MOVED = FrozenComparison(gone=(), come=(), changed=())


@pytest.fixture
def workshop(place: Town) -> Workshop:
    return make_workshop(place.officer, place.village)


@pytest.fixture
def paid(place: Town, workshop: Workshop) -> list[Payment]:
    return [pay(place, workshop, sequence) for sequence in (1, 2, 3, 4)]


@pytest.fixture
def frozen(place: Town, paid: list[Payment]) -> FrozenFigure:
    """What came in from January to October, as of the end of October."""
    return freeze(compute(RECEIVED, asked(place)))


def pay(place: Town, workshop: Workshop, sequence: int, day: date = date(2025, 5, 1)) -> Payment:
    return make_payment(place.officer, workshop, sequence, paid_date=day, amount=Decimal(100))


def asked(place: Town) -> FigureQuery:
    return FigureQuery(place.town, Period.months_of(2025, 1, 10), date(2025, 10, 31))


def change(place: Town, record: Payment, **changes: object) -> None:
    door.save(PAYMENTS, actor=place.officer, record=record, changes=changes)


def move_some(place: Town, workshop: Workshop, paid: list[Payment]) -> FrozenComparison:
    """Void the first, change the third and then the second, enter another; what should be found."""
    door.void(PAYMENTS, actor=place.officer, record=paid[0], why="重复")
    change(place, paid[2], amount=Decimal(300))
    change(place, paid[1], amount=Decimal(200))
    another = pay(place, workshop, 5)
    return FrozenComparison(gone=(paid[0].pk,), come=(another.pk,), changed=(paid[1].pk, paid[2].pk))


def test_what_moved_is_told_by_how_it_moved(
    place: Town, workshop: Workshop, paid: list[Payment], frozen: FrozenFigure
) -> None:
    assert compare(RECEIVED, frozen) == NOTHING_MOVED
    expected = move_some(place, workshop, paid)
    assert compare(RECEIVED, frozen) == expected


def test_it_is_the_question_of_then_that_is_asked_again(
    place: Town, workshop: Workshop, paid: list[Payment], frozen: FrozenFigure
) -> None:
    """Neither what lies outside its period and place, nor what came after its day."""
    for sequence, day in enumerate((date(2024, 12, 31), date(2025, 11, 1), date(2025, 12, 1)), start=5):
        pay(place, workshop, sequence, day)
    elsewhere = make_workshop(place.stranger, place.neighbour_village)
    make_payment(place.stranger, elsewhere, paid_date=date(2025, 5, 1))
    assert compare(RECEIVED, frozen) == NOTHING_MOVED


def test_what_was_frozen_before_versions_were_kept_is_looked_up_in_the_log(
    place: Town, workshop: Workshop, paid: list[Payment], frozen: FrozenFigure
) -> None:
    FrozenFigure.objects.filter(pk=frozen.pk).update(record_versions=None)
    frozen.refresh_from_db()
    door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 60})
    assert compare(RECEIVED, frozen) == NOTHING_MOVED
    expected = move_some(place, workshop, paid)
    assert compare(RECEIVED, frozen) == expected


def test_a_record_changed_before_is_not_told_again(place: Town, paid: list[Payment]) -> None:
    change(place, paid[1], voucher="SP-1")
    frozen = freeze(compute(RECEIVED, asked(place)))
    assert frozen.record_versions == {str(paid[1].pk): 2}
    assert compare(RECEIVED, frozen) == NOTHING_MOVED
    change(place, Payment.objects.get(pk=paid[1].pk), voucher="SP-2")
    assert compare(RECEIVED, frozen) == FrozenComparison(gone=(), come=(), changed=(paid[1].pk,))


def test_records_are_read_in_order_and_voided_ones_too(place: Town, paid: list[Payment], frozen: FrozenFigure) -> None:
    door.void(PAYMENTS, actor=place.officer, record=paid[0], why="重复")
    assert records(RECEIVED, frozen, [paid[2].pk, paid[0].pk]) == [paid[0], paid[2]]


def test_a_figure_that_says_the_same_is_stored_once(place: Town, paid: list[Payment], frozen: FrozenFigure) -> None:
    with nothing_written():
        assert freeze(compute(RECEIVED, asked(place)), frozen) is frozen
    change(place, paid[1], voucher="SP-1")
    again = freeze(compute(RECEIVED, asked(place)), frozen)
    assert (again.pk == frozen.pk, again.value) == (False, frozen.value)
