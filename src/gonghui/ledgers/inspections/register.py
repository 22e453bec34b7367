"""What this folder gives to the catalogue."""

from gonghui.ledgers.inspections.indicators import INDICATORS
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (
    INSPECTIONS,
    RESULTS,
)
