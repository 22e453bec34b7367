"""What this folder gives to the catalogue."""

from gonghui.ledgers.practices.ledger import PRACTICES
from gonghui.ledgers.practices.sources import SOURCES

__all__ = ["LEDGERS", "SOURCES"]

LEDGERS = (PRACTICES,)
