"""What this folder gives to the catalogue."""

from gonghui.ledgers.employers.indicators import INDICATORS
from gonghui.ledgers.employers.ledger import EMPLOYERS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (EMPLOYERS,)
