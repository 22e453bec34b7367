"""What this folder gives to the catalogue."""

from gonghui.ledgers.recognition.indicators import INDICATORS
from gonghui.ledgers.recognition.ledger import RECOGNITION

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (RECOGNITION,)
