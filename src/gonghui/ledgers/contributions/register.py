"""What this folder gives to the catalogue."""

from gonghui.ledgers.contributions.indicators import INDICATORS
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (
    CONTRIBUTIONS,
    REBATES,
)
