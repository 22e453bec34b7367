"""What is uploaded: read as Excel shows it, or refused with the remedy, whatever somebody calls a workbook."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from gonghui.engine.exchange import workbook_parts
from gonghui.engine.exchange.reading import NotReadable, column_letter, read_workbook


def workbook(cells: dict[str, Any], **more: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
    for title, others in more.items():
        another = book.create_sheet(title)
        for place, value in others.items():
            another[place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refused(content: bytes, said: str) -> None:
    with pytest.raises(NotReadable, match=said):
        read_workbook(content)


def test_rows_bear_excels_numbers_and_columns_begin_at_a() -> None:
    (sheet,) = read_workbook(workbook({"B3": "姓名", "C3": 5, "C7": date(2025, 3, 1), "B7": True, "D7": "  "}))
    assert [row for row, _ in sheet.lines] == [3, 7]
    assert sheet.lines[0][1][:3] == ("", "姓名", 5.0)
    assert sheet.lines[1][1][:3] == ("", True, date(2025, 3, 1))


def test_every_sheet_is_told_and_an_empty_one_has_no_lines() -> None:
    found = read_workbook(workbook({}, 另一张={"A1": "甲"}))
    assert [(sheet.title, len(sheet.lines)) for sheet in found] == [("Sheet", 0), ("另一张", 1)]


def test_a_hidden_sheet_is_known_as_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"A1": "甲"}, 选项={"A1": "乙"})))
    book["选项"].sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    assert [sheet.visible for sheet in read_workbook(target.getvalue())] == [True, False]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        ("姓名,电话\n张三,1".encode(), "不是.xlsx.*另存为"),
        (b"%PDF-1.7", "不是.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式（.xls）.*另存为"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了打开密码.*去掉密码"),
        (b"PK\x03\x04 no archive", "可能已经损坏"),
    ],
    ids=["empty", "csv", "pdf", "xls", "password", "torn"],
)
def test_what_is_no_workbook_is_refused_with_the_remedy(content: bytes, said: str) -> None:
    refused(content, said)


def test_a_workbook_cut_off_or_altered_on_the_way_is_refused() -> None:
    whole = workbook({"A1": "姓名"})
    refused(whole[:-200], "可能已经损坏")
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        place = parts.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    refused(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :], "可能已经损坏")


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        parts.writestr("readme.txt", "x")
    refused(target.getvalue(), "没有工作表")


def test_every_kind_of_value_comes_through_as_it_is() -> None:
    values = [
        "姓名\n第二行 \u2028 🙂",
        7.25,
        True,
        date(2025, 3, 1),
        datetime.fromisoformat("2025-03-01T08:30:15"),
        time(8, 30),
        timedelta(days=1, hours=2),
    ]
    (sheet,) = read_workbook(workbook({f"{column_letter(place)}1": value for place, value in enumerate(values)}))
    assert sheet.lines == ((1, tuple(values)),)
    assert [type(value) for value in sheet.lines[0][1]] == [type(value) for value in values]


def test_each_row_is_as_wide_as_its_sheet() -> None:
    first, second = read_workbook(workbook({"A1": "甲", "D2": "乙", "B3": "丙"}, 另一张={"B1": "丁"}))
    assert [len(values) for _, values in first.lines] == [4, 4, 4]
    assert second.lines == ((1, ("", "丁")),)


def test_more_rows_than_are_told_at_once_stay_in_order() -> None:
    (sheet,) = read_workbook(workbook({f"A{row}": row for row in range(2, 1203)}))
    assert [(row, values[0]) for row, values in sheet.lines] == [(row, row) for row in range(2, 1203)]


def test_a_large_file_is_refused() -> None:
    refused(b"PK\x03\x04" + bytes(workbook_parts.MOST_BYTES), "文件超过10MB")


def test_columns_have_excels_letters() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
