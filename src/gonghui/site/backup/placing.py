"""Give a finished file its name: never over another, and not before it has reached the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gonghui.site.command_line import CannotBeDone

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def place(part: Path, target: Path) -> None:
    """Rename `part`, which lies in the same file system, to `target`; raises FileExistsError where that is taken."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    # Reserves the name: a rename alone would write over a file that somebody has just made.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        part.replace(target)
    except OSError:
        target.unlink()
        raise
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def refusals_in_words(folder: Path, done: str) -> Iterator[None]:
    """Turns what the disk refuses into one line; `done` says what was not done."""
    try:
        yield
    except FileExistsError as error:
        raise CannotBeDone(f"{error.filename}已经有了，不会写在上面。请另起一个名字。") from None
    except OSError as error:
        if error.errno in _FULL or (error.errno is None and "full" in str(error)):
            raise CannotBeDone(
                f"{folder}所在的磁盘满了，或者放不下这么大的文件，{done}。请腾出空间或换一个磁盘。"
            ) from None
        raise CannotBeDone(
            f"读写不了{error.filename or folder}，{done}。请核对文件夹在、可以写入，磁盘没有坏。"
        ) from None
