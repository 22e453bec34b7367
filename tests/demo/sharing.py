"""One loaded demonstration for all processes of a test run: the first that needs it loads it, the others copy it.

What is loaded lies in a folder that the run's processes share: the keys that it was sealed with, an account of how the
loading went, and on SQLite the database itself; on PostgreSQL the database is one that others take as their template.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from gonghui.engine.vault import keys

_PATIENCE = 1200.0
"""Seconds to wait for the process that loads; others may be using the machine too."""
_run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"process-{os.getpid()}")
_workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
_folder = Path(tempfile.gettempdir()) / f"gonghui-demo-{_run}"


def loaded_once(load: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Let one process of the run `load` into a database of its own; returns its account of it, in every process."""
    _folder.mkdir(exist_ok=True)
    account, failure = _folder / "account.json", _folder / "failure.txt"
    try:
        (_folder / "loading").mkdir()
    except FileExistsError:
        _wait_for(account, failure)
    else:
        try:
            with keys_in(_folder, fresh=True):
                found = _load_into_template(load)
        except BaseException as problem:
            failure.write_text(repr(problem), encoding="utf-8")
            raise
        (_folder / "account.tmp").write_text(json.dumps(found), encoding="utf-8")
        (_folder / "account.tmp").replace(account)
    result: dict[str, Any] = json.loads(account.read_text(encoding="utf-8"))
    return result


@contextlib.contextmanager
def copy_for_this_process(folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """A copy of the loaded database, for this process alone; on SQLite it lies in `folder`, beside the keys."""
    shutil.copy(_folder / keys.FILE_NAME, folder)
    usual = connections["default"]
    name = str(folder / "gonghui.sqlite3") if usual.vendor == "sqlite" else f"{usual.settings_dict['NAME']}_demo"
    copied = _copy(usual, source=_template(usual), name=name)
    yield copied
    copied.close()
    _drop(usual, name)


@contextlib.contextmanager
def keys_in(folder: Path, *, fresh: bool = False) -> Iterator[None]:
    """The keys in `folder` are the installation's, made where they are `fresh`."""
    usual = os.environ["GONGHUI_HOME"]
    if fresh:
        keys.make(folder)
    os.environ["GONGHUI_HOME"] = str(folder)
    keys.current.cache_clear()
    try:
        yield
    finally:
        os.environ["GONGHUI_HOME"] = usual
        keys.current.cache_clear()


@contextlib.contextmanager
def database(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything asks `connection` for now."""
    usual = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = usual


def process_ends() -> None:
    """The last process of the run to say so clears up what they shared."""
    _folder.mkdir(exist_ok=True)  # also for one that never asked: the others count it
    (_folder / f"gone-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}").touch()
    if len(list(_folder.glob("gone-*"))) >= _workers:
        usual = connections["default"]
        if (_folder / "template.txt").exists():
            _drop(usual, _template(usual))
        shutil.rmtree(_folder, ignore_errors=True)


def _load_into_template(load: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    usual = connections["default"]
    empty = usual.settings_dict["NAME"]
    name = str(_folder / "gonghui.sqlite3") if usual.vendor == "sqlite" else f"{empty}_demo_template"
    (_folder / "template.txt").write_text(name, encoding="utf-8")
    template = _copy(usual, source=empty, name=name)
    with database(template):
        found = load()
    template.close()
    return found


def _template(usual: BaseDatabaseWrapper) -> str:
    return (_folder / "template.txt").read_text(encoding="utf-8")


def _copy(usual: BaseDatabaseWrapper, *, source: str, name: str) -> BaseDatabaseWrapper:
    """A database `name` with all that is in `source`: the usual one, or one that nobody is using."""
    copied: BaseDatabaseWrapper = usual.copy()
    copied.settings_dict["NAME"] = name
    if usual.vendor == "sqlite":
        if source == usual.settings_dict["NAME"]:
            usual.ensure_connection()
            with contextlib.closing(sqlite3.connect(name)) as target:
                usual.connection.backup(target)
        else:
            shutil.copy(source, name)
    else:
        _drop(usual, name)
        usual.close()  # a template must have no visitors
        quote = usual.ops.quote_name
        with usual._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(source)}")
    return copied


def _drop(usual: BaseDatabaseWrapper, name: str) -> None:
    if usual.vendor != "sqlite":
        with usual._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {usual.ops.quote_name(name)}")


def _wait_for(account: Path, failure: Path) -> None:
    given_up = time.monotonic() + _PATIENCE
    while not account.exists():
        if failure.exists():
            raise RuntimeError(f"The process that loads the demonstration failed: {failure.read_text('utf-8')}")
        if time.monotonic() > given_up:
            raise TimeoutError("The process that loads the demonstration does not come to an end.")
        time.sleep(0.1)
