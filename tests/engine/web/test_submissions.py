"""A form sent twice makes one record, by hand and by mistake, and nothing typed is lost over it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.repairs import Repair
from tests.factories import Town, make_account
from tests.unchanged import nothing_written

from gonghui.engine.access.models import Post
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import Submission
from gonghui.engine.records.submissions import REMEMBERED
from gonghui.offices.roles import Role
from gonghui.plain import clock

NEW = "/T/ledgers/repairs/new/"


def key_on(page: Any) -> str:
    """The one-time key that the form on a page carries."""
    found = re.search(r'name="submission" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def repair(**changes: str) -> dict[str, str]:
    return {
        "received_on": "2025-12-1",
        "source": "in_person",
        "subject": "第三台机床不转",
        "people": "3",
        "handler": "陈玉兰",
        "organisation": "T",
        **changes,
    }


def entered(place: Town) -> list[Repair]:
    return list(Repair.objects.within(place.town.jurisdiction_id).order_by("pk"))


def test_a_form_sent_ten_times_makes_one_record_and_leads_to_it(place: Town, officer: Client) -> None:
    posted = repair(submission=key_on(officer.get(NEW)))
    answers = [officer.post(NEW, posted) for _ in range(10)]
    (made,) = entered(place)
    assert {answer["Location"] for answer in answers} == {f"/T/ledgers/repairs/{made.pk}/"}
    assert f"已经登记过，编号{made.number}，没有再登记一条" in officer.get(answers[0]["Location"]).content.decode()


def test_a_refused_form_keeps_its_key_for_the_next_try(place: Town, officer: Client) -> None:
    key = key_on(officer.get(NEW))
    with nothing_written():
        refused = officer.post(NEW, repair(subject="", submission=key))
    assert refused.status_code == 422
    assert key_on(refused) == key
    assert officer.post(NEW, repair(submission=key)).status_code == 302
    assert len(entered(place)) == 1


def test_the_next_record_comes_with_a_key_of_its_own(place: Town, officer: Client) -> None:
    first = repair(submission=key_on(officer.get(NEW)), then="another")
    for _ in range(2):
        assert officer.post(NEW, first)["Location"] == NEW
    assert len(entered(place)) == 1
    second = key_on(officer.get(NEW))
    assert second != first["submission"]
    officer.post(NEW, repair(submission=second, then="another"))
    assert len(entered(place)) == 2


def test_a_form_gone_back_to_and_altered_is_asked_about_before_it_makes_another(place: Town, officer: Client) -> None:
    key = key_on(officer.get(NEW))
    officer.post(NEW, repair(submission=key))
    with nothing_written():
        asked = officer.post(NEW, repair(subject="门锁坏了", submission=key))
    page = asked.content.decode()
    assert asked.status_code == 409
    assert f"刚才已经登记为{entered(place)[0].number}" in page
    assert "门锁坏了" in page
    officer.post(NEW, repair(subject="门锁坏了", submission=key_on(asked)))
    assert [made.subject for made in entered(place)] == ["第三台机床不转", "门锁坏了"]


@pytest.mark.parametrize("key", [None, "", "x", "9" * 5000, "<script>alert(1)</script>"])
def test_a_form_without_a_key_makes_its_record(place: Town, officer: Client, key: str | None) -> None:
    posted = repair() if key is None else repair(submission=key)
    for _ in range(2):
        assert officer.post(NEW, posted).status_code == 302
    assert len(entered(place)) == 2


def test_the_key_goes_through_the_sign_in_page(place: Town, officer: Client, client: Client) -> None:
    key = key_on(officer.get(NEW))
    asked = client.post(NEW, repair(submission=key))
    carried = re.search(r'name="carried_form" value="([^"]+)"', asked.content.decode())
    assert carried is not None
    page = client.post("/sign-in/", {"username": "officer", "password": "qing-shi-2025", "carried_form": carried[1]})
    assert key_on(page) == key


def test_a_key_leads_nobody_to_a_record_that_is_not_theirs(place: Town, officer: Client) -> None:
    key = key_on(officer.get(NEW))
    officer.post(NEW, repair(submission=key))
    other = Client()
    other.force_login(make_account("高文博", (place.village, Role.CLERK)))
    answer = other.post("/V1/ledgers/repairs/new/", repair(organisation="V1", submission=key))
    assert entered(place)[0].number not in answer.content.decode()
    assert len(entered(place)) == 1


def test_what_was_sent_is_not_readable_in_what_is_reapprenticeed(place: Town, officer: Client) -> None:
    officer.post(NEW, repair(submission=key_on(officer.get(NEW))))
    (row,) = Submission.objects.within(place.town.jurisdiction_id)
    assert re.fullmatch("[0-9a-f]{64}", row.content)
    assert row.record_id == entered(place)[0].pk


def test_old_keys_are_forgotten(place: Town, officer: Client) -> None:
    rows = Submission.objects.within(place.town.jurisdiction_id)
    officer.post(NEW, repair(submission=key_on(officer.get(NEW))))
    officer.post(NEW, repair(submission=key_on(officer.get(NEW))))
    old, younger = rows.order_by("pk")
    rows.filter(pk=old.pk).update(sent_on=clock.today() - REMEMBERED - timedelta(days=1))
    rows.filter(pk=younger.pk).update(sent_on=clock.today() - REMEMBERED)
    officer.post(NEW, repair(submission=key_on(officer.get(NEW))))
    assert not rows.filter(pk=old.pk).exists()
    assert rows.count() == 2


def test_an_appointment_sent_twice_is_one(place: Town) -> None:
    admin = Client()
    admin.force_login(make_account("高德才", (place.town, Role.SYSTEM_ADMIN)))
    posted = {"role": "clerk", "organisation": "V1", "username": "newcomer", "name": "谢雪莲"}
    posted |= {"password": "qing-shi-2026", "submission": key_on(admin.get("/T/people/"))}
    assert [admin.post("/T/people/", posted).status_code for _ in range(2)] == [302, 302]
    account = Account.objects.get(username="newcomer")
    assert Post.objects.filter(account=account).count() == 1
    assert "没有再安排一遍" in admin.get("/T/people/").content.decode()
    altered = admin.post("/T/people/", {**posted, "role": "chair"})
    assert altered.status_code == 409
    assert Post.objects.filter(account=account).count() == 1
