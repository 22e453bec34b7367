"""What this folder gives to the catalogue."""

from gonghui.ledgers.meetings.indicators import INDICATORS
from gonghui.ledgers.meetings.ledger import MEETINGS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (MEETINGS,)
