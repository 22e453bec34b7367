"""A small file that claims a great deal of memory is refused in words, however it is spelled, and ends nothing."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from gonghui.engine.exchange import reading, workbook_parts
from gonghui.engine.exchange.reading import NotReadable, read_workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def sheet(rows: str, *, head: str = '<?xml version="1.0" encoding="UTF-8"?>', prefix: str = "") -> str:
    named = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (
        f'{head}<{prefix}worksheet {named}="{_MAIN}"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>'
    )


def packed(worksheet: str | bytes, *, at: str = "worksheets/sheet1.xml", **more: str | bytes) -> bytes:
    """A workbook of one sheet, whose part stands where `at` says; `more` are further parts, `__` for a slash."""
    book = openpyxl.Workbook()
    usual = io.BytesIO()
    book.save(usual)
    with zipfile.ZipFile(usual) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    relations = parts["xl/_rels/workbook.xml.rels"]
    assert isinstance(relations, bytes)
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"/xl/worksheets/sheet1.xml", f"/xl/{at}".encode())
    parts[f"xl/{at}"] = worksheet
    parts |= {name.replace("__", "/") + ".xml": text for name, text in more.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def refused(content: bytes, said: str) -> None:
    with pytest.raises(NotReadable, match=said):
        read_workbook(content)


def not_let_through(content: bytes, said: str) -> None:
    """Refused by the count, without the process round it."""
    with pytest.raises(NotReadable, match=said):
        workbook_parts.checked(content)


_SPELLINGS = {
    "single quotes": _NEAR + "<row r='1048576'><c r='XFD1048576' t='n'><v>1</v></c></row>",
    "space round the equals sign": _NEAR + '<row><c r\n=\t"XFD1048576"><v>1</v></c></row>',
    "other attributes first": _NEAR + '<row><c s="0" t="n" r="XFD1048576"><v>1</v></c></row>',
    "small letters": _NEAR + '<row><c r="xfd1048576"><v>1</v></c></row>',
    "row numbered, cells not": _NEAR + '<row r="1048576"><c/><c/><c/><c/><c><v>1</v></c></row>',
    "row numbered with an escape": _NEAR + '<row r="&#49;048576"><c r="XFD1"><v>1</v></c></row>',
    "a number that one reader passes over": _NEAR
    + '<row r="1048576"><c r="XFC1048576"/><c r="&#65;1048576"><v>1</v></c></row>',
    "a sign of more within the tag": _NEAR + '<row><c x="a>b" r="XFD1048576"><v>1</v></c></row>',
    "the far one first": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>" + _NEAR,
    "corners apart": '<row><c r="XFD1"><v>1</v></c></row><row><c r="A1048576"><v>1</v></c></row>',
    "text in the cell": _NEAR + "<row><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>",
    "many rows, one wide": "".join(
        f"<row r='{row * 300}'><c r='B{row * 300}'><v>1</v></c></row>" for row in range(1, 99)
    )
    + "<row><c r='XFD29700'><v>1</v></c></row>",
}


@pytest.mark.parametrize("rows", _SPELLINGS.values(), ids=_SPELLINGS)
def test_a_cell_far_away_is_refused_however_it_is_spelled(rows: str) -> None:
    not_let_through(packed(sheet(rows)), "表里最远的内容在第[0-9]+行第[0-9]+列.*复制到空白表")


def test_a_file_of_a_few_kilobytes_that_asks_for_hundreds_of_gigabytes_is_a_refusal() -> None:
    content = packed(sheet(_SPELLINGS["single quotes"]))
    assert len(content) < 10_000
    refused(content, "复制到空白表里再上传")


def test_a_cell_far_away_is_seen_through_a_prefix_and_within_a_section() -> None:
    prefixed = "<x:row r='1048576'><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>"
    not_let_through(
        packed(sheet("<x:row><x:c r='A1'><x:v>1</x:v></x:c></x:row>" + prefixed, prefix="x:")), "第1048576行"
    )
    hidden = "<!-- <row> --><row r='1048576'><c r='XFD1048576' t='str'><v><![CDATA[<c>]]></v></c></row>"
    not_let_through(packed(sheet(_NEAR + hidden)), "第1048576行")


@pytest.mark.parametrize("at", ["other/any.xml", "worksheets/deep/er.xml", "sharedStrings.xml", "styles.xml"])
def test_a_sheet_is_counted_wherever_it_stands(at: str) -> None:
    not_let_through(packed(sheet(_NEAR + _FAR), at=at), "第1048576行|已经损坏")


@pytest.mark.parametrize("at", ["media/image1.png", "worksheets/sheet1.bin"])
def test_what_is_no_xml_by_name_is_not_read_as_a_sheet(at: str) -> None:
    refused(packed(sheet(_NEAR + _FAR), at=at), "已经损坏")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-7"])
def test_another_encoding_is_refused(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    not_let_through(packed(sheet(_NEAR + _FAR, head=head).encode(encoding)), "已经损坏|第1048576行")


def test_a_part_that_reads_otherwise_in_another_encoding_is_refused() -> None:
    rows = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>  '
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    # Read as UTF-8 it has a far cell; read as UTF-16 the same bytes are Chinese characters.
    hidden = (_NEAR.encode() + rows.encode()).decode("utf-16-le")
    not_let_through(packed(b"\xff\xfe" + sheet(f"<!--{hidden}-->", head=head).encode("utf-16-le")), "已经损坏")


def test_declared_entities_are_refused() -> None:
    bomb = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    not_let_through(packed(sheet("<row><c r='A1' t='str'><v>&b;</v></c></row>", head=bomb)), "已经损坏")
    not_let_through(
        packed(sheet(_NEAR), xl__sharedStrings=f'{bomb}<sst xmlns="{_MAIN}"><si><t>&b;</t></si></sst>'), "已经损坏"
    )


@pytest.mark.parametrize("number", ["1x", "A", "-5", "99999999", "A0001048576"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    not_let_through(packed(sheet(f"<row r='{number}'><c><v>1</v></c></row>")), "已经损坏")
    not_let_through(packed(sheet(f"<row><c r='{number}'><v>1</v></c></row>")), "已经损坏")


def test_one_long_string_that_many_cells_point_at_is_refused() -> None:
    rows = ("<row>" + "<c t='s'><v>1</v></c>" * 50 + "</row>") * 200
    strings = (
        f'<sst xmlns="{_MAIN}"><si><t>短</t></si><si><t>{"长" * 15_000}</t><r><t>{"x" * 15_000}</t></r></si></sst>'
    )
    refused(packed(sheet(rows), xl__sharedStrings=strings), "解开以后太大")
    # The same strings where the cells point at the short one.
    (found,) = read_workbook(packed(sheet(rows.replace("<v>1</v>", "<v>0</v>")), xl__sharedStrings=strings))
    assert [len(found.lines), set(found.lines[0][1])] == [200, {"短"}]


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [("MOST_UNPACKED", 500, "解开以后太大"), ("MOST_PARTS", 3, "解开以后太大"), ("MOST_CELLS", 5, "第3行第2列")],
)
def test_each_limit_holds(limit: str, value: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(sheet("<row><c/><c/></row><row/><row><c/><c><v>1</v></c></row>"))
    workbook_parts.checked(content)
    monkeypatch.setattr(workbook_parts, limit, value)
    with pytest.raises(NotReadable, match=said):
        workbook_parts.checked(content)


def test_the_cells_of_all_sheets_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    second = sheet("<row><c/><c/><c><v>1</v></c></row>")
    content = packed(sheet("<row><c/><c/><c><v>1</v></c></row>"), xl__worksheets__sheet2=second)
    monkeypatch.setattr(workbook_parts, "MOST_CELLS", 5)
    not_let_through(content, "解开以后太大")
    monkeypatch.setattr(workbook_parts, "MOST_CELLS", 6)
    workbook_parts.checked(content)


def test_what_is_told_of_a_workbook_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_by(
        "import sys; from gonghui.engine.exchange import reading_process as process;"
        "process.MOST_PRINTED = 100; sys.exit(process.main())",
        monkeypatch,
    )
    refused(packed(sheet("<row><c t='str'><v>" + "长" * 100 + "</v></c></row>")), "解开以后太大")


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(packed(sheet(_NEAR)))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", sheet(_NEAR + _FAR))
    not_let_through(target.getvalue(), "已经损坏")


def test_another_kind_of_workbook_in_the_same_archive_is_not_read() -> None:
    cells = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>'
    target = io.BytesIO(packed(sheet(_NEAR)))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", rows)
        archive.writestr("xl/workbook.bin", b"\0" * 100)
    (found,) = read_workbook(target.getvalue())
    assert found.lines == ((1, (1.0,)),)


@pytest.mark.parametrize(
    "rows",
    [
        _NEAR + '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        _NEAR + '<row r="1048576"><c r="XFD1048576" s="0"></c></row>',
        _NEAR + '<row r="1048576" spans="1:16384" s="0" customFormat="1"/>',
    ],
    ids=["closed", "open", "row"],
)
def test_formats_far_away_without_a_value_do_not_matter(rows: str) -> None:
    marks = '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols><sheetData>'
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    whole = sheet(rows).replace("<sheetData>", marks).replace("</sheetData>", merged)
    assert [one.lines for one in read_workbook(packed(whole))] == [((1, (1.0,)),)]


def _reading_by(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_PROCESS", ("-c", code))


@pytest.mark.parametrize(
    "code",
    ["import os; os.abort()", "print('[\"end\"]'); raise SystemExit(3)", "", "print('[\"rows\",[]]')"],
    ids=["aborts", "fails at its end", "says nothing", "stops halfway"],
)
def test_a_reading_process_that_breaks_off_is_a_refusal(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_by(code, monkeypatch)
    refused(packed(sheet(_NEAR)), "太大，读不了|可能已经损坏")


def test_a_reading_process_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_by("while True: pass", monkeypatch)
    monkeypatch.setattr(reading, "_LONGEST", 0.2)
    refused(packed(sheet(_NEAR)), "太大，读不了")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the system does not limit a process's memory")
def test_where_the_count_fails_the_limit_on_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_by(
        "import sys; from gonghui.engine.exchange import reading_process, workbook_parts as parts;"
        "parts.MOST_CELLS = parts.MOST_TEXT = 10**15; sys.exit(reading_process.main())",
        monkeypatch,
    )
    refused(packed(sheet(_NEAR + _FAR)), "太大，读不了")
    # Two hundred million cells take 5 GB: less than many machines have.
    refused(packed(sheet(_NEAR + '<row><c r="GR1000000"><v>1</v></c></row>')), "太大，读不了")


def test_files_wait_for_their_turn_and_then_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    turn: Callable[[], object] = reading._turns.acquire
    monkeypatch.setattr(reading, "_WAIT", 0)
    assert all(turn() for _ in range(reading._AT_ONCE))
    try:
        refused(packed(sheet(_NEAR)), "稍等片刻")
    finally:
        reading._turns.release(reading._AT_ONCE)
    assert read_workbook(packed(sheet(_NEAR)))
