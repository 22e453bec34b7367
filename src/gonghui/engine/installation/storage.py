"""Why what was written could not be kept: the disk is full, may only be read, or fails."""

from __future__ import annotations

import errno
from enum import Enum


class Fault(Enum):
    """What is wrong with the place where the data lies, in words for whoever works, and what helps."""

    FULL = "放数据的磁盘满了", "请系统管理员清出空间后再试"
    READ_ONLY = "数据文件夹或数据库只能读，不能写", "请系统管理员核对数据文件夹的权限和磁盘后再试"
    FAILING = "读写放数据的磁盘时出错", "请系统管理员先备份，再检查磁盘"

    @property
    def words(self) -> str:
        """What is wrong."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What helps."""
        return self.value[1]


_ERRORS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EIO: Fault.FAILING,
}
# SQLite has a name for each of its errors; PostgreSQL says it in its message.
_NAMES = (
    ("SQLITE_FULL", Fault.FULL),
    ("SQLITE_IOERR_SHMSIZE", Fault.FULL),  # no room for the index of the write-ahead log
    ("SQLITE_READONLY", Fault.READ_ONLY),
    ("SQLITE_IOERR", Fault.FAILING),
    ("SQLITE_CORRUPT", Fault.FAILING),
)
_MESSAGES = (
    ("disk is full", Fault.FULL),
    ("no space left on device", Fault.FULL),
    ("readonly database", Fault.READ_ONLY),
    ("read-only transaction", Fault.READ_ONLY),
    ("disk i/o error", Fault.FAILING),
)


def fault(trouble: BaseException) -> Fault | None:
    """What is wrong with the place of the data, where `trouble` comes of that; None for any other."""
    if isinstance(trouble, OSError):
        return _ERRORS.get(trouble.errno or 0)
    name = _name(trouble)
    text = str(trouble).lower()
    return next(
        (found for mark, found in _NAMES if name.startswith(mark)),
        next((found for mark, found in _MESSAGES if mark in text), None),
    )


def cause(trouble: BaseException) -> str:
    """The trouble for the server's log: its kind, the database's name for it, and the first line of what it says.

    Further lines of a database's message may hold the row that it was about.
    """
    said = str(trouble).strip().splitlines()[:1]
    return " ".join(filter(None, [type(trouble).__name__, _name(trouble), *said]))


def _name(trouble: BaseException) -> str:
    return str(getattr(trouble.__cause__ or trouble, "sqlite_errorname", ""))
