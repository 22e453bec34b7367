"""People of the town, signed in to the toy product."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import Workshop
from tests.factories import Town

from gonghui.engine.people.models import Account


@pytest.fixture(scope="module", autouse=True)
def _toy_addresses() -> Iterator[None]:
    """The pages are those of the toy product."""
    with override_settings(ROOT_URLCONF="tests.engine.toy.urls"):
        yield


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
def workshop(place: Town) -> Workshop:
    return make_workshop(place.officer, place.village)
