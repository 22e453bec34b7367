"""The list of a register: search, filters, states, columns, sorting, pages, totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.crypto import get_random_string

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.columns import PAPER, ListColumn, candidates, fits_on_paper, left_out
from gonghui.engine.fields.listing import (
    ANY_TODO,
    NOT_CHOSEN,
    Listing,
    compact,
    matching,
    may_be_personal,
    sealed_match,
    sortable,
)
from gonghui.engine.fields.values import FieldKind, ledger_field, typed
from gonghui.engine.web.ledger_page import LedgerPage, columns_cookie

_A_YEAR = 365 * 24 * 60 * 60
# What a search for a personal number found is kept in the session: ids, never the number.
_FOUND = "found"
_FOUND_SEARCHES, _FOUND_ROWS = 5, 500
# More rows are no list to read on paper: about 60 sheets.
MOST_PRINTED = 2000


@dataclass(frozen=True)
class Filter:
    """One filter of the list: a choice among options, a span of days, or a number."""

    name: str
    title: str
    kind: str
    value: str = ""
    until: str = ""
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column, with the address that sorts by it."""

    column: ListColumn
    sort: str  # ascending, descending or nothing
    address: str


class ListPage(LedgerPage):
    """A register's rows at a place: searched, filtered, sorted, by page, with totals over all that is shown."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._show(listing_for(self, request), request.GET.get("q", ""))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take the search and filter form, or the choice of columns, and answer with an address."""
        if request.POST.get("columns"):
            return self._choose_columns(request)
        text = typed(request.POST.get("q"))
        asked = _taken(request.POST, self.ledger)
        asked.pop("page", None)
        if not may_be_personal(text) and not self._bears(text):
            return HttpResponseRedirect(request.path + Listing(self.ledger, self.rows(), asked).address())
        return self._find_personal(request, text, {name: value for name, value in asked.items() if name != "q"})

    def _bears(self, text: str) -> bool:
        """Whether a sealed value of a row here (a petitioner's name) is just this text: no address may carry it."""
        return bool(text) and self.rows().filter(sealed_match(self.ledger, text)).exists()

    def _find_personal(self, request: HttpRequest, text: str, asked: dict[str, str]) -> HttpResponse:
        sought = Q(pk__in=[])
        for form in dict.fromkeys((text, compact(text))):
            sought |= matching(self.ledger, form)
        rows = Listing(self.ledger, self.rows(), asked).in_any_state
        found = list(rows.filter(sought).values_list("pk", flat=True)[:_FOUND_ROWS])
        if len(found) == 1:
            return HttpResponseRedirect(reverse("record", args=[self.place.code, self.ledger.key, found[0]]))
        if not found:
            # Answered at once: the number goes back into the box, and into no address.
            return self._show(Listing(self.ledger, self.rows(), asked, chosen=self.chosen_columns(), only=()), text)
        token = get_random_string(12)
        kept = dict(list(request.session.get(_FOUND, {}).items())[-_FOUND_SEARCHES + 1 :])
        request.session[_FOUND] = {**kept, token: found}
        return HttpResponseRedirect(request.path + Listing(self.ledger, self.rows(), asked).address(found=token))

    def _choose_columns(self, request: HttpRequest) -> HttpResponse:
        known = [each.name for each in candidates(self.ledger)]
        chosen = [name for name in known if name in request.POST.getlist("column")]
        if request.POST["columns"] == "reset" or chosen == list(self.ledger.columns):
            chosen = []
        asked = _taken(request.GET, self.ledger)
        response = HttpResponseRedirect(request.path + Listing(self.ledger, self.rows(), asked).address())
        if chosen:
            value = ".".join(chosen)
            response.set_cookie(columns_cookie(self.ledger), value, max_age=_A_YEAR, httponly=True, samesite="Lax")
        else:
            response.delete_cookie(columns_cookie(self.ledger))
        return response

    def _show(self, listing: Listing, typed: str) -> HttpResponse:
        ledger = self.ledger
        shown = {column.name for column in listing.columns}
        return self.show(
            "gonghui/list.html",
            ledger=ledger,
            listing=listing,
            typed=typed,
            heads=heads(listing),
            filters=filters(listing),
            foot_row=foot(listing),
            choices=[(each, each.name in shown, each.name == ledger.heading) for each in candidates(ledger)],
            chosen=bool(listing.chosen),
            whole=bool(listing.chosen) or listing.every_column,
            left_out=left_out(listing.columns),
            may_write=self.writable,
            may_import=self.importable,
            may_export=self.may(Right.EXPORT),
            query=listing.address(),
            is_empty=not listing.count and not listing.narrowed,
            described=listing.describe(),
        )


def parameters(ledger: Ledger) -> set[str]:
    """The names that a list's address may carry."""
    names = {"q", "page", "sort", "voided", "found", "columns"}
    if ledger.reminders:
        names.add("todo")
    if ledger.process is not None:
        names.add(ledger.process.field)
    for name in ledger.filters:
        if ledger_field(ledger, name).kind is FieldKind.DAY:
            names |= {f"{name}_from", f"{name}_to"}
        else:
            names.add(name)
    return names


class PrintPage(LedgerPage):
    """Every row that the list's address asks for, on one page made for paper; a very long list is cut, and says so."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        listing = listing_for(self, request, page_size=MOST_PRINTED)
        return self.show(
            "gonghui/list_print.html",
            ledger=self.ledger,
            listing=listing,
            heads=heads(listing),
            foot_row=foot(listing),
            described=listing.describe(),
            small=not fits_on_paper(listing.columns),
            left_out=left_out(listing.columns)[PAPER],
            back=reverse("ledger", args=[self.place.code, self.ledger.key]) + listing.address(),
            cut=listing.pages > 1,
        )


def listing_for(page: LedgerPage, request: HttpRequest, *, page_size: int | None = None) -> Listing:
    """What the request's address asks for: the same for the page, for the workbook and on paper."""
    query = _taken(request.GET, page.ledger)
    token = query.get("found")
    only = request.session.get(_FOUND, {}).get(token, []) if token else None
    chosen, in_order = page.chosen_columns(), page.rows(in_order=True)
    return Listing(
        page.ledger,
        page.rows(),
        query,
        chosen=chosen,
        only=only,
        in_order=in_order,
        # What the door counted is of all rows, also of those that the person does not see.
        place=None if page.ledger.apart else page.place,
        page_size=page_size,
    )


def _taken(given: QueryDict, ledger: Ledger) -> dict[str, str]:
    known = parameters(ledger)
    return {name: str(given[name]) for name in given if name in known}


def heads(listing: Listing) -> list[Head]:
    """The heads of the columns: a second click turns the order round, a third brings back the register's own."""
    name, descending = listing.sort
    shown = []
    for column in listing.columns:
        here = column.name == name
        if not sortable(column.field):
            address = ""
        elif not here:
            address = listing.address(sort=column.name)
        else:
            address = listing.address(sort=None if descending else f"-{column.name}")
        order = ("descending" if descending else "ascending") if here else ""
        shown.append(Head(column, order, address))
    return shown


def filters(listing: Listing) -> list[Filter]:
    """The filters with what is chosen in each."""
    ledger, query = listing.ledger, listing.query
    state = ledger.process.field if ledger.process else ""
    shown = []
    for name in ledger.filters:
        if name == state:
            continue
        each = ledger_field(ledger, name)
        value = query.get(name, "")
        if each.kind is FieldKind.DAY:
            error = listing.errors.get(f"{name}_from") or listing.errors.get(f"{name}_to") or ""
            first, last = query.get(f"{name}_from", ""), query.get(f"{name}_to", "")
            shown.append(Filter(name, each.title, "days", first, last, error=error))
        elif each.kind is FieldKind.FLAG:
            shown.append(Filter(name, each.title, "options", value, options=(("yes", "是"), ("no", "否"))))
        elif each.kind is FieldKind.CHOICE:
            options = tuple((str(key), str(label)) for key, label in each.model_field.flatchoices if key != "")
            if each.model_field.blank:
                options += ((NOT_CHOSEN, "没有填的"),)
            shown.append(Filter(name, each.title, "options", value, options=options))
        else:
            shown.append(Filter(name, each.title, "number", value, error=listing.errors.get(name, "")))
    if ledger.reminders:
        options = ((ANY_TODO, "有待补、待核对的"), *((one.key, one.title) for one in ledger.reminders))
        shown.append(
            Filter("todo", "待补", "options", listing.todo, options=options, error=listing.errors.get("todo", ""))
        )
    return shown


def foot(listing: Listing) -> list[tuple[ListColumn, str]]:
    """The cells of the row of totals, one to a column."""
    totals = listing.totals
    cells = []
    for place, column in enumerate(listing.columns):
        text = totals[column.name].text if column.name in totals else ""
        cells.append((column, "合计" if place == 0 and not text else text))
    return cells
