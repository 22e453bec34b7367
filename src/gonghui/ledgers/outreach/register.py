"""What this folder gives to the catalogue."""

from gonghui.ledgers.outreach.indicators import INDICATORS
from gonghui.ledgers.outreach.ledger import OUTREACH

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (OUTREACH,)
