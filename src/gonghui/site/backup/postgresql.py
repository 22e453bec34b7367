"""A database on PostgreSQL: dumped from one snapshot with PostgreSQL's own pg_dump, and restored with pg_restore."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from gonghui.site.command_line import CannotBeDone

_USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "C:/Program Files/PostgreSQL/*/bin")
# What Django puts among the parameters that libpq does not know, and the password, which no list of processes shows.
_NOT_FOR_LIBPQ = {"password", "context", "cursor_factory", "prepare_threshold", "server_side_binding", "pool"}


def dump(target: Path) -> tuple[list[tuple[str, str]], dict[str, int], int, int]:
    """Dump the database as it is at this moment; returns its migrations, the rows of each table, and two versions.

    These are the server's and pg_dump's. Raises CannotBeDone where there is no pg_dump that fits, or it fails.
    """
    server = server_version()
    tool, version = find_tool("pg_dump", server)
    with _at_one_moment() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        names = sorted(connection.introspection.table_names(cursor))
        tables = {name: _count(cursor, name) for name in names}
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [(app, name) for app, name in cursor.fetchall()]
        _run(
            [tool, "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={moment}"],
            [f"--file={target}", f"--dbname={_address()}"],
            "pg_dump没有做成备份",
        )
    return migrations, tables, server, version


def restore(source: Path, *, server: int, tool: int) -> None:
    """Restore a dump into the present, empty database, all or nothing; raises CannotBeDone."""
    present = server_version()
    if present < server:
        raise CannotBeDone(f"备份来自PostgreSQL {server}，这里的是{present}。请恢复到{server}或更新的PostgreSQL。")
    program, _ = find_tool("pg_restore", max(present, tool))
    _run(
        [program, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"],
        [f"--dbname={_address()}", str(source)],
        "pg_restore没有恢复成，数据库没有改动",
    )


def counts() -> dict[str, int]:
    """The rows of each table."""
    with connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in sorted(connection.introspection.table_names(cursor))}


def server_version() -> int:
    """The main version of the server."""
    with connection.cursor():
        return int(connection.pg_version) // 10000  # type: ignore[attr-defined]


def find_tool(name: str, least: int) -> tuple[str, int]:
    """The nearest version of a tool that is at least `least`, as path and version; raises CannotBeDone."""
    found: dict[int, str] = {}
    folders = [
        *os.get_exec_path(),
        *(one for some in _USUAL_PLACES for one in _folders(some)),
    ]
    for path in filter(None, (shutil.which(name, path=folder) for folder in folders)):
        version = _version_of(path)
        if version is not None:
            found.setdefault(version, path)
    fitting = sorted(version for version in found if version >= least)
    if not fitting:
        have = f"找到的是{'、'.join(map(str, sorted(found)))}" if found else "一个都没有找到"
        raise CannotBeDone(
            f"要用到PostgreSQL自带的{name}，{least}或更新的版本，这台电脑上{have}。"
            f"请先安装（统信、麒麟、Debian：sudo apt install postgresql-client-{least}），再试一次；什么都没有改动。"
        )
    return found[fitting[0]], fitting[0]


def _folders(pattern: str) -> list[str]:
    root, _, rest = pattern.partition("/")
    return [str(found) for found in Path(f"{root}/").glob(rest)]


def _version_of(path: str) -> int | None:
    try:
        asked = [path, "--version"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return None
    match = re.search(r"\b(\d+)(?:\.|devel|beta|rc|\b)", told)
    return int(match[1]) if match else None


@contextmanager
def _at_one_moment() -> Iterator[Any]:
    """A cursor on a connection of its own that sees the database as it is now, whatever others write."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor
            cursor.execute("COMMIT")
    finally:
        own.close()


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - a name of the database's own
    (count,) = cursor.fetchone()
    return int(count)


def _address() -> str:
    from psycopg.conninfo import make_conninfo

    parameters = connection.get_connection_params()
    return make_conninfo(**{key: value for key, value in parameters.items() if key not in _NOT_FOR_LIBPQ})


def _run(command: list[str], arguments: list[str], failed: str) -> None:
    password = str(connection.settings_dict.get("PASSWORD") or "")
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, and no shell between
        [*command, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        # Its own words name tables and files, never what is in them; they come in the system's language.
        told = (done.stderr.strip().splitlines() or [f"退出码{done.returncode}"])[0]
        raise CannotBeDone(f"{failed}：{told}")
