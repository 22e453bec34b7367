"""What this folder gives to the catalogue."""

from gonghui.ledgers.visits import indicators
from gonghui.ledgers.visits.festivals import BY_FESTIVAL, SOURCES
from gonghui.ledgers.visits.ledger import VISITS

__all__ = ["INDICATORS", "LEDGERS", "SOURCES"]

LEDGERS = (VISITS,)
INDICATORS = (*indicators.INDICATORS, *BY_FESTIVAL)
