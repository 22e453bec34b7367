"""Whose the installation's files are: the program's account alone, and nothing else is touched."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import pytest

from gonghui.engine.vault.permissions import private_files, tighten

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限位")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that everybody may read, with data, keys, and what is no business of the program."""
    for name in ("gonghui.sqlite3", "gonghui.sqlite3-wal", "gonghui.sqlite3-shm", "keys.json", "notes.txt"):
        (tmp_path / name).touch(0o644)
    (tmp_path / "attachments" / "2025").mkdir(parents=True)
    (tmp_path / "attachments" / "2025" / "1.pdf").touch(0o664)
    (tmp_path / "exports").mkdir()
    (tmp_path / "attachments" / "notes").symlink_to(tmp_path / "notes.txt")
    for path in (tmp_path, *tmp_path.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    return tmp_path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_data_and_keys_are_shut_to_others_and_nothing_else_is(home: Path) -> None:
    files = {
        home / name
        for name in (
            *("gonghui.sqlite3", "gonghui.sqlite3-wal", "gonghui.sqlite3-shm", "keys.json"),
            "attachments/2025/1.pdf",
        )
    }
    folders = {home / name for name in ("", "attachments", "attachments/2025", "exports")}
    changed = tighten(home)
    assert (len(changed), set(changed)) == (9, files | folders)
    assert {mode(path) for path in files} == {0o600}
    assert {mode(path) for path in folders} == {0o700}
    assert mode(home / "notes.txt") == 0o644
    assert tighten(home) == []


def test_a_folder_that_belongs_to_everybody_is_refused_and_left_as_it_was(home: Path) -> None:
    home.chmod(0o1777)
    with pytest.raises(PermissionError, match="请用GONGHUI_HOME另设一个"):
        tighten(home)
    assert (mode(home), mode(home / "keys.json")) == (0o1777, 0o644)


def test_what_the_program_writes_is_its_own_alone(tmp_path: Path) -> None:
    with contextlib.suppress(LookupError), private_files():
        (tmp_path / "inside").touch()
        raise LookupError
    usual = os.umask(0o022)
    os.umask(usual)
    (tmp_path / "after").touch()
    assert (mode(tmp_path / "inside"), mode(tmp_path / "after")) == (0o600, 0o666 & ~usual)
