"""What holds for the acts of every register, beside the permission table of tests/permissions."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.catalogue.rows import LEDGERS, MAKERS, address, make_rows
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.declare import Ledger

pytestmark = pytest.mark.django_db


def test_every_register_has_a_row_to_test_with() -> None:
    assert {ledger.key for ledger in LEDGERS} == set(MAKERS)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_an_act_is_never_done_by_following_a_link(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    client = Client()
    client.force_login(place.officer)
    with nothing_written():
        for name, rest in (("void", []), ("step", ["apply"]), ("reveal", ["phone"])):
            response = client.get(address(name, place.town, ledger, row.pk, *rest))
            assert response.status_code == 302
            assert response["Location"] == address("record", place.town, ledger, row.pk)
