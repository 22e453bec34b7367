"""`import LEDGER FILE --union U [--commit] [--json]`: reads and judges a register's own workbook, and writes it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, CommandLine
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.exchange.reading import MOST_BYTES, NotReadable
from gonghui.engine.exchange.sheets.columns import SheetColumn
from gonghui.engine.exchange.sheets.matching import MatchedSheet
from gonghui.engine.exchange.sheets.preview import ImportPreview, SheetRow
from gonghui.engine.exchange.sheets.writing import Written, write
from gonghui.engine.fields.values import NUMERIC, FieldKind
from gonghui.engine.process.past import NAME as PAST_CASES
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.vault.sealing import Sealed
from gonghui.site import asking, opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone

_FAULTS_PRINTED = 100
_ROWS_PRINTED = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("ledger", metavar="台账", help="、".join(ledger.key for ledger in CATALOGUE.ledgers))
    parser.add_argument("file", metavar="文件.xlsx", help="这个台账的空白表填好以后，或者导出的表改过以后")
    parser.add_argument("--union", required=True, metavar="工会", help="工会代码，如T1")
    parser.add_argument("--commit", action="store_true", help="写入；有一行不对就一行都不写。不加这个只看预览")
    parser.add_argument("--json", action="store_true", help="以JSON列出每一行")


def run(options: argparse.Namespace) -> int:
    """Judge the workbook, write it where asked, and tell; returns the exit status."""
    opening.open_present()
    ledger = CATALOGUE.ledger(options.ledger)
    if ledger is None:
        known = "、".join(f"{one.key}（{one.title}）" for one in CATALOGUE.ledgers)
        raise CannotBeDone(f"没有“{options.ledger}”这个台账，可以是：{known}。")
    if ledger.entered_singly:
        raise CannotBeDone(f"{ledger.title}不能从Excel导入，请在页面上逐{ledger.unit}登记。")
    place = asking.union_named(options.union)
    with speaking_at(place, CATALOGUE.naming):
        return _import(options, ledger, place)


def _import(options: argparse.Namespace, ledger: Ledger, place: Organisation) -> int:
    actor = CommandLine(place)
    try:
        preview = ImportPreview(
            _content(Path(options.file)), ledger=ledger, catalogue=CATALOGUE, access=Access(actor), place=place
        )
        written = write(preview, actor=actor) if options.commit and not preview.errors else None
    except NotReadable as error:
        raise CannotBeDone(str(error)) from None
    except Refusal as refusal:
        raise CannotBeDone(f"没有写入：{refusal.message}") from None
    except ValidationError as error:
        raise CannotBeDone(f"没有写入：{'；'.join(error.messages)}") from None
    if options.json:
        print(json.dumps(_report(preview, written), ensure_ascii=False, indent=1))  # noqa: T201
    else:
        _tell(preview, written, asked=options.commit)
    return 1 if preview.errors else 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CannotBeDone(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请分成几个文件导入。")
        return path.read_bytes()
    except OSError:
        raise CannotBeDone(f"读不了{path}：请核对文件在不在，能不能打开。") from None


def _tell(preview: ImportPreview, written: Written | None, *, asked: bool) -> None:
    """The outcome in lines for a person."""
    unit, said = preview.ledger.unit, []
    said += preview.warnings
    several = len(preview.sheets) > 1
    for line in preview.bad[:_FAULTS_PRINTED]:
        for error in line.errors:
            where = f"“{line.sheet.title}”" if several else ""
            cell = f"{error.letter}列“{error.title}”" if error.letter else ""
            said.append(f"{where}第{error.row}行{cell}：{error.message}")
    if len(preview.bad) > _FAULTS_PRINTED:
        said.append(f"只列出前{_FAULTS_PRINTED}行。")
    if preview.reminded and not preview.errors:
        rows = "、".join(str(line.row) for line, _ in preview.reminded[:_ROWS_PRINTED])
        more = "等" if len(preview.reminded) > _ROWS_PRINTED else ""
        said.append(f"有{len(preview.reminded)}行待补、待核对，不影响写入：第{rows}行{more}。")
    added = f"新增{len(preview.added)}{unit}{_of_the_past(preview)}"
    counts = f"{added}，修改{len(preview.changed)}{unit}，没有变化{preview.unchanged}{unit}"
    if preview.errors:
        said.append(f"有{len(preview.bad)}行要改，什么都没有写入。")
    elif written is not None and written.number is None:
        said.append(f"和台账完全一样（{preview.unchanged}{unit}），什么都没有写入。")
    elif written is not None:
        said.append(f"已写入（第{written.number}号导入）：{counts}。")
    else:
        said.append(f"没有问题：{counts}。{'' if asked else '还没有写入，要写入请加--commit。'}")
    print("\n".join(said))  # noqa: T201


def _of_the_past(preview: ImportPreview) -> str:
    """How many of the new rows are cases of the past, and in which states they would be."""
    process = preview.ledger.process
    if process is None or not preview.past:
        return ""
    states = Counter(getattr(line.outcome, process.field) for line in preview.past)
    told = "、".join(f"{process.state(state).title}{count}{preview.ledger.unit}" for state, count in states.items())
    return f"（{len(preview.past)}{preview.ledger.unit}是{PAST_CASES}：{told}）"


def _report(preview: ImportPreview, written: Written | None) -> dict[str, Any]:
    """The outcome for programs."""
    return {
        "import_id": written.number if written else None,
        "committed": written is not None,
        "added": len(preview.added),
        "changed": len(preview.changed),
        "unchanged": preview.unchanged,
        "sheets": [_sheet(preview, sheet) for sheet in preview.sheets],
        "ignored_sheets": preview.ignored_sheets,
        "good": len(preview.good),
        "bad_rows": len(preview.bad),
        "totals": _totals(preview),
    }


def _sheet(preview: ImportPreview, sheet: MatchedSheet) -> dict[str, Any]:
    lines = [line for line in preview.lines if line.sheet is sheet]
    return {
        "sheet": sheet.title,
        "header_rows": [sheet.head_row],
        "columns": [
            {"col": one.letter, "header": one.head, "field": one.column.name if one.column else None}
            for one in sheet.placed
        ],
        "skipped": [{"row": row, "reason": "title"} for row in sheet.titles]
        + [{"row": row, "reason": "blank"} for row in _blank_rows(sheet, lines)],
        "rows": [{"row": line.row, **_values(line)} for line in lines if not line.errors],
        "bad": [
            {
                "row": error.row,
                "field": error.name or None,
                "code": error.code,
                "value": error.value,
                "message": error.message,
            }
            for line in lines
            for error in line.errors
        ],
        "past": [{"row": line.row, "state": _state(line)} for line in preview.past if line.sheet is sheet],
        "warnings": [*sheet.warnings, *_reminders(preview, sheet)],
    }


def _state(line: SheetRow) -> str:
    """The state that a case of the past would have, as its code."""
    assert line.past is not None
    return line.past.steps[-1].step.end


def _reminders(preview: ImportPreview, sheet: MatchedSheet) -> list[str]:
    """What is written although it lacks something or looks odd, a line for each."""
    return [
        f"第{line.row}行{one.title}：{one.message}"
        for line, asked in preview.reminded
        for one in asked
        if line.sheet is sheet
    ]


def _blank_rows(sheet: MatchedSheet, lines: list[SheetRow]) -> list[int]:
    """The rows between the head and the last one that say nothing."""
    said = {line.row for line in lines}
    last = max((row for row, _ in sheet.lines), default=sheet.head_row)
    return [row for row in range(sheet.head_row + 1, last + 1) if row not in said]


def _values(line: SheetRow) -> dict[str, Any]:
    """What the row says, normalised, by field."""
    record = line.outcome or line.record
    return {column.name: _value(column, record, line) for _, column in line.sheet.read} if record else {}


def _value(column: SheetColumn, record: Any, line: SheetRow) -> Any:
    each = column.field
    value = each.of(record)
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, Sealed):
        # In full only where the file brought it so.
        return value.reveal() if column.name in line.changes else str(value)
    if each.kind is FieldKind.FLAG or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if each.kind is FieldKind.CHOICE:
        return each.format(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _totals(preview: ImportPreview) -> dict[str, float]:
    """The sums of the numeric columns over the good rows."""
    totals: dict[str, Decimal] = {}
    for line in preview.good:
        record = line.outcome or line.record
        for _, column in line.sheet.read:
            if column.field.kind in NUMERIC and record is not None:
                totals[column.name] = totals.get(column.name, Decimal(0)) + Decimal(column.field.of(record) or 0)
    return {name: float(total) for name, total in totals.items()}
