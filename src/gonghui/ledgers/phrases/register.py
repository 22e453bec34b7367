"""What this folder gives to the catalogue."""

from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.phrases.sources import SOURCES

__all__ = ["LEDGERS", "SOURCES"]

LEDGERS = (PHRASES,)
