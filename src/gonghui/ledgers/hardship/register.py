"""What this folder gives to the catalogue."""

from gonghui.ledgers.hardship.indicators import INDICATORS
from gonghui.ledgers.hardship.ledger import HARDSHIP

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (HARDSHIP,)
