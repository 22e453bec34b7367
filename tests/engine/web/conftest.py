"""People of the town, signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import Town
from tests.registers.employers import make_employer

from gonghui.engine.people.models import Account
from gonghui.ledgers.employers.models import Employer


def _signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def signed_in(place: Town) -> Callable[[Account], Client]:
    """Gives a browser in which that person is signed in."""
    return _signed_in


@pytest.fixture
def officer(place: Town) -> Client:
    return _signed_in(place.officer)


@pytest.fixture
def clerk(place: Town) -> Client:
    return _signed_in(place.clerk)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)
