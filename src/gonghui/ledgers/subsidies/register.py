"""What this folder gives to the catalogue."""

from gonghui.ledgers.subsidies.indicators import INDICATORS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (SUBSIDIES,)
