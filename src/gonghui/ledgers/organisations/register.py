"""What this folder gives to the catalogue."""

from gonghui.ledgers.organisations.indicators import INDICATORS
from gonghui.ledgers.organisations.ledger import UNIONS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (UNIONS,)
