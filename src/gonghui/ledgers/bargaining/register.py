"""What this folder gives to the catalogue."""

from gonghui.ledgers.bargaining.indicators import INDICATORS
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (
    AGREEMENTS,
    BARGAINING_WEEKS,
)
