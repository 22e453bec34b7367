"""A figure is rows plus a measure: what it counts, up to which day, and that it adds up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.toy.apprentices import APPRENTICES, TOTAL, Apprentice
from tests.engine.toy.bursaries import APPLICANTS, SURVEYED
from tests.engine.toy.factories import make_apprentice, make_bursary, make_workshop
from tests.engine.toy.payments import MONTHLY_AVERAGE, PAYMENTS, RECEIVED, Payment
from tests.engine.toy.workshops import GUILD_SHARE, Workshop
from tests.factories import Town, make_id_number

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.compute import compute, rows
from gonghui.engine.figures.conditions import among, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.frozen import freeze
from gonghui.engine.figures.measures import CountDistinct, MonthlyAverage, Sum
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@pytest.fixture
def workshop(place: Town) -> Workshop:
    return make_workshop(place.officer, place.village)


def value(indicator: Indicator, place: Organisation, period: Period = YEAR, as_of: date = TODAY) -> Decimal:
    return compute(indicator, FigureQuery(place, period, as_of)).value


def pay(place: Town, workshop: Workshop, *sums: tuple[date, str]) -> list[Payment]:
    """Payments of an workshop; what is below nought is a refund."""
    actor = place.stranger if workshop.organisation == place.neighbour_village else place.officer
    return door.create_many(
        PAYMENTS,
        actor=actor,
        records=[
            Payment(workshop=workshop, period="2025-01", paid_date=day, amount=Decimal(amount), refund=amount[0] == "-")
            for day, amount in sums
        ],
    )


# The day up to which facts count


@given(DAYS, DAYS, DAYS)
def test_facts_count_up_to_the_sooner_of_the_periods_end_and_the_as_of_day(one: date, other: date, as_of: date) -> None:
    period = Period(min(one, other), max(one, other))
    query = FigureQuery(Organisation(), period, as_of)
    assert query.until <= min(period.end, as_of)
    assert query.counted.start == period.start
    assert query.counted.end <= period.end


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2025, 12, 12), 3),
        (date(2025, 10, 31), 2),
        (date(2025, 10, 30), 1),
        (date(2025, 1, 1), 1),
        (date(2024, 12, 31), 0),
        (date(2027, 1, 1), 3),
    ],
)
def test_a_flow_counts_what_fell_in_the_period_by_the_as_of_day(
    place: Town, workshop: Workshop, as_of: date, expected: int
) -> None:
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 10, 31), date(2025, 12, 12))
    pay(place, workshop, *((day, "1") for day in days))
    assert value(RECEIVED, place.town, as_of=as_of) == expected


def test_a_stock_stands_at_the_day_whatever_the_periods_beginning(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, join_date=date(2020, 1, 1))
    make_apprentice(place.officer, place.village, 2, join_date=date(2025, 6, 1))
    gone = {"left_on": date(2025, 9, 1), "status": "resigned"}
    door.save(APPRENTICES, actor=place.officer, record=apprentice, changes=gone)
    told = {
        day: value(TOTAL, place.town, as_of=day)
        for day in (date(2025, 5, 31), date(2025, 6, 1), date(2025, 8, 31), date(2025, 9, 1))
    }
    assert list(told.values()) == [1, 2, 2, 1]
    assert value(TOTAL, place.town, Period.month(2025, 6)) == 2


@pytest.mark.parametrize(
    ("condition", "days", "as_of"),
    [
        (in_period("paid_date", "入账"), [1, 10], date(2025, 1, 10)),
        (by_day("paid_date", "入账"), [-1, 1, 10], date(2025, 1, 10)),
        (not_yet_on("paid_date", "入账"), [11, 20], date(2025, 1, 10)),
    ],
    ids=lambda condition: getattr(condition, "key", ""),
)
def test_conditions_hold_on_their_first_and_last_day(
    place: Town, workshop: Workshop, condition: Condition, days: list[int], as_of: date
) -> None:
    first = date(2025, 1, 1) - timedelta(days=1)
    pay(place, workshop, *((first + timedelta(days=n), "1") for n in (-1, 1, 10, 11, 20)))
    asked = FigureQuery(place.town, YEAR, as_of)
    found = Payment.objects.filter(condition.test(asked)).values_list("paid_date", flat=True)
    assert sorted((day - first).days for day in found) == days


def test_what_has_not_happened_at_all_has_not_happened_by_the_day(place: Town) -> None:
    make_apprentice(place.officer, place.village)
    asked = FigureQuery(place.town, YEAR, TODAY)
    assert Apprentice.objects.filter(not_yet_on("left_on", "离开").test(asked)).count() == 1
    assert Apprentice.objects.filter(by_day("left_on", "离开").test(asked)).count() == 0


def test_conditions_on_facts(place: Town) -> None:
    make_apprentice(place.officer, place.village, boards=True)
    make_apprentice(place.officer, place.village, 2)
    asked = FigureQuery(place.town, YEAR, TODAY)
    boards = equals("boards", value=True, title="住宿")
    assert Apprentice.objects.filter(boards.test(asked)).count() == 1
    either = among("sex", frozenset({"male", "female"}), "性别")
    assert Apprentice.objects.filter(either.test(asked)).count() == 2
    assert (boards.key, either.key) == ("boards_is_True", "sex_among")


# Measures


def test_money_adds_up_to_the_fen_with_refunds_netted(place: Town, workshop: Workshop) -> None:
    sums = ["0.10", "0.20", "-0.30", "1234567890.01", "-0.01", *["33.33"] * 300, *["-0.07"] * 300]
    pay(place, workshop, *((date(2025, 3, 1), amount) for amount in sums))
    assert value(RECEIVED, place.town) == sum(map(Decimal, sums))
    assert value(RECEIVED, place.town).as_tuple().exponent == -2
    assert value(RECEIVED, place.other_village) == 0


@pytest.mark.parametrize(
    ("period", "as_of", "months"),
    [
        (YEAR, date(2025, 10, 31), 10),
        (YEAR, date(2025, 11, 1), 10),
        (YEAR, TODAY, 11),
        (Period.months_of(2025, 1, 10), TODAY, 10),
        (Period(date(2024, 11, 15), date(2025, 3, 2)), TODAY, 3),
        (Period.statistical_year(2025), TODAY, 12),
        (Period.month(2025, 1), TODAY, 1),
    ],
)
def test_a_monthly_average_counts_each_month_that_is_whole(
    place: Town, workshop: Workshop, period: Period, as_of: date, months: int
) -> None:
    pay(place, workshop, (date(2025, 1, 20), "1000.00"))
    if as_of.day < 30:
        # What came in the month that is not over counts neither above nor below the line.
        pay(place, workshop, (as_of, "77.00"))
    expected = (Decimal(1000) / months).quantize(Decimal("0.01"))
    assert value(MONTHLY_AVERAGE, place.town, period, as_of) == expected


def test_an_average_before_the_period_or_its_first_whole_month_is_zero(place: Town, workshop: Workshop) -> None:
    pay(place, workshop, (date(2025, 1, 20), "1000.00"))
    assert value(MONTHLY_AVERAGE, place.town, as_of=date(2025, 1, 30)) == 0
    assert value(MONTHLY_AVERAGE, place.town, as_of=date(2024, 6, 1)) == 0


def test_a_person_counts_once_however_many_rows_speak_of_them(place: Town, workshop: Workshop) -> None:
    number = make_id_number(8)
    for course in ("电工", "焊工"):
        make_bursary(place.officer, workshop, id_number=number, course=course)
    make_bursary(place.officer, workshop, 9)
    figure = compute(SURVEYED, FigureQuery(place.town, YEAR, TODAY))
    assert (figure.value, figure.records) == (Decimal(2), 3)
    assert value(APPLICANTS, place.town) == 0


def test_a_share_is_told_of_the_rows_counted(place: Town) -> None:
    for sequence, guild in enumerate((True, True, False), start=1):
        founded = {} if guild else {"founded_on": None}
        make_workshop(place.officer, place.village, sequence, has_guild=guild, **founded)
    figure = compute(GUILD_SHARE, FigureQuery(place.town, YEAR, TODAY))
    assert (figure.value, figure.records) == (Decimal("66.67"), 3)
    assert not figure.empty
    assert compute(GUILD_SHARE, FigureQuery(place.neighbour, YEAR, TODAY)).empty
    assert value(GUILD_SHARE, place.town, as_of=date(2019, 5, 7)) == 0
    assert GUILD_SHARE.denominator == "全部工坊"
    assert GUILD_SHARE.measure.describe() == "已入行会的占全部工坊的百分比"


def test_measures_say_how_they_count() -> None:
    assert Sum("amount").describe() == "合计"
    assert CountDistinct("id_number_index", "身份证号").describe() == "按身份证号去重计数"
    assert "月数" in MonthlyAverage("amount").describe()


def test_without_a_condition_a_figure_counts_what_it_would_leave_out(place: Town, workshop: Workshop) -> None:
    pay(place, workshop, (date(2024, 5, 1), "7"), (date(2025, 5, 1), "8"))
    asked = FigureQuery(place.town, YEAR, TODAY)
    assert compute(RECEIVED, asked).value == 8
    assert compute(RECEIVED, asked, without="paid_date_in_period").value == 15
    assert RECEIVED.kind is FigureKind.FLOW


# Frozen


def test_a_frozen_figure_keeps_its_value_and_its_records_whatever_comes_after(place: Town, workshop: Workshop) -> None:
    first, second = pay(place, workshop, (date(2025, 5, 1), "7.50"), (date(2025, 6, 1), "8"))
    asked = FigureQuery(place.town, YEAR, date(2025, 10, 31))
    frozen = freeze(compute(RECEIVED, asked))
    door.void(PAYMENTS, actor=place.officer, record=first, why="错")
    pay(place, workshop, (date(2025, 7, 1), "100"))
    kept = FrozenFigure.objects.get(pk=frozen.pk)
    assert (kept.value, kept.record_keys) == (Decimal("15.5"), [str(first.pk), str(second.pk)])
    assert (kept.code, kept.indicator_version, kept.unit) == (RECEIVED.code, RECEIVED.version, "元")
    assert (kept.organisation, kept.jurisdiction_id) == (place.town, place.city.pk)
    assert (kept.start, kept.end, kept.as_of) == (YEAR.start, YEAR.end, date(2025, 10, 31))
    assert value(RECEIVED, place.town, as_of=asked.as_of) == 108


def test_a_city_is_the_sum_of_its_towns_and_keeps_the_records_of_all_when_frozen(
    place: Town, workshop: Workshop
) -> None:
    paid = pay(place, workshop, (date(2025, 5, 1), "7"), (date(2025, 6, 1), "8"))
    paid += pay(place, make_workshop(place.stranger, place.neighbour_village), (date(2025, 6, 2), "9"))
    asked = FigureQuery(place.city, YEAR, TODAY)
    assert value(RECEIVED, place.town) + value(RECEIVED, place.neighbour) == value(RECEIVED, place.city) == 24
    assert set(rows(RECEIVED, FigureQuery(place.village, YEAR, TODAY))) == set(paid[:2])
    with only_keyed_statements():
        assert compute(RECEIVED, asked).records == len(rows(RECEIVED, asked)) == 3
    frozen: Any = freeze(compute(RECEIVED, asked))
    assert set(frozen.record_keys) == {str(row.pk) for row in paid}
