"""Cases that ended before the office began here, brought in with all their steps: what is taken, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.bursaries import BURSARIES, PAID_AMOUNT, Bursary
from tests.engine.toy.factories import make_bursary
from tests.engine.toy.repairs import REPAIRS
from tests.engine.toy.workshops import Workshop
from tests.engine.web.sheet import book, confirm, download, error, errors, upload
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import FigureQuery
from gonghui.engine.exchange.models import Import
from gonghui.engine.exchange.sheets.columns import past_columns
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.past import began_on
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import counts
from gonghui.plain import clock
from gonghui.plain.periods import Period

DAYS = {
    "申请日期": "2024-3-1",
    "镇审通过日期": "2024-3-10",
    "市审通过日期": "2024-4-2",
    "省审通过日期": "2024-4-20",
    "发放日期": "2024-5-6",
}
BLANK = dict.fromkeys(("退回日期", "补正重报日期", "不通过日期", "撤回日期", "状态"))
TYPED = {
    "姓名": "王往年",
    "身份证号": make_id_number(1),
    "工坊": "",
    "课程": "电工班",
    "摸底日期": "2024-2-1",
    "申请金额": 200,
}


@pytest.fixture
def sheet(workshop: Workshop) -> Callable[..., bytes]:
    """A sheet of bursaries paid in 2024, one for each set of cells that differ from that."""

    def make(*rows: dict[str, Any]) -> bytes:
        usual = {**TYPED, "工坊": str(workshop), **DAYS, **BLANK, "发放金额": 150}
        filled = [{**usual, "身份证号": make_id_number(at), **row} for at, row in enumerate(rows or ({},), start=1)]
        return book(*(list(row.values()) for row in filled), heads=list(usual), title="补助")

    return make


def bring(client: Client, content: bytes) -> Import:
    response = upload(client, content, ledger="bursaries")
    assert confirm(client, response, ledger="bursaries").status_code == 302
    return Import.objects.latest("pk")


def said(client: Client, content: bytes) -> str:
    return error(client, content, ledger="bursaries")[2]


def test_a_paid_case_comes_in_with_its_steps_and_bears_the_mark(
    officer: Client, place: Town, sheet: Callable[..., bytes]
) -> None:
    preview = upload(officer, sheet(), ledger="bursaries")
    assert "已发放（照旧资料补录）" in preview.content.decode()
    assert confirm(officer, preview, ledger="bursaries").status_code == 302
    case, done = Bursary.objects.get(), Import.objects.get()
    assert (case.state, case.province_passed_on, case.paid_on, case.amount) == (
        "paid",
        date(2024, 4, 20),
        date(2024, 5, 6),
        150,
    )
    steps = StepTaken.objects.filter(record_id=case.pk)
    assert [(one.step, one.start, one.end, one.decided_on.month, one.organisation.code) for one in steps] == [
        ("apply", "surveyed", "applied", 3, "V1"),
        ("pass_town", "applied", "town_passed", 3, "T"),
        ("pass_city", "town_passed", "city_passed", 4, "C"),
        ("pass_province", "city_passed", "province_passed", 4, "P"),
        ("pay", "province_passed", "paid", 5, "T"),
    ]
    assert {(one.brought_in, one.actor, one.document) for one in steps} == {
        (True, place.officer, f"第{done.pk}号导入，工作表“补助”第2行")
    }
    page = officer.get(f"/T/ledgers/bursaries/{case.pk}/").content.decode()
    assert f"{place.officer.name}照旧资料补录；第{done.pk}号导入，工作表“补助”第2行" in page
    assert f"{place.officer.name}登记，从Excel导入，照旧资料补录。" in page
    assert "1件是照旧资料补录" in LogEntry.objects.get(verb="import").why
    assert compute(PAID_AMOUNT, FigureQuery(place.town, Period.year(2024), date(2025, 12, 12))).value == 150
    assert chain.broken_at(place.town.jurisdiction_id) is None
    assert counts.differences(BURSARIES, place.town.jurisdiction_id) == []


@pytest.mark.parametrize(
    ("cells", "state", "steps"),
    [
        (
            {"不通过日期": "2024-3-20", "市审通过日期": "", "省审通过日期": "", "发放日期": "", "发放金额": ""},
            "rejected",
            ["apply", "pass_town", "reject_in_city"],
        ),
        ({**dict.fromkeys(DAYS, ""), "撤回日期": "2024-2-9", "发放金额": ""}, "withdrawn", ["withdraw"]),
        (
            {"退回日期": "2024-3-4", "补正重报日期": "2024-3-4", "镇审通过日期": "2024-3-4"},
            "paid",
            ["apply", "return_from_town", "resubmit", "pass_town", "pass_city", "pass_province", "pay"],
        ),
        ({"状态": "已发放"}, "paid", ["apply", "pass_town", "pass_city", "pass_province", "pay"]),
    ],
    ids=["rejected", "withdrawn", "returned, all on one day", "with its state"],
)
def test_the_days_tell_how_a_case_ended(
    officer: Client, sheet: Callable[..., bytes], cells: dict[str, Any], state: str, steps: list[str]
) -> None:
    bring(officer, sheet(cells))
    case = Bursary.objects.get()
    assert case.state == state
    assert [one.step for one in StepTaken.objects.filter(record_id=case.pk)] == steps


@pytest.mark.parametrize(
    ("cells", "letter", "message"),
    [
        ({"发放日期": "2025-1-1"}, "K", "2025年1月1日是今年：照旧资料补录只收今年以前办结的"),
        ({"发放日期": "2026-5-6"}, "K", "2026年5月6日还没有到"),
        ({"镇审通过日期": ""}, "I", "按日期办到“已申请”，前面缺“镇审通过日期”，请补上"),
        (
            {"镇审通过日期": "", "市审通过日期": "", "省审通过日期": ""},
            "K",
            "按日期办到“已申请”，前面缺“镇审通过日期”“市审通过日期”“省审通过日期”，请补上",
        ),
        ({"申请日期": ""}, "H", "按日期办到“摸底”，前面缺“申请日期”"),
        ({"市审通过日期": "2024-3-9"}, "I", "2024年3月9日早于“镇审通过日期”（2024年3月10日），请核对先后"),
        ({"发放日期": "", "发放金额": ""}, "", "停在“省审通过”，没有办结：照旧资料补录只收办结的"),
        ({"发放金额": ""}, "Q", "请填写发放金额：办“登记发放”要填"),
        ({"发放金额": 201}, "", "2024年5月6日“登记发放”：发放金额多于申请的200元"),
        ({"申请金额": 0}, "", "“申请”：还没有填申请的补助金额"),
        ({"摸底日期": "2024-3-2"}, "E", "摸底日期晚于后面的日期"),
        ({"撤回日期": "2024-6-1"}, "O", "按日期办到“已发放”，后面不能接着办这一步"),
        ({"状态": "已申请"}, "P", "应是“已发放”"),
        ({**dict.fromkeys(DAYS, ""), "撤回日期": "2024-2-9"}, "Q", "没有办要填发放金额的一步"),
        ({"姓名": ""}, "A", "请填写姓名"),
        (dict.fromkeys(DAYS, ""), "Q", "发放金额由办理流程写入，不能在表里改"),
    ],
    ids=[
        "this year",
        "future",
        "a gap",
        "paid without any review",
        "never applied for",
        "wrong order",
        "unfinished",
        "no amount",
        "more than asked for",
        "the guard of the application",
        "the rules of the record",
        "after its end",
        "another state",
        "an amount never paid",
        "what is typed",
        "no day at all",
    ],
)
def test_what_the_days_do_not_bear_is_refused(
    officer: Client, sheet: Callable[..., bytes], cells: dict[str, Any], letter: str, message: str
) -> None:
    _, at, told = error(officer, sheet(cells), ledger="bursaries")
    assert message in told
    assert at == letter


def test_only_the_officer_of_the_office_brings_cases_in(clerk: Client, sheet: Callable[..., bytes]) -> None:
    _, _, told = error(clerk, sheet(), ledger="bursaries", place="V1")
    assert "照旧资料补录由青石镇总工会的经办人办理" in told
    assert "周海明、陈玉兰" in told
    assert "照旧资料补录" not in clerk.get("/V1/ledgers/bursaries/import/").content.decode()
    with nothing_written():
        assert clerk.get("/V1/ledgers/bursaries/sheet.xlsx?past=1").status_code == 403


def test_from_the_first_step_here_on_nothing_is_of_the_past(
    officer: Client, place: Town, workshop: Workshop, sheet: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(officer, sheet())
    assert began_on(place.town) is None
    case = make_bursary(place.officer, workshop, 9)
    take(BURSARIES, "apply", actor=place.clerk, record=case, taking=Taking(date(2025, 7, 1)))
    assert (began_on(place.town), began_on(place.neighbour)) == (date(2025, 12, 12), None)
    monkeypatch.setenv(clock.VARIABLE, "2026-03-01")
    later = {"课程": "焊工班", "申请日期": "2025-3-1", "镇审通过日期": "2025-4-1", "市审通过日期": "2025-5-1"}
    later |= {"省审通过日期": "2025-6-1"}
    told = said(officer, sheet({**later, "发放日期": "2025-12-12"}))
    assert "青石镇总工会从2025年12月12日起在本系统上办理" in told
    bring(officer, sheet({**later, "发放日期": "2025-12-11"}))
    assert Bursary.objects.filter(state="paid").count() == 2


def test_an_import_with_cases_of_the_past_is_taken_back_and_brought_in_again(
    officer: Client, place: Town, sheet: Callable[..., bytes]
) -> None:
    content = sheet({}, {**dict.fromkeys(DAYS, ""), "发放金额": ""})
    done = bring(officer, content)
    assert (done.added, sorted(Bursary.objects.values_list("state", flat=True))) == (2, ["paid", "surveyed"])
    assert officer.post(f"/T/ledgers/bursaries/imports/{done.pk}/undo/").status_code == 302
    assert Bursary.objects.filter(voided_on=None).count() == 0
    assert compute(PAID_AMOUNT, FigureQuery(place.town, Period.year(2024), date(2025, 12, 12))).value == 0
    assert bring(officer, content).added == 2


def test_a_case_that_is_there_is_not_given_its_steps_by_a_sheet(
    officer: Client, place: Town, workshop: Workshop
) -> None:
    case = make_bursary(place.officer, workshop, surveyed_on=date(2024, 2, 1))
    content = book([case.number, "2024-3-1"], heads=["编号", "申请日期"])
    assert "由办理流程写入" in said(officer, content)


def test_rows_of_one_sheet_are_not_twice_the_same_case(officer: Client, sheet: Callable[..., bytes]) -> None:
    same = {"身份证号": make_id_number(1)}
    ((row, _, told),) = errors(officer, sheet(same, same), ledger="bursaries")
    assert (row, told) == (3, "和第2行重复，请删去一行或改正。")


def test_the_sheet_for_cases_of_the_past_has_a_column_for_each_step(
    officer: Client, sheet: Callable[..., bytes]
) -> None:
    page = officer.get("/T/ledgers/bursaries/import/").content.decode()
    assert "/T/ledgers/bursaries/sheet.xlsx?past=1" in page
    heads = [str(cell.value) for cell in download(officer, "/T/ledgers/bursaries/sheet.xlsx?past=1").worksheets[0][1]]
    by_steps = [*list(DAYS)[:3], "再上一级工会审通过日期", *list(DAYS)[3:], "发放金额（元）"]
    assert heads[-11:] == [*by_steps, "补正重报日期", "退回日期", "不通过日期", "撤回日期"]
    assert past_columns(REPAIRS) == []
    assert "?past=1" not in officer.get("/T/ledgers/repairs/import/").content.decode()
