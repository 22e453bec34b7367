"""A new union is a node of the tree as well as a row, so its entry is more than a plain save."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from gonghui.engine.declare import Catalogue
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.web.change import Change, New
from gonghui.engine.web.record import RecordPage
from gonghui.ledgers.organisations.actions import change_union, found_union
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.ledgers.organisations.tree_pages import TreePage


class FoundUnion(New):
    """A new union below the place where the person stands."""

    def lead(self) -> str:
        return f"建在{self.place}下面。要建在别的工会下面，先在页面上方换地方。"

    def enter(self, record: LedgerRow, values: dict[str, Any]) -> LedgerRow:
        return found_union(actor=self.account, parent=self.place, changes=values)


class UnionRecord(RecordPage):
    """A union's record, with the way to what becomes of it: renamed, merged, reporting together."""

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        own = {"gonghui/record.html": "organisations/union.html"}
        return super().show(own.get(template, template), status=status, **context)


class ChangeUnion(Change):
    """A union's row changed, and its place in the tree with it."""

    def enter(self, values: dict[str, Any], version: int | None) -> LedgerRow:
        assert isinstance(self.record, Union)
        return change_union(actor=self.account, union=self.record, changes=values, expected_version=version)


def urls(catalogue: Catalogue) -> list[URLPattern]:
    """The pages that take the place of the register's plain forms."""
    key = {"key": UNIONS.key}
    return [
        path(f"<str:place>/ledgers/{UNIONS.key}/tree/", TreePage.as_view(catalogue=catalogue), key, name="tree"),
        path(f"<str:place>/ledgers/{UNIONS.key}/<int:pk>/", UnionRecord.as_view(catalogue=catalogue), key),
        path(f"<str:place>/ledgers/{UNIONS.key}/new/", FoundUnion.as_view(catalogue=catalogue), key),
        path(f"<str:place>/ledgers/{UNIONS.key}/<int:pk>/change/", ChangeUnion.as_view(catalogue=catalogue), key),
    ]
