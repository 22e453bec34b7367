"""Figures computed in sets: the same as each alone, in one statement a register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from tests.engine.toy.catalogue import CATALOGUE
from tests.engine.toy.factories import make_payment, make_workshop
from tests.engine.toy.payments import PAYMENTS
from tests.engine.toy.workshops import WORKSHOPS
from tests.factories import Town

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Condition, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures import sets
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.conditions import NOT_VOIDED, among, by_day, in_period
from gonghui.engine.figures.measures import Count, CountDistinct, Share, Sum
from gonghui.engine.figures.sets import compute_cells, compute_many
from gonghui.engine.figures.statement import Cell
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
MONTHS = YEAR.months
REGISTERS = {indicator.ledger.key for indicator in CATALOGUE.indicators}
# A condition that joins many rows to one: the villages of the town in which the workshop lies.
BESIDE_VILLAGES = Condition("beside_villages", "镇里有村", lambda _query: Q(organisation__parent__children__level=6))


@pytest.fixture
def paying(place: Town) -> Town:
    """Two workshops in one village, one in another and one of the neighbour, each with its payments."""
    for sequence, (actor, at, built, amount) in enumerate(
        (
            (place.officer, place.village, date(2025, 2, 1), "100.10"),
            (place.officer, place.village, date(2024, 2, 1), "200.20"),
            (place.officer, place.other_village, date(2025, 6, 1), "300.30"),
            (place.stranger, place.neighbour_village, date(2025, 6, 1), "400.40"),
        ),
        start=1,
    ):
        workshop = make_workshop(actor, at, sequence, founded_on=built)
        make_payment(actor, workshop, amount=Decimal(amount), paid_date=date(2025, 3, sequence))
        make_payment(actor, workshop, 2, amount=Decimal("0.01"), paid_date=date(2024, 3, sequence))
    return place


def of_workshops(code: str, *conditions: Condition, measure: object = None) -> Indicator:
    return Indicator(
        code=code,
        name=code,
        unit="家",
        kind=FigureKind.STOCK,
        basis="测试",
        ledger=WORKSHOPS,
        conditions=conditions,
        measure=measure or Count(),  # type: ignore[arg-type]
    )


BUILT = of_workshops("built", NOT_VOIDED, by_day("founded_on", "入行会日期"))
NEWLY_BUILT = of_workshops("newly_built", NOT_VOIDED, in_period("founded_on", "入行会日期"))


def ask(place: Organisation, period: Period = YEAR, as_of: date = TODAY) -> FigureQuery:
    return FigureQuery(place, period, as_of)


def check(cells: Iterable[Cell]) -> int:
    """Hold each figure of the set against the one computed alone; return the number of statements of the set."""
    wanted = list(cells)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = compute_cells(wanted)
    assert list(found) == [(indicator.code, query) for indicator, query in wanted]
    for indicator, query in wanted:
        figure, alone = found[indicator.code, query], compute(indicator, query)
        assert (figure.value, figure.records) == (alone.value, alone.records), (indicator.code, query)
        assert (figure.indicator, figure.query) == (indicator, query)
    return len(asked)


# How many statements


def test_a_register_is_one_statement_whatever_is_asked_of_it(paying: Town) -> None:
    town = ask(paying.town)
    places = [ask(each) for each in (paying.village, paying.other_village, paying.town)]
    months = [ask(paying.town, month) for month in MONTHS]
    last_year = [ask(paying.town, month.last_year(), month.last_year().end) for month in MONTHS]
    assert check([(BUILT, town)]) == 1
    assert check([(BUILT, town), (NEWLY_BUILT, town)]) == 1
    assert check((each, query) for each in (BUILT, NEWLY_BUILT) for query in (*months, *last_year)) == 1
    assert check((each, query) for each in (BUILT, NEWLY_BUILT) for query in places) == 1


def test_the_whole_catalogue_is_a_statement_a_register(paying: Town) -> None:
    queries = [ask(paying.town), *(ask(paying.town, month) for month in MONTHS)]
    for asked in ([queries[0]], queries[:2]):
        with CaptureQueriesContext(connection) as statements:
            compute_many(CATALOGUE.indicators, asked)
        assert len(statements) == len(REGISTERS)


def test_a_place_over_several_jurisdictions_is_one_statement_too(paying: Town) -> None:
    province = paying.city.parent
    assert province is not None
    assert len(ask(province).jurisdictions) > 1
    with only_keyed_statements():
        found = compute_many(CATALOGUE.indicators, [ask(province), ask(paying.town)])
    assert found["workshops.in_a_guild", ask(province)].value == 4
    assert found["workshops.in_a_guild", ask(paying.town)].value == 3
    # The tree is asked for the province's jurisdictions; then the register, once for these and once for the town's.
    assert check((BUILT, ask(each)) for each in (province, paying.town)) <= 4


def test_more_figures_than_a_statement_holds_take_another(paying: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "CELLS_A_STATEMENT", 5)
    assert check((NEWLY_BUILT, ask(paying.town, month)) for month in MONTHS) == 3


# What they come to


def test_each_place_counts_its_own_rows_and_those_below(paying: Town) -> None:
    received = Indicator(
        code="received",
        name="收到",
        unit="元",
        kind=FigureKind.FLOW,
        basis="测试",
        ledger=PAYMENTS,
        conditions=(NOT_VOIDED, in_period("paid_date", "入账日期")),
        measure=Sum("amount"),
    )
    places = (paying.village, paying.other_village, paying.town, paying.neighbour, paying.city)
    found = compute_many([received], [ask(each) for each in places])
    assert [str(figure.value) for figure in found.values()] == ["300.30", "300.30", "600.60", "400.40", "1001.00"]
    assert check((received, ask(each)) for each in places) <= 2


def test_a_place_without_rows_has_its_zero(paying: Town) -> None:
    empty = Organisation.objects.create(
        code="E",
        name="空村",
        level=6,
        parent=paying.town,
        path=f"{paying.town.path}E/",
        jurisdiction_id=paying.town.jurisdiction_id,
    )
    distinct = of_workshops("named", NOT_VOIDED, measure=CountDistinct("name", "名称"))
    share = of_workshops("share", NOT_VOIDED, measure=Share(BUILT.conditions[1], "全部工坊"))
    cells = [(each, ask(at)) for each in (BUILT, distinct, share) for at in (empty, paying.village)]
    assert check(cells) == 1
    assert [figure.records for figure in compute_cells(cells).values()] == [0, 2, 0, 2, 0, 2]
    assert check((each, ask(empty)) for each in (BUILT, distinct, share)) == 1


@pytest.mark.parametrize("shared", [True, False], ids=["of every figure", "of one"])
def test_a_condition_that_nothing_can_meet_counts_nothing(paying: Town, shared: bool) -> None:
    none = among("size", frozenset(), "没有这样的")
    never = [
        of_workshops("never", NOT_VOIDED, none),
        of_workshops("never_distinct", none, measure=CountDistinct("name", "名称")),
    ]
    assert check((each, ask(paying.town)) for each in (never if shared else [*never, BUILT])) <= 1


def test_a_condition_that_all_meet_leaves_nothing_out(paying: Town) -> None:
    everything = Condition("everything", "全部", lambda _query: ~Q(pk__in=[]))
    assert check([(of_workshops("all", everything), ask(paying.town)), (BUILT, ask(paying.town))]) == 1


def test_an_indicator_that_repeats_rows_is_a_set_of_its_own(paying: Town) -> None:
    repeating = of_workshops("repeating", NOT_VOIDED, BESIDE_VILLAGES)
    town = ask(paying.town)
    assert compute(repeating, town).records > 3
    assert compute_many([BUILT, repeating, NEWLY_BUILT], [town])["built", town].value == 3
    assert check([(BUILT, town), (repeating, town), (NEWLY_BUILT, town)]) == 2
    assert check([(repeating, town)]) == 1


# What is kept of them


def test_what_is_kept_is_how_to_ask_and_never_what_was_answered(paying: Town) -> None:
    town = ask(paying.town)
    assert compute_many([BUILT], [town])["built", town].value == 3
    make_workshop(paying.officer, paying.village, 9, founded_on=date(2025, 7, 1))
    assert compute_many([BUILT], [town])["built", town].value == 4
    assert (
        compute_many([BUILT], [ask(paying.town, as_of=date(2025, 6, 30))])[
            "built", ask(paying.town, as_of=date(2025, 6, 30))
        ].value
        == 3
    )


def test_another_definition_under_the_same_code_is_another_figure(paying: Town) -> None:
    town = ask(paying.town)
    narrower = replace(BUILT, conditions=NEWLY_BUILT.conditions)
    assert compute_many([BUILT], [town])["built", town].value == 3
    assert compute_many([narrower], [town])["built", town].value == 2


def test_a_place_that_moved_is_asked_for_where_it_lies_now(paying: Town) -> None:
    village = ask(paying.village)
    assert compute_many([BUILT], [village])["built", village].value == 2
    Organisation.objects.filter(pk=paying.village.pk).update(path=f"{paying.town.path}moved/")
    moved = Organisation.objects.get(pk=paying.village.pk)
    assert compute_many([BUILT], [ask(moved)])["built", ask(moved)].value == 2
