"""Every row of a sheet against the register: new, changed, as it was, or wrong, with row, column and remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import QuerySet

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.engine.declare import Catalogue, Ledger, Reminder
from gonghui.engine.exchange.reading import read_workbook
from gonghui.engine.exchange.sheets.cells import UnreadableCell, cell_text, format_cell, is_empty, is_held, read_cell
from gonghui.engine.exchange.sheets.columns import ColumnOrigin, SheetColumn, form_columns
from gonghui.engine.exchange.sheets.matching import MatchedSheet, Matcher
from gonghui.engine.fields.boxes import UNCHANGED
from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import FieldKind, LedgerField, ledger_field
from gonghui.engine.process.past import PastCase, PastCaseCheck
from gonghui.engine.records import door
from gonghui.engine.records.apart import seen_by
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.reminders import reminders_of

_BATCH = 500
# Rows that the database would refuse are tried one by one: after so many, the rest waits for the next try.
_MOST_CLASHES = 100
_READ = frozenset({ColumnOrigin.TYPED, ColumnOrigin.STEPS})
_BY_HAND = {
    ColumnOrigin.STEPS: "由办理流程写入，不能在表里改：请改回原来的内容，或者清空这一列。",
    ColumnOrigin.DERIVED: "由程序算出或写入，不能在表里改：请改回原来的内容，或者删去这一列。",
}


@dataclass(frozen=True)
class CellError:
    """What is wrong in a row: in which column (letter, title; empty for the whole row), and the remedy."""

    row: int
    letter: str
    name: str
    title: str
    code: str
    value: str
    message: str
    personal: bool = False

    @property
    def shown(self) -> str:
        """What stands in the cell, as a page may show it."""
        return "（个人信息，不显示）" if self.personal and self.value else self.value


@dataclass(frozen=True)
class CellChange:
    """What would change in a record."""

    title: str
    before: str
    after: str


@dataclass
class SheetRow:
    """A row of the sheet. `record` is the one that it is about, `outcome` how it would be written."""

    sheet: MatchedSheet
    row: int
    values: tuple[Any, ...]
    record: LedgerRow | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    outcome: LedgerRow | None = None
    # What its steps wrote, where it is a case of the past, and the case that this makes.
    given: dict[str, Any] = field(default_factory=dict)
    past: PastCase | None = None
    differences: list[CellChange] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    def value(self, place: int) -> Any:
        """The cell in that column."""
        return self.values[place] if place < len(self.values) else ""

    def add_error(self, name: str, each: LedgerField | None, code: str, message: str) -> None:
        """Note what is wrong, with the cell that it is about."""
        value = next((format_cell(self.value(place)) for place, column in self.sheet.read if column.name == name), "")
        title = each.title if each else ""
        personal = each is not None and each.kind is FieldKind.SEALED
        self.errors.append(CellError(self.row, self.sheet.letter_of(name), name, title, code, value, message, personal))


class ImportPreview:
    """What a workbook would do to a register at a place. Judging writes nothing.

    Raises NotReadable where the file is no workbook, or none of the register's own.
    """

    def __init__(
        self, content: bytes, *, ledger: Ledger, catalogue: Catalogue, access: Access, place: Organisation
    ) -> None:
        self.ledger, self.access, self.place = ledger, access, place
        found = Matcher(ledger, catalogue, self._usual_place())
        found.match(read_workbook(content))
        self.sheets, self.ignored_sheets, self._unread = found.matched, found.ignored, found.unread
        self.lines = [
            SheetRow(sheet, row, values)
            for sheet in self.sheets
            for row, values in sheet.lines
            if any(not is_empty(values[at]) for at, _ in sheet.read if at < len(values))
        ]
        self._references = {
            column.name: Reference(catalogue, access, place, ledger, column.field)
            for sheet in self.sheets
            for _, column in sheet.read
            if column.origin in _READ and column.field.kind in {FieldKind.PLACE, FieldKind.RECORD}
        }
        self._meant: dict[tuple[str, str], Any] = {}
        self._some_unseen = False
        self._known: dict[tuple[str, int], bool] = {}
        process = ledger.process
        self._past = PastCaseCheck(ledger, access, place) if process is not None and process.past is not None else None
        self._find_records()
        self._find_references()
        for line in self.lines:
            if not line.errors:
                self._validate(line)
        self._find_clashes()

    # What was found

    @property
    def errors(self) -> list[CellError]:
        """Everything that is wrong, in the order of the rows."""
        return [error for line in self.lines for error in line.errors]

    @property
    def bad(self) -> list[SheetRow]:
        """The rows with something wrong."""
        return [line for line in self.lines if line.errors]

    @property
    def good(self) -> list[SheetRow]:
        """The rows with nothing wrong."""
        return [line for line in self.lines if not line.errors]

    @property
    def added(self) -> list[SheetRow]:
        """The good rows that are new records."""
        return [line for line in self.good if line.record is None]

    @property
    def past(self) -> list[SheetRow]:
        """The good rows that are new records of cases of the past."""
        return [line for line in self.added if line.past is not None]

    @property
    def changed(self) -> list[SheetRow]:
        """The good rows that change a record."""
        return [line for line in self.good if line.differences]

    @cached_property
    def reminded(self) -> list[tuple[SheetRow, list[Reminder]]]:
        """The rows that would be written although they lack something or look odd, with what is asked of each."""
        lines = [(line, line.outcome) for line in (*self.added, *self.changed) if line.outcome is not None]
        found = [(line, reminders_of(self.ledger, outcome)) for line, outcome in lines]
        return sorted(((line, asked) for line, asked in found if asked), key=lambda each: each[0].row)

    @property
    def unchanged(self) -> int:
        """How many rows say what the register holds already."""
        return len(self.good) - len(self.added) - len(self.changed)

    @property
    def warnings(self) -> list[str]:
        """What was left unread."""
        several = len(self.sheets) > 1
        said = [f"{f'“{sheet.title}”' if several else ''}{said}" for sheet in self.sheets for said in sheet.warnings]
        said += [f"工作表“{title}”里没有找到表头，没有读。" for title in self._unread]
        if self._some_unseen:
            said.append(f"重复的行只找出前{_MOST_CLASHES}行，改好以后重新上传，会接着找。")
        return said

    def fingerprint_text(self) -> str:
        """Everything that writing it would do, as one text: the same text, the same outcome."""
        parts = []
        for line in (*self.added, *self.changed):
            record = line.record
            values = ",".join(f"{name}={_fingerprint(value)}" for name, value in sorted(line.changes.items()))
            steps = f"|{line.past.fingerprint()}" if line.past is not None else ""
            parts.append(f"{line.row}|{(record.pk, record.version) if record else 'new'}|{values}{steps}")
        return "\n".join(parts)

    # How it is found

    def _find_records(self) -> None:
        """Which record each row is about, by its number."""
        asked: dict[str, list[SheetRow]] = defaultdict(list)
        for line in self.lines:
            place = next((at for at, column in line.sheet.read if column.origin is ColumnOrigin.NUMBER), None)
            number = format_cell(line.value(place)) if place is not None else ""
            if number:
                asked[number].append(line)
        found: dict[str, list[LedgerRow]] = defaultdict(list)
        rows: QuerySet[Any] = at_place(self.ledger.model._default_manager.all(), self.place).select_related(
            *_related(self.ledger)
        )
        for some in _batches(sorted(asked)):
            for record in seen_by(self.access, self.ledger, rows, self.place).filter(number__in=some):
                found[record.number].append(record)
        each = ledger_field(self.ledger, "number")
        for number, lines in asked.items():
            records = found.get(number, [])
            for line in lines[1:]:
                line.add_error("number", each, "duplicate", f"和第{lines[0].row}行的编号重复，请删去一行。")
            if len(records) == 1:
                lines[0].record = records[0]
            elif records:
                listed = "、".join(str(record.organisation) for record in records[:3])
                lines[0].add_error(
                    "number", each, "reference", f"这个编号在{listed}都有，请到其中一处导入，每处一个文件。"
                )
            else:
                remedy = "新记录请把编号空着；要改的记录请用导出的表里的编号"
                lines[0].add_error("number", each, "reference", f"{self.place}没有编号是“{number}”的记录。{remedy}。")

    def _find_references(self) -> None:
        """The records that are named by their whole name, found together: most rows name them so."""
        texts: dict[str, set[str]] = defaultdict(set)
        for line in self.lines:
            for at, column in line.sheet.read:
                value = line.value(at)
                if column.name in self._references and isinstance(value, str) and not is_empty(value):
                    texts[column.name].add(cell_text(value))
        for name, some in texts.items():
            for text, record in self._references[name].named(some).items():
                self._meant[name, text] = record

    def _validate(self, line: SheetRow) -> None:
        record = line.record
        if record is None:
            line.changes.update(self._usual_place())
            self._miss_columns(line)
        kept: list[tuple[int, SheetColumn]] = []
        steps = self._steps_of(line)
        for at, column in line.sheet.read:
            value = line.value(at)
            if column.origin is ColumnOrigin.NUMBER or (record is not None and is_held(column.field, value, record)):
                continue
            if column.origin is not ColumnOrigin.TYPED and column.name not in steps:
                kept.append((at, column))
                continue
            try:
                given = self._given(column, value, record)
            except UnreadableCell as error:
                line.add_error(column.name, column.field, error.code, error.message)
            else:
                if given is not UNCHANGED:
                    (line.given if column.name in steps else line.changes)[column.name] = given
        if line.errors:
            return
        self._validate_record(line)
        for at, column in kept:
            self._refuse_by_hand(line, column, line.value(at))

    def _steps_of(self, line: SheetRow) -> frozenset[str]:
        """The filled columns that only steps write, of a new row that says when a step of it was taken."""
        if self._past is None or line.record is not None or self.ledger.process is None:
            return frozenset()
        filled = {
            column.name
            for at, column in line.sheet.read
            if column.origin is ColumnOrigin.STEPS and not is_empty(line.value(at))
        }
        return frozenset(filled - {self.ledger.process.field}) if filled & self._past.dates else frozenset()

    def _given(self, column: SheetColumn, value: Any, record: LedgerRow | None) -> Any:
        reference = self._references.get(column.name)
        if reference is None:
            return read_cell(column, value, None, record)
        text = cell_text(value)
        if not text:
            if record is None and column.name == "organisation" and self._usual_place():
                return UNCHANGED
            return read_cell(column, value, reference, record)
        if (column.name, text) not in self._meant:
            try:
                self._meant[column.name, text] = read_cell(column, text, reference, record)
            except UnreadableCell as error:
                self._meant[column.name, text] = error
        meant = self._meant[column.name, text]
        if isinstance(meant, UnreadableCell):
            raise meant
        return meant

    def _usual_place(self) -> dict[str, Any]:
        """Where a new row lies if it does not say: here, where such rows may lie here."""
        levels = self.ledger.levels
        return {"organisation": self.place} if levels is None or self.place.level in levels else {}

    def _miss_columns(self, line: SheetRow) -> None:
        names = {column.name for _, column in line.sheet.read}
        usual = self._usual_place()
        for column in form_columns(self.ledger):
            if column.required and column.name not in names and column.name not in usual:
                message = f"表里没有“{column.title}”这一列，新记录必须填：请用这个台账的空白表。"
                line.add_error(column.name, column.field, "required", message)

    def _validate_record(self, line: SheetRow) -> None:
        record = line.record
        if record is not None and not line.changes:
            return
        subject: LedgerRow = record or self.ledger.model()  # type: ignore[assignment]
        try:
            if line.given and self._past is not None:
                line.past = self._past.case(line.changes, line.given, self._known)
                outcome = line.past.record
            else:
                outcome = door.validate(
                    self.ledger, access=self.access, record=subject, changes=line.changes, known=self._known
                )
        except ValidationError as error:
            self._add_errors(line, error)
            return
        except Refusal as refusal:
            line.add_error("", None, "not_allowed" if isinstance(refusal, NotAllowed) else "refused", refusal.message)
            return
        chosen = line.changes.get("organisation") if line.sheet.letter_of("organisation") else None
        if chosen is not None and outcome.organisation_id != chosen.pk and not self._is_usual(line):
            each = ledger_field(self.ledger, "organisation")
            said = f"按这一行的内容，它归{outcome.organisation}，不能放在{chosen}：请改正，或者空着这一格。"
            line.add_error("organisation", each, "rule", said)
            return
        line.outcome = outcome
        if record is None:
            return
        for name in line.changes:
            each = ledger_field(self.ledger, name)
            if each.of(record) != each.of(outcome):
                before, after = each.full_text(record), each.full_text(outcome)
                if each.kind is FieldKind.SEALED and before == after:
                    after = f"{after}（遮盖的几位变了）"
                line.differences.append(CellChange(each.title, before or "空", after or "空"))

    def _is_usual(self, line: SheetRow) -> bool:
        """Whether the row's cell says nothing of its place, so that the usual one stands there."""
        return all(is_empty(line.value(at)) for at, column in line.sheet.read if column.name == "organisation")

    def _refuse_by_hand(self, line: SheetRow, column: SheetColumn, value: Any) -> None:
        """Columns that nobody fills may stand in the sheet, as long as they say what is or would be."""
        if line.outcome is not None and is_held(column.field, value, line.outcome):
            return
        if line.record is None and (is_empty(value) or line.outcome is None):
            return
        said = ""
        computed = column.origin is ColumnOrigin.DERIVED or line.past is not None
        if line.record is None and line.outcome is not None and computed:
            said = column.field.cell(line.outcome)
            said = f"应是“{said}”；" if said else ""
        line.add_error(column.name, column.field, "not_writable", f"{said}{column.title}{_BY_HAND[column.origin]}")

    def _add_errors(self, line: SheetRow, error: ValidationError) -> None:
        """The door's messages, each with its column."""
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in found.items():
            each = ledger_field(self.ledger, name) if name != NON_FIELD_ERRORS else None
            in_sheet = bool(each and line.sheet.letter_of(name))
            for message in messages:
                said = message if each is None or in_sheet else f"{each.title}：{message}"
                line.add_error(name if each else "", each, "rule", said)

    def _find_clashes(self) -> None:
        """What the database alone can tell: rows that are there already, and rows that are here twice."""
        lines = [line for line in self.good if line.outcome is not None and (line.record is None or line.differences)]
        outcomes = [line.outcome for line in lines if line.outcome is not None]
        _refuse_foreign(lines)
        if any(line.errors for line in lines):
            return
        clashes = door.clashes(outcomes, most=_MOST_CLASHES)
        self._some_unseen = len(clashes) == _MOST_CLASHES
        for index, error in clashes.items():
            line = lines[index - 1]
            alone = door.clashes([outcomes[index - 1]], most=1)
            message = "；".join(error.messages) if isinstance(error, ValidationError) else error.message
            duplicate = None if alone else _earlier_duplicate(lines[: index - 1], outcomes[index - 1])
            if not alone:
                where = f"第{duplicate}行" if duplicate else "这张表里前面的一行"
                message = f"和{where}重复，请删去一行或改正。"
            line.add_error("", None, "duplicate", message)


def _refuse_foreign(lines: Sequence[SheetRow]) -> None:
    """References across jurisdictions, which the door refuses for the batch, named by row."""
    for line in lines:
        outcome = line.outcome
        assert outcome is not None
        for each in outcome._meta.concrete_fields:
            target = line.changes.get(each.name)
            if isinstance(target, LedgerRow) and target.jurisdiction_id != outcome.jurisdiction_id:
                line.add_error(each.name, LedgerField(each), "reference", f"“{target}”不在本辖区，请重新选择。")


def _earlier_duplicate(lines: Sequence[SheetRow], outcome: LedgerRow) -> int | None:
    """The row of an earlier line that would bear the same unique values, or None."""
    for constraint in outcome._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or "number" in constraint.fields:
            continue
        key = [_plain(outcome, name) for name in constraint.fields]
        for line in lines:
            other = line.outcome
            if other is not None and [_plain(other, name) for name in constraint.fields] == key:
                return line.row
    return None


def _plain(record: models.Model, name: str) -> Any:
    each: Any = record._meta.get_field(name)
    return getattr(record, each.attname)


def _related(ledger: Ledger) -> list[str]:
    """What the rows name, so that no row asks for it again."""
    names = []
    for each in ledger.model._meta.concrete_fields:
        if each.is_relation:
            of_a_place = isinstance(each.related_model, type) and issubclass(each.related_model, LedgerRow)
            names.append(f"{each.name}__organisation" if of_a_place else each.name)
    return names


def _fingerprint(value: Any) -> str:
    return f"#{value.pk}" if isinstance(value, models.Model) else str(value)


def _batches(names: Sequence[str]) -> Iterator[Iterable[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))
