"""What this folder gives to the catalogue."""

from gonghui.ledgers.journal.indicators import INDICATORS
from gonghui.ledgers.journal.ledger import JOURNAL

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (JOURNAL,)
