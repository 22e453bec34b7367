"""The key file: made once, readable by its owner alone, and missed in words."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gonghui.engine.vault import keys
from gonghui.engine.vault.keys import KeysMissing


@pytest.fixture
def forget() -> Iterator[None]:
    """Keys read in the test are not kept for the next one."""
    keys.current.cache_clear()
    yield
    keys.current.cache_clear()


def test_keys_are_made_once_and_never_written_over(tmp_path: Path) -> None:
    path = keys.make(tmp_path / "new" / "home")
    first = keys.read(path.parent)
    assert keys.make(path.parent) == path
    assert keys.read(path.parent) == first


def test_each_installation_has_keys_of_its_own(tmp_path: Path) -> None:
    one, other = (keys.read(keys.make(tmp_path / name).parent) for name in ("one", "other"))
    assert len({one.seal, one.index, one.log, other.seal, other.index, other.log}) == 6
    assert one.session != other.session


def test_keys_made_by_another_process_at_the_same_moment_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keys.make(tmp_path)
    first = path.read_text()
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert keys.make(tmp_path) == path
    assert path.read_text() == first


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限位")
def test_only_the_owner_reads_the_keys(tmp_path: Path) -> None:
    assert stat.S_IMODE(keys.make(tmp_path).stat().st_mode) == 0o600


def test_a_missing_file_is_told_in_chinese_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match=r"找不到密钥文件.*keys\.json.*请从备份取回"):
        keys.read(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"seal": None},
        {"seal": "短"},
        {"seal": "QUJD"},
        {"index": "!!!!"},
        {"log": 7},
        {"session": ""},
        {"session": None},
        None,
    ],
    ids=str,
)
def test_a_damaged_file_is_told_in_chinese(tmp_path: Path, change: dict[str, object] | None) -> None:
    path = keys.make(tmp_path)
    path.write_text(json.dumps(None if change is None else {**json.loads(path.read_text()), **change}))
    with pytest.raises(KeysMissing, match="已损坏，请从备份取回"):
        keys.read(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[1]", b"{}"],
    ids=["empty", "cut off", "no text", "a list", "no keys"],
)
def test_a_torn_file_is_told_in_chinese(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keys.FILE_NAME).write_bytes(content)
    with pytest.raises(KeysMissing, match="已损坏"):
        keys.read(tmp_path)


def test_a_check_value_tells_each_of_the_keys_from_another_and_none_of_them(tmp_path: Path) -> None:
    one, other = (keys.read(keys.make(tmp_path / name).parent) for name in ("one", "other"))
    values = {replace(one, **{name: getattr(other, name)}).check_value for name in ("seal", "index", "log")}
    assert len(values | {one.check_value, other.check_value}) == 5
    assert replace(one, session=other.session).check_value == one.check_value


@pytest.mark.usefixtures("forget")
def test_a_program_without_keys_still_starts_to_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_HOME", str(tmp_path))
    assert keys.session_secret() != keys.session_secret()
    with pytest.raises(KeysMissing):
        keys.current()
    keys.make(tmp_path)
    assert keys.session_secret() == keys.current().session
