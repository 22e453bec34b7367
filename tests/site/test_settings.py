"""What the settings ask of the database."""

from __future__ import annotations

import pytest
from django.db import connection

FULL = 2


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL 自己保证")
def test_what_was_answered_saved_outlives_a_power_cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (FULL,)
