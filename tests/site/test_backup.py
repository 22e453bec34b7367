"""A whole system in two files while it is in use, and back from them; or a refusal that leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from tests.demo.sharing import database
from tests.factories import Town, make_id_number
from tests.registers.members import make_member
from tests.site.installations import change_keys, copy_of, nothing_at, postgresql_tools, stored

from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.vault import keys, permissions
from gonghui.engine.vault.permissions import DATABASE
from gonghui.ledgers.members.models import Member
from gonghui.site import opening
from gonghui.site.backup import archive, making, postgresql
from gonghui.site.command_line import main

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="和数据库的种类无关，或只有SQLite才有")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="要用到PostgreSQL的pg_dump")
pytestmark = pytest.mark.skipif(
    connection.vendor == "postgresql" and not postgresql_tools(), reason="没有和服务器同版本的pg_dump"
)
BACKUP = ["backup", "stick/data.zip", "--keys", "safe/keys.json"]
RESTORE = ["restore", "stick/data.zip", "--keys", "safe/keys.json"]
WRITERS = 10


@pytest.fixture
def kept(town: Town, home: Path, tmp_path: Path) -> Path:
    """A backup of the town and an attached file, in stick/data.zip and safe/keys.json below this folder."""
    with permissions.private_files():
        (home / "attachments" / "2025").mkdir(parents=True)
        (home / "attachments" / "2025" / "合同.pdf").write_bytes(b"%PDF" * 1000)
    for name in ("stick", "safe"):
        (tmp_path / name).mkdir()
    assert main(BACKUP) == 0
    return tmp_path


@pytest.fixture
def elsewhere(kept: Path) -> Iterator[Path]:
    """The data folder of an installation yet to be made."""
    with nothing_at(kept / "elsewhere"):
        yield kept / "elsewhere"


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    (line,) = capsys.readouterr().err.strip().splitlines()
    return line


def nothing_restored(home: Path) -> bool:
    return not home.exists() and not (connection.vendor == "postgresql" and connection.introspection.table_names())


def test_what_was_backed_up_comes_back_whole(
    town: Town, kept: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["backup", "stick/again.zip", "--keys", "safe/again.json"]) == 0
    told = capsys.readouterr()
    before = stored()
    rows = sum(len(found) for found in before.values())
    assert f"{len(before)}张表、{rows}条记录、1个附件" in told.out
    assert told.err == ""
    with nothing_at(kept / "elsewhere"):
        assert main(RESTORE) == 0
        assert stored() == before
        assert Member.objects.get().id_number.reveal() == make_id_number(1)
    said = capsys.readouterr().out
    for part in (
        f"{len(before)}张表、{rows}条记录、1个附件",
        "日志链完整",
        "加密的内容2项，都能解开",
        "附件1个，都能读",
    ):
        assert part in said
    new = kept / "elsewhere"
    assert (new / "attachments" / "2025" / "合同.pdf").read_bytes() == b"%PDF" * 1000
    assert (new / keys.FILE_NAME).read_bytes() == (home / keys.FILE_NAME).read_bytes()
    if os.name != "nt":
        paths = [kept / "stick" / "data.zip", kept / "safe" / "keys.json", *new.rglob("*")]
        assert all(not stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths)


@on_sqlite
def test_nothing_else_is_left_beside_the_two_files(kept: Path) -> None:
    assert files_in(kept / "stick") == {"data.zip"}
    assert files_in(kept / "safe") == {"keys.json"}
    assert [path.name for path in (kept / "stick").iterdir()] == ["data.zip"]


@on_sqlite
def test_the_data_file_alone_opens_no_number(kept: Path) -> None:
    with zipfile.ZipFile(kept / "stick" / "data.zip") as found:
        assert not [name for name in found.namelist() if "keys" in name]
        held = b"".join(found.read(name) for name in found.namelist())
    key = json.loads((kept / "safe" / "keys.json").read_bytes())["seal"]
    assert key.encode() not in held
    assert make_id_number(1).encode() not in held


@on_sqlite
def test_data_and_keys_in_one_folder_are_warned_of(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "a.zip", "--keys", "a.json"]) == 0
    assert "在同一个文件夹里" in one_line(capsys)


# In use


def test_a_backup_taken_while_ten_people_write_is_of_one_moment(town: Town, home: Path, tmp_path: Path) -> None:
    began, stop, present = Barrier(WRITERS + 1), Event(), connections["default"]

    def enter(writer: int) -> int:
        with database(copy_of(present)):
            try:
                for count in range(80):
                    make_member(town.officer, town.village, id_number=make_id_number(2 + writer * 90 + count))
                    if count == 0:
                        began.wait(60)
                    if stop.is_set():
                        return count
            finally:
                connections["default"].close()
        return 80

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(enter, writer) for writer in range(WRITERS)]
        began.wait(60)
        try:
            making.make(tmp_path / "a.zip", tmp_path / "a.json", lambda _text: None)
        finally:
            stop.set()
        for one in running:
            one.result()
    entered = Member.objects.count()
    with nothing_at(tmp_path / "elsewhere"):
        assert main(["restore", "a.zip", "--keys", "a.json"]) == 0
        assert WRITERS < Member.objects.count() <= entered
        assert chain.broken_at(town.city.pk) is None
        logged = LogEntry.objects.filter(jurisdiction_id=town.city.pk, ledger="members", verb="create")
        assert set(logged.values_list("record_id", flat=True)) == set(Member.objects.values_list("pk", flat=True))


# Refused


@on_sqlite
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stick/data.zip", "--keys", "safe/new.json"], "stick/data.zip已经有了"),
        (["stick/new.zip", "--keys", "safe/keys.json"], "safe/keys.json已经有了"),
        (["stick/new.zip", "--keys", "stick/new.zip"], "要写成两个文件"),
        (["nowhere/new.zip", "--keys", "safe/new.json"], "没有nowhere这个文件夹"),
        (["stick/new.zip", "--keys", "nowhere/new.json"], "没有nowhere这个文件夹"),
    ],
)
def test_what_is_there_is_never_written_over(
    arguments: list[str], said: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: (kept / name).read_bytes() for name in ("stick/data.zip", "safe/keys.json")}
    capsys.readouterr()
    assert main(["backup", *arguments]) == 2
    assert said in one_line(capsys)
    assert {name: (kept / name).read_bytes() for name in before} == before
    assert files_in(kept / "stick") | files_in(kept / "safe") == {"data.zip", "keys.json"}


@on_sqlite
@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的限额")
@pytest.mark.parametrize("most", [400_000, 900_000])
def test_a_full_disk_leaves_nothing(
    most: int, town: Town, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import resource

    with permissions.private_files():
        (home / "attachments").mkdir()
        (home / "attachments" / "a.bin").write_bytes(os.urandom(1_000_000))
    (tmp_path / "stick").mkdir()
    connection.close()
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = files_in(tmp_path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, usual[1]))
    try:
        assert main(["backup", "stick/data.zip", "--keys", "stick/keys.json"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    connection.close()
    assert "没有" in one_line(capsys)
    assert {name for name in files_in(tmp_path) if not name.endswith(("-wal", "-shm"))} == before
    assert not list((tmp_path / "stick").iterdir())


@on_sqlite
def test_a_backup_that_does_not_read_back_is_none(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(path: Path, *arguments: Any) -> Any:
        found = usual(path, *arguments)
        spoil(path)
        return found

    usual = archive.write
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(archive, "write", write)
    assert main(["backup", "stick/data.zip", "--keys", "stick/keys.json"]) == 2
    assert "已损坏" in one_line(capsys)
    assert not list((tmp_path / "stick").iterdir())


def spoil(path: Path) -> None:
    """Change one byte in the middle."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        (byte,) = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 0x55]))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 200)


def tamper(path: Path) -> None:
    """Say that there are no rows: a right zip, but not what was written."""
    with zipfile.ZipFile(path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    told = json.loads(parts[archive.MANIFEST])
    parts[archive.MANIFEST] = json.dumps({**told, "tables": {}}).encode()
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)


def other_keys(path: Path) -> None:
    target = path.parent.parent / "safe" / "keys.json"
    target.unlink()
    keys.make(path.parent.parent / "other").replace(target)


def swap(path: Path) -> None:
    beside = path.parent.parent / "safe" / "keys.json"
    data = path.read_bytes()
    path.write_bytes(beside.read_bytes())
    beside.write_bytes(data)


@on_sqlite
@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (spoil, "已损坏或没有复制完整"),
        (cut, "已损坏或没有复制完整"),
        (tamper, "已损坏或没有复制完整"),
        (lambda path: path.write_bytes(b"text"), "已损坏或没有复制完整"),
        (Path.unlink, "找不到备份"),
        (swap, "两个文件放反了"),
        (other_keys, "密钥文件和备份stick/data.zip不是一套"),
        (lambda path: (path.parent.parent / "safe" / "keys.json").unlink(), "找不到密钥文件"),
        (lambda path: (path.parent.parent / "safe" / "keys.json").write_text("{}"), "不是密钥文件，或者已损坏"),
    ],
)
def test_files_that_are_not_a_whole_backup_are_refused_and_leave_nothing(
    spoilt: Callable[[Path], object], said: str, kept: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt(kept / "stick" / "data.zip")
    capsys.readouterr()
    assert main(RESTORE) == 2
    assert said in one_line(capsys)
    assert nothing_restored(elsewhere)


@on_sqlite
@pytest.mark.parametrize("left", ["all", keys.FILE_NAME, DATABASE, "attachments"])
def test_a_living_system_is_never_restored_over(
    left: str, kept: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.close()
    for path in list(home.iterdir()):
        if left not in {"all", path.name}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = {name: (home / name).read_bytes() for name in files_in(home)}
    capsys.readouterr()
    assert main(RESTORE) == 2
    assert "里已经有数据" in one_line(capsys)
    assert {name: (home / name).read_bytes() for name in files_in(home)} == before


@on_postgresql
def test_a_database_with_tables_is_never_restored_into(
    kept: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(home)
    before = stored()
    assert main(RESTORE) == 2
    assert "已经有表" in one_line(capsys)
    assert stored() == before
    assert not home.exists()


def test_a_restore_that_fails_at_its_end_leaves_nothing(
    kept: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_progress: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "open_or_make", fail)
    assert main(RESTORE) == 2
    assert "磁盘满了" in one_line(capsys)
    assert not elsewhere.exists()


# Older and newer programs


def test_an_older_programs_backup_is_brought_up_to_date(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("migrate", "installation", "0001", verbosity=0)
    assert main(["backup", "a.zip", "--keys", "a.json"]) == 0
    assert not opening.is_up_to_date()
    with nothing_at(tmp_path / "elsewhere"):
        assert main(["restore", "a.zip", "--keys", "a.json"]) == 0
        assert opening.is_up_to_date()
        assert opening.kept_check_value() == keys.current().check_value
        assert Member.objects.get().id_number.reveal() == make_id_number(1)


@on_sqlite
def test_an_older_database_is_not_backed_up_with_other_keys(
    town: Town, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("migrate", "installation", "0001", verbosity=0)
    change_keys(home)
    assert main(["backup", "a.zip", "--keys", "a.json"]) == 2
    assert "不是一套" in one_line(capsys)
    assert not list(tmp_path.glob("a.*"))


def test_a_newer_programs_backup_is_refused_by_name(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    MigrationRecorder(connection).record_applied("audit", "0999_of_tomorrow")
    assert main(["backup", "a.zip", "--keys", "a.json"]) == 0
    capsys.readouterr()
    with nothing_at(tmp_path / "elsewhere"):
        assert main(["restore", "a.zip", "--keys", "a.json"]) == 2
        assert nothing_restored(tmp_path / "elsewhere")
    line = one_line(capsys)
    assert "更新的程序" in line
    assert "audit.0999_of_tomorrow" in line


@on_sqlite
def test_a_newer_form_of_the_file_is_refused_by_name(
    kept: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    present = keys.read_file(kept / "safe" / "keys.json")
    manifest = archive.read(kept / "stick" / "data.zip", present)
    newer = replace(manifest, format=archive.FORMAT + 1, program="9.9", parts={})
    (kept / "stick" / "data.zip").unlink()
    archive.write(kept / "stick" / "data.zip", newer, {}, present)
    capsys.readouterr()
    assert main(RESTORE) == 2
    assert "更新的程序（9.9）做的备份" in one_line(capsys)
    assert nothing_restored(elsewhere)


@on_sqlite
def test_another_kind_of_database_takes_no_backup_of_this_one(
    kept: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    present = keys.read_file(kept / "safe" / "keys.json")
    manifest = archive.read(kept / "stick" / "data.zip", present)
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    (kept / "stick" / "data.zip").unlink()
    archive.write(kept / "stick" / "data.zip", replace(manifest, engine=other, parts={}), {}, present)
    capsys.readouterr()
    assert main(RESTORE) == 2
    assert "不能互换" in one_line(capsys)
    assert nothing_restored(elsewhere)


@on_sqlite
def test_a_damaged_database_is_not_backed_up(
    town: Town, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.close()
    whole = (home / DATABASE).read_bytes()
    content = bytearray(whole)
    page = 4096 * (len(content) // 4096 // 2)
    for place in range(page, page + 40 * 4096):
        content[place] ^= 0x5A
    (home / DATABASE).write_bytes(content)
    status = main(["backup", "a.zip", "--keys", "a.json"])
    connection.close()
    (home / DATABASE).write_bytes(whole)  # the test's own end needs it
    assert status == 2
    assert "磁盘" in one_line(capsys)
    assert not list(tmp_path.glob("a.*"))


@on_postgresql
def test_a_pg_dump_that_is_missing_or_too_old_is_told_with_the_remedy(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "_USUAL_PLACES", ())
    old = tmp_path / "pg_dump"
    for have in ("一个都没有找到", "找到的是9"):
        assert main(["backup", "a.zip", "--keys", "a.json"]) == 2
        line = one_line(capsys)
        assert have in line
        assert "postgresql-client-" in line
        assert not list(tmp_path.glob("a.*"))
        old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6"\n')
        old.chmod(0o700)


# verify


@on_sqlite
def test_verify_names_what_it_cannot_read(
    town: Town, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "attachments").mkdir()
    (home / "attachments" / "a.pdf").write_bytes(b"x")
    assert main(["verify"]) == 0
    assert "附件1个，都能读" in capsys.readouterr().out
    member = Member.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_member SET id_number = %s", ["v1:QUJD"])
    assert main(["verify"]) == 1
    assert f"1项无法读取：会员{member.number}的身份证号" in capsys.readouterr().out
    usual = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.pdf":
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert main(["verify"]) == 1
    assert "1个读不出来：attachments/a.pdf" in capsys.readouterr().out
