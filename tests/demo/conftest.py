"""The loaded demonstration, once a test run, in a database of its own.

`demo_database` loads it, with a small roster, since no published figure depends on the roster's size, and with the
decoys of `decoys.toml` on top of the first town. `demo` lets a
module's tests work on it; each test's own writes are rolled back as usual, and no other module sees the demonstration.

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from tests.demo import sharing
from tests.demo.invented import with_decoys

from gonghui.demo import Loaded, load
from gonghui.demo.days import TODAY
from gonghui.engine.access.models import Organisation
from gonghui.engine.installation.models import Installation
from gonghui.ledgers.employers.models import Employer
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE

MEMBERS = 600
"""The present members of the first town in the tests."""


class PowerCut(Exception):
    """What the first run of the loading meets."""


@dataclass(frozen=True)
class DemoDatabase:
    """The database with the demonstration in it, the folder with its keys, and how its loading went."""

    connection: BaseDatabaseWrapper
    home: Path
    stage_after_cut: str
    employers_after_cut: int
    fresh: bool
    told: list[str]


@pytest.fixture(scope="session")
def demo_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDatabase]:
    """The demonstration, loaded in two runs: the first is cut off in the middle of the employers."""
    home, copying = tmp_path_factory.mktemp("demo"), ExitStack()
    with django_db_blocker.unblock():
        account = sharing.loaded_once(_load_in_two_runs)
        connection = copying.enter_context(sharing.copy_for_this_process(home))
    yield DemoDatabase(connection, home, **account)
    with django_db_blocker.unblock():
        copying.close()


@pytest.fixture(scope="module")
def demo(demo_database: DemoDatabase) -> Iterator[DemoDatabase]:
    """The demonstration as this module's database, with its keys, on its own day."""
    hook = clock.database_date
    clock.database_date = lambda: TODAY
    with sharing.database(demo_database.connection), sharing.keys_in(demo_database.home):
        yield demo_database
    clock.database_date = hook


@pytest.fixture
def town(demo: DemoDatabase, db: None) -> Organisation:
    """The first town."""
    return Organisation.objects.get(code="T1")


@pytest.fixture
def city(demo: DemoDatabase, db: None) -> Organisation:
    """The city above it."""
    return Organisation.objects.get(code="C")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Clear up what the processes of the run shared."""
    with session.config.stash[blocking_manager_key].unblock():
        sharing.process_ends()


def _load_in_two_runs() -> dict[str, Any]:
    told: list[str] = []

    def cut(text: str) -> None:
        if text == "泊云镇用人单位":
            raise PowerCut
        told.append(text)

    hook = clock.database_date
    try:
        with pytest.raises(PowerCut):
            load(cut, CATALOGUE.ledgers, members=MEMBERS, towns=with_decoys())
        installation = Installation.current()
        assert installation is not None
        stage, employers = installation.demo_stage, Employer.objects.count()
        loaded: Loaded = load(told.append, CATALOGUE.ledgers, members=MEMBERS, towns=with_decoys())
    finally:
        clock.database_date = hook
    return {
        "stage_after_cut": stage,
        "employers_after_cut": employers,
        "fresh": loaded.fresh,
        "told": told,
    }
