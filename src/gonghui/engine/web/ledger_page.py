"""The base of every page of a register, and of every page of one of its records."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from gonghui.engine.access.rights import Right, at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speak_of
from gonghui.engine.fields.columns import candidates
from gonghui.engine.records.apart import seen_by
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.web.page import PlacePage

_RIGHT_WORDS = {Right.WRITE: "登记和修改", Right.EXPORT: "导出"}


class LedgerPage(PlacePage):
    """A page of one register at a place. A register that the person may not read is as if it did not exist."""

    # What the page asks for beyond reading; refused with 403.
    needs: Right | None = None

    ledger: Ledger

    def prepare(self) -> None:
        ledger = self.catalogue.ledger(self.kwargs["key"])
        if ledger is None or not self.may(Right.READ, ledger):
            raise Http404
        self.ledger = ledger
        self.nav = ledger.key
        if self.needs is not None and not self.may(self.needs):
            raise PermissionDenied(
                f"你的岗位不能{_RIGHT_WORDS.get(self.needs, '办理')}{ledger.title}，什么都没有改动。"
            )

    def may(self, right: Right, ledger: Ledger | None = None) -> bool:
        """Whether the person has `right` on the register at this place."""
        return self.access.may(right, ledger or self.ledger, self.place)

    @property
    def writable(self) -> bool:
        """Whether the person may enter rows here."""
        return self.may(Right.WRITE)

    @property
    def importable(self) -> bool:
        """Whether the person may bring in rows from a workbook here."""
        return self.writable and not self.ledger.entered_singly

    def rows(self, *, in_order: bool = False) -> QuerySet[Any]:
        """The register's rows at this place and below; `in_order` as `at_place` has it."""
        found = at_place(self.ledger.model._default_manager.all(), self.place, in_order=in_order)
        return seen_by(self.access, self.ledger, found, self.place)

    def chosen_columns(self) -> list[str]:
        """The columns that the person chose for this register, from their cookie."""
        known = {each.name for each in candidates(self.ledger)}
        text = self.request.COOKIES.get(columns_cookie(self.ledger), "")
        return [name for name in text.split(".") if name in known]


class RecordBase(LedgerPage):
    """A page of one record, which lies at this place or below; any other is not found."""

    record: LedgerRow

    def prepare(self) -> None:
        super().prepare()
        related = []
        for field in self.ledger.model._meta.concrete_fields:
            if field.is_relation:
                # What it names lies somewhere too; the page leads there only where the person may follow.
                of_a_place = isinstance(field.related_model, type) and issubclass(field.related_model, LedgerRow)
                related.append(f"{field.name}__organisation" if of_a_place else field.name)
        found = self.rows().select_related(*related).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.record = found
        speak_of(found.organisation, self.catalogue.naming)


def columns_cookie(ledger: Ledger) -> str:
    """The name of the cookie that remembers the chosen columns."""
    return f"columns-{ledger.key}"
