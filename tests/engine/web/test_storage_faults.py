"""A disk that is full, or may only be read: said as such, with what was typed, and logged with its cause."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client, RequestFactory
from tests.engine.web.test_edges import told_of
from tests.engine.web.test_errors import typed_apprentice
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.installation import storage
from gonghui.engine.installation.storage import Fault
from gonghui.engine.web import errors


def sqlite_trouble(*statements: str) -> sqlite3.Error:
    """What SQLite itself raises for the last of the statements."""
    *before, last = statements
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in before:
            database.execute(statement)
        with pytest.raises(sqlite3.Error) as raised:
            database.execute(last)
    return raised.value


def wrapped(trouble: Exception) -> OperationalError:
    """The same as Django hands it on."""
    told = OperationalError(*trouble.args)
    told.__cause__ = trouble
    return told


FULL = sqlite_trouble("PRAGMA max_page_count = 2", "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(100000))")
READ_ONLY = sqlite_trouble("CREATE TABLE t (x)", "PRAGMA query_only = ON", "INSERT INTO t VALUES (1)")


@pytest.mark.parametrize(
    ("trouble", "fault"),
    [
        (FULL, Fault.FULL),
        (wrapped(FULL), Fault.FULL),
        (READ_ONLY, Fault.READ_ONLY),
        (wrapped(READ_ONLY), Fault.READ_ONLY),
        (OperationalError('could not extend file "base/1/2": No space left on device\nHINT: …'), Fault.FULL),
        (OperationalError("cannot execute INSERT in a read-only transaction"), Fault.READ_ONLY),
        (OperationalError("disk I/O error"), Fault.FAILING),
        (OSError(errno.ENOSPC, "No space left on device"), Fault.FULL),
        (OSError(errno.EROFS, "Read-only file system"), Fault.READ_ONLY),
        (OSError(errno.ENOENT, "No such file"), None),
        (OperationalError("database is locked"), None),
        (sqlite_trouble("SELECT * FROM nowhere"), None),
    ],
)
def test_each_fault_of_the_disk_is_known_by_what_the_database_says(trouble: Exception, fault: Fault | None) -> None:
    assert storage.fault(trouble) is fault


def test_the_cause_names_the_error_and_leaves_out_the_row() -> None:
    assert storage.cause(wrapped(FULL)) == "OperationalError SQLITE_FULL database or disk is full"
    detailed = IntegrityError("duplicate key value\nDETAIL:  Key (id_number)=(110101199003070011) already exists.")
    assert storage.cause(detailed) == "IntegrityError duplicate key value"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own switch")
def test_a_database_that_may_only_be_read_is_told_with_what_was_typed(
    place: Town, officer: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor, nothing_written():
        cursor.execute("PRAGMA query_only = ON")
        try:
            answer = officer.post("/T/ledgers/apprentices/new/", typed_apprentice())
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "数据文件夹或数据库只能读，不能写" in text
    assert "核对数据文件夹的权限" in text
    assert 'name="name" value="赵春华"' in text
    logged = [record.getMessage() for record in caplog.records if record.name == errors.__name__]
    assert [line.partition("：")[0] for line in logged] == ["数据文件夹或数据库只能读，不能写"]
    assert "SQLITE_READONLY" in logged[0]
    assert "赵春华" not in caplog.text


def test_a_full_disk_is_not_called_a_database_that_was_not_started(rf: RequestFactory) -> None:
    for trouble in (wrapped(FULL), OSError(errno.ENOSPC, "No space left on device")):
        answer = told_of(trouble, rf)
        text = answer.content.decode()
        assert answer.status_code == 503
        assert "放数据的磁盘满了" in text
        assert "请系统管理员清出空间" in text
        assert "没有启动" not in text
