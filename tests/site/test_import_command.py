"""`import`: what it prints and returns, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.factories import Town, make_id_number
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.exchange.models import Import
from gonghui.engine.records import door
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.plain import clock
from gonghui.site.command_line import main

HEADS = ["姓名", "身份证号", "农民工", "所属组织", "入会日期", "入会方式", "备注"]


@pytest.fixture(autouse=True)
def _opened(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A town, in a database whose clock the test sets."""
    monkeypatch.setattr(clock, "database_date", clock.database_date)


def sheet(path: Path, *rows: list[Any], heads: list[str] = HEADS) -> str:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "会员"
    page.append(["会员登记表"])
    page.append(heads)
    for row in rows:
        page.append(row)
    made.create_sheet("说明")
    made.save(path)
    return str(path)


def row(sequence: int, joined: str = "2025.3.1") -> list[Any]:
    return [f"王新{sequence}", make_id_number(sequence), "是", "上河村工会联合会", joined, None, "x"]


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_preview_tells_every_row_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(tmp_path / "a.xlsx", row(1), [], row(2, "2025年13月1日"))
    with nothing_written():
        assert main(["import", "members", file, "--union", "T", "--commit", "--json"]) == 1
    report = told(capsys)
    assert {key: report[key] for key in ("import_id", "committed", "added", "good", "bad_rows")} == {
        "import_id": None,
        "committed": False,
        "added": 1,
        "good": 1,
        "bad_rows": 1,
    }
    assert report["ignored_sheets"] == ["说明"]
    (page,) = report["sheets"]
    assert (page["sheet"], page["header_rows"]) == ("会员", [2])
    assert page["columns"][0] == {"col": "A", "header": "姓名", "field": "name"}
    assert page["columns"][6] == {"col": "G", "header": "备注", "field": None}
    assert page["skipped"] == [{"row": 1, "reason": "title"}, {"row": 4, "reason": "blank"}]
    assert page["rows"] == [
        {
            "row": 3,
            "name": "王新1",
            "id_number": make_id_number(1),
            "migrant": True,
            "organisation": "上河村工会联合会",
            "join_date": "2025-03-01",
            "joined_by": Member._meta.get_field("joined_by").choices[0][1],  # type: ignore[index]
        }
    ]
    assert page["bad"] == [
        {
            "row": 5,
            "field": "join_date",
            "code": "date",
            "value": "2025年13月1日",
            "message": "日期里的月份是13，应为1至12，请改正。",
        }
    ]
    assert page["warnings"] == ["G列“备注”不是会员的列，没有读。"]


def test_a_clean_file_is_written_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Town) -> None:
    file = sheet(tmp_path / "a.xlsx", row(1), row(2))
    with nothing_written():
        assert main(["import", "members", file, "--union", "T"]) == 0
    assert "还没有写入，要写入请加--commit" in capsys.readouterr().out
    assert main(["import", "members", file, "--union", "T", "--commit", "--json"]) == 0
    report = told(capsys)
    assert (report["committed"], report["added"], report["changed"]) == (True, 2, 0)
    assert Member.objects.count() == 2
    entry = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id).latest("sequence")
    assert (entry.verb, entry.actor, entry.organisation) == ("import", None, place.town)
    done = Import.objects.within(place.town.jurisdiction_id).get(pk=report["import_id"])
    of_the_batch = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, batch=done.batch)
    assert [(one.verb, one.actor_kind) for one in of_the_batch.order_by("sequence")] == [
        ("create", "command"),
        ("create", "command"),
        ("import", "command"),
    ]
    assert f"第{report['import_id']}号导入" in entry.why


def test_what_export_wrote_comes_back_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Town
) -> None:
    employer = make_employer(place.officer, place.village)
    member = make_member(place.officer, place.village, employer=employer)
    for sequence in (1, 2):
        make_contribution(place.officer, employer, sequence)
    for key, rows in (("members", 1), ("employers", 1), ("contributions", 2), ("subsidies", 0), ("rebates", 0)):
        file = str(tmp_path / f"{key}.xlsx")
        assert main(["export", key, "--union", "T", "-o", file]) == 0
        capsys.readouterr()
        with nothing_written():
            assert main(["import", key, file, "--union", "T", "--commit", "--json"]) == 0
        report = told(capsys)
        assert (report["added"], report["changed"], report["unchanged"]) == (0, 0, rows)
        if key == "members":
            (shown,) = report["sheets"][0]["rows"]
            assert shown["id_number"] == str(member.id_number) != member.id_number.reveal()
        if key == "contributions":
            assert report["totals"]["amount"] == pytest.approx(2401.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "a.xlsx", "--union", "T"], "没有“nothing”这个台账"),
        (["unions", "a.xlsx", "--union", "T"], "工会组织不能从Excel导入"),
        (["members", "a.xlsx", "--union", "X9"], "没有代码是“X9”的工会"),
        (["members", "a.xlsx", "--union", "T"], "读不了"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with nothing_written():
        assert main(["import", *arguments]) == 2
    line = capsys.readouterr().err.strip()
    assert said in line
    assert "\n" not in line


def test_a_place_reaches_its_own_rows_only(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Town) -> None:
    member = make_member(place.officer, place.village)
    file = sheet(tmp_path / "a.xlsx", [member.number, "改名"], heads=["编号", "姓名"])
    with nothing_written():
        assert main(["import", "members", file, "--union", "N", "--commit"]) == 1
    assert "白沙镇总工会没有编号是" in capsys.readouterr().out


def test_an_import_is_taken_back_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Town) -> None:
    file = sheet(tmp_path / "a.xlsx", row(1), row(2))
    assert main(["import", "members", file, "--union", "T", "--commit", "--json"]) == 0
    number = str(told(capsys)["import_id"])
    assert main(["undo", number]) == 0
    assert capsys.readouterr().out == f"已撤回第{number}号导入（{place.town}会员）：作废2人，恢复0人。\n"
    assert not Member.objects.filter(voided_on=None).exists()
    with nothing_written():
        assert main(["undo", number]) == 2
        assert main(["undo", "第三批"]) == 2
    assert capsys.readouterr().err == (
        f"第{number}号导入已经撤回过了，什么都没有改动。\n没有找到“第三批”号导入，请核对号码。\n"
    )


def test_an_import_on_which_something_rests_is_not_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Town
) -> None:
    file = sheet(tmp_path / "a.xlsx", row(1))
    assert main(["import", "members", file, "--union", "T", "--commit", "--json"]) == 0
    number = str(told(capsys)["import_id"])
    member = Member.objects.get()
    door.save(MEMBERS, actor=place.officer, record=member, changes={"migrant": False})
    with nothing_written():
        assert main(["undo", number]) == 2
    assert f"{member}（{member.number}）后来由{place.officer.name}修改过" in capsys.readouterr().err
