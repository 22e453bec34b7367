"""What this folder gives to the catalogue."""

from gonghui.ledgers.student_aid.indicators import INDICATORS
from gonghui.ledgers.student_aid.ledger import STUDENT_AID

__all__ = ["INDICATORS", "LEDGERS"]

LEDGERS = (STUDENT_AID,)
