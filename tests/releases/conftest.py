"""Databases as earlier releases left them, migrated to today."""

from __future__ import annotations

import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker
from tests.demo import sharing

from gonghui.engine.vault import keys

_DATA = Path(__file__).parent.parent / "data"
RELEASES = ["0.2.0"]


@pytest.fixture(scope="module", params=RELEASES)
def migrated(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """This module's tests work on a copy of that release's database, migrated to today, with its keys."""
    if connection.vendor != "sqlite":
        pytest.skip("旧版本留下的是SQLite数据库")
    kept, home = _DATA / f"release-{request.param}", tmp_path_factory.mktemp("release")
    (home / "gonghui.sqlite3").write_bytes(lzma.decompress((kept / "database.sqlite3.xz").read_bytes()))
    shutil.copy(kept / keys.FILE_NAME, home)
    old = connections["default"].copy()
    old.settings_dict["NAME"] = str(home / "gonghui.sqlite3")
    with sharing.database(old), sharing.keys_in(home):
        with django_db_blocker.unblock():
            call_command("migrate", verbosity=0, interactive=False)
        yield
        with django_db_blocker.unblock():
            old.close()
