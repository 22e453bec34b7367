"""Who may do what, where, and until when."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.payments import PAYMENTS
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_account

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access, Right, holders_of
from gonghui.engine.declare import Ledger
from gonghui.offices.roles import Role

pytestmark = pytest.mark.django_db
READ, WRITE, EXPORT, REVEAL = Right


@pytest.mark.parametrize(
    ("person", "where", "ledger", "rights"),
    [
        ("officer", "town", WORKSHOPS, {READ, WRITE, EXPORT, REVEAL}),
        ("officer", "village", WORKSHOPS, {READ, WRITE, EXPORT, REVEAL}),
        ("officer", "neighbour", WORKSHOPS, set()),
        ("officer", "neighbour_village", WORKSHOPS, set()),
        ("officer", "city", WORKSHOPS, set()),
        ("chair", "village", WORKSHOPS, {READ, EXPORT, REVEAL}),
        ("clerk", "village", WORKSHOPS, {READ, WRITE}),
        ("clerk", "village", PAYMENTS, {READ}),
        ("clerk", "other_village", WORKSHOPS, set()),
        ("clerk", "town", WORKSHOPS, set()),
        ("reviewer", "city", WORKSHOPS, {READ, EXPORT}),
        ("reviewer", "neighbour_village", WORKSHOPS, {READ, EXPORT}),
        ("nobody", "town", WORKSHOPS, set()),
    ],
)
def test_a_post_gives_its_rights_at_its_place_and_below(
    place: Town, person: str, where: str, ledger: Ledger, rights: set[Right]
) -> None:
    access, at = Access(getattr(place, person)), getattr(place, where)
    assert {right for right in Right if access.may(right, ledger, at)} == rights
    assert access.sees(at) == bool(rights)


def test_rights_of_two_posts_do_not_mix(place: Town) -> None:
    """An auditor of the town who is clerk of a village writes in the village only."""
    account = make_account("高德才", (place.town, Role.AUDITOR), (place.village, Role.CLERK))
    access = Access(account)
    assert access.may(Right.WRITE, WORKSHOPS, place.village)
    assert not access.may(Right.WRITE, WORKSHOPS, place.other_village)
    assert access.roles_at(place.village) == {Role.AUDITOR, Role.CLERK}
    assert access.roles_exactly_at(place.village) == {Role.CLERK}
    assert access.roles_at(place.town) == {Role.AUDITOR}


def test_what_lies_above_is_seen_from_a_post_above_alone(place: Town) -> None:
    reviewer, officer, clerk = Access(place.reviewer), Access(place.officer), Access(place.clerk)
    assert reviewer.sees_above(place.village)
    assert officer.sees_above(place.village)
    assert not reviewer.sees_above(place.city)
    assert not officer.sees_above(place.town)
    assert not clerk.sees_above(place.village)
    assert not clerk.sees_above(place.town)


def test_a_place_is_held_where_a_post_stands(place: Town) -> None:
    officer = Access(place.officer)
    assert officer.place_held("T") == place.town
    assert officer.place_held("V1") is None
    assert officer.place_held("t") is None


def test_the_highest_post_is_home(place: Town) -> None:
    account = make_account("高德才", (place.village, Role.CLERK), (place.town, Role.AUDITOR))
    assert Access(account).home() == place.town
    assert Access(place.nobody).home() is None


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (date(2025, 12, 12), date(2025, 12, 12), True),
        (date(2025, 12, 13), None, False),
        (None, date(2025, 12, 11), False),
        (date(2024, 1, 1), date(2025, 12, 12), True),
    ],
)
def test_a_post_counts_from_its_first_to_its_last_day(
    place: Town, since: date | None, until: date | None, *, held: bool
) -> None:
    post = Post.objects.get(account=place.officer)
    post.since, post.until = since, until
    post.save()
    assert Access(place.officer).sees(place.town) == held
    assert holders_of({Role.OFFICER}, place.town).filter(account=place.officer).exists() == held


def test_only_who_can_sign_in_serves_a_place(place: Town) -> None:
    assert set(holders_of({Role.OFFICER}, place.town).values_list("account__username", flat=True)) == {
        "officer",
        "second",
    }
    assert not holders_of({Role.OFFICER}, place.village).exists()
    assert not holders_of({Role.CLERK}, place.town).exists()
    place.officer.is_active = False
    place.officer.save()
    assert holders_of({Role.OFFICER}, place.town).get().account == place.second


def test_the_same_post_is_given_once(place: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(account=place.officer, organisation=place.town, role=Role.OFFICER)


def test_rows_are_restricted_to_the_place_and_to_what_the_person_sees(place: Town) -> None:
    here = make_workshop(place.officer, place.village)
    there = make_workshop(place.officer, place.other_village)
    far = make_workshop(place.stranger, place.neighbour_village)

    def seen(person: str, at: Organisation) -> set[Workshop]:
        return set(Access(getattr(place, person)).restrict(Workshop.objects.all(), at))

    assert seen("officer", place.town) == {here, there}
    assert seen("clerk", place.village) == {here}
    assert seen("reviewer", place.city) == {here, there, far}
    for person, at in (("officer", place.neighbour), ("clerk", place.town), ("nobody", place.village)):
        assert seen(person, at) == set()
