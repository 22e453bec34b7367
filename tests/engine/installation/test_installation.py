"""What a database says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from gonghui.engine.installation.models import Installation, demo_date

pytestmark = pytest.mark.django_db


def test_a_database_that_nobody_set_up_has_no_date_of_its_own() -> None:
    assert Installation.current() is None
    assert demo_date() is None


@pytest.mark.parametrize(("day", "told"), [(None, "正式"), (date(2025, 12, 12), "演示")])
def test_a_demonstration_carries_its_date_and_a_real_one_none(day: date | None, told: str) -> None:
    Installation.objects.create(set_up_on=date(2025, 1, 1), demo_date=day)
    assert demo_date() == day
    assert str(Installation.current()) == told
