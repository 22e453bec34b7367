"""The plan and what is cast from it, without a database."""

import ast
import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.demo.invented import neighbour, with_decoys

import gonghui.demo
from gonghui.demo import Town, contributions, members, pilot_candidates, rebates, subsidies, towns
from gonghui.demo.apportion import apportion
from gonghui.demo.cast import FULL_ROSTER, cast
from gonghui.demo.days import TODAY, is_office_day, office_day
from gonghui.demo.identities import IdNumbers, make_credit_code, make_id_number, make_phone
from gonghui.demo.names import Names
from gonghui.demo.published import published_of
from gonghui.demo.town import each
from gonghui.plain import clock, identity
from gonghui.plain.quantities import EXACTNESS

FOLDER = Path(gonghui.demo.__file__).parent
FIGURES = json.loads((Path(__file__).parents[1] / "data" / "published_figures.json").read_text(encoding="utf-8"))

PUBLISHED = published_of("T1").figures
T1, T6 = TOWNS = (with_decoys()[0], towns()[1])
DRAWN = [neighbour(seed) for seed in range(1, 41)]

of_each_town = pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.code)


@pytest.fixture(autouse=True)
def demonstration_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, TODAY.isoformat())


def imported_by(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def test_only_the_comparison_and_the_coverage_read_what_was_published() -> None:
    readers = {path.stem for path in FOLDER.glob("*.py") if any("published" in name for name in imported_by(path))}
    assert readers == {"compare", "coverage"}
    assert not any(
        name in one
        for path in FOLDER.glob("*.py")
        for one in imported_by(path)
        for name in ("demo.compare", "demo.coverage")
    )
    # nor is the table read as a file
    assert not [path.stem for path in FOLDER.glob("*.py") if "published_figures" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["id"])
def test_what_was_published_is_told_as_the_paper_told_it(figure: dict[str, str]) -> None:
    (found,) = [published for published in PUBLISHED if published.code == figure["indicator"]]
    said = EXACTNESS[figure.get("exactness", "exact")]
    assert found.text == f"{said}{figure['value']}{figure['unit']}"
    assert (found.over is not None) == bool(said)
    assert found.as_of.isoformat() == figure["as_of"]


def test_every_published_figure_is_in_the_table() -> None:
    assert {published.code for published in PUBLISHED} == {figure["indicator"] for figure in FIGURES}


@of_each_town
def test_the_stories_of_payers_add_up_to_the_villages_payers(town: Town) -> None:
    assert sum(town.papers.values()) == sum(village.payers for village in town.villages)


@of_each_town
def test_each_village_has_the_payers_of_its_plan(town: Town) -> None:
    payers = Counter(employer.village for employer in cast(town).employers if employer.papers)
    assert [payers[index] for index in range(len(town.villages))] == [village.payers for village in town.villages]


@of_each_town
def test_each_month_brings_in_its_batch(town: Town) -> None:
    found: Counter[tuple[int, int]] = Counter()
    for entry in contributions.sums(town):
        if entry.item == "contribution" and not entry.void_reason:
            found[entry.paid_on.year, entry.paid_on.month] += entry.fen
    assert {month: f"{fen / 100:.2f}" for month, fen in found.items()} == {
        (int(year), month): str(amount)
        for year, amounts in town.received.items()
        for month, amount in enumerate(amounts, start=1)
    }


@of_each_town
def test_amounts_are_not_alike(town: Town) -> None:
    amounts = [entry.fen for entry in contributions.sums(town) if entry.fen > 0 and not entry.void_reason]
    assert len(set(amounts)) > 0.95 * len(amounts)


@of_each_town
def test_a_refund_is_less_than_what_was_paid_or_all_of_it(town: Town) -> None:
    paid: Counter[str] = Counter()
    for entry in contributions.sums(town):
        if entry.item == "contribution" and not entry.void_reason:
            paid[entry.employer.uscc] += entry.fen
            assert paid[entry.employer.uscc] >= 0
    assert sum(entry.fen < 0 for entry in contributions.sums(town)) >= 3


def test_the_first_town_is_of_the_size_described() -> None:
    players = cast(T1)
    assert len(T1.villages) == 24
    assert len(players.unions) == 320
    assert sum(employer.members for employer in players.employers) == FULL_ROSTER
    assert {union.kind for union in players.unions} == {"single", "joint"}
    assert {union.fate for union in players.unions} == {"standing", "preparing", "dissolved", "voided"}


@of_each_town
def test_casting_twice_gives_the_same(town: Town) -> None:
    made = (cast(town), contributions.sums(town), subsidies.applications(town), rebates.files(town))
    for remembered in (cast, contributions.sums, subsidies.applications):
        remembered.cache_clear()
    assert made == (cast(town), contributions.sums(town), subsidies.applications(town), rebates.files(town))
    assert members.roster(town, 100) == members.roster(town, 100)


@of_each_town
def test_nothing_happens_after_today_and_steps_ascend(town: Town) -> None:
    days = [[entry.paid_on] for entry in contributions.sums(town)]
    days += [[file.opened_on, *(day for _, day, _ in file.steps)] for file in rebates.files(town)]
    days += [[case.surveyed_on, *(day for _, day, _ in case.acts)] for case in subsidies.applications(town)]
    for one in days:
        assert one == sorted(one)
        assert one[-1] <= TODAY
        assert all(is_office_day(day) for day in one)


@pytest.mark.parametrize("town", [T1, *DRAWN], ids=lambda town: town.source)
def test_candidates_are_of_days_that_have_been(town: Town) -> None:
    for candidate in pilot_candidates.candidates(town):
        days = [candidate.surveyed_on, *(day for _, day, _ in candidate.acts)]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert all(is_office_day(day) for day in days)


def test_towns_differ_with_their_seed_and_some_have_nothing() -> None:
    for key in ("pilot_candidates", "service_centres", "activities", "petitions", "bargaining"):
        sizes = {len(town.further[key]) for town in DRAWN}
        assert 0 in sizes
        assert len(sizes) >= 4


@of_each_town
def test_every_number_passes_the_checks_and_belongs_to_one_person(town: Town) -> None:
    roster = members.roster(town, 400)
    present = [member for member in roster if member.left_on is None and not member.void_reason]
    assert len(present) == len({member.id_number for member in present}) == 400
    for member in roster:
        assert identity.check_id_number(member.id_number) == member.id_number
        assert member.id_number.startswith("110101")
        assert not member.phone or identity.check_phone(member.phone) == member.phone
    codes = [employer.uscc for employer in cast(town).employers]
    assert len(codes) == len(set(codes))
    assert all(code.startswith("91") and identity.organisation_part_agrees(code) for code in codes)


def test_the_towns_share_no_number() -> None:
    people = [{member.id_number for member in members.roster(town, 200)} for town in TOWNS]
    phones = [{member.phone for member in members.roster(town, 200)} - {""} for town in TOWNS]
    codes = [{employer.uscc for employer in cast(town).employers} for town in TOWNS]
    for sets in (people, phones, codes):
        assert not set.intersection(*sets)


def test_those_who_ask_for_a_subsidy_are_on_the_roster() -> None:
    roster = {member.id_number for member in members.roster(T1, 600)}
    assert {worker.id_number for worker in subsidies.workers(T1)} <= roster


def test_made_numbers_are_those_of_the_standards() -> None:
    assert make_id_number("110101", date(1990, 3, 7), 2) == "11010119900307002X"
    assert identity.id_number_sex(make_id_number("110101", date(1990, 3, 7), 3)) == "male"
    for serial in (0, 7, 100_541, 999_999):
        code = make_credit_code(serial)
        assert identity.check_credit_code(code) == code
        assert identity.organisation_part_agrees(code)
        assert make_credit_code(serial, of_union=True).startswith("81")
    assert identity.check_phone(make_phone(42)) == "15400000042"
    with pytest.raises(ValueError, match="999"):
        make_id_number("110101", date(1990, 3, 7), 1000)


def test_a_day_gives_its_sequences_once() -> None:
    numbers = IdNumbers(500, 504)
    birth = date(1990, 3, 7)
    women = [numbers.give(birth, woman=True) for _ in range(4)]
    assert [number and number[14:17] for number in women] == ["502", "504", None, None]
    assert numbers.give(birth, woman=False) == make_id_number("110101", birth, 501)


def test_parts_add_up_to_the_whole() -> None:
    rng = random.Random("parts")
    for total in (1, 999, 131_731_184):
        parts = apportion(total * 50, [rng.lognormvariate(0, 1) for _ in range(37)], least=1)
        assert sum(parts) == total * 50
        assert min(parts) >= 1
    assert apportion(0, []) == []
    with pytest.raises(ValueError, match="at least 5"):
        apportion(9, [1, 1], least=5)


def test_an_office_day_is_within_its_window() -> None:
    rng = random.Random("days")
    days = [office_day(rng, date(2025, 9, 29), date(2025, 10, 10)) for _ in range(40)]
    assert set(days) <= {date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 9), date(2025, 10, 10)}
    assert office_day(rng, date(2025, 10, 1), date(2025, 10, 5)) == date(2025, 10, 1)
    with pytest.raises(ValueError, match="window"):
        office_day(rng, date(2025, 10, 5), date(2025, 10, 1))


def test_a_company_name_is_given_once() -> None:
    names = Names(random.Random("names"))
    given = [names.company("某市") for _ in range(800)]
    assert len(set(given)) == 800
    assert all(name.startswith("某市") and name.endswith("有限公司") for name in given)
    assert list(each({"a": 2, "b": 0, "c": 1})) == ["a", "a", "c"]
