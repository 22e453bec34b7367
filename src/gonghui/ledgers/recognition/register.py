"""What this folder gives to the catalogue."""

from gonghui.ledgers.recognition.indicators import INDICATORS
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.sources import SOURCES

__all__ = ["INDICATORS", "LEDGERS", "SOURCES"]

LEDGERS = (RECOGNITION,)
