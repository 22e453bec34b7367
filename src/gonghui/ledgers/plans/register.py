"""What this folder gives to the catalogue."""

from gonghui.ledgers.plans.indicators import INDICATORS, SOURCES
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS

__all__ = ["INDICATORS", "LEDGERS", "SOURCES"]

LEDGERS = (
    PLANS,
    SHORTCOMINGS,
)
