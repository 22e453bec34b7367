"""Addresses that are put together are those that Django gives."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse
from tests.engine.toy.catalogue import CATALOGUE

from gonghui.engine.access.models import Organisation
from gonghui.engine.web import addresses


@pytest.mark.parametrize("code", ["T1", "甲镇 1", "a&b'c", "x?y#z%", "T-V001"])
def test_they_are_djangos(code: str) -> None:
    place = Organisation(code=code)
    for ledger in CATALOGUE.ledgers:
        assert addresses.before_register(place) + f"{ledger.key}/" == reverse("ledger", args=[code, ledger.key])
        assert addresses.before_record(place, ledger) + "78/" == reverse("record", args=[code, ledger.key, 78])
    assert addresses.at_places("places")(place) == reverse("places", args=[code])
    assert addresses.at_places("ledger", "apprentices")(place) == reverse("ledger", args=[code, "apprentices"])


def test_a_page_that_is_not_there_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        addresses.at_places("nothing")
