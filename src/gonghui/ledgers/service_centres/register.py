"""What this folder gives to the catalogue."""

from gonghui.ledgers.service_centres.indicators import INDICATORS, SOURCES
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)

__all__ = ["INDICATORS", "LEDGERS", "SOURCES"]

LEDGERS = (
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    CENTRE_SERVICES,
    SOCIAL_WORKERS,
    PILOT_CANDIDATES,
    ACTIVITIES,
)
