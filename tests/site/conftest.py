"""An installation of its own, with and without a town."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.factories import Town, make_id_number, make_town
from tests.registers.members import make_member
from tests.site.installations import installed, postgresql_tools

from gonghui.plain import clock
from gonghui.site import opening


@pytest.fixture
def _own_database(
    tmp_path: Path,
    today: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """An installation in the folder "home", before the test's database is opened: it is this one then."""
    monkeypatch.setattr(clock, "database_date", clock.database_date)
    monkeypatch.setenv("PATH", os.pathsep.join([*postgresql_tools(), os.environ["PATH"]]))
    monkeypatch.chdir(tmp_path)
    with django_db_blocker.unblock(), installed(tmp_path / "home"):
        yield


@pytest.fixture
def home(_own_database: None, transactional_db: None, tmp_path: Path) -> Path:
    """The data folder of an installation that nobody has used yet; everything asks its database."""
    return tmp_path / "home"


@pytest.fixture
def town(home: Path) -> Town:
    """A town with a member, in a database that knows its keys."""
    opening.open_or_make(lambda _text: None)
    with transaction.atomic():
        found = make_town()
        make_member(found.officer, found.village, id_number=make_id_number(1))
    return found
