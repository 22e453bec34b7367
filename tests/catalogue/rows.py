"""One row of every register, for the tests that run over the whole catalogue.

They are made by the register's own file in `tests/registers`; everything in this folder then covers the register.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.urls import reverse
from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Indicator, Ledger
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.vault.fields import SealedField
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.registers import REGISTERS

LEDGERS = list(CATALOGUE.ledgers)


FOLDERS = [import_module(f"tests.registers.{name}") for name in REGISTERS]
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    key: maker for folder in FOLDERS for key, maker in folder.MAKERS.items()
}

# By the folder's name, what writes the rows that its figures are tried on, where that is not the demonstration.
DECOYS: dict[str, Callable[[Town], None]] = {
    name: folder.make_decoys for name, folder in zip(REGISTERS, FOLDERS, strict=True) if hasattr(folder, "make_decoys")
}


# Where a folder names them, only these of its figures are tried on its decoys, the others on the demonstration.
FIGURES: dict[str, frozenset[str]] = {
    name: folder.FIGURES for name, folder in zip(REGISTERS, FOLDERS, strict=True) if hasattr(folder, "FIGURES")
}


def folder_of(ledger: Ledger) -> str:
    """The name of the folder that holds the register."""
    return ledger.model._meta.app_label


def has_own_decoys(indicator: Indicator) -> bool:
    """Whether the register of the figure brings the rows that it is tried on, so that the demonstration need not."""
    folder = folder_of(indicator.ledger)
    return folder in DECOYS and indicator.code in FIGURES.get(folder, {indicator.code})


def make_rows(ledger: Ledger, place: Town, count: int, *, first: int = 1) -> list[Any]:
    """`count` rows of a register in the village V1 of town T."""
    return [MAKERS[ledger.key](place, sequence) for sequence in range(first, first + count)]


def secrets_of(row: LedgerRow) -> list[str]:
    """The personal data that a row holds, in full."""
    sealed = [field for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    return [value.reveal() for field in sealed if (value := getattr(row, field.attname))]


def address(name: str, at: Organisation, ledger: Ledger, *rest: object) -> str:
    """The address of a register's page at a place."""
    return reverse(name, args=[at.code, ledger.key, *rest])
