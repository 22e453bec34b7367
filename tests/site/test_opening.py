"""What the program looks at before it does anything: the keys, the form of the tables, who else can read them."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from tests.factories import Town, make_id_number
from tests.registers.members import make_member
from tests.site.installations import change_keys, lose_keys, stored

from gonghui.engine.installation.models import Installation
from gonghui.engine.vault import keys
from gonghui.engine.vault.keys import KeysDiffer
from gonghui.ledgers.members.models import Member
from gonghui.site import opening
from gonghui.site.command_line import COMMANDS, main

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限位")

# How each command is called that opens the database that is there.
CALLS = {
    "demo": ["--no-serve"],
    "serve": [],
    "figures": ["T", "--year", "2025"],
    "summary": ["T", "--year", "2025", "-o", "summary.docx"],
    "import": ["members", "members.xlsx", "--union", "T"],
    "undo": ["IMP-1"],
    "export": ["members", "--union", "T", "-o", "members.xlsx"],
    "verify": [],
    "recount": [],
    "reset-password": ["clerk"],
    "backup": ["data.zip", "--keys", "keys-copy.json"],
}
NEEDS_NONE = {"restore"}


def test_a_new_database_knows_its_keys(home: Path) -> None:
    opening.open_or_make(lambda _text: None)
    assert opening.kept_check_value() == keys.current().check_value


def test_every_command_is_tried() -> None:
    assert set(CALLS) | NEEDS_NONE == set(COMMANDS)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="密钥文件和数据库的种类无关")
@pytest.mark.parametrize(("command", "arguments"), CALLS.items(), ids=str)
@pytest.mark.parametrize(("spoil", "said"), [(change_keys, "不是一套"), (lose_keys, "找不到密钥文件")])
def test_no_command_runs_with_keys_that_are_not_the_databases(
    command: str,
    arguments: list[str],
    spoil: Any,
    said: str,
    town: Town,
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(home)
    before, left = stored(), sorted(home.iterdir())
    assert main([command, *arguments]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
    assert str(home / keys.FILE_NAME) in line
    assert "请从备份取回" in line
    assert stored() == before
    assert [path for path in sorted(home.iterdir()) if not path.name.endswith(("-wal", "-shm"))] == [
        path for path in left if not path.name.endswith(("-wal", "-shm"))
    ]
    assert not list(home.parent.glob("*.*"))


def forget_keys() -> None:
    """As a database was before it kept a check value."""
    Installation.objects.update(key_check="")


def test_a_database_from_before_takes_the_keys_that_open_it(town: Town) -> None:
    forget_keys()
    opening.open_present()
    assert opening.kept_check_value() == keys.current().check_value


def test_a_database_from_before_refuses_others_and_stays_as_it_was(town: Town, home: Path) -> None:
    forget_keys()
    change_keys(home)
    for begin in (opening.open_present, lambda: opening.open_or_make(lambda _text: None)):
        with pytest.raises(KeysDiffer):
            begin()
    assert opening.kept_check_value() == ""


def test_a_log_alone_proves_the_keys(town: Town, home: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM members_member")
    forget_keys()
    change_keys(home)
    with pytest.raises(KeysDiffer):
        opening.open_present()


def test_a_few_rows_under_other_keys_do_not_shut_their_owners_out(town: Town, home: Path, tmp_path: Path) -> None:
    """So it was where a wrong file had been accepted for a while."""
    for sequence in range(2, 6):
        make_member(town.officer, town.village, sequence)
    shutil.copy(home / keys.FILE_NAME, tmp_path)
    change_keys(home)
    make_member(town.officer, town.village, 6)
    forget_keys()
    with pytest.raises(KeysDiffer):
        opening.open_present()
    shutil.copy(tmp_path / keys.FILE_NAME, home)
    keys.current.cache_clear()
    opening.open_present()
    assert opening.kept_check_value() == keys.current().check_value


@pytest.mark.parametrize("foreign", [False, True])
def test_older_tables_are_brought_up_to_date_only_by_their_own_keys(town: Town, home: Path, foreign: bool) -> None:
    call_command("migrate", "installation", "0001", verbosity=0)
    assert not opening.is_up_to_date()
    said: list[str] = []
    if foreign:
        change_keys(home)
        with pytest.raises(KeysDiffer):
            opening.open_or_make(said.append)
        assert not said
        assert not opening.is_up_to_date()
    else:
        opening.open_or_make(said.append)
        assert said == ["整理数据库的表……"]
        assert opening.kept_check_value() == keys.current().check_value
        assert Member.objects.get().id_number.reveal() == make_id_number(1)


def test_a_command_that_only_reads_leaves_older_tables_and_says_what_to_do(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("migrate", "installation", "0001", verbosity=0)
    assert main(["figures", "T", "--year", "2025"]) == 2
    assert "旧版本的程序" in capsys.readouterr().err
    assert not opening.is_up_to_date()


def modes(home: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}


@on_posix
def test_what_others_could_read_is_shut_to_them_and_that_is_said_once(
    town: Town, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "attachments").mkdir()
    (home / "attachments" / "1.pdf").write_bytes(b"x")
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    capsys.readouterr()
    opening.open_present()
    said = capsys.readouterr().err
    assert "已收紧权限" in said
    assert "keys.json" in said
    assert all(mode == (0o700 if name in {"home", "attachments"} else 0o600) for name, mode in modes(home).items())
    opening.open_present()
    assert capsys.readouterr().err == ""


@on_posix
def test_a_folder_of_everybodys_is_left_as_it_is_and_warned_of(
    town: Town, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.chmod(0o1777)
    opening.open_present()
    assert "别人也能进去" in capsys.readouterr().err
    assert stat.S_IMODE(home.stat().st_mode) == 0o1777


@on_posix
def test_what_a_command_writes_is_its_owners_alone(town: Town, tmp_path: Path) -> None:
    usual = os.umask(0o022)
    try:
        assert main(["export", "members", "--union", "T", "-o", "a.xlsx"]) == 0
        assert stat.S_IMODE((tmp_path / "a.xlsx").stat().st_mode) == 0o600
    finally:
        assert os.umask(usual) == 0o022
