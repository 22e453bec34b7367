"""Every indicator of the catalogue over rows of every register: it adds up, and keeps to its places and its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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
from tests.registers.petitions import make_petition
from tests.registers.recognition import make_recognition
from tests.registers.subsidies import make_subsidy
from tests.registers.visits import make_visit

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute, rows
from gonghui.engine.figures.measures import MonthlyAverage, Ratio, Share
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.sharding.guard import only_keyed_statements
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def value(indicator: Indicator, place: Organisation) -> Decimal:
    return compute(indicator, FigureQuery(place, YEAR, TODAY)).value


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
    for sequence, festival in enumerate(("spring", "heat", "autumn")):
        make_visit(actor, at, 3 * (at.pk % 300) + sequence, festival=festival)
    make_petition(actor, at, source="letter", people=6)
    make_recognition(actor, at)
    make_recognition(actor, at, 2, kind="experience")


def test_a_city_is_the_sum_of_its_towns_and_a_village_part_of_its_town(busy: Town) -> None:
    for indicator in CATALOGUE.indicators:
        if isinstance(indicator.measure, Share | Ratio):
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


def test_the_whole_catalogue_is_a_statement_a_register(busy: Town) -> None:
    asked = [FigureQuery(busy.town, period, TODAY) for period in (YEAR, *YEAR.months)]
    for queries in (asked[:1], asked[:2]):
        with CaptureQueriesContext(connection) as statements:
            compute_many(CATALOGUE.indicators, queries)
        assert len(statements) == len({indicator.ledger.key for indicator in CATALOGUE.indicators})
