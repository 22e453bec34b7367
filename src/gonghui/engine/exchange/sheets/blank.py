"""The sheet to fill in: blank, or with the records that are there, to be changed and brought back."""

from __future__ import annotations

from typing import Any, BinaryIO

from django.db.models import QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.exchange.export import row_cells
from gonghui.engine.exchange.form_sheet import FormColumn, write_form_sheet
from gonghui.engine.exchange.sheets.columns import (
    CELL_KINDS,
    REQUIRED_MARK,
    ColumnOrigin,
    SheetColumn,
    form_columns,
    past_columns,
    sheet_columns,
)
from gonghui.engine.exchange.sheets.matching import MOST_ROWS
from gonghui.engine.exchange.workbook import CellKind
from gonghui.engine.fields.columns import width
from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import FieldKind
from gonghui.engine.process.past import NAME as PAST_CASES

# Drop-downs and formats of a blank sheet reach so far down; more rows may be filled without them.
_PREPARED_ROWS = 2000
_MOST_PLACES = 500
_PAST = "所有日期都要在今年以前，而且在本单位开始用本系统办理以前。"
_HOW = {
    FieldKind.DAY: "写成2025-3-1、2025.3.1或2025年3月1日都可以。",
    FieldKind.MONEY: "金额，单位是元，可以有两位小数。",
    FieldKind.COUNT: "整数。",
    FieldKind.WHOLE: "整数。",
    FieldKind.DECIMAL: "数字。",
    FieldKind.FLAG: "填“是”或“否”，不填就是“否”。",
    FieldKind.CHOICE: "从下拉的选项里选。",
    FieldKind.SEALED: "填完整的号码。这一列已设为文本，长号码不会变样；从别处复制来的，请只粘贴数值。",
    FieldKind.PLACE: "从下拉的选项里选，或填全称、代码。",
    FieldKind.RECORD: "填全称；重名的填编号，或“名称（编号）”。",
}
_EXAMPLES = {
    FieldKind.DAY: "2025-3-1",
    FieldKind.MONEY: "1200.50",
    FieldKind.COUNT: "57",
    FieldKind.WHOLE: "2025",
    FieldKind.DECIMAL: "0.02",
    FieldKind.FLAG: "是",
}


def write_sheet(
    target: BinaryIO,
    *,
    ledger: Ledger,
    catalogue: Catalogue,
    access: Access,
    place: Organisation,
    rows: QuerySet[Any] | None = None,
    past: bool = False,
) -> int:
    """Write the register's sheet for `place`, blank or with `rows`; returns how many rows it has.

    `past`: blank, with the columns of the steps besides, for cases that ended before the office began here.
    """
    columns = form_columns(ledger) + (past_columns(ledger) if past else [])
    if rows is not None:
        columns = [column for column in sheet_columns(ledger) if column.origin is ColumnOrigin.NUMBER] + columns
    usual = ledger.levels is None or place.level in ledger.levels
    heads = [
        _form_column(column, Reference(catalogue, access, place, ledger, column.field), usual) for column in columns
    ]
    values = row_cells(rows, [column.field for column in columns]) if rows is not None else ()
    lead = [
        f"{place}　{ledger.title}，{_kind(rows is not None, past)}。",
        f"带{REQUIRED_MARK}号的列必须填，其余的可以不填。每{ledger.unit}一行，从第2行填起，中间空着的行会跳过。",
        "列可以调换次序、删去不用的（带*号的除外），列名请不要改；另加的列不会读。",
        f"填好以后在“{ledger.title}”点“导入”，先看预览，确认后一次写入；有一行不对就一行都不写。一次最多{MOST_ROWS}行。",
    ]
    if rows is not None:
        lead.insert(2, "编号认出是哪一条记录，请不要改；编号空着的行当作新记录。遮盖的号码（有*号）原样留着就是不改。")
    if past:
        lead.insert(2, f"{PAST_CASES}：每件一行，填上它办过的各步的日期，状态由日期得出；没有办过的步骤空着。{_PAST}")
    return write_form_sheet(target, ledger.title, heads, values, most_rows=_PREPARED_ROWS, lead=lead)


def _kind(filled: bool, past: bool) -> str:
    return "带现有记录的表" if filled else f"{PAST_CASES}表" if past else "空白表"


def _form_column(column: SheetColumn, reference: Reference, usual_place: bool) -> FormColumn:
    each = column.field
    listed: tuple[str, ...] = ()
    if each.kind is FieldKind.CHOICE:
        listed = tuple(str(label) for key, label in each.model_field.flatchoices if key not in (None, ""))
    elif each.kind is FieldKind.FLAG:
        listed = ("是", "否")
    elif each.kind is FieldKind.PLACE:
        listed = _places(reference)
    here = each.name == "organisation" and usual_place
    return FormColumn(
        title=column.marked_head if not here else column.head,
        width=round(max(width(each), len(column.marked_head) + 1) * 1.9, 1),
        kind=CELL_KINDS.get(each.kind, CellKind.TEXT),
        required=column.required and not here,
        how=_how(column),
        example=_EXAMPLES.get(each.kind, listed[0] if listed else ""),
        needed=f"不填就是{reference.place}" if here else _needed(column),
        listed=listed,
        closed=each.kind in {FieldKind.CHOICE, FieldKind.FLAG},
    )


def _how(column: SheetColumn) -> str:
    each = column.field
    if column.origin is ColumnOrigin.NUMBER:
        return "由程序编，请不要改；新记录空着。"
    hint = str(each.model_field.help_text)
    limit = getattr(each.model_field, "max_length", None) if each.kind in {FieldKind.TEXT, FieldKind.LONG} else None
    parts = [f"{hint.rstrip('。')}。" if hint else "", _HOW.get(each.kind, ""), f"最多{limit}个字。" if limit else ""]
    return "".join(parts)


def _needed(column: SheetColumn) -> str:
    """What happens where the cell stays empty, if that is not plain."""
    field = column.field.model_field
    if column.origin is not ColumnOrigin.TYPED or column.required or field.blank or column.field.kind is FieldKind.FLAG:
        return ""
    return f"不填就是{column.field.format(field.get_default())}{column.field.unit}"


def _places(reference: Reference) -> tuple[str, ...]:
    """The organisations that may be named; those of one name with their code."""
    places = list(reference.rows().order_by("path")[: _MOST_PLACES + 1])
    if len(places) > _MOST_PLACES:
        return ()
    names = [str(place) for place in places]
    return tuple(
        name if names.count(name) == 1 else reference.written(place) for name, place in zip(names, places, strict=True)
    )
