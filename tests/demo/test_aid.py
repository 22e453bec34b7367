"""Aid in the demonstration: the days that a summary tells, parts that add up, and towns drawn from any seed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from tests.demo.invented import neighbour

from gonghui.demo import hardship, student_aid, visits
from gonghui.demo.days import TODAY, is_office_day
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute, rows
from gonghui.plain import clock, identity
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

SEEDS = range(1, 31)


def counted(town: Organisation, code: str, field: str) -> set[Any]:
    """The values of `field` in the rows that the figure of this year counts."""
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    return set(rows(indicator, FigureQuery(town, Period.year(2025), TODAY)).values_list(field, flat=True))


def value(town: Organisation, code: str) -> int:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    return int(compute(indicator, FigureQuery(town, Period.year(2025), TODAY)).value)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("code", "field", "first", "last"),
    [
        ("hardship.surveyed_eligible", "surveyed_on", date(2025, 3, 1), date(2025, 3, 10)),
        ("hardship.submitted", "town_passed_on", date(2025, 4, 11), date(2025, 4, 20)),
        ("student_aid.surveyed", "surveyed_on", date(2025, 6, 1), date(2025, 6, 10)),
        ("visits.injured", "date", date(2025, 1, 1), date(2025, 2, 28)),
        ("calls.hardship", "forwarded_on", date(2025, 3, 1), date(2025, 3, 10)),
        ("calls.student_aid", "forwarded_on", date(2025, 6, 1), date(2025, 6, 10)),
        ("calls.subsidy", "forwarded_on", date(2025, 10, 21), date(2025, 10, 31)),
        ("calls.subsidy", "closes_on", date(2025, 11, 30), date(2025, 11, 30)),
    ],
)
def test_what_is_told_of_a_third_of_a_month_lies_in_it(
    town: Organisation, code: str, field: str, first: date, last: date
) -> None:
    days = counted(town, code, field)
    assert days
    assert first <= min(days) <= max(days) <= last


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_those_handed_up_were_passed_or_refused(town: Organisation) -> None:
    told = {
        name: value(town, f"hardship.{name}") for name in ("surveyed_eligible", "submitted", "city_passed", "rejected")
    }
    assert told == {"surveyed_eligible": 82, "submitted": 82, "city_passed": 75, "rejected": 7}


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_stages_add_up_to_those_who_qualify(town: Organisation) -> None:
    told = [value(town, f"student_aid.{name}") for name in ("high_school", "vocational", "college")]
    assert told == [11, 9, 51]
    assert sum(told) == value(town, "student_aid.eligible") == value(town, "student_aid.paid_students")


def check(cases: Iterable[tuple[date, Iterable[tuple[str, date, str]]]]) -> None:
    """Each case's days ascend on office days, none after today, and nobody's number is wrong."""
    for surveyed, acts in cases:
        days = [surveyed, *(day for _, day, _ in acts)]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert all(is_office_day(day) for day in days)


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, TODAY.isoformat())


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_towns_hardship_files_hold_together(seed: int) -> None:
    files = hardship.files(neighbour(seed))
    check((file.surveyed_on, file.acts) for file in files)
    for file in files:
        assert identity.check_bank_card(file.worker.card) == file.worker.card
        assert file.visitors[0] != file.visitors[1]
    keys = [(file.worker.id_number, file.for_year) for file in files]
    assert len(keys) == len(set(keys))


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_towns_students_hold_together(seed: int) -> None:
    cases = student_aid.cases(neighbour(seed))
    check((case.surveyed_on, case.acts) for case in cases)
    keys = [(case.student.id_number, case.for_year) for case in cases]
    assert len(keys) == len(set(keys))
    assert all(case.student.birth.year <= case.surveyed_on.year - 6 for case in cases)


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_towns_visits_and_calls_hold_together(seed: int) -> None:
    town = neighbour(seed)
    check((visit.day, ()) for visit in visits.visits(town))
    check((call["issued_on"], [("", call["forwarded_on"], "")]) for call in town.further["calls"])
    seen = [(visit.person.id_number, visit.day, visit.group.festival) for visit in visits.visits(town) if visit.person]
    assert len(seen) == len(set(seen))


@pytest.mark.usefixtures("on_the_day")
def test_towns_differ_and_some_have_nothing() -> None:
    sizes = [len(hardship.files(neighbour(seed))) for seed in SEEDS]
    assert 0 in sizes
    assert max(sizes) > 20
    assert len(set(sizes)) > 8
