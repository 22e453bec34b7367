"""An officer's day: what is late stands before what is soon, and what is due before what is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.registers.bargaining import make_agreement
from tests.registers.employers import make_employer
from tests.registers.petitions import make_petition
from tests.registers.subsidies import make_subsidy

from gonghui.desk.pages import Queue
from gonghui.ledgers.petitions.choices import NOTIFY_DAYS
from gonghui.ledgers.petitions.models import Petition
from gonghui.offices.roles import Role

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 12)


@pytest.fixture
def officer(place: Town) -> Client:
    client = Client()
    client.force_login(place.officer)
    return client


def due(place: Town, sequence: int, days: int) -> Petition:
    """A petition whose answer is due so many days from today; below zero it is late."""
    received = TODAY + timedelta(days=days - NOTIFY_DAYS)
    return make_petition(place.officer, place.town, sequence, received_on=received)


def queues(client: Client, at: str = "T") -> list[Queue]:
    found: list[Queue] = client.get(f"/{at}/").context["queues"]
    return found


@pytest.mark.parametrize(
    ("days", "light", "told"),
    [
        (6, "", "还有6天"),
        (5, "soon", "还有5天"),
        (1, "soon", "还有1天"),
        (0, "soon", "今天到期"),
        (-1, "late", "已过1天"),
        (-40, "late", "已过40天"),
    ],
)
def test_a_case_is_soon_from_five_days_before_its_day_and_late_after_it(
    place: Town, officer: Client, days: int, light: str, told: str
) -> None:
    due(place, 1, days)
    (queue,) = queues(officer)
    assert [(case.light, case.light_words) for case in queue.cases] == [(light, told)]
    page = officer.get("/T/").content.decode()
    assert told in page
    assert (f"light--{light}" in page) is bool(light)


def test_the_most_urgent_cases_of_a_step_are_shown_first_and_all_are_counted(place: Town, officer: Client) -> None:
    cases = [due(place, sequence, days) for sequence, days in enumerate((4, -2, 9, 0, 12), start=1)]
    (queue,) = queues(officer)
    assert [case.row for case in queue.cases] == [cases[1], cases[3], cases[0]]
    assert queue.count == 5
    page = officer.get("/T/")
    assert page.context["waiting"] == 5
    assert "看全部5件" in page.content.decode()
    assert queue.address == "/T/ledgers/petitions/?state=received"


def test_what_is_never_due_stands_after_what_is_and_the_oldest_of_it_first(place: Town, officer: Client) -> None:
    employer = make_employer(place.officer, place.village)
    cases = [make_subsidy(place.officer, employer, sequence) for sequence in range(1, 5)]
    due(place, 1, 12)
    found = queues(officer)
    assert [queue.ledger.key for queue in found] == ["petitions", "subsidies"]
    assert [case.row for case in found[1].cases] == cases[:3]
    assert [(case.light, case.light_words, case.due) for case in found[1].cases] == [("", "", None)] * 3


def test_of_two_steps_the_one_with_the_sooner_day_stands_first(place: Town, officer: Client) -> None:
    """Whichever register comes first in the catalogue."""
    agreement = make_agreement(place.officer, make_employer(place.officer, place.village))
    later = agreement.answer_due_on + timedelta(days=1)
    make_petition(place.officer, place.town, received_on=min(TODAY, later - timedelta(days=NOTIFY_DAYS)))
    assert [queue.ledger.key for queue in queues(officer) if queue.cases[0].due] == ["agreements", "petitions"]
    due(place, 2, (agreement.answer_due_on - TODAY).days - 1)
    assert [queue.ledger.key for queue in queues(officer) if queue.cases[0].due] == ["petitions", "agreements"]


def test_the_desk_holds_only_what_the_person_may_do_there(place: Town, officer: Client) -> None:
    due(place, 1, -1)
    for account, at in ((place.clerk, "V1"), (make_account("审计", (place.town, Role.AUDITOR)), "T")):
        client = Client()
        client.force_login(account)
        assert queues(client, at) == []
        assert "没有等我办的事" in client.get(f"/{at}/").content.decode()
    assert len(queues(officer)) == 1
