"""Make a backup while the system is in use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

import gonghui
from gonghui.engine.vault import keys, permissions
from gonghui.plain import clock
from gonghui.site.backup import archive, postgresql, sqlite
from gonghui.site.backup.archive import Manifest
from gonghui.site.backup.placing import place, refusals_in_words
from gonghui.site.command_line import CannotBeDone

_NOTHING = "没有备份，也没有留下半个文件"


def make(target: Path, keys_target: Path, progress: Callable[[str], None]) -> Manifest:
    """Write data and keys of the open installation into two new files, read them back, and return what they hold.

    Raises CannotBeDone, and leaves nothing then.
    """
    _refuse(target, keys_target)
    home, present = keys.home(), keys.current()
    with refusals_in_words(target.parent, _NOTHING), _room_beside(target) as room:
        copy, part = room / "database", room / "backup"
        progress("复制数据库……")
        if connection.vendor == "sqlite":
            sqlite.snapshot(Path(connection.settings_dict["NAME"]), copy)
            (migrations, tables), server, tool = sqlite.facts(copy), 0, 0
        else:
            migrations, tables, server, tool = postgresql.dump(copy)
        manifest = Manifest(
            program=gonghui.__version__,
            made_at=clock.now().isoformat(timespec="seconds"),
            engine=connection.vendor,
            key_check=present.check_value,
            migrations=migrations,
            tables=tables,
            server=server,
            tool=tool,
        )
        # After the database: what its rows name was there before them.
        attached = {
            f"{archive.FILES}/{path.relative_to(home).as_posix()}": path
            for path in permissions.files(home)
            if path.is_file() and path.parent != home
        }
        progress("打包……")
        archive.write(part, manifest, {archive.DATABASE: copy, **attached}, present)
        copy.unlink()
        progress("读回核对……")
        archive.check(part, archive.read(part, present))
        with refusals_in_words(keys_target.parent, _NOTHING), _room_beside(keys_target) as keys_room:
            keys_part = keys_room / "keys"
            keys_part.write_bytes((home / keys.FILE_NAME).read_bytes())
            if keys.read_file(keys_part) != present:
                raise CannotBeDone(f"密钥文件在备份时变了，{_NOTHING}。请再试一次。")
            place(keys_part, keys_target)
        try:
            place(part, target)
        except BaseException:
            keys_target.unlink()
            raise
    return manifest


def _refuse(target: Path, keys_target: Path) -> None:
    if target.resolve() == keys_target.resolve():
        raise CannotBeDone("数据和密钥要写成两个文件，请给--keys另起一个名字。")
    for path in (target, keys_target):
        if not path.parent.is_dir():
            raise CannotBeDone(f"没有{path.parent}这个文件夹。请核对U盘或磁盘已经接好、名称没有写错。")
        if path.exists() or path.is_symlink():
            raise CannotBeDone(f"{path}已经有了，不会写在上面。请另起一个名字，例如加上日期。")


@contextmanager
def _room_beside(target: Path) -> Iterator[Path]:
    """A folder for unfinished files in the file system of `target`, which is gone afterwards."""
    with (
        permissions.private_files(),
        tempfile.TemporaryDirectory(
            prefix=".gonghui-", dir=target.parent, ignore_cleanup_errors=os.name == "nt"
        ) as room,
    ):
        yield Path(room)
