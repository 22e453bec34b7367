"""A record's page shows what belongs to it in other registers, and leads to entering more."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.petitions import make_petition
from tests.registers.subsidies import make_subsidy

from gonghui.engine.records import door
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS

pytestmark = pytest.mark.django_db


def page_of(account: object, address: str) -> str:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client.get(address).content.decode()


def test_an_employers_page_names_its_rows_and_leads_to_a_form_that_knows_it(place: Town) -> None:
    employer, other = make_employer(place.officer, place.village), make_employer(place.officer, place.village, 2)
    kept = make_contribution(place.officer, employer)
    wrong = make_contribution(place.officer, employer, 2)
    door.void(CONTRIBUTIONS, actor=place.officer, record=wrong, why="录错")
    theirs = make_contribution(place.officer, other, 3)
    case = make_subsidy(place.officer, employer)
    page = page_of(place.officer, f"/T/ledgers/employers/{employer.pk}/")
    assert kept.number in page
    assert case.number in page
    for absent in (wrong, theirs):
        assert f"/contributions/{absent.pk}/" not in page
    assert f"/T/ledgers/contributions/new/?employer={employer.number}" in page
    form = page_of(place.officer, f"/T/ledgers/contributions/new/?employer={employer.number}")
    assert f'value="{employer.name}（{employer.number}）"' in form
    assert "已按刚才的记录填好" in form


def test_an_address_that_names_nothing_leaves_the_box_empty(place: Town) -> None:
    form = page_of(place.officer, "/T/ledgers/contributions/new/?employer=2025-DW-999&amount=5")
    assert "已按刚才的记录填好" not in form
    assert "没有找到" not in form


def test_a_clerk_sees_no_register_that_is_not_theirs_to_read(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    petition = make_petition(place.officer, place.village, employer=employer)
    officers, clerks = (
        page_of(who, f"/{code}/ledgers/employers/{employer.pk}/")
        for who, code in ((place.officer, "T"), (place.clerk, "V1"))
    )
    assert "/ledgers/petitions/new/" in officers
    assert petition.number in officers
    assert petition.number not in clerks
    assert "/ledgers/petitions/" not in clerks
