"""What this folder gives to the catalogue."""

from gonghui.ledgers.duties.indicators import INDICATORS
from gonghui.ledgers.duties.ledger import DUTIES

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (DUTIES,)
