"""A record's page shows what belongs to it in other registers, and leads to entering more."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.engine.toy.factories import make_bursary, make_payment, make_repair, make_workshop
from tests.engine.toy.payments import PAYMENTS
from tests.factories import Town

from gonghui.engine.records import door

pytestmark = pytest.mark.django_db


def page_of(account: object, address: str) -> str:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client.get(address).content.decode()


def test_an_workshops_page_names_its_rows_and_leads_to_a_form_that_knows_it(place: Town) -> None:
    workshop, other = make_workshop(place.officer, place.village), make_workshop(place.officer, place.village, 2)
    kept = make_payment(place.officer, workshop)
    wrong = make_payment(place.officer, workshop, 2)
    door.void(PAYMENTS, actor=place.officer, record=wrong, why="录错")
    theirs = make_payment(place.officer, other, 3)
    case = make_bursary(place.officer, workshop)
    page = page_of(place.officer, f"/T/ledgers/workshops/{workshop.pk}/")
    assert kept.number in page
    assert case.number in page
    for absent in (wrong, theirs):
        assert f"/payments/{absent.pk}/" not in page
    assert f"/T/ledgers/payments/new/?workshop={workshop.number}" in page
    form = page_of(place.officer, f"/T/ledgers/payments/new/?workshop={workshop.number}")
    assert f'value="{workshop.name}（{workshop.number}）"' in form
    assert "已按刚才的记录填好" in form


def test_an_address_that_names_nothing_leaves_the_box_empty(place: Town) -> None:
    form = page_of(place.officer, "/T/ledgers/payments/new/?workshop=2025-GF-999&amount=5")
    assert "已按刚才的记录填好" not in form
    assert "没有找到" not in form


def test_a_clerk_sees_no_register_that_is_not_theirs_to_read(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    repair = make_repair(place.officer, place.village, workshop=workshop)
    officers, clerks = (
        page_of(who, f"/{code}/ledgers/workshops/{workshop.pk}/")
        for who, code in ((place.officer, "T"), (place.clerk, "V1"))
    )
    assert "/ledgers/repairs/new/" in officers
    assert repair.number in officers
    assert repair.number not in clerks
    assert "/ledgers/repairs/" not in clerks
