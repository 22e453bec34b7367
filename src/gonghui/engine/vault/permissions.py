"""Who may read the installation's files: the account that runs the program, and nobody else (on POSIX)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gonghui.engine.vault import keys

DATABASE = "gonghui.sqlite3"
# Folders of the home whose files belong to the data: what was attached to records, and what was exported.
FOLDERS = ("attachments", "exports")
PRIVATE_UMASK = 0o077
_OTHERS = 0o077


@contextmanager
def private_files() -> Iterator[None]:
    """What is written in the block can be read by its owner alone."""
    usual = os.umask(PRIVATE_UMASK)
    try:
        yield
    finally:
        os.umask(usual)


def tighten(home: Path) -> list[Path]:
    """Take from others the rights to `home` and to the data in it; returns what was open to them until now.

    Raises PermissionError, with a message in Chinese, where the folder belongs to somebody else or to everybody:
    narrowing that one would shut others out of what is theirs.
    """
    if os.name == "nt":  # rights are inherited from the folder there
        return []
    changed = [path for path in (home, *files(home)) if stat.S_IMODE(path.stat().st_mode) & _OTHERS]
    if not changed:
        return []
    kept = home.stat()
    if kept.st_uid != os.geteuid() or kept.st_mode & stat.S_ISVTX:
        raise PermissionError(
            f"数据文件夹{home}不是运行程序的这个账户自己的，别人也能进去。"
            "请用GONGHUI_HOME另设一个只给它用的文件夹，或把这个文件夹的属主改成它。"
        )
    for path in changed:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
    return changed


def files(home: Path) -> Iterator[Path]:
    """Every file of `home` that holds data or keys, and the folders of such."""
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", keys.FILE_NAME):
        if (home / name).is_file():
            yield home / name
    for name in FOLDERS:
        folder = home / name
        if folder.is_dir() and not folder.is_symlink():
            yield folder
            yield from (path for path in sorted(folder.rglob("*")) if not path.is_symlink())
