"""What a list shows, as an Excel workbook; the act is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Actor
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.exchange.workbook import CellKind, WorkbookColumn, write_workbook
from gonghui.engine.fields.columns import ListColumn
from gonghui.engine.fields.listing import Listing
from gonghui.engine.fields.values import FieldKind, LedgerField, format_moment
from gonghui.engine.people.models import Account
from gonghui.engine.sharding.rows import JurisdictionRow
from gonghui.plain import clock

_CELL_KINDS = {
    FieldKind.DAY: CellKind.DAY,
    FieldKind.MOMENT: CellKind.MOMENT,
    FieldKind.MONEY: CellKind.MONEY,
    FieldKind.COUNT: CellKind.NUMBER,
    FieldKind.WHOLE: CellKind.NUMBER,
    FieldKind.DECIMAL: CellKind.NUMBER,
}
_BATCH = 2000


def export(listing: Listing, target: Any, *, place: Organisation, actor: Actor) -> int:
    """Write what `listing` shows to `target` (a path or a binary file), log it, and return the number of rows."""
    ledger = listing.ledger
    heads = [_head(column) for column in listing.columns]
    if listing.with_voided:
        heads += [WorkbookColumn("作废日期", 12, CellKind.DAY), WorkbookColumn("作废原因", 24)]

    def notes(count: int) -> list[str]:
        said = listing.describe()
        return [
            f"{place}　{ledger.title}，共{count}{ledger.unit}。",
            f"筛选：{'；'.join(said)}。" if said else "筛选：没有筛选，是全部（不含已作废的）。",
            f"导出：{format_moment(clock.now())}，{actor.name if isinstance(actor, Account) else '命令行'}。",
            "证件号和手机号已经遮盖，看完整的请在记录里写明理由查看；遮盖的单元格导回时按没有改动处理。",
        ]

    count = write_workbook(target, ledger.title, heads, _values(listing), notes)
    narrowed = "，按筛选结果" if listing.narrowed else ""
    with transaction.atomic():
        act = Act(organisation=place, ledger=ledger.key, verb=Verb.EXPORT, why=f"导出{count}行{narrowed}")
        chain.write(actor, [act])
    return count


def _values(listing: Listing) -> Iterator[list[Any]]:
    """The cells of each row that the list shows."""
    besides = ["voided_on", "void_reason"] if listing.with_voided else []
    return row_cells(listing.rows, [column.field for column in listing.columns], besides)


def row_cells(found: QuerySet[Any], facts: Sequence[LedgerField], besides: Sequence[str] = ()) -> Iterator[list[Any]]:
    """The cells of each row of `found`, and the bare values of the fields `besides`.

    Rows come as bare values, and what they name is read once for each batch.
    """
    readers = [_reader(each) for each in facts]
    names: dict[int, dict[Any, str]] = {
        place: {} for place, each in enumerate(facts) if each.kind in {FieldKind.PLACE, FieldKind.RECORD}
    }
    asked = [each.model_field.attname for each in facts]
    rows = found.values_list("jurisdiction_id", *asked, *besides).iterator(_BATCH)
    while batch := list(islice(rows, _BATCH)):
        jurisdictions = {row[0] for row in batch}
        for place, known in names.items():
            unknown = {row[place + 1] for row in batch} - known.keys() - {None}
            known.update(_called(facts[place], unknown, jurisdictions))
        for row in batch:
            cells = list(row[1:])
            for place, read in enumerate(readers):
                if read is not None:
                    cells[place] = read(cells[place])
            for place, known in names.items():
                cells[place] = known.get(cells[place])
            yield cells


def _reader(each: LedgerField) -> Callable[[Any], Any] | None:
    """How a bare value becomes a cell; None where it is one already."""
    if each.kind in _CELL_KINDS or each.kind in {FieldKind.PLACE, FieldKind.RECORD, FieldKind.TEXT, FieldKind.LONG}:
        return None
    return each.format


def _called(each: LedgerField, ids: set[Any], jurisdictions: set[int]) -> dict[Any, str]:
    """What the rows with these ids are called."""
    model = each.model_field.related_model
    if not ids or not isinstance(model, type):
        return {}
    rows = model._base_manager.filter(pk__in=ids)
    if issubclass(model, JurisdictionRow):
        rows = rows.filter(jurisdiction_id__in=jurisdictions)
    return {row.pk: str(row) for row in rows}


def _head(column: ListColumn) -> WorkbookColumn:
    title = f"{column.title}（{column.unit}）" if column.unit else column.title
    return WorkbookColumn(
        title, round(max(column.width, len(title) + 1) * 1.9, 1), _CELL_KINDS.get(column.field.kind, CellKind.TEXT)
    )
