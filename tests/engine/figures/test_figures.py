"""A figure is rows plus a measure: what it counts, up to which day, and that it adds up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.rows import MAKERS
from tests.factories import Town, make_id_number
from tests.registers.contributions import make_contribution, make_rebate_file
from tests.registers.employers import make_employer
from tests.registers.inspections import make_inspection, make_inspection_result
from tests.registers.journal import make_journal_entry
from tests.registers.meetings import make_meeting
from tests.registers.members import make_member
from tests.registers.organisations import make_union
from tests.registers.outreach import make_outreach
from tests.registers.recognition import make_recognition
from tests.registers.subsidies import make_subsidy

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures.compute import compute, rows
from gonghui.engine.figures.conditions import NOT_VOIDED, among, by_day, equals, in_period, not_yet_on
from gonghui.engine.figures.frozen import freeze
from gonghui.engine.figures.measures import CountDistinct, MonthlyAverage, Share, Sum
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.ledgers.contributions.indicators import MONTHLY_AVERAGE, RECEIVED
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.subsidies.indicators import APPLICANTS, SURVEYED
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def value(indicator: Indicator, place: Organisation, period: Period = YEAR, as_of: date = TODAY) -> Decimal:
    return compute(indicator, FigureQuery(place, period, as_of)).value


def pay(place: Town, employer: Employer, *sums: tuple[date, str]) -> list[Contribution]:
    """Contributions of an employer; what is below nought is a refund."""
    actor = place.stranger if employer.organisation == place.neighbour_village else place.officer
    return door.create_many(
        CONTRIBUTIONS,
        actor=actor,
        records=[
            Contribution(
                employer=employer, period="2025-01", paid_date=day, amount=Decimal(amount), refund=amount[0] == "-"
            )
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
    place: Town, employer: Employer, as_of: date, expected: int
) -> None:
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 10, 31), date(2025, 12, 12))
    pay(place, employer, *((day, "1") for day in days))
    assert value(RECEIVED, place.town, as_of=as_of) == expected


def test_a_stock_stands_at_the_day_whatever_the_periods_beginning(place: Town) -> None:
    total = CATALOGUE.indicator("members.total")
    assert total is not None
    member = make_member(place.officer, place.village, join_date=date(2020, 1, 1))
    make_member(place.officer, place.village, 2, join_date=date(2025, 6, 1))
    gone = {"left_on": date(2025, 9, 1), "status": "resigned"}
    door.save(MEMBERS, actor=place.officer, record=member, changes=gone)
    told = {
        day: value(total, place.town, as_of=day)
        for day in (date(2025, 5, 31), date(2025, 6, 1), date(2025, 8, 31), date(2025, 9, 1))
    }
    assert list(told.values()) == [1, 2, 2, 1]
    assert value(total, place.town, Period.month(2025, 6)) == 2


@pytest.mark.parametrize(
    ("condition", "days", "as_of"),
    [
        (in_period("paid_date", "入库"), [1, 10], date(2025, 1, 10)),
        (by_day("paid_date", "入库"), [-1, 1, 10], date(2025, 1, 10)),
        (not_yet_on("paid_date", "入库"), [11, 20], date(2025, 1, 10)),
    ],
    ids=lambda condition: getattr(condition, "key", ""),
)
def test_conditions_hold_on_their_first_and_last_day(
    place: Town, employer: Employer, condition: Condition, days: list[int], as_of: date
) -> None:
    first = date(2025, 1, 1) - timedelta(days=1)
    pay(place, employer, *((first + timedelta(days=n), "1") for n in (-1, 1, 10, 11, 20)))
    asked = FigureQuery(place.town, YEAR, as_of)
    found = Contribution.objects.filter(condition.test(asked)).values_list("paid_date", flat=True)
    assert sorted((day - first).days for day in found) == days


def test_what_has_not_happened_at_all_has_not_happened_by_the_day(place: Town) -> None:
    make_member(place.officer, place.village)
    asked = FigureQuery(place.town, YEAR, TODAY)
    assert Member.objects.filter(not_yet_on("left_on", "离会").test(asked)).count() == 1
    assert Member.objects.filter(by_day("left_on", "离会").test(asked)).count() == 0


def test_conditions_on_facts(place: Town) -> None:
    make_member(place.officer, place.village, migrant=True)
    make_member(place.officer, place.village, 2)
    asked = FigureQuery(place.town, YEAR, TODAY)
    migrant = equals("migrant", value=True, title="农民工")
    assert Member.objects.filter(migrant.test(asked)).count() == 1
    either = among("sex", frozenset({"male", "female"}), "性别")
    assert Member.objects.filter(either.test(asked)).count() == 2
    assert (migrant.key, either.key) == ("migrant_is_True", "sex_among")


# Measures


def test_money_adds_up_to_the_fen_with_refunds_netted(place: Town, employer: Employer) -> None:
    sums = ["0.10", "0.20", "-0.30", "1234567890.01", "-0.01", *["33.33"] * 300, *["-0.07"] * 300]
    pay(place, employer, *((date(2025, 3, 1), amount) for amount in sums))
    assert value(RECEIVED, place.town) == sum(map(Decimal, sums))
    assert value(RECEIVED, place.town).as_tuple().exponent == -2
    assert value(RECEIVED, place.other_village) == 0


@pytest.mark.parametrize(
    ("period", "as_of", "months"),
    [
        (YEAR, date(2025, 10, 31), 10),
        (YEAR, date(2025, 11, 1), 11),
        (YEAR, TODAY, 12),
        (Period.months_of(2025, 1, 10), TODAY, 10),
        (Period(date(2025, 1, 15), date(2025, 3, 2)), TODAY, 3),
        (Period.statistical_year(2025), TODAY, 12),
        (Period.month(2025, 1), TODAY, 1),
    ],
)
def test_a_monthly_average_counts_each_month_that_has_begun(
    place: Town, employer: Employer, period: Period, as_of: date, months: int
) -> None:
    pay(place, employer, (date(2025, 1, 20), "1000.00"))
    expected = (Decimal(1000) / months).quantize(Decimal("0.01"))
    assert value(MONTHLY_AVERAGE, place.town, period, as_of) == expected


def test_an_average_before_the_period_is_nought(place: Town, employer: Employer) -> None:
    pay(place, employer, (date(2025, 1, 20), "1000.00"))
    assert value(MONTHLY_AVERAGE, place.town, as_of=date(2024, 6, 1)) == 0


def test_a_person_counts_once_however_many_rows_speak_of_them(place: Town, employer: Employer) -> None:
    number = make_id_number(8)
    for course in ("电工", "焊工"):
        make_subsidy(place.officer, employer, id_number=number, course=course)
    make_subsidy(place.officer, employer, 9)
    figure = compute(SURVEYED, FigureQuery(place.town, YEAR, TODAY))
    assert (figure.value, figure.records) == (Decimal(2), 3)
    assert value(APPLICANTS, place.town) == 0


def test_a_share_is_told_of_the_rows_counted(place: Town) -> None:
    for sequence, union in enumerate((True, True, False), start=1):
        built = {} if union else {"built_date": None, "members": 0}
        make_employer(place.officer, place.village, sequence, has_union=union, **built)
    unionised = Condition("unionised", "已建会", lambda query: Q(built_date__lte=query.until))
    share = Indicator(
        code="employers.union_share",
        name="建会率",
        unit="%",
        kind=FigureKind.STOCK,
        basis="已建会的单位占全部单位的百分比",
        ledger=EMPLOYERS,
        conditions=(NOT_VOIDED,),
        measure=Share(unionised, "全部用人单位"),
    )
    figure = compute(share, FigureQuery(place.town, YEAR, TODAY))
    assert (figure.value, figure.records) == (Decimal("66.67"), 3)
    assert value(share, place.neighbour) == 0
    assert value(share, place.town, as_of=date(2019, 5, 7)) == 0
    assert share.denominator == "全部用人单位"
    assert share.measure.describe() == "已建会的占全部用人单位的百分比"


def test_measures_say_how_they_count() -> None:
    assert Sum("amount").describe() == "合计"
    assert CountDistinct("id_number_index", "身份证号").describe() == "按身份证号去重计数"
    assert "月数" in MonthlyAverage("amount").describe()


# Places


@pytest.fixture
def busy(place: Town) -> Town:
    """The first registers have rows in two villages of the town and one of its neighbour, the others in one village."""
    for actor, at in (
        (place.officer, place.village),
        (place.officer, place.other_village),
        (place.stranger, place.neighbour_village),
    ):
        employer = make_employer(actor, at, built_date=date(2025, 2, 1))
        make_contribution(actor, employer, amount=Decimal(1000 + at.pk))
        make_rebate_file(actor, employer)
        make_member(actor, at, sex="female", migrant=True, join_date=date(2025, 2, 1))
        make_subsidy(actor, employer, id_number=make_id_number(at.pk % 900))
        make_union(actor, at, kind=UnionKind.JOINT, founded_on=date(2025, 2, 1))
        _work(actor, at, employer)
    for sequence, ledger in enumerate(CATALOGUE.ledgers, start=12):
        if not ledger.model._base_manager.filter(jurisdiction_id=place.city.jurisdiction_id).exists():
            MAKERS[ledger.key](place, sequence)
    return place


def _work(actor: Account, at: Organisation, employer: Employer) -> None:
    """What a union did at a place, with an employer there: inspected, met, visited, handed out, was praised."""
    rectified = {"problems": "缺记录", "rectify_by": date(2025, 10, 20), "rectified_on": date(2025, 10, 10)}
    make_inspection_result(actor, make_inspection(actor, at), employer, **rectified)
    make_meeting(actor, at)
    make_meeting(actor, at, 2, kind="mobilisation", host="upper", convened_by="临江市总工会")
    make_meeting(actor, at, 3, kind="work", topic="standardisation")
    make_journal_entry(actor, at, employer=employer)
    make_journal_entry(actor, at, 2, kind="employer_guidance", employer=employer, partner_kind="")
    make_journal_entry(actor, at, 3, kind="advice", topic="contributions", partner_kind="")
    for topic in ("bargaining", "contributions"):
        make_outreach(actor, at, topic=topic, title=f"{at.name}{topic}手册")
    for kind in ("list_matching", "message", "broadcast"):
        make_outreach(actor, at, kind=kind, topic="subsidies", got_from="人力资源部门")
    make_recognition(actor, at)
    make_recognition(actor, at, 2, kind="experience")


def test_a_city_is_the_sum_of_its_towns_and_a_village_part_of_its_town(busy: Town) -> None:
    for indicator in CATALOGUE.indicators:
        if isinstance(indicator.measure, Share):
            continue  # a rate is not the sum of its parts
        ours, theirs, city = (value(indicator, at) for at in (busy.town, busy.neighbour, busy.city))
        rounding = Decimal("0.01") if isinstance(indicator.measure, MonthlyAverage) else 0
        assert abs(ours + theirs - city) <= rounding, indicator.code
        village, town = (set(rows(indicator, FigureQuery(at, YEAR, TODAY))) for at in (busy.village, busy.town))
        assert village <= town, indicator.code


def test_every_statement_of_a_figure_names_its_jurisdictions(busy: Town) -> None:
    with only_keyed_statements():
        for indicator, at in product(CATALOGUE.indicators, (busy.village, busy.city, busy.city.parent)):
            assert at is not None
            asked = FigureQuery(at, YEAR, TODAY)
            assert compute(indicator, asked).records == len(rows(indicator, asked)), indicator.code


def test_every_indicator_leaves_out_what_was_voided(busy: Town) -> None:
    asked = FigureQuery(busy.town, YEAR, TODAY)
    counted = [indicator for indicator in CATALOGUE.indicators if compute(indicator, asked).records]
    assert len(counted) > len(CATALOGUE.indicators) / 2
    # Last the employers: what hangs on them is voided before them.
    for indicator in sorted(counted, key=lambda each: each.ledger.model is Employer):
        for row in rows(indicator, asked):
            door.void(indicator.ledger, actor=busy.officer, record=row, why="录错")
    assert {(compute(each, asked).value, compute(each, asked).records) for each in counted} == {(Decimal(0), 0)}


def test_without_a_condition_a_figure_counts_what_it_would_leave_out(place: Town, employer: Employer) -> None:
    pay(place, employer, (date(2024, 5, 1), "7"), (date(2025, 5, 1), "8"))
    asked = FigureQuery(place.town, YEAR, TODAY)
    assert compute(RECEIVED, asked).value == 8
    assert compute(RECEIVED, asked, without="paid_date_in_period").value == 15
    assert RECEIVED.kind is FigureKind.FLOW


# Frozen


def test_a_frozen_figure_keeps_its_value_and_its_records_whatever_comes_after(place: Town, employer: Employer) -> None:
    first, second = pay(place, employer, (date(2025, 5, 1), "7.50"), (date(2025, 6, 1), "8"))
    asked = FigureQuery(place.town, YEAR, date(2025, 10, 31))
    frozen = freeze(compute(RECEIVED, asked))
    door.void(CONTRIBUTIONS, actor=place.officer, record=first, why="错")
    pay(place, employer, (date(2025, 7, 1), "100"))
    kept = FrozenFigure.objects.get(pk=frozen.pk)
    assert (kept.value, kept.record_keys) == (Decimal("15.5"), [str(first.pk), str(second.pk)])
    assert (kept.code, kept.indicator_version, kept.unit) == (RECEIVED.code, RECEIVED.version, "元")
    assert (kept.organisation, kept.jurisdiction_id) == (place.town, place.city.pk)
    assert (kept.start, kept.end, kept.as_of) == (YEAR.start, YEAR.end, date(2025, 10, 31))
    assert value(RECEIVED, place.town, as_of=asked.as_of) == 108


def test_a_citys_frozen_figure_keeps_the_records_of_its_towns(busy: Town) -> None:
    frozen: Any = freeze(compute(RECEIVED, FigureQuery(busy.city, YEAR, TODAY)))
    assert len(frozen.record_keys) == 3
