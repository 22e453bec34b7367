"""What the list shows, as an Excel workbook; the act is logged."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Right
from gonghui.engine.audit import chain
from gonghui.engine.exchange.workbook import CellKind, Column, write_workbook
from gonghui.engine.people.models import Account
from gonghui.engine.sharding.rows import JurisdictionRow
from gonghui.engine.web.columns import Column as ListColumn
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.engine.web.listing import Listing
from gonghui.engine.web.register import listing_for
from gonghui.engine.web.values import Fact, Kind, tell_moment
from gonghui.plain import clock

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL_KINDS = {
    Kind.DAY: CellKind.DAY,
    Kind.MOMENT: CellKind.MOMENT,
    Kind.MONEY: CellKind.MONEY,
    Kind.COUNT: CellKind.NUMBER,
    Kind.WHOLE: CellKind.NUMBER,
    Kind.DECIMAL: CellKind.NUMBER,
}
_BATCH = 2000
_IN_MEMORY = 4 * 1024 * 1024


class Export(LedgerPage):
    """The rows that the list's address asks for, all pages, with the columns that it shows."""

    needs = Right.EXPORT

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        listing = listing_for(self, request)
        # The response closes it.
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, suffix=".xlsx")  # noqa: SIM115
        export(listing, file, place=self.place, actor=self.account)
        file.seek(0)
        name = f"{self.place}{self.ledger.title}{clock.today():%Y%m%d}.xlsx"
        response = FileResponse(file, content_type=TYPE)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
        return response


def export(listing: Listing, target: Any, *, place: Organisation, actor: Account | None) -> int:
    """Write what `listing` shows to `target` (a path or a binary file), log it, and return the number of rows.

    `actor` is None for the command line.
    """
    ledger = listing.ledger
    heads = [_head(column) for column in listing.columns]
    if listing.with_voided:
        heads += [Column("作废日期", 12, CellKind.DAY), Column("作废原因", 24)]

    def notes(count: int) -> list[str]:
        said = listing.describe()
        return [
            f"{place}　{ledger.title}，共{count}{ledger.unit}。",
            f"筛选：{'；'.join(said)}。" if said else "筛选：没有筛选，是全部（不含已作废的）。",
            f"导出：{tell_moment(clock.now())}，{actor.name if actor else '命令行'}。",
            "证件号和手机号已经遮盖，看完整的请在记录里写明理由查看；遮盖的单元格导回时按没有改动处理。",
        ]

    count = write_workbook(target, ledger.title, heads, _values(listing), notes)
    narrowed = "，按筛选结果" if listing.narrowed else ""
    with transaction.atomic():
        act = chain.Act(organisation=place, ledger=ledger.key, verb="export", why=f"导出{count}行{narrowed}")
        chain.write(actor, [act])
    return count


def _values(listing: Listing) -> Iterator[list[Any]]:
    """The cells of each row that the list shows."""
    besides = ["voided_on", "void_reason"] if listing.with_voided else []
    return row_cells(listing.rows, [column.fact for column in listing.columns], besides)


def row_cells(found: QuerySet[Any], facts: Sequence[Fact], besides: Sequence[str] = ()) -> Iterator[list[Any]]:
    """The cells of each row of `found`, and the bare values of the fields `besides`.

    Rows come as bare values, and what they name is read once for each batch.
    """
    readers = [_reader(each) for each in facts]
    names: dict[int, dict[Any, str]] = {
        place: {} for place, each in enumerate(facts) if each.kind in {Kind.PLACE, Kind.RECORD}
    }
    asked = [each.field.attname for each in facts]
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


def _reader(each: Fact) -> Callable[[Any], Any] | None:
    """How a bare value becomes a cell; None where it is one already."""
    if each.kind in _CELL_KINDS or each.kind in {Kind.PLACE, Kind.RECORD, Kind.TEXT, Kind.LONG}:
        return None
    return each.tell


def _called(each: Fact, ids: set[Any], jurisdictions: set[int]) -> dict[Any, str]:
    """What the rows with these ids are called."""
    model = each.field.related_model
    if not ids or not isinstance(model, type):
        return {}
    rows = model._base_manager.filter(pk__in=ids)
    if issubclass(model, JurisdictionRow):
        rows = rows.filter(jurisdiction_id__in=jurisdictions)
    return {row.pk: str(row) for row in rows}


def _head(column: ListColumn) -> Column:
    title = f"{column.title}（{column.unit}）" if column.unit else column.title
    return Column(
        title, round(max(column.width, len(title) + 1) * 1.9, 1), _CELL_KINDS.get(column.fact.kind, CellKind.TEXT)
    )
