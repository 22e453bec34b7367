"""The loaded demonstration, once a test process, in a database of its own.

`demo_database` loads it (with a small roster, since no published figure depends on the roster's size) into a copy of
the empty test database. `demo` lets a module's tests work on that copy; each test's own writes are rolled back as
usual, and no other module sees the demonstration.

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from gonghui.demo.days import TODAY
from gonghui.demo.load import Loaded, load
from gonghui.engine.access.models import Organisation
from gonghui.engine.installation.models import Installation
from gonghui.ledgers.employers.models import Employer
from gonghui.plain import clock

MEMBERS = 600
"""The present members of the first town in the tests."""


class PowerCut(Exception):
    """What the first run of the loading meets."""


@dataclass
class DemoDatabase:
    """The database with the demonstration in it, and how its loading went."""

    connection: BaseDatabaseWrapper
    loaded: Loaded
    stage_after_cut: str
    employers_after_cut: int
    told: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def demo_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDatabase]:
    """The demonstration, loaded in two runs: the first is cut off in the middle of the employers."""
    usual = connections["default"]
    with django_db_blocker.unblock():
        copied = _copy(usual, tmp_path_factory.mktemp("demo"))
        connections["default"] = copied
        hook = clock.database_date
        try:
            found = _load_in_two_runs(copied)
        finally:
            clock.database_date = hook
            connections["default"] = usual
    yield found
    with django_db_blocker.unblock():
        _drop(usual, copied)


@pytest.fixture(scope="module")
def demo(demo_database: DemoDatabase) -> Iterator[Loaded]:
    """The demonstration as this module's database, on its own day."""
    usual, hook = connections["default"], clock.database_date
    connections["default"] = demo_database.connection
    clock.database_date = lambda: TODAY
    yield demo_database.loaded
    clock.database_date = hook
    connections["default"] = usual


@pytest.fixture
def town(demo: Loaded, db: None) -> Organisation:
    """The first town."""
    return Organisation.objects.get(code="T1")


@pytest.fixture
def city(demo: Loaded, db: None) -> Organisation:
    """The city above it."""
    return Organisation.objects.get(code="C")


def _load_in_two_runs(copied: BaseDatabaseWrapper) -> DemoDatabase:
    told: list[str] = []

    def cut(text: str) -> None:
        if text == "泊云镇用人单位":
            raise PowerCut
        told.append(text)

    with pytest.raises(PowerCut):
        load(cut, members=MEMBERS)
    installation = Installation.current()
    assert installation is not None
    stage, employers = installation.demo_stage, Employer.objects.count()
    loaded = load(told.append, members=MEMBERS)
    return DemoDatabase(copied, loaded, stage, employers, told)


def _copy(usual: BaseDatabaseWrapper, folder: Path) -> BaseDatabaseWrapper:
    """A copy of the empty test database, with its tables."""
    copied: BaseDatabaseWrapper = usual.copy()
    if usual.vendor == "sqlite":
        name = str(folder / "demo.sqlite3")
        usual.ensure_connection()
        target = sqlite3.connect(name)
        usual.connection.backup(target)
        target.close()
    else:
        name = f"{usual.settings_dict['NAME']}_demo"
        quoted, source = usual.ops.quote_name(name), usual.ops.quote_name(usual.settings_dict["NAME"])
        usual.close()  # a template must have no visitors
        with usual._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {source}")
    copied.settings_dict["NAME"] = name
    return copied


def _drop(usual: BaseDatabaseWrapper, copied: BaseDatabaseWrapper) -> None:
    copied.close()
    if usual.vendor != "sqlite":
        with usual._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {usual.ops.quote_name(copied.settings_dict['NAME'])}")
