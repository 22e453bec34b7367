"""Previewing a register's own sheet: what is refused and why, with row, column and remedy."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.factories import make_apprentice, make_bursary, make_payment, make_workshop
from tests.engine.toy.workshops import Workshop
from tests.engine.web.sheet import (
    HEADS,
    book,
    confirm,
    download,
    error,
    errors,
    heads_of,
    new_row,
    refused,
    saved,
    upload,
)
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.exchange.sheets import matching
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door

# The file


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "是空的"), ("姓名,电话".encode(), "另存为"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "旧格式")],
    ids=["empty", "csv", "xls"],
)
def test_what_is_no_workbook_is_refused(officer: Client, content: bytes, said: str) -> None:
    refused(officer, content, said)


def test_no_file_and_one_over_the_limit_are_refused(officer: Client) -> None:
    with nothing_written():
        response = officer.post("/T/ledgers/apprentices/import/")
    assert "请先选择" in response.content.decode()
    refused(officer, b"PK\x03\x04" + b"\0" * (11 * 1024 * 1024), "文件超过10MB")


def test_an_upload_never_lies_in_a_file(officer: Client) -> None:
    response = upload(officer, book(*(new_row(number) for number in range(1, 4))))
    request = response.wsgi_request
    assert type(request.FILES["file"]).__name__ == "InMemoryUploadedFile"


def test_a_sheet_that_is_no_registers_is_told_to_be_none(officer: Client) -> None:
    heads = ["姓名", "食堂窗口", "菜名", "价格", "备注", "口味"]
    page = refused(officer, book(["王新", "一号", "炒面", "8", "", "咸"], heads=heads), "认不出来是哪个台账的表")
    assert "它像是" not in page


def test_the_sheet_of_another_register_is_named(officer: Client) -> None:
    page = refused(officer, book(new_row()), "它像是“学徒”的表", ledger="workshops")
    assert "“工坊名称”" in page


def test_missing_columns_are_named(officer: Client) -> None:
    page = refused(officer, book(["王小明"], heads=["姓名", "手机"]), "没有找到学徒的表头")
    assert "“身份证号”、“入门日期”" in page


def test_a_column_that_is_there_twice_is_refused(officer: Client) -> None:
    refused(officer, book([*new_row(), "x"], heads=[*HEADS, "手机"]), "C列和K列都是“手机”")


def test_too_many_rows_are_refused(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_ROWS", 2)
    refused(officer, book(*(new_row(number) for number in range(1, 4))), "一次最多导入2行，这个文件有3行")


def test_title_rows_other_orders_blank_rows_and_strange_columns_are_no_obstacle(officer: Client) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["青石镇学徒登记表"])
    sheet.append(["制表：某某"])
    sheet.append(["入门日期", "备注", "姓 名", "身份证号*", None])
    sheet.append(["2025.3.1", "x", "王小明", make_id_number(1), "没有列名"])
    sheet.append([None, " ", None, None])
    sheet.append([date(2025, 4, 2), None, "李小红", make_id_number(2)])
    response = upload(officer, saved(made))
    judged = response.context["preview"]
    assert [line.row for line in judged.added] == [4, 6]
    assert judged.warnings == ["B列“备注”不是学徒的列，没有读。", "E列没有列名，没有读。"]
    confirm(officer, response)
    assert [row.join_date for row in Apprentice.objects.order_by("pk")] == [date(2025, 3, 1), date(2025, 4, 2)]


# The cells


@pytest.mark.parametrize(
    ("column", "value", "letter", "said"),
    [
        ("身份证号*", 110101198506150011, "B", "超过15位的部分已经丢失"),
        ("身份证号*", "1.10101E+17", "B", "超过15位的部分已经丢失"),
        ("身份证号*", "11010119850615001", "B", "应为18位"),
        ("身份证号*", "110***********0011", "B", "遮盖过的号码"),
        ("身份证号*", None, "B", "请填写身份证号"),
        ("姓名*", None, "A", "请填写姓名"),
        ("入门日期*", "2025-13-1", "G", "月份是13"),
        ("入门日期*", 45000, "G", "看不出是哪一天"),
        ("入门日期*", date(2026, 1, 1), "G", "还没有到"),
        ("住宿", "也许", "D", "请填“是”或“否”"),
        ("入门方式", "介绍", "H", "没有“介绍”这一项"),
        ("工坊", "没有的厂", "F", "没有找到“没有的厂”"),
        ("所属组织", "沙洲村工会联合会", "E", "没有找到"),
        ("在学状态", "转出", "J", "请填离开日期"),
        ("姓名*", "王\n小明", "A", "看不见的控制字符或换行"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(
    officer: Client, column: str, value: Any, letter: str, said: str
) -> None:
    row, at, message = error(officer, book(new_row(1), new_row(2, **{column: value})))
    assert (row, at) == (3, letter)
    assert said in message


def test_the_page_of_faults_shows_no_personal_number(officer: Client) -> None:
    page = refused(officer, book(new_row(1, **{"身份证号*": "11010119850615001"})), "（个人信息，不显示）")
    assert "11010119850615001" not in page


def test_every_fault_of_every_row_is_told_at_once(officer: Client) -> None:
    found = errors(officer, book(new_row(1, **{"姓名*": None, "入门日期*": "x"}), new_row(2), new_row(3, 住宿="也许")))
    assert [(row, letter) for row, letter, _ in found] == [(2, "A"), (2, "G"), (4, "D")]


def test_cells_are_read_in_any_habit(officer: Client, workshop: Workshop) -> None:
    row = new_row(1, 手机=13911112222, 住宿="√", 工坊=workshop.uscc, 所属组织="V1", **{"入门日期*": "2025年3月"})
    assert "认不出来" in error(officer, book(row))[2]
    row[6] = "2025/3/1"
    response = upload(officer, book(row))
    confirm(officer, response)
    apprentice = Apprentice.objects.get()
    assert (apprentice.phone.reveal(), apprentice.boards, apprentice.workshop, apprentice.organisation.code) == (
        "13911112222",
        True,
        workshop,
        "V1",
    )


def test_a_new_row_lies_here_and_takes_the_usual_values(clerk: Client, place: Town) -> None:
    response = upload(clerk, book(new_row(1)), place="V1")
    confirm(clerk, response, place="V1")
    apprentice = Apprentice.objects.get()
    assert (apprentice.organisation, apprentice.joined_by, apprentice.status) == (place.village, "applied", "normal")


def test_an_ambiguous_workshop_names_the_candidates(officer: Client, place: Town) -> None:
    for at, sequence in ((place.village, 1), (place.other_village, 2)):
        make_workshop(place.officer, at, sequence, name="顺达五金厂")
    _, letter, message = error(officer, book(new_row(1, 工坊="顺达五金厂")))
    assert letter == "F"
    assert message.count("顺达五金厂（2025-GF-") == 2


def test_a_formula_counts_as_what_it_last_gave(officer: Client) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(new_row(1))))
    made.worksheets[0]["A2"] = '="王"&"小明"'
    # Nothing computed it yet: the cell is empty, and is told as such.
    assert error(officer, saved(made))[1:] == ("A", "请填写姓名。")


# The rows


def test_a_number_that_is_unknown_or_there_twice_is_told(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    heads = ["编号", "姓名"]
    found = errors(
        officer, book(["2099-XT-999", "甲"], [apprentice.number, "乙"], [apprentice.number, "丙"], heads=heads)
    )
    assert [(row, letter) for row, letter, _ in found] == [(2, "A"), (4, "A")]
    assert "没有编号是“2099-XT-999”的记录" in found[0][2]
    assert found[1][2] == "和第3行的编号重复，请删去一行。"


def test_a_village_clerk_reaches_the_village_only(clerk: Client, place: Town) -> None:
    elsewhere = make_apprentice(place.officer, place.other_village)
    content = book([elsewhere.number, "改名"], heads=["编号", "姓名"])
    assert "没有编号是" in error(clerk, content, place="V1")[2]
    assert "没有找到“下河村工会联合会”" in error(clerk, book(new_row(1, 所属组织="下河村工会联合会")), place="V1")[2]
    with nothing_written():
        assert upload(clerk, content, place="T").status_code == 404


def test_rows_that_repeat_each_other_or_the_register_are_told(officer: Client, place: Town) -> None:
    there = make_apprentice(place.officer, place.village, id_number=make_id_number(9))
    found = errors(officer, book(new_row(1), new_row(2), new_row(1), new_row(9)))
    assert [(row, letter) for row, letter, _ in found] == [(4, ""), (5, "")]
    assert found[0][2].startswith("和第2行重复")
    assert "已经是学徒" in found[1][2]
    assert there.number not in found[1][2]


def test_a_record_is_changed_where_its_cells_differ_and_nowhere_else(officer: Client, place: Town) -> None:
    first, second, third = (make_apprentice(place.officer, place.village, number) for number in (1, 2, 3))
    made = download(officer, "/T/ledgers/apprentices/sheet.xlsx?rows=1")
    sheet, at = made.worksheets[0], heads_of(made.worksheets[0])
    rows = {sheet.cell(row, 1).value: row for row in range(2, 5)}
    sheet.cell(rows[first.number], at["姓名"]).value = "赵改名"
    sheet.cell(rows[second.number], at["手机"]).value = "13911112222"
    response = upload(officer, saved(made))
    judged = response.context["preview"]
    assert {(line.record.number, one.title) for line in judged.changed for one in line.differences} == {
        (first.number, "姓名"),
        (second.number, "手机"),
    }
    page = response.content.decode()
    assert first.name in page
    assert "赵改名" in page
    assert "13911112222" not in page
    confirm(officer, response)
    assert [Apprentice.objects.get(pk=row.pk).version for row in (first, second, third)] == [2, 2, 1]
    again = Apprentice.objects.get(pk=second.pk)
    assert (again.phone.reveal(), again.id_number.reveal()) == ("13911112222", second.id_number.reveal())
    logged = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, ledger="apprentices")
    assert {entry.record_id for entry in logged.filter(verb="change")} == {first.pk, second.pk}
    assert logged.get(verb="import").why.endswith("新增0人，修改2人")


def test_a_number_typed_in_full_as_it_is_changes_nothing(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    content = book([apprentice.number, apprentice.id_number.reveal(), None], heads=["编号", "身份证号", "手机"])
    assert upload(officer, content).context["preview"].unchanged == 1


def test_another_rows_mask_is_told(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    row, letter, message = error(officer, book([apprentice.number, "110***********9999"], heads=["编号", "身份证号"]))
    assert (row, letter) == (2, "B")
    assert "对不上，可能错行了" in message


def test_what_the_program_writes_is_not_changed_in_a_sheet(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)  # an odd sequence: a man
    assert "不能在表里改" in error(officer, book([apprentice.number, "女"], heads=["编号", "性别"]))[2]
    heads = [*HEADS, "性别"]
    assert upload(officer, book([*new_row(3), "男"], heads=heads)).status_code == 200
    assert error(officer, book([*new_row(3), "女"], heads=heads))[2].startswith("应是“男”")


def test_a_state_and_its_dates_are_written_by_steps_alone(officer: Client, place: Town) -> None:
    case = make_bursary(place.officer, make_workshop(place.officer, place.village))
    heads = ["编号", "状态", "申请日期"]
    assert upload(officer, book([case.number, "摸底", None], heads=heads), ledger="bursaries").status_code == 200
    content = book([case.number, case.get_state_display(), "2025-7-1"], heads=heads)
    row, letter, message = error(officer, content, ledger="bursaries")
    assert (row, letter) == (2, "C")
    assert "由办理流程写入，不能在表里改" in message


def test_a_case_in_review_is_not_changed(officer: Client, place: Town) -> None:
    case = make_bursary(place.officer, make_workshop(place.officer, place.village))
    take(BURSARIES, "apply", actor=place.officer, record=case, taking=Taking(date(2025, 7, 1)))
    content = book([case.number, "另一门课"], heads=["编号", "课程"])
    assert "内容不能再改" in error(officer, content, ledger="bursaries")[2]


def test_a_voided_record_is_not_changed(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    door.void(APPRENTICES, actor=place.officer, record=apprentice, why="登记重复")
    assert "已经作废" in error(officer, book([apprentice.number, "改名"], heads=["编号", "姓名"]))[2]


def test_new_rows_need_the_columns_of_the_form(officer: Client) -> None:
    found = errors(officer, book([None, "王小明"], heads=["编号", "姓名"]))
    assert [message for _, _, message in found] == [
        "表里没有“身份证号”这一列，新记录必须填：请用这个台账的空白表。",
        "表里没有“入门日期”这一列，新记录必须填：请用这个台账的空白表。",
    ]


def test_money_and_references_come_back_by_what_the_list_shows(officer: Client, place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    paid = make_payment(place.officer, workshop)
    content = book([paid.number, workshop.name, "1,300.5元"], heads=["编号", "工坊", "金额（元）"], title="缴款")
    (line,) = upload(officer, content, ledger="payments").context["preview"].changed
    assert [(one.before, one.after) for one in line.differences] == [("1,200.50元", "1,300.50元")]
