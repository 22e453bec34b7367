"""Each condition of each indicator matters in the demonstration: a basis that forgot one gives another figure."""

from datetime import date

import pytest
from tests.catalogue.rows import has_own_decoys

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.measures import CountDistinct, Persons, Share
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

YEAR = Period.year(2025)
CUT_OFFS = {
    "contributions": date(2025, 10, 31),
    "subsidies": date(2025, 11, 30),
    "centre_services": date(2025, 11, 30),
    "social_workers": date(2025, 11, 30),
    "activities": date(2025, 6, 30),  # the third aspect of the centre's activities came in the second half
    "agreements": date(2025, 12, 10),
    "bargaining_weeks": date(2025, 12, 10),
    "petitions": date(2025, 12, 10),
    "duties": date(2025, 12, 10),
    "plans": date(2025, 11, 30),
}
TODAY = date(2025, 12, 12)
# Nothing can be dated after today, so a condition that leaves out what came later is seen on an earlier day.
EARLIER = date(2025, 11, 30)
SEEN_EARLIER = {"join_date_by_day", "judged"}
# Nothing was late or left unanswered in the first town, as was published. tests/ledgers tests their conditions.
ZERO = {"petitions.late", "petitions.missed"}

# The figures of registers that bring decoys of their own are tried in tests/catalogue.
# The first town stands directly under its city: no further union passes its cases.
# What only the sentences of a paper ask for is tried in tests/summaries/test_stray_records.py, on a small town.
ELSEWHERE = {
    "hardship.higher_passed",
    "service_centres.pilots_opened",
    "service_centres.others_opened",
    "meetings.bargaining_followed",
    "outreach.subsidy_broadcasts",
}
INDICATORS = [
    indicator for indicator in CATALOGUE.indicators if not has_own_decoys(indicator) and indicator.code not in ELSEWHERE
]
CONDITIONS = [
    pytest.param(indicator, condition.key, id=f"{indicator.code}-{condition.key}")
    for indicator in INDICATORS
    if indicator.code not in ZERO
    for condition in indicator.conditions
]
DISTINCT = [
    pytest.param(indicator, id=indicator.code)
    for indicator in INDICATORS
    if isinstance(indicator.measure, CountDistinct | Persons)
]


def query(indicator: Indicator, place: Organisation) -> FigureQuery:
    return FigureQuery(place, YEAR, CUT_OFFS.get(indicator.code.partition(".")[0], TODAY))


@pytest.mark.parametrize(("indicator", "key"), CONDITIONS)
def test_leaving_one_condition_out_changes_the_figure(town: Organisation, indicator: Indicator, key: str) -> None:
    asked = query(indicator, town)
    if key in SEEN_EARLIER:
        asked = FigureQuery(town, YEAR, EARLIER)
    assert compute(indicator, asked).value > 0
    assert compute(indicator, asked).value != compute(indicator, asked, without=key).value


@pytest.mark.parametrize("code", sorted(ZERO))
def test_what_is_zero_this_year_was_not_zero_last_year(town: Organisation, code: str) -> None:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    asked = query(indicator, town)
    assert compute(indicator, asked).value == 0
    assert compute(indicator, FigureQuery(town, Period.year(2024), asked.as_of)).value > 0


@pytest.mark.parametrize("indicator", DISTINCT)
def test_counting_rows_in_place_of_people_changes_the_figure(town: Organisation, indicator: Indicator) -> None:
    figure = compute(indicator, query(indicator, town))
    assert figure.records > figure.value


# What both towns have is one kind in the city.
OF_KINDS = {"centre_services.offered", "activities.centre_kinds"}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_the_neighbouring_town_counts_for_the_city_only(
    town: Organisation, city: Organisation, indicator: Indicator
) -> None:
    neighbour = Organisation.objects.get(code="T6")
    ours, theirs, both = (compute(indicator, query(indicator, place)) for place in (town, neighbour, city))
    assert ours.records + theirs.records == both.records
    if indicator.code in OF_KINDS:
        assert max(ours.value, theirs.value) <= both.value <= ours.value + theirs.value
    elif not isinstance(indicator.measure, Share):
        assert ours.value + theirs.value == pytest.approx(both.value, abs=1)  # a monthly average is rounded to the fen


# What is kept in the town's office itself, or stands at one place: no village has a share of it.
IN_TOWN: frozenset[str] = frozenset(
    {
        "service_centres",
        "service_rooms",
        "centre_services",
        "social_workers",
        "pilot_candidates.chosen",
        "activities.centre",
        "activities.centre_kinds",
        "activities.volunteers",
        "activities.attendance",
        "bargaining_weeks",
        "duties",
        "plans",
        "shortcomings",
        "calls",
        "meetings",
        "outreach",
        "recognition",
    }
)
SPREAD = [
    indicator
    for indicator in INDICATORS
    if IN_TOWN.isdisjoint({indicator.code, indicator.code.partition(".")[0]}) and indicator.code not in ZERO
]


@pytest.mark.parametrize("indicator", SPREAD, ids=lambda indicator: indicator.code)
def test_a_village_is_less_than_its_town(town: Organisation, indicator: Indicator) -> None:
    villages = Organisation.objects.filter(parent=town)
    records = [compute(indicator, query(indicator, village)).records for village in villages]
    remedy = f"Let the town's data have rows of {indicator.code} in two villages, or name it in IN_TOWN."
    assert max(records) < compute(indicator, query(indicator, town)).records, remedy
    assert sum(count > 0 for count in records) >= 2, remedy


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_last_year_is_there_to_compare(town: Organisation, indicator: Indicator) -> None:
    asked = query(indicator, town)
    last = FigureQuery(town, asked.period.last_year(), asked.as_of.replace(year=2024))
    assert compute(indicator, last).value != compute(indicator, asked).value
