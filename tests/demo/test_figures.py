"""The published figures come out of the records, and the figures beside them are told apart as they should be."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F

from gonghui.demo import compare
from gonghui.demo.published import PublishedFigure, published_of
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute, rows
from gonghui.engine.process.models import StepTaken
from gonghui.ledgers.contributions.models import Contribution, RebateFile
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.service_centres.models import Activity
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

YEAR = Period.year(2025)
PUBLISHED = published_of("T1").figures
OCTOBER, NOVEMBER, TODAY = date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 12)


def figure(town: Organisation, code: str, as_of: date, period: Period = YEAR) -> Decimal:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    return compute(indicator, FigureQuery(town, period, as_of)).value


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published.code)
def test_a_published_figure_comes_out_of_the_records(town: Organisation, published: PublishedFigure) -> None:
    (row,) = [row for row in compare.rows(CATALOGUE, town) if row.code == published.code]
    assert row.in_its_words == row.published == published.text
    assert (row.recomputed == row.in_its_words) == (published.over is None)
    assert row.agrees
    assert row.verdict == "一致"
    assert row.records > 0


def test_the_comparison_says_when_a_record_is_gone(town: Organisation) -> None:
    at_place(Contribution._base_manager.filter(paid_date__lte=OCTOBER), town).update(voided_on=TODAY)
    differing = {row.code: row.verdict for row in compare.rows(CATALOGUE, town) if not row.agrees}
    assert set(differing) == {published.code for published in PUBLISHED if published.code.startswith("contributions.")}
    assert set(differing.values()) == {"不一致"}


@pytest.mark.parametrize(("attendance", "agrees"), [(783, True), (784, False), (-216, True), (-217, False)])
def test_a_lower_bound_holds_up_to_the_next_round_number(town: Organisation, attendance: int, agrees: bool) -> None:
    last = at_place(Activity._base_manager.filter(title="冬日饺子宴"), town)
    last.update(attendance=F("attendance") + attendance)
    (row,) = [row for row in compare.rows(CATALOGUE, town) if row.code == "activities.attendance"]
    assert row.recomputed == f"{5217 + attendance}人次"
    assert row.agrees is agrees


def test_the_neighbour_was_not_published(town: Organisation) -> None:
    assert compare.rows(CATALOGUE, Organisation.objects.get(code="T6")) == []


def test_payers_are_those_in_order_and_those_lacking(town: Organisation) -> None:
    payers, in_order, lacking = (
        figure(town, f"contributions.{name}", OCTOBER) for name in ("payers", "papers_in_order", "papers_lacking")
    )
    assert payers == in_order + lacking


def test_some_of_those_lacking_have_no_file_at_all(town: Organisation) -> None:
    indicator = CATALOGUE.indicator("contributions.papers_lacking")
    assert indicator is not None
    lacking = set(rows(indicator, FigureQuery(town, YEAR, OCTOBER)).values_list("pk", flat=True))
    files = at_place(RebateFile._base_manager.filter(for_year=2025, employer_id__in=lacking), town)
    with_file = set(files.filter(voided_on=None).values_list("employer_id", flat=True))
    assert with_file
    assert lacking - with_file


def test_the_figures_are_spread_over_villages(town: Organisation) -> None:
    for code, as_of in (("contributions.payers", OCTOBER), ("subsidies.awaiting_province", NOVEMBER)):
        indicator = CATALOGUE.indicator(code)
        assert indicator is not None
        villages = Counter(rows(indicator, FigureQuery(town, YEAR, as_of)).values_list("organisation__code", flat=True))
        assert len(villages) >= 15
        assert all(code.startswith("T1-V") for code in villages)


def test_what_was_told_in_november_does_not_move_in_december(town: Organisation) -> None:
    decided = StepTaken.objects.filter(
        jurisdiction_id=town.jurisdiction_id, ledger="subsidies", decided_on__gt=NOVEMBER, start="city_passed"
    )
    indicator = CATALOGUE.indicator("subsidies.awaiting_province")
    assert indicator is not None
    waited = set(rows(indicator, FigureQuery(town, YEAR, NOVEMBER)).values_list("pk", flat=True))
    assert len(waited & set(decided.values_list("record_id", flat=True))) >= 8
    assert figure(town, "subsidies.awaiting_province", TODAY) < figure(town, "subsidies.awaiting_province", NOVEMBER)
    before = [figure(town, f"subsidies.{name}", NOVEMBER) for name in ("applicants", "awaiting_province")]
    StepTaken.objects.filter(pk__in=decided.values_list("pk", flat=True)).delete()
    assert before == [figure(town, f"subsidies.{name}", NOVEMBER) for name in ("applicants", "awaiting_province")]


def test_present_states_would_tell_another_story(town: Organisation) -> None:
    cases = at_place(
        Subsidy._base_manager.filter(voided_on=None, applied_on__year=2025, applied_on__lte=NOVEMBER), town
    )
    now = cases.filter(state="city_passed").values("id_number_index").distinct().count()
    assert now != figure(town, "subsidies.awaiting_province", NOVEMBER)
    files = at_place(RebateFile._base_manager.filter(voided_on=None, for_year=2025), town)
    assert files.exclude(state="incomplete").count() != figure(town, "contributions.papers_in_order", OCTOBER)


def test_a_worker_with_two_courses_is_one_person(town: Organisation) -> None:
    indicator = CATALOGUE.indicator("subsidies.awaiting_province")
    assert indicator is not None
    waiting = Counter(rows(indicator, FigureQuery(town, YEAR, NOVEMBER)).values_list("id_number_index", flat=True))
    assert max(waiting.values()) == 2


Keep = Callable[[Contribution], bool]
PARTS: dict[str, Keep] = {
    "not voided": lambda row: row.voided_on is None,
    "of the item": lambda row: row.item == "contribution",
    "not before the year": lambda row: row.paid_date >= YEAR.start,
    "by the cut-off": lambda row: row.paid_date <= OCTOBER,
}


def payers_where(town: Organisation, *parts: Keep, voided_employers: bool = False, netted: bool = True) -> int:
    """Count the payers anew, in plain Python, from rows that pass `parts`."""
    net: dict[int, Decimal] = defaultdict(Decimal)
    for row in at_place(Contribution._base_manager.all(), town):
        if all(part(row) for part in parts) and (netted or row.amount > 0):
            net[row.employer_id] += row.amount
    employers = at_place(Employer._base_manager.all(), town)
    counted = set((employers if voided_employers else employers.filter(voided_on=None)).values_list("pk", flat=True))
    return sum(total > 0 for employer, total in net.items() if employer in counted)


def test_payers_counted_anew_are_the_same(town: Organisation) -> None:
    assert payers_where(town, *PARTS.values()) == figure(town, "contributions.payers", OCTOBER)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_paying_matters(town: Organisation, part: str) -> None:
    others = [keep for name, keep in PARTS.items() if name != part]
    assert payers_where(town, *others) != figure(town, "contributions.payers", OCTOBER)


def test_refunds_and_employers_entered_in_error_matter(town: Organisation) -> None:
    payers = figure(town, "contributions.payers", OCTOBER)
    assert payers_where(town, *PARTS.values(), netted=False) != payers
    assert payers_where(town, *PARTS.values(), voided_employers=True) != payers


def test_a_payment_belongs_to_the_day_it_came_in_not_to_its_month_of_wages(town: Organisation) -> None:
    kept = {"voided_on": None, "item": "contribution", "period__gte": "2025-01", "period__lte": "2025-10"}
    by_wages = at_place(Contribution._base_manager.filter(**kept), town)
    assert sum(row.amount for row in by_wages) != figure(town, "contributions.received", OCTOBER)


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("voided files", {"voided_on": None}),
        ("last year's files", {"for_year": 2025}),
        ("files completed later", {"completed_on__lte": OCTOBER}),
    ],
)
def test_each_part_of_papers_in_order_matters(town: Organisation, what: str, kept: dict[str, object]) -> None:
    """Some payer that lacks its papers would pass if these files counted too."""
    indicator = CATALOGUE.indicator("contributions.papers_lacking")
    assert indicator is not None
    lacking = rows(indicator, FigureQuery(town, YEAR, OCTOBER)).values_list("pk", flat=True)
    files = at_place(RebateFile._base_manager.filter(employer_id__in=list(lacking)), town)
    assert files.exclude(completed_on=None).exclude(**kept).exists(), what


def test_each_petition_of_the_year_has_been_judged_by_the_cut_off(town: Organisation) -> None:
    cut_off = date(2025, 12, 10)
    rate, received = (CATALOGUE.indicator(f"petitions.{name}") for name in ("on_time_rate", "received"))
    assert rate is not None
    assert received is not None
    assert (
        compute(rate, FigureQuery(town, YEAR, cut_off)).records
        == compute(received, FigureQuery(town, YEAR, cut_off)).value
    )
    by_source = [figure(town, f"petitions.{name}", cut_off) for name in ("referred", "in_person")]
    assert sum(by_source) == figure(town, "petitions.received", cut_off)


def test_some_of_the_global_500_are_giants_too(town: Organisation) -> None:
    """The two counts overlap, so they cannot be added."""
    cut_off = date(2025, 12, 10)
    found = []
    for code in ("agreements.global_500", "agreements.thousand"):
        indicator = CATALOGUE.indicator(code)
        assert indicator is not None
        found.append(set(rows(indicator, FigureQuery(town, YEAR, cut_off)).values_list("employer_id", flat=True)))
    best, giants = found
    assert best & giants
    assert best - giants
