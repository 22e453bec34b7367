"""A disk that is full, as a command says it."""

from __future__ import annotations

import errno

import pytest
from tests.engine.web.test_storage_faults import FULL, wrapped

from gonghui.site import command_line


@pytest.mark.parametrize("trouble", [wrapped(FULL), OSError(errno.ENOSPC, "No space left on device", "/data/x")])
def test_a_command_says_so_too(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(argv: object) -> int:
        raise trouble

    monkeypatch.setattr(command_line, "_run", fail)
    assert command_line.main(["verify"]) == 2
    assert capsys.readouterr().err == "放数据的磁盘满了，这一次什么都没有写入。请系统管理员清出空间后再试。\n"
