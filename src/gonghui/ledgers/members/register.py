"""What this folder gives to the catalogue."""

from gonghui.ledgers.members.indicators import INDICATORS
from gonghui.ledgers.members.ledger import MEMBERS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (MEMBERS,)
