"""An installation of its own: a data folder with keys, and a database in it that lasts as a real one does."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker
from tests.demo.sharing import database, keys_in

from gonghui.engine.vault.permissions import DATABASE
from gonghui.plain import clock


@pytest.fixture
def home(
    tmp_path: Path,
    today: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """The data folder of an installation on SQLite that nobody has used yet; everything asks its database."""
    if connection.vendor != "sqlite":
        pytest.skip("数据文件夹里的数据库是 SQLite")
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(clock, "database_date", clock.database_date)
    with django_db_blocker.unblock():
        usual = connections["default"]
        usual.ensure_connection()
        with contextlib.closing(sqlite3.connect(folder / DATABASE)) as target:
            usual.connection.backup(target)
        (folder / DATABASE).chmod(0o600)
        with keys_in(folder, fresh=True), at(folder, usual):
            yield folder


@contextlib.contextmanager
def at(folder: Path, usual: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything asks the database in `folder` for now."""
    own: BaseDatabaseWrapper = usual.copy()
    # What a test writes need not outlive a power cut.
    start = str(own.settings_dict["OPTIONS"]["init_command"]).replace("synchronous=FULL", "synchronous=OFF")
    own.settings_dict.update(
        NAME=str(folder / DATABASE), OPTIONS={**own.settings_dict["OPTIONS"], "init_command": start}
    )
    with database(own):
        yield
    own.close()
