"""A form over a register's fields: filled from a record, read from what was posted, kept when it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import reverse

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Entering, Ledger
from gonghui.engine.fields.boxes import UNCHANGED, Box
from gonghui.engine.fields.references import Reference
from gonghui.engine.fields.values import FieldKind, ledger_field
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.rules import derive, empty_value
from gonghui.engine.web.page import PlacePage
from gonghui.engine.web.submission import new_key, submitted
from gonghui.plain import clock
from gonghui.plain.whole import whole_number

# Carries the place that the form was filled with, until a person chooses one.
PLACED = "placed"


@dataclass(frozen=True)
class BoxSection:
    """A part of the form with its heading."""

    title: str
    boxes: tuple[Box, ...]


class RecordForm:
    """The form of one record of a register, as one person fills it at one place."""

    def __init__(self, page: PlacePage, ledger: Ledger, record: LedgerRow) -> None:
        self.ledger, self.record = ledger, record
        self.new = record.pk is None
        self.notices: list[str] = []
        self.version = record.version
        self.submission = new_key() if self.new else ""
        # Whether the boxes hold what was typed before and never sent.
        self.resumed = False
        self.sections = [
            BoxSection(
                section.title,
                tuple(make_box(page, ledger, name) for name in section.fields if self._asked(name)),
            )
            for section in ledger.form
        ]
        self.sections = [section for section in self.sections if section.boxes]
        for box in self.boxes:
            value = _value_of(record, box)
            box.fill(value)
            if self.new and box.field.kind is FieldKind.PLACE and value is not None:
                box.known = "已按当前位置填好，可以改。"
        self.placed = self._place_text()
        if self.new:
            self._fill_usual(page)

    def _fill_usual(self, page: PlacePage) -> None:
        """What mostly stands there: today, this year, whoever enters it."""
        entering = Entering(page.place, page.account.name, clock.today())
        usual = page.catalogue.usual_of(self.ledger)
        for box in self.boxes:
            value = usual[box.name](entering) if box.name in usual and not box.text else None
            if value:
                box.fill(value)
                box.known = "已填好，可以改。"

    def repeat(self, texts: Mapping[str, str]) -> None:
        """Fill in what the record entered just before had, where the register says that the next has it too."""
        for box in self.boxes:
            if box.name in self.ledger.repeated and texts.get(box.name):
                box.take(texts[box.name])
                box.known = "和上一条一样，可以改。"

    def repeatable(self) -> dict[str, str]:
        """What of this form the next one may hold: nothing that is sealed."""
        return {
            box.name: "1" if box.field.kind is FieldKind.FLAG else box.text
            for box in self.boxes
            if box.name in self.ledger.repeated
            and box.field.kind is not FieldKind.SEALED
            and (box.checked if box.field.kind is FieldKind.FLAG else box.text)
        }

    def _place_box(self) -> Box | None:
        return next((box for box in self.boxes if box.name == "organisation"), None)

    def _place_text(self) -> str:
        box = self._place_box()
        return box.text if box else ""

    def prefill(self, asked: Mapping[str, str]) -> None:
        """Fill the references that the address names by number: who comes from a record enters what belongs to it."""
        for box in self.boxes:
            if box.reference is None or box.field.kind is not FieldKind.RECORD or not asked.get(box.name):
                continue
            try:
                row = box.reference.meant(asked[box.name])
            except ValueError:
                continue
            box.fill(row)
            box.known = "已按刚才的记录填好，可以改。"

    def _asked(self, name: str) -> bool:
        by_steps = self.ledger.process.dated_fields() if self.ledger.process else frozenset()
        return name not in by_steps

    @property
    def boxes(self) -> Iterable[Box]:
        """All boxes, in the order of the page."""
        return (box for section in self.sections for box in section.boxes)

    @property
    def faulty(self) -> list[Box]:
        """The boxes with something wrong, in the order of the page."""
        return [box for box in self.boxes if box.errors]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.faulty and not self.notices

    def read(self, posted: QueryDict) -> dict[str, Any]:
        """Take what was posted and return the values; faults stay with their boxes."""
        values: dict[str, Any] = {}
        self.version = posted_version(posted)
        sent = submitted(posted) if self.new else None
        if sent is not None:
            self.submission = sent.key
        for box in self.boxes:
            box.take(posted.get(box.name))
            box.known = ""
            try:
                value = box.value(self.record)
            except ValidationError as error:
                box.errors.extend(error.messages)
                continue
            if value is not UNCHANGED:
                values[box.name] = value
        self._place(posted, values)
        self._focus()
        return values

    def _place(self, posted: QueryDict, values: dict[str, Any]) -> None:
        """The place of the record that the row follows, where nobody chose another; a choice that cannot be is refused.

        The form carries the place that it was filled with: the same text still there was nobody's choice.
        """
        box, follows = self._place_box(), self.ledger.follows
        self.placed = posted.get(PLACED, self.placed)
        if box is None or box.errors:
            return
        untouched = PLACED in posted and self.placed == box.text
        named = values.get(follows.field) if follows else None
        moved = named is not None and (self.new or getattr(self.record, f"{follows.field}_id", None) != named.pk)  # type: ignore[union-attr]
        if untouched and moved and follows is not None and box.reference is not None:
            place = follows.place(named)
            if box.reference.rows().filter(pk=place.pk).exists():
                values[box.name] = place
                self.placed = box.text = box.reference.written(place)
                return
        if untouched or values.get(box.name) is None or any(each.errors for each in self.boxes):
            return
        if (derived := place_of(self.record, values)) is not None and derived != values[box.name]:
            box.errors.append(
                f"按下面填的内容，它归{derived}，不能放在{values[box.name]}：请改成{derived}，或者核对所填的单位。"
            )

    def ask_again(self, number: str) -> None:
        """After the form already made the record `number`: send it once more, and it makes another."""
        self.submission = new_key()
        self.notices.append(
            f"这张表刚才已经登记为{number}，之后内容又有改动，没有再登记。要改那一条，请打开它再点“修改”；"
            "确实是另外一条的，核对以后再点一次登记。"
        )

    def refuse(self, error: ValidationError) -> None:
        """Put the door's messages beside their boxes, or at the top where no box fits."""
        found: dict[str, list[str]]
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        boxes = {box.name: box for box in self.boxes}
        for name, messages in found.items():
            if name in boxes:
                boxes[name].errors.extend(messages)
            elif name == NON_FIELD_ERRORS:
                self.notices.extend(messages)
            else:
                title = ledger_field(self.ledger, name).title
                self.notices.extend(f"{title}：{message}" for message in messages)
        self._focus()

    def show_present(self, present: LedgerRow) -> None:
        """After a stale save: what the record holds now stands beside what was typed, and nothing typed is lost."""
        self.version = present.version
        for box in self.boxes:
            if box.field.kind is FieldKind.SEALED:
                box.now = box.field.full_text(present) if box.text else ""
                continue
            held = Box(box.field, box.required, reference=box.reference)
            held.fill(_value_of(present, box))
            if (held.text, held.checked) != (box.text, box.checked):
                box.now = box.field.full_text(present) or "空"

    def _focus(self) -> None:
        for box in self.boxes:
            box.focus = False
        for box in self.faulty[:1]:
            box.focus = True


def place_of(record: LedgerRow, values: Mapping[str, Any]) -> Organisation | None:
    """Where the record would lie with `values`, as its own rules have it; None where they cannot say."""
    trial = copy(record)
    for name, value in values.items():
        setattr(trial, name, empty_value(trial, name) if value is None else value)
    try:
        derive(trial)
    except ValidationError:
        return None
    key: int | None = trial.organisation_id  # empty while nobody chose one
    return None if key is None else trial.organisation


def posted_version(posted: QueryDict) -> int:
    """The version that the person had before them; a form that does not say is treated as an old one."""
    return whole_number(posted.get("version")) or 0


def make_box(page: PlacePage, ledger: Ledger, name: str, *, prefix: str = "") -> Box:
    """An empty box for a field of a register."""
    each = ledger_field(ledger, name)
    box = Box(each, required=not each.model_field.blank, hint=_hint(str(each.model_field.help_text)), prefix=prefix)
    if each.kind in {FieldKind.PLACE, FieldKind.RECORD}:
        box.reference = Reference(page.catalogue, page.access, page.place, ledger, each, by_hand=True)
        box.choices_address = reverse("choices", args=[page.place.code, ledger.key, name])
        box.hint = box.hint or "名称、拼音首字母或编号，从列出的里面选。"
    return box


def _hint(text: str) -> str:
    return f"{text}。" if text and text[-1] not in "。？" else text


def _value_of(record: LedgerRow, box: Box) -> Any:
    if isinstance(box.field.model_field, models.ForeignKey) and getattr(record, box.field.model_field.attname) is None:
        return None
    return box.field.of(record)
