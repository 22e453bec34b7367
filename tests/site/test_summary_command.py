"""`summary` refuses what would give a file that nobody can open, or a word that stands nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Town
from tests.registers.members import make_member

from gonghui.site.command_line import main


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "a.doc"], "请改成a.docx"),
        (["-o", "a.docx", "--chat", "b.docx"], "请改成b.txt"),
        (["-o", "a.docx", "--annex", "b.pdf"], "请改成b.docx"),
        (["-o", "a.docx", "--number", "青工〔2025〕12号"], "请同时写--cover"),
        (["-o", "a.docx", "--clean", "a.docx"], "各起一个名字"),
    ],
)
def test_a_name_that_will_not_open_is_refused_and_nothing_is_written(
    more: list[str], said: str, place: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_member(place.officer, place.village)
    assert main(["summary", "T", "--year", "2025", *more]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("*.*"))


def test_what_is_missing_is_counted_beside_the_file(
    place: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_member(place.officer, place.village)
    assert main(["summary", "T", "--year", "2025", "-o", "a.docx", "--chat", "b.txt"]) == 0
    assert "正文还有2处缺内容" in capsys.readouterr().out
    assert {path.name for path in tmp_path.glob("*.*")} == {"a.docx", "b.txt"}
