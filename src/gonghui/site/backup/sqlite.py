"""A database file of SQLite: a copy of it while others write, and what lies in the copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gonghui.site.command_line import CannotBeDone

_NO_ROOM = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN"}
_WAIT = 20.0


def snapshot(source: Path, target: Path) -> None:
    """Write the database as it is at this moment into the new file `target`; nobody who writes has to wait.

    Raises CannotBeDone where the database is damaged, OSError where there is no room.
    """
    with _opened(source, "rw") as database:
        database.execute("VACUUM INTO ?", [str(target)])


def facts(path: Path) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """The migrations that a copy has had, and the rows of each table; raises CannotBeDone where it is damaged."""
    with _opened(path, "ro") as database:
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damaged(path)
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        tables = {name: _count(database, name) for name in names if not name.startswith("sqlite_")}
        migrations = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return migrations, tables


def is_sound(path: Path) -> bool:
    """Whether the file's pages and records are whole."""
    try:
        facts(path)
    except CannotBeDone:
        return False
    return True


def _count(database: sqlite3.Connection, table: str) -> int:
    (count,) = database.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()  # noqa: S608 - a name of its own
    return int(count)


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_WAIT)) as database:
            yield database
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name in _NO_ROOM or name.startswith("SQLITE_IOERR"):
            raise OSError(str(error)) from None
        raise _damaged(path) from None


def _damaged(path: Path) -> CannotBeDone:
    return CannotBeDone(f"数据库文件{path}已损坏，读不出来。请停止录入，保留现场，从最近的备份恢复。")
