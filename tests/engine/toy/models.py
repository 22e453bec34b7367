"""The tables, where Django looks for them."""

from tests.engine.toy.apprentices import Apprentice
from tests.engine.toy.bursaries import Bursary
from tests.engine.toy.licences import Licence
from tests.engine.toy.payments import Payment
from tests.engine.toy.repairs import Repair
from tests.engine.toy.workshops import Workshop

__all__ = ["Apprentice", "Bursary", "Licence", "Payment", "Repair", "Workshop"]
