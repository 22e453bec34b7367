"""What this folder gives to the catalogue."""

from gonghui.ledgers.visits.indicators import INDICATORS
from gonghui.ledgers.visits.ledger import VISITS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (VISITS,)
