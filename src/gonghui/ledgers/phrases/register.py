"""What this folder gives to the catalogue."""

from gonghui.ledgers.phrases.indicators import INDICATORS
from gonghui.ledgers.phrases.ledger import PHRASES

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (PHRASES,)
