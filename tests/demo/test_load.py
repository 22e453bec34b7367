"""What lies in the database after loading: complete, through the doors, and once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from tests.catalogue.rows import DECOYS, folder_of

from gonghui.demo import PASSWORD, NotADemonstration, load, sign_ins
from gonghui.demo.days import TODAY
from gonghui.demo.load import stages
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right, at_place
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.installation.models import Installation
from gonghui.engine.people.models import Account
from gonghui.engine.process.deciders import deciders
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.queue import waiting
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ledgers = pytest.mark.parametrize("ledger", CATALOGUE.ledgers, ids=lambda ledger: ledger.key)


def nothing(_text: str) -> None:
    """Tell nobody."""


def test_an_interrupted_run_goes_on_with_the_stage_that_it_was_in(demo_database: Any) -> None:
    assert demo_database.stage_after_cut == "unions"
    assert demo_database.employers_after_cut == 0  # the first town's were taken back with the stage
    told = demo_database.told
    assert told.count("青砚镇工会组织") == 1
    assert told.count("青砚镇用人单位") == 2
    assert demo_database.fresh


def test_progress_is_told_of_every_stage(demo_database: Any) -> None:
    for town in ("青砚镇", "泊云镇"):
        for stage in stages(CATALOGUE.ledgers):
            assert f"{town}{stage.title}" in demo_database.told


def test_a_second_run_changes_nothing_and_is_quick(
    town: Organisation, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    before = {model: model.objects.count() for model in (Organisation, Account, LogEntry, StepTaken)}
    with django_assert_max_num_queries(4 + len(CATALOGUE.ledgers)):  # each register's rows are counted
        loaded = load(nothing, CATALOGUE.ledgers)
    assert not loaded.fresh
    assert loaded.town == town
    assert (
        loaded.counts["交通和误工补贴"]
        == Subsidy.objects.within(town.jurisdiction_id).filter(organisation__path__startswith=town.path).count()
    )
    assert before == {model: model.objects.count() for model in before}


def test_the_database_carries_the_day(demo_database: Any) -> None:
    installation = Installation.current()
    assert installation is not None
    assert (installation.demo_date, installation.demo_stage) == (TODAY, "done")
    assert clock.today() == TODAY


def test_a_database_with_real_work_is_left_alone(town: Organisation) -> None:
    Installation.objects.update(demo_date=None, demo_stage="")
    with pytest.raises(NotADemonstration, match="正式"):
        load(nothing, CATALOGUE.ledgers)
    assert Installation.current().demo_date is None  # type: ignore[union-attr]


def test_the_log_is_whole_and_tells_of_every_row(town: Organisation) -> None:
    assert chain.broken_at(town.jurisdiction_id) is None
    created = LogEntry.objects.filter(jurisdiction_id=town.jurisdiction_id, verb="create")
    for ledger in CATALOGUE.ledgers:
        rows = ledger.model._default_manager.filter(jurisdiction_id=town.jurisdiction_id)
        assert set(created.filter(ledger=ledger.key).values_list("record_id", flat=True)) == set(
            rows.values_list("pk", flat=True)
        )


@pytest.mark.parametrize(
    "ledger", [ledger for ledger in CATALOGUE.ledgers if folder_of(ledger) not in DECOYS], ids=lambda ledger: ledger.key
)
def test_every_register_has_rows_in_the_first_town_and_some_voided(town: Organisation, ledger: Any) -> None:
    rows = ledger.model._default_manager.filter(jurisdiction_id=town.jurisdiction_id)
    ours = rows.filter(organisation__path__startswith=town.path)
    assert ours.filter(voided_on=None).exists()
    assert ours.exclude(voided_on=None).exists()


def test_the_drawn_town_keeps_most_registers_and_not_all(town: Organisation) -> None:
    """What the neighbour holds is drawn from its seed, and a register may be empty there."""
    neighbour = Organisation.objects.get(code="T6")
    kept = [at_place(ledger.model._default_manager.all(), neighbour).exists() for ledger in CATALOGUE.ledgers]
    assert len(kept) / 2 < sum(kept) < len(kept)


@ledgers
def test_every_row_lies_where_its_register_may_lie(town: Organisation, ledger: Any) -> None:
    levels = ledger.model._default_manager.filter(jurisdiction_id=town.jurisdiction_id).values_list(
        "organisation__level", flat=True
    )
    assert set(levels) <= (ledger.levels or set(range(1, 9)))


@ledgers
def test_a_process_has_been_through_all_its_states(town: Organisation, ledger: Any) -> None:
    if ledger.process is None:
        return
    rows = ledger.model._default_manager.filter(jurisdiction_id=town.jurisdiction_id)
    unreachable = ledger.process.absent(deciders(ledger.process, town))
    states = {state.key for state in ledger.process.states} - unreachable
    assert set(rows.values_list(ledger.process.field, flat=True)) == states


def test_the_roster_has_the_members_asked_for(demo_database: Any, town: Organisation) -> None:
    present = at_place(Member._base_manager.filter(voided_on=None, left_on=None), town)
    assert present.count() == 600
    assert not [member for member in present[:50] if not member.id_number.reveal().startswith("110101")]


def test_the_provinces_decisions_are_written_down_with_their_paper(town: Organisation) -> None:
    steps = StepTaken.objects.filter(jurisdiction_id=town.jurisdiction_id, ledger="subsidies")
    of_province = steps.filter(step__endswith="_province")
    assert of_province.exists()
    assert not of_province.filter(external=False).exists()
    assert not of_province.filter(document="").exists()
    assert not steps.exclude(step__endswith="_province").filter(external=True).exists()


def test_nobody_passes_a_case_on_two_levels(town: Organisation) -> None:
    hands: dict[tuple[int, int], set[str]] = {}
    for step in StepTaken.objects.filter(
        jurisdiction_id=town.jurisdiction_id, ledger="subsidies", external=False, brought_in=False
    ):
        assert step.actor_id is not None
        side = {"apply": "apply", "resubmit": "apply"}.get(step.step, step.step.rpartition("_")[2])
        if side in {"apply", "town", "city"}:
            hands.setdefault((step.record_id, step.actor_id), set()).add(side)
    assert hands
    assert all(len(sides) == 1 for sides in hands.values())


@pytest.mark.parametrize("sign_in", sign_ins(), ids=lambda sign_in: sign_in.username)
def test_each_sign_in_opens_the_door_to_its_place(demo: Any, sign_in: Any) -> None:
    account = authenticate(RequestFactory().post("/"), username=sign_in.username, password=PASSWORD)
    assert isinstance(account, Account)
    assert account.name == sign_in.name
    home = Access(account).home()
    assert home is not None
    assert home.name == sign_in.place


def test_the_sign_ins_stand_for_each_kind_of_user() -> None:
    assert {"t1-officer", "t1-officer-b", "t1-chair", "t1-vice", "t1-clerk", "city-reviewer", "t6-officer"} <= {
        sign_in.username for sign_in in sign_ins()
    }


def test_the_clerk_writes_in_one_village_only(town: Organisation) -> None:
    access = Access(Account.objects.get(username="t1-clerk"))
    first, second = Organisation.objects.filter(parent=town).order_by("code")[:2]
    members = CATALOGUE.ledger("members")
    assert members is not None
    assert access.may(Right.WRITE, members, first)
    assert not access.sees(second)


def test_who_listed_their_members_declared_at_least_as_many(town: Organisation) -> None:
    for employer in at_place(Employer._base_manager.filter(has_union=True, voided_on=None), town):
        assert 0 < employer.members <= employer.staff


def test_the_neighbour_fills_some_registers_and_leaves_others_empty(town: Organisation) -> None:
    neighbour = Organisation.objects.get(code="T6")
    filled = [
        ledger.key for ledger in CATALOGUE.ledgers if at_place(ledger.model._default_manager.all(), neighbour).exists()
    ]
    assert len(CATALOGUE.ledgers) / 2 < len(filled) <= len(CATALOGUE.ledgers)


def test_a_county_stands_beside_the_towns_and_its_cases_wait_where_its_tree_has_them(demo: Any) -> None:
    county = Organisation.objects.get(code="K")
    assert chain.broken_at(county.jurisdiction_id) is None
    cases = HardshipFile.objects.within(county.jurisdiction_id)
    assert sorted(cases.values_list("state", flat=True)) == ["city_passed", "paid", "paid", "town_passed"]
    waits = {
        username: sum(one.rows.count() for one in waiting(HARDSHIP, Organisation.objects.get(code=at), Access(account)))
        for username, at in (("k-reviewer", "K"), ("c2-reviewer", "C2"), ("k2-chair", "K2"))
        for account in [Account.objects.get(username=username)]
    }
    assert waits == {"k-reviewer": 1, "c2-reviewer": 1, "k2-chair": 0}
