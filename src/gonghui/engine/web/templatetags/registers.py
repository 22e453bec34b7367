"""What the register's templates say in more than one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from django import template
from django.db import models
from django.utils.safestring import SafeString

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.columns import ListColumn
from gonghui.engine.fields.listing import Listing
from gonghui.engine.fields.values import FieldKind, format_recent_moment, ledger_field
from gonghui.engine.web.addresses import before_record
from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

register = template.Library()
_CURRENT = ' aria-current="page"'


@register.filter
def full_day(value: date) -> str:
    """2025年12月12日."""
    return format_full_day(value)


@register.filter
def lately(value: datetime) -> str:
    """12月12日9:05, with the year where it is not this year's."""
    return format_recent_moment(value, clock.today())


@register.filter
def search_hint(ledger: Ledger) -> str:
    """What the search box finds, in the register's own titles: 编号、姓名、拼音首字母、身份证号."""
    titles: dict[str, None] = {}
    for name in ledger.search:
        own, _, rest = name.partition("__")
        if name.rpartition("__")[2] == "initials":
            continue
        each = ledger_field(ledger, own)
        titles[each.title if not rest or each.kind is FieldKind.RECORD else name] = None
    if any(name.rpartition("__")[2] == "initials" for name in ledger.search):
        titles["拼音首字母"] = None
    return "、".join(titles)


@register.simple_tag
def register_links(ledgers: Iterable[Ledger], before: str, nav: str) -> SafeString:
    """The registers of an area in the left column, each leading to `before` and its key; `nav` is where one is."""
    # Joined by hand, as lines are: every page has one for each register.
    opens = escape(before)
    links = [
        f'<a href="{opens}{ledger.key}/"{_CURRENT if ledger.key == nav else ""}>{escape(ledger.title)}</a>'
        for ledger in ledgers
    ]
    return SafeString("\n".join(links))


@register.simple_tag
def lines(listing: Listing, place: Organisation, ledger: Ledger) -> SafeString:
    """The lines of the page shown, cell by cell; the heading opens the record."""
    # Joined by hand, every text escaped: a page has hundreds of cells, and template nodes cost many times as much.
    opens = escape(before_record(place, ledger))
    shown = []
    for row in listing.page_rows:
        voided = ' class="voided"' if row.voided_on else ""
        drawn = "".join([_cell(column, row, opens, ledger) for column in listing.columns])
        shown.append(f"<tr{voided}>{drawn}</tr>")
    return SafeString("\n".join(shown))


def _cell(column: ListColumn, row: models.Model, opens: str, ledger: Ledger) -> str:
    text = escape(column.text(row))
    if column.role == "heading":
        voided = '<span class="badge badge--late">已作废</span>' if getattr(row, "voided_on", None) else ""
        link = f'<a class="opens" href="{opens}{row.pk}/">{text or "（未填）"}</a>'
        return f'<td class="{column.classes}">{link}{voided}</td>'
    if column.role == "state":
        return f'<td class="{column.classes}"><span class="{badge(ledger, row)}">{text}</span></td>'
    if column.role == "number":
        return f'<th scope="row" class="{column.classes}">{text}</th>'
    classes = column.classes
    # On a card a bare 否 says nothing.
    if column.field.kind is FieldKind.FLAG and not column.field.of(row):
        classes = f"{classes} c-drop".strip()
    if not text:
        return f'<td class="{classes}"></td>'
    title = f' title="{text}"' if column.is_cut else ""
    return f'<td class="{classes}"{column.attributes}{title}>{text}</td>'


@register.simple_tag
def badge(ledger: Ledger, row: models.Model) -> str:
    """The classes of a state's badge: waiting, done or stopped."""
    if ledger.process is None:
        return "badge badge--done"
    look = ledger.process.state(getattr(row, ledger.process.field)).badge
    return {"done": "badge badge--done", "stopped": "badge badge--stopped"}.get(look, "badge")


@register.simple_tag
def state_of(ledger: Ledger, row: models.Model) -> str:
    """The title of the state that a case stands in."""
    return ledger_field(ledger, ledger.process.field).full_text(row) if ledger.process else ""
