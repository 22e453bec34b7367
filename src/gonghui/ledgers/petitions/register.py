"""What this folder gives to the catalogue."""

from gonghui.ledgers.petitions.indicators import INDICATORS
from gonghui.ledgers.petitions.ledger import PETITIONS

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (PETITIONS,)
