"""Finds a register's columns in the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.exchange.form_sheet import GUIDE_TITLE, OPTIONS_TITLE
from gonghui.engine.exchange.reading import NotReadable, Sheet, column_letter
from gonghui.engine.exchange.sheets.cells import format_cell, is_empty
from gonghui.engine.exchange.sheets.columns import SheetColumn, form_columns, heads_known, plain_head
from gonghui.engine.exchange.workbook import NOTES_TITLE

MOST_ROWS = 50_000
_HEAD_WITHIN = 10
# Fewer heads than these tell no register: 姓名 and 备注 stand in any sheet.
_FEW_HEADS = 3
_ASIDE = frozenset({GUIDE_TITLE, OPTIONS_TITLE, NOTES_TITLE})
# What a list's workbook holds of voided rows; it says nothing that a row could change.
_KNOWN_BESIDES = frozenset({"作废日期", "作废原因"})


@dataclass(frozen=True)
class PlacedColumn:
    """A column of the file: where it stands, its head, and the register's column that it is (None: not read)."""

    place: int
    head: str
    column: SheetColumn | None

    @property
    def letter(self) -> str:
        return column_letter(self.place)


@dataclass
class MatchedSheet:
    """A sheet with the register's columns found in it, and its rows below the head."""

    title: str
    head_row: int
    placed: list[PlacedColumn]
    lines: list[tuple[int, tuple[Any, ...]]]
    titles: list[int] = field(default_factory=list)  # rows above the head
    warnings: list[str] = field(default_factory=list)

    @property
    def read(self) -> list[tuple[int, SheetColumn]]:
        """The columns that are read, with their places."""
        return [(one.place, one.column) for one in self.placed if one.column is not None]

    def letter_of(self, name: str) -> str:
        """The letter of the column of a field, or nothing where the sheet has none."""
        return next((one.letter for one in self.placed if one.column is not None and one.column.name == name), "")


class Matcher:
    """Finds the columns of one register; `usual` are the fields that a new row need not have here."""

    def __init__(self, ledger: Ledger, catalogue: Catalogue, usual: Collection[str]) -> None:
        self.ledger, self.catalogue = ledger, catalogue
        self.known = heads_known(ledger)
        self.needed = [column for column in form_columns(ledger) if column.required and column.name not in usual]
        self.matched: list[MatchedSheet] = []
        self.ignored: list[str] = []
        self.unread: list[str] = []  # those that hold something which may have been meant

    def match(self, sheets: Sequence[Sheet]) -> None:
        """Sort the sheets into the register's own and the others; raises NotReadable where none is its own."""
        reasons = []
        for sheet in sheets:
            if not sheet.visible or sheet.title in _ASIDE or not sheet.lines:
                self.ignored.append(sheet.title)
                continue
            try:
                self.matched.append(self._match(sheet))
            except NotReadable as error:
                self.ignored.append(sheet.title)
                self.unread.append(sheet.title)
                reasons.append(str(error))
        if not self.matched:
            raise NotReadable(reasons[0] if reasons else "这个文件里没有内容，请核对选的是哪一个文件。")
        rows = sum(len(sheet.lines) for sheet in self.matched)
        if rows > MOST_ROWS:
            raise NotReadable(f"一次最多导入{MOST_ROWS}行，这个文件有{rows}行，请分成几个文件，逐个导入。")

    def _match(self, sheet: Sheet) -> MatchedSheet:
        top = [line for line in sheet.lines if line[0] <= _HEAD_WITHIN]
        head_row, heads = max(top, key=lambda line: (len(_named(line[1], self.known)), -line[0]), default=(0, ()))
        self._refuse_another_register(heads, top)
        placed = [
            PlacedColumn(place, format_cell(value), self.known.get(plain_head(format_cell(value))))
            for place, value in enumerate(heads)
        ]
        placed = [one for one in placed if one.head or _holds(sheet, one.place, head_row)]
        _refuse_twice(placed)
        found = MatchedSheet(
            sheet.title,
            head_row,
            placed,
            [(number, values) for number, values in sheet.lines if number > head_row],
            titles=[number for number, _ in sheet.lines if number < head_row],
        )
        for one in placed:
            if one.column is None and plain_head(one.head) not in _KNOWN_BESIDES:
                told = f"“{one.head}”不是{self.ledger.title}的列" if one.head else "没有列名"
                found.warnings.append(f"{one.letter}列{told}，没有读。")
        return found

    def _refuse_another_register(self, heads: Sequence[Any], top: Sequence[tuple[int, tuple[Any, ...]]]) -> None:
        """Refuse a sheet without the number and without what a new row must have; say whose sheet it looks like."""
        names = _named(heads, self.known)
        like = self._looks_like_another(len(names), top)
        missing = [column.title for column in self.needed if column.name not in names]
        if like is None and names and (not missing or ("number" in names and len(names) > 1)):
            return
        others = [column.title for column in form_columns(self.ledger) if column.name not in names]
        listed = "、".join(f"“{title}”" for title in missing or others)
        said = f"它像是“{like.title}”的表，请到那个台账导入" if like else "请用这个台账的空白表"
        if like is None and len(names) < _FEW_HEADS:
            said = "认不出来是哪个台账的表，请用这个台账的空白表"
        raise NotReadable(
            f"前{_HEAD_WITHIN}行里没有找到{self.ledger.title}的表头{f'，缺少{listed}' if listed else ''}，{said}。"
        )

    def _looks_like_another(self, score: int, top: Sequence[tuple[int, tuple[Any, ...]]]) -> Ledger | None:
        """The other register that most of a row's heads belong to, and more of them than to this one; or None."""
        found = None
        for other in self.catalogue.ledgers:
            known = heads_known(other)
            for _, values in top:
                reached = len(_named(values, known))
                heads = sum(bool(plain_head(format_cell(value))) for value in values)
                alike = reached >= _FEW_HEADS and reached * 2 > heads
                if other.key != self.ledger.key and alike and reached > score:
                    score, found = reached, other
        return found


def _named(values: Sequence[Any], known: dict[str, SheetColumn]) -> set[str]:
    """The register's fields that a row names as heads."""
    return {known[head].name for value in values if (head := plain_head(format_cell(value))) in known}


def _holds(sheet: Sheet, place: int, head_row: int) -> bool:
    return any(not is_empty(values[place]) for row, values in sheet.lines if row > head_row and place < len(values))


def _refuse_twice(placed: Sequence[PlacedColumn]) -> None:
    seen: dict[str, PlacedColumn] = {}
    for one in placed:
        if one.column is None:
            continue
        if one.column.name in seen:
            first = seen[one.column.name]
            raise NotReadable(f"{first.letter}列和{one.letter}列都是“{one.column.title}”，请删去一列再上传。")
        seen[one.column.name] = one
