"""A town with something to tell of in every section."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import Town, make_id_number
from tests.registers.contributions import make_contribution, make_rebate_file
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.subsidies import make_subsidy

from gonghui.engine.process.steps import Taking, take
from gonghui.ledgers.subsidies.ledger import SUBSIDIES


@pytest.fixture
def recorded(place: Town) -> Town:
    """One employer that joined in May and paid in March, October and November; two members; one case applied for."""
    employer = make_employer(place.officer, place.village, built_date=date(2025, 5, 8))
    for sequence, (day, amount) in enumerate(
        ((date(2024, 3, 5), 900), (date(2025, 3, 5), 12000), (date(2025, 10, 31), 8000), (date(2025, 11, 3), 500))
    ):
        make_contribution(place.officer, employer, sequence, paid_date=day, amount=Decimal(amount))
    make_rebate_file(place.officer, employer)
    make_member(place.officer, place.village, 1, join_date=date(2025, 3, 1), migrant=True)
    make_member(place.officer, place.village, 2, join_date=date(2025, 11, 20))
    case = make_subsidy(place.officer, employer, id_number=make_id_number(8))
    take(SUBSIDIES, "apply", actor=place.clerk, record=case, taking=Taking(date(2025, 7, 1)))
    return place
