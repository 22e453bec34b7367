"""The clock: what sets it, in which order."""

from datetime import date, timedelta

import pytest

from gonghui.plain import clock


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    monkeypatch.setattr(clock, "database_date", clock.no_database_date)


def test_the_variable_goes_before_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "database_date", lambda: date(2025, 12, 12))
    assert clock.today() == date(2025, 12, 12)
    monkeypatch.setenv(clock.VARIABLE, "2024-02-29")
    assert clock.today() == date(2024, 2, 29)


def test_without_either_the_system_sets_the_date() -> None:
    assert abs(clock.today() - clock.now().date()) <= timedelta(days=1)


def test_a_moment_has_the_set_date_and_chinas_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, "2025-12-12")
    assert clock.now().date() == date(2025, 12, 12)
    assert clock.now().utcoffset() == timedelta(hours=8)


def test_a_wrong_variable_says_how_to_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, "12/12/2025")
    with pytest.raises(ValueError, match="GONGHUI_TODAY 不是日期，请写成 2025-12-12"):
        clock.today()
