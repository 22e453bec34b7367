"""What this folder gives to the catalogue."""

from gonghui.ledgers.calls.indicators import INDICATORS
from gonghui.ledgers.calls.ledger import CALLS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (CALLS,)
