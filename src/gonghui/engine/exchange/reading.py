"""Excel in: the sheets of an .xlsx as bare values with Excel's own row numbers, or a sentence why it cannot be read."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gonghui.engine.exchange.workbook_parts import DAMAGED, MOST_BYTES, TOO_LARGE, NotReadable, refuse_other_files

__all__ = ["MOST_BYTES", "NotReadable", "Sheet", "column_letter", "read_workbook"]

_PROCESS = ("-P", "-m", "gonghui.engine.exchange.reading_process")
# Seconds: the largest sheet takes two on a usual PC.
_LONGEST = 60
# What an import may take of the machine while others work: so many are read at once, the next waits so many seconds.
_AT_ONCE, _WAIT = 2, 20
_turns = threading.BoundedSemaphore(_AT_ONCE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sheet:
    """A sheet's values. `lines` are its rows that hold anything, each with Excel's row number; columns are from A."""

    title: str
    visible: bool
    lines: tuple[tuple[int, tuple[Any, ...]], ...]


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, formulas as the values last computed; raises NotReadable.

    Values are str, float, int, bool, date, datetime, time or timedelta; an empty cell is "".
    The file is read in a process of its own: whatever it does there, this one goes on.
    """
    refuse_other_files(content)
    with _turn():
        printed = _run_reader(content)
    *lines, last = [json.loads(line, object_hook=_value) for line in printed.splitlines()] or [["broken"]]
    if last[0] == "refused":
        raise NotReadable(last[1])
    if last[0] != "end":
        raise NotReadable(DAMAGED)
    return list(_sheets(lines))


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=_WAIT):
        raise NotReadable("正在读别人导入的文件，请稍等片刻再上传一次。")
    try:
        yield
    finally:
        _turns.release()


def _run_reader(content: bytes) -> bytes:
    """What the reading process says of the workbook; raises NotReadable where it did not come to its end."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, *_PROCESS],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=_LONGEST,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        _log.warning("读一个上传的Excel文件超过%s秒，已停止。", _LONGEST)
        raise NotReadable(TOO_LARGE) from None
    if done.returncode != 0:
        _log.warning("读一个上传的Excel文件的进程中断（%s），多半是文件要的内存太多。", done.returncode)
        raise NotReadable(TOO_LARGE)
    return done.stdout


def _sheets(lines: list[list[Any]]) -> Iterator[Sheet]:
    title, visible, width = "", True, 0
    rows: list[tuple[int, tuple[Any, ...]]] = []
    for place, line in enumerate(lines):
        if line[0] == "sheet":
            _, title, visible, width = line
            rows = []
        else:
            rows += [(number, (*values, *[""] * (width - len(values)))) for number, values in line[1]]
        if place + 1 == len(lines) or lines[place + 1][0] == "sheet":
            yield Sheet(title, visible, tuple(rows))


_KINDS: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(*parts),
}


def _value(told: dict[str, Any]) -> Any:
    ((kind, text),) = told.items()
    return _KINDS[kind](text)


def column_letter(place: int) -> str:
    """The letter of a column by its place from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
