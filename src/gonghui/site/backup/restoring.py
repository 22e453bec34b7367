"""Bring a backup back into an empty place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

import gonghui
from gonghui.engine.vault import keys, permissions
from gonghui.site import opening
from gonghui.site.backup import archive, postgresql, sqlite
from gonghui.site.backup.archive import Manifest
from gonghui.site.backup.placing import place, refusals_in_words
from gonghui.site.command_line import CannotBeDone

_NOTHING = "什么都没有恢复"
_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore(source: Path, keys_source: Path, progress: Callable[[str], None]) -> Manifest:
    """Restore data and keys into the empty home and database, bring the tables up to date, and return what came back.

    Raises CannotBeDone where something is there already, the files are damaged, do not belong together or are a newer
    program's; nothing is left behind then.
    """
    home = keys.home()
    _refuse_living(home)
    progress("核对备份……")
    manifest = archive.read(source, archive.read_keys(keys_source, source))
    _refuse_unfit(source, manifest)
    with refusals_in_words(home, _NOTHING), _taken_back_on_failure(home) as (room, placed):
        archive.extract(source, manifest, room)
        database = room / archive.DATABASE
        if connection.vendor == "sqlite" and sqlite.facts(database)[1] != manifest.tables:
            raise archive.damaged(source)
        progress("放回数据……")
        shutil.copyfile(keys_source, room / keys.FILE_NAME)
        place(room / keys.FILE_NAME, home / keys.FILE_NAME)
        placed.append(home / keys.FILE_NAME)
        for folder in sorted((room / archive.FILES).glob("*")):
            _make_way(home / folder.name)
            folder.rename(home / folder.name)
            placed.append(home / folder.name)
        if connection.vendor == "sqlite":
            place(database, home / permissions.DATABASE)
            placed += [home / f"{permissions.DATABASE}{tail}" for tail in ("", "-wal", "-shm")]
        else:
            postgresql.restore(database, server=manifest.server, tool=manifest.tool)
            if postgresql.counts() != manifest.tables:
                raise CannotBeDone("恢复出来的记录数和备份里写的不一样，请用另一份备份恢复到一个空的数据库。")
        keys.current.cache_clear()
        opening.open_or_make(progress)
    return manifest


def _refuse_living(home: Path) -> None:
    found = [path for path in permissions.files(home) if path.is_file()] if home.is_dir() else []
    if found:
        raise CannotBeDone(
            f"{home}里已经有数据（{found[0].name}），恢复只能在空的数据文件夹里做，什么都没有改动。"
            "请用GONGHUI_HOME另设一个空文件夹；确实要换掉现有数据的，先把这个文件夹改名留好。"
        )
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise CannotBeDone("DATABASE_URL所指的数据库里已经有表，恢复只能用空的数据库，什么都没有改动。请另建一个空库。")


def _refuse_unfit(source: Path, manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        theirs, ours = (_KINDS.get(one, one) for one in (manifest.engine, connection.vendor))
        how = "请用DATABASE_URL指定一个空的PostgreSQL库" if theirs == "PostgreSQL" else "请不要设DATABASE_URL"
        raise CannotBeDone(f"备份{source}是{theirs}的，这里用的是{ours}，不能互换。{how}，再恢复。")
    known = MigrationLoader(None).disk_migrations
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise CannotBeDone(
            f"备份{source}是更新的程序（{manifest.program}）做的，这个程序是{gonghui.__version__}，不认识其中的{unknown[0]}。"
            f"请换上{manifest.program}或更新的程序再恢复。"
        )


@contextmanager
def _taken_back_on_failure(home: Path) -> Iterator[tuple[Path, list[Path]]]:
    """A room in `home` to unpack in, and a list of what was put into `home`: where the block fails, that is gone."""
    made, placed = not home.exists(), list[Path]()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with (
            permissions.private_files(),
            tempfile.TemporaryDirectory(prefix=".gonghui-", dir=home) as room,
        ):
            yield Path(room), placed
    except BaseException:
        connection.close()
        keys.current.cache_clear()
        for path in placed:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        if made:
            with suppress(OSError):  # somebody else has begun to use it
                home.rmdir()
        raise


def _make_way(folder: Path) -> None:
    """An empty folder of that name may stand there already."""
    if folder.is_dir():
        folder.rmdir()
