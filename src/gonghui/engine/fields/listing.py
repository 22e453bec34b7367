"""What a list shows: the one reading of a request's query that page, totals and workbook share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.columns import ListColumn, columns
from gonghui.engine.fields.values import FieldKind, LedgerField, ledger_field, read_day, typed
from gonghui.engine.records import counts
from gonghui.engine.records.reminders import reminded
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.plain.periods import format_full_day
from gonghui.plain.whole import whole_number

PAGE_SIZE = 50
# The value of todo in an address that asks for every row of which something is asked.
ANY_TODO = "any"
# The value of a choice in an address that asks for the rows where nothing is chosen.
NOT_CHOSEN = "-"
_LONGEST_SEARCH, _MOST_WORDS = 80, 6
# A search that finds so many is read whole; a list so long is walked in its order, not sorted.
_FEW, _VERY_MANY = 500, 10_000
# So many digits in a row of typing may be a person's ID number or phone.
_PERSONAL_DIGITS = 11
# So a passport or a permit is numbered.
_PASSPORT = re.compile(r"[A-Z]{1,3}\d{6,12}")


@dataclass(frozen=True)
class StateLink:
    """A state of the cases with how many stand in it, and the address that shows only those."""

    key: str
    title: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True)
class Total:
    """A sum at the foot of the list."""

    field: LedgerField
    value: Decimal

    @property
    def text(self) -> str:
        return self.field.format(self.value)


class Listing:
    """The rows of a register that a query asks for, in order, by page, with their count and totals.

    `rows` are already restricted to a place. `query` are the parameters of the address: q (search), page, sort,
    voided, state, todo (a reminder, or "any"), and one per filter (days have _from and _to). `only` restricts to these
    ids: the rows that a search for a personal number found, which never stands in an address. `in_order` are the same
    rows, asked for so that the first pages of a very long list are read off the index of its order. `place` is given
    where `rows` are all rows of the register at that place: then what the door counted is not counted anew.

    >>> Listing(MEMBERS, at_place(Member.objects, town), {"q": "zsf"}).count  # doctest: +SKIP
    """

    def __init__(
        self,
        ledger: Ledger,
        rows: QuerySet[Any],
        query: Mapping[str, str],
        *,
        chosen: Sequence[str] = (),
        only: Collection[int] | None = None,
        in_order: QuerySet[Any] | None = None,
        place: Organisation | None = None,
        page_size: int | None = None,
    ) -> None:
        self.ledger = ledger
        self.base = rows
        self._base_in_order = in_order
        self._place = place
        self._page_size = page_size or PAGE_SIZE
        self.query = {name: text for name, value in query.items() if (text := typed(value))}
        self.chosen = tuple(chosen)
        self.only = only
        self.errors: dict[str, str] = {}
        self.narrowed_by: list[str] = []
        self._conditions = self._read_filters()

    # What is asked for

    @property
    def search(self) -> str:
        """What the search box holds."""
        return self.query.get("q", "")

    @property
    def with_voided(self) -> bool:
        """Whether voided rows are shown, struck through."""
        return self.query.get("voided") == "1"

    @property
    def state(self) -> str:
        """The state to which the list is narrowed, or nothing."""
        process = self.ledger.process
        wanted = self.query.get(process.field, "") if process else ""
        return wanted if process and any(wanted == state.key for state in process.states) else ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the place narrows the list."""
        return bool(self.search or self.only is not None or self.state or self.narrowed_by)

    @property
    def todo(self) -> str:
        """The reminder to whose rows the list is narrowed, ANY_TODO for all of them, or nothing."""
        wanted = self.query.get("todo", "")
        return wanted if wanted in {ANY_TODO, *(one.key for one in self.ledger.reminders)} else ""

    @cached_property
    def todo_count(self) -> int:
        """Of how many rows of the place, whatever narrows the list, something is still asked."""
        return int(self.base.filter(reminded(self.ledger)).count()) if self.ledger.reminders else 0

    @property
    def todo_address(self) -> str:
        """The list of what to complete, or the whole list again."""
        return self.address(todo=None if self.todo else ANY_TODO)

    @cached_property
    def columns(self) -> list[ListColumn]:
        """The columns shown."""
        return columns(self.ledger, self.chosen, every=self.every_column)

    @property
    def every_column(self) -> bool:
        """Whether every column of the register is asked for, however narrow the screen."""
        return self.query.get("columns") == "all"

    @property
    def columns_address(self) -> str:
        """The same page of the list with every column of the register, or with those again that fit."""
        page = self.page if self.page > 1 else None
        return self.address(columns=None if self.every_column else "all", page=page)

    def address(self, **changes: str | int | None) -> str:
        """The query string of this list with `changes`; None takes a parameter away. Paging begins anew."""
        asked: dict[str, Any] = {key: value for key, value in self.query.items() if key != "page"}
        asked.update(changes)
        kept = {key: value for key, value in asked.items() if value not in (None, "")}
        return f"?{urlencode(kept)}" if kept else "?"

    def describe(self) -> list[str]:
        """What narrows the list, in sentences, for people and for the workbook's notes."""
        said = list(self.narrowed_by)
        if self.search:
            personal = may_be_personal(self.search)
            said.insert(0, "按证件号或手机号查找" if personal else f"查找“{self.search}”")
        if self.only is not None:
            said.insert(0, "按证件号或手机号查找")
        if self.state and self.ledger.process:
            said.append(f"状态是{self.ledger.process.state(self.state).title}")
        if self.with_voided:
            said.append("包括已作废的")
        return said

    # What is found

    @cached_property
    def in_any_state(self) -> QuerySet[Any]:
        """The rows asked for, whatever state they stand in."""
        return self._narrowed(self.base)

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.with_voided:
            rows = rows.filter(voided_on=None)
        if self.only is not None:
            rows = rows.filter(pk__in=list(self.only))
        for condition in self._conditions:
            rows = rows.filter(condition)
        for word in words(self.search):
            rows = rows.filter(matching(self.ledger, word))
        return rows

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """All rows asked for, in order, with what their cells need."""
        return self._drawn(self._in_state(self.in_any_state)).order_by(*self._order())

    def _drawn(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        related = [column.name for column in self.columns if column.field.kind in {FieldKind.PLACE, FieldKind.RECORD}]
        return rows.select_related(*related) if related else rows

    def _in_state(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{self.ledger.process.field: self.state}) if self.state and self.ledger.process else rows

    @cached_property
    def _few(self) -> list[int] | None:
        """The ids of all rows that a search found, in order, where they are few; None otherwise."""
        if not self.search:
            return None
        # A search must look at every row of the place. What it finds is mostly little: then once is enough.
        found = list(self.rows.values_list("pk", flat=True)[: _FEW + 1])
        return found if len(found) <= _FEW else None

    @cached_property
    def _sums(self) -> dict[str, Any]:
        rows = self.rows
        if self._few is not None:
            if not self.ledger.totals or not self._few:
                return {"rows_found": len(self._few), **dict.fromkeys(self.ledger.totals)}
            rows = self.base.filter(pk__in=self._few)
        asked: dict[str, Any] = {name: Sum(name) for name in self.ledger.totals}
        found: dict[str, Any] = rows.order_by().aggregate(rows_found=Count("pk"), **asked)
        return found

    @cached_property
    def _by_state(self) -> dict[str, int]:
        """How many of the rows asked for stand in each state; all of them in "" without a process."""
        if self._place is not None and not (self.search or self.only is not None or self._conditions):
            return counts.by_state(self.ledger, self._place, with_voided=self.with_voided)
        if self.ledger.process is None:
            return {"": self.in_any_state.count()}
        grouped = self.in_any_state.order_by().values_list(self.ledger.process.field)
        return dict(grouped.annotate(Count("pk")))

    @cached_property
    def count(self) -> int:
        """How many rows are asked for, on all pages."""
        if self.ledger.totals or self._few is not None:
            return int(self._sums["rows_found"])
        return self._by_state.get(self.state, 0) if self.state else sum(self._by_state.values())

    @property
    def totals(self) -> dict[str, Total]:
        """The sums over all rows asked for, by field."""
        return {
            name: Total(ledger_field(self.ledger, name), self._sums[name] or Decimal(0)) for name in self.ledger.totals
        }

    @cached_property
    def states(self) -> list[StateLink]:
        """Each state with its count, for a register with a process; the whole comes first."""
        process = self.ledger.process
        if process is None:
            return []
        counted = self._by_state
        links = [StateLink("", "全部", sum(counted.values()), self.address(**{process.field: None}), not self.state)]
        links += [
            StateLink(
                state.key,
                state.title,
                counted.get(state.key, 0),
                self.address(**{process.field: state.key}),
                self.state == state.key,
            )
            for state in process.states
            if counted.get(state.key) or self.state == state.key
        ]
        return links

    # Pages

    @cached_property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.count // self._page_size))

    @cached_property
    def page(self) -> int:
        """The page shown, from 1; a number beyond the end is the last."""
        text = self.query.get("page", "1")
        return min(whole_number(text, least=1) or 1, self.pages)

    @cached_property
    def page_rows(self) -> list[Any]:
        """The rows of the page shown."""
        if not self.count:
            return []
        here = slice(self.first - 1, self.first - 1 + self._page_size)
        if self._few is not None:
            return self._in_turn(self._few[here])
        in_order = self._walked(here)
        if (in_order is not None and here.start < _FEW) or self.count <= _FEW:
            return list((self.rows if in_order is None else self._drawn(in_order))[here])
        # First which, then what: to sort bare ids is many times quicker than to sort whole rows.
        bare = self.rows if in_order is None else in_order
        return self._in_turn(list(bare.values_list("pk", flat=True)[here]))

    def _in_turn(self, shown: list[int]) -> list[Any]:
        found = {row.pk: row for row in self.rows.order_by().filter(pk__in=shown)}
        return [found[pk] for pk in shown if pk in found]

    def _walked(self, here: slice) -> QuerySet[Any] | None:
        """The rows asked for, to be read off the index of their order; None where to find and sort them is quicker."""
        near_the_beginning = self.count >= _VERY_MANY and here.stop <= self.count // 20
        if self._base_in_order is None or not near_the_beginning or self.search or self.sort[0]:
            return None
        # The rows asked for lie close together in the order, so few are passed over.
        return self._in_state(self._narrowed(self._base_in_order)).order_by(*self._order())

    @property
    def first(self) -> int:
        """The place of the page's first row among all, from 1."""
        return (self.page - 1) * self._page_size + 1

    @property
    def last(self) -> int:
        """The place of the page's last row among all."""
        return min(self.page * self._page_size, self.count)

    @property
    def previous_address(self) -> str:
        """The page before, or nothing on the first."""
        return self.address(page=self.page - 1 if self.page > 2 else None) if self.page > 1 else ""

    @property
    def next_address(self) -> str:
        """The page after, or nothing on the last."""
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    @property
    def voided_address(self) -> str:
        """The same list with the voided rows shown, or hidden again."""
        return self.address(voided=None if self.with_voided else 1)

    # Order

    @property
    def sort(self) -> tuple[str, bool]:
        """The column sorted by and whether it descends; ("", False) for the register's own order."""
        asked = self.query.get("sort", "")
        name, descending = asked.removeprefix("-"), asked.startswith("-")
        if name in {column.name for column in self.columns} and sortable(ledger_field(self.ledger, name)):
            return name, descending
        return "", False

    def _order(self) -> list[Any]:
        name, descending = self.sort
        if not name:
            return list(self.ledger.order)
        expression = _order_expression(ledger_field(self.ledger, name), self.ledger)
        by = expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)
        return [by, "-id" if descending else "id"]

    # Filters

    def _read_filters(self) -> list[Q]:
        conditions: list[Q] = []
        state = self.ledger.process.field if self.ledger.process else ""
        for name in self.ledger.filters:
            if name == state:
                continue
            each = ledger_field(self.ledger, name)
            if each.kind is FieldKind.DAY:
                conditions += self._read_days(each)
            elif name in self.query:
                conditions += self._read_value(each, self.query[name])
        if self.todo:
            chosen = [one.title for one in self.ledger.reminders if one.key == self.todo]
            self.narrowed_by.append(chosen[0] if chosen else "有待补、待核对的")
            conditions.append(reminded(self.ledger, "" if self.todo == ANY_TODO else self.todo))
        elif "todo" in self.query:
            self.errors["todo"] = f"待补没有“{self.query['todo']}”这一项，没有按它筛选。"
        return conditions

    def _read_days(self, each: LedgerField) -> list[Q]:
        found: list[Q] = []
        for end, lookup, word in (("from", "gte", "起"), ("to", "lte", "止")):
            text = self.query.get(f"{each.name}_{end}")
            if not text:
                continue
            try:
                day = read_day(text, future=bool(getattr(each.model_field, "future", False)))
            except ValueError as error:
                self.errors[f"{each.name}_{end}"] = str(error)
                continue
            # With its year from here on: the same address asks for the same days next year too.
            self.query[f"{each.name}_{end}"] = day.isoformat()
            found.append(Q(**{f"{each.name}__{lookup}": day}))
            self.narrowed_by.append(f"{each.title}{format_full_day(day)}{word}")
        return found

    def _read_value(self, each: LedgerField, text: str) -> list[Q]:
        value: Any
        if each.kind is FieldKind.CHOICE and text == NOT_CHOSEN and each.model_field.blank:
            self.narrowed_by.append(f"{each.title}没有填")
            return [Q(**{each.name: ""})]
        if each.kind is FieldKind.FLAG and text in {"yes", "no"}:
            value = text == "yes"
        elif each.kind is FieldKind.CHOICE and text in dict(each.model_field.flatchoices):
            value = text
        elif each.kind in {FieldKind.WHOLE, FieldKind.COUNT} and _whole(text) is not None:
            value = _whole(text)
        else:
            self.errors[each.name] = f"{each.title}没有“{text}”这一项，没有按它筛选。"
            return []
        self.narrowed_by.append(f"{each.title}是{each.format(value)}")
        return [Q(**{each.name: value})]


def words(text: str) -> list[str]:
    """The words to look for: the first few, since each is a condition and nobody types a page into the box."""
    return text[:_LONGEST_SEARCH].split()[:_MOST_WORDS]


def matching(ledger: Ledger, word: str) -> Q:
    """The rows in which `word` is found: names, initials and numbers by part, sealed values by the whole of them.

    A number is sought by a word that has a digit: by its letters alone it would be found in every row. A single letter
    is the beginning of initials: within them it would be found in most.
    """
    found = Q()
    for name in ledger.search:
        source = _field(ledger.model, name)
        if name.rpartition("__")[2] == "number" and not re.search(r"\d", word):
            continue
        if isinstance(source, SealedField):
            found |= _sealed_match(ledger, source, word)
        elif name.rpartition("__")[2] == "initials":
            found |= initials_match(name, word)
        else:
            found |= Q(**{f"{name}__icontains": word})
    return found or Q(pk__in=[])


def initials_match(name: str, word: str) -> Q:
    """Whether the initials in the field `name` have the letters in a row: rpyl finds 临澄市嵘坪园林 too."""
    if not (word.isascii() and word.isalnum()):
        return Q()
    return Q(**{f"{name}__{'contains' if len(word) > 1 else 'startswith'}": word.lower()})


def sealed_match(ledger: Ledger, text: str) -> Q:
    """The rows in which a sealed value that the register's search knows is `text` as a whole."""
    found = Q()
    for name in ledger.search:
        source = _field(ledger.model, name)
        if isinstance(source, SealedField):
            found |= _sealed_match(ledger, source, text)
    return found or Q(pk__in=[])


def may_be_personal(text: str) -> bool:
    """Whether what was typed into the search box may be an ID number or a phone, which no address may carry."""
    plain = compact(text)
    return len(re.findall(r"\d", plain)) >= _PERSONAL_DIGITS or bool(_PASSPORT.fullmatch(plain))


def compact(text: str) -> str:
    """What was typed without blanks and hyphens, full-width characters made plain."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def sortable(each: LedgerField) -> bool:
    """Sealed values have no order that a page could show."""
    return each.kind is not FieldKind.SEALED


def _sealed_match(ledger: Ledger, source: SealedField, word: str) -> Q:
    try:
        text = source.check_text(word) if source.check_text else word
    except ValueError:
        return Q()
    for index in ledger.model._meta.concrete_fields:
        if isinstance(index, BlindIndexField) and index.of == source.name:
            return Q(**{index.name: index.digest(text)})
    return Q()


def _field(model: type[models.Model], path: str) -> models.Field[Any, Any]:
    """The field at the end of a path such as employer__name."""
    name, _, rest = path.partition("__")
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    if not rest:
        return field
    related = field.related_model
    assert isinstance(related, type)
    return _field(related, rest)


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _order_expression(each: LedgerField, ledger: Ledger) -> Any:
    if each.kind is FieldKind.PLACE:
        return F(f"{each.name}__path")
    if each.kind is FieldKind.RECORD:
        related = each.model_field.related_model
        assert isinstance(related, type)
        by = next((key for key in ("sort_key", "initials", "number") if key in _names(related)), "id")
        return F(f"{each.name}__{by}")
    if each.kind is FieldKind.CHOICE:
        options = enumerate(each.model_field.flatchoices)
        whens = [When(**{each.name: value}, then=Value(place)) for place, (value, _) in options]
        return Case(*whens, default=Value(len(whens)), output_field=models.IntegerField())
    if each.name == ledger.heading:
        # Two databases order Chinese differently; the pinyin key is the same in both.
        by = next((key for key in ("sort_key", "initials") if key in _names(ledger.model)), each.name)
        return F(by)
    return F(each.name)


def _whole(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).removesuffix("年")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
