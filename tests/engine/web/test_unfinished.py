"""A form that was begun and not sent: offered to its owner alone, gone once it is saved, thrown away or old."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.apprentices import Apprentice
from tests.engine.toy.factories import make_apprentice
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.people.models import Account
from gonghui.engine.records import unfinished
from gonghui.engine.records.models import UnfinishedForm
from gonghui.engine.records.unfinished import FormAt
from gonghui.plain import clock

NEW = "/V1/ledgers/apprentices/new/"
KEEP = f"{NEW}unfinished/"
ID_NUMBER = "11010119900307002X"
TYPED = {
    "name": "赵春华",
    "id_number": ID_NUMBER,
    "join_date": "2025年13月",
    "organisation": "V1",
    "joined_by": "applied",
    "status": "normal",
}
OFFER = "上次没填完的内容还在"


def value_in(page: Any, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.content.decode())
    assert found is not None
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def test_what_was_typed_is_offered_when_the_form_is_opened_again(place: Town, clerk: Client) -> None:
    assert OFFER not in clerk.get(NEW).content.decode()
    assert clerk.post(KEEP, TYPED).status_code == 204
    offered = clerk.get(NEW)
    assert OFFER in offered.content.decode()
    assert value_in(offered, "name") == ""
    page = clerk.get(f"{NEW}?resume=1")
    # Even what is wrong comes back as it was typed, and is judged when the form is sent.
    assert [value_in(page, name) for name in ("name", "id_number", "join_date")] == ["赵春华", ID_NUMBER, "2025年13月"]
    assert 'aria-invalid="true"' not in page.content.decode()
    assert OFFER not in page.content.decode()


def test_the_last_that_was_typed_is_what_is_kept(place: Town, clerk: Client) -> None:
    clerk.post(KEEP, TYPED)
    clerk.post(KEEP, {**TYPED, "name": "钱秋实"})
    assert UnfinishedForm.objects.count() == 1
    assert value_in(clerk.get(f"{NEW}?resume=1"), "name") == "钱秋实"


def test_it_is_nobody_elses_and_lies_encrypted(
    place: Town, clerk: Client, signed_in: Callable[[Account], Client]
) -> None:
    clerk.post(KEEP, TYPED)
    other = signed_in(place.officer)
    assert OFFER not in other.get(NEW).content.decode()
    assert value_in(other.get(f"{NEW}?resume=1"), "name") == ""
    row = UnfinishedForm.objects.get()
    assert ID_NUMBER.encode() not in bytes(row.content)
    assert "赵春华".encode() not in bytes(row.content)
    # Laid into another account's row it does not open.
    UnfinishedForm.objects.filter(pk=row.pk, jurisdiction_id=row.jurisdiction_id).update(account=place.officer)
    assert FormAt(place.officer, place.village, "apprentices").kept() is None
    assert OFFER not in other.get(NEW).content.decode()


def test_saving_the_form_ends_it_and_what_comes_in_late_is_not_kept(place: Town, clerk: Client) -> None:
    sent = {**TYPED, "join_date": "2025-3-1", "submission": "k" * 20}
    clerk.post(KEEP, sent)
    assert clerk.post(NEW, sent).status_code == 302
    assert Apprentice.objects.filter(jurisdiction_id=place.town.jurisdiction_id).count() == 1
    assert not UnfinishedForm.objects.exists()
    # The browser's last keeping was on its way while the form was sent.
    with nothing_written():
        assert clerk.post(KEEP, sent).status_code == 204


def test_a_form_that_is_refused_keeps_what_was_kept(place: Town, clerk: Client) -> None:
    clerk.post(KEEP, TYPED)
    assert clerk.post(NEW, TYPED).status_code == 422
    assert UnfinishedForm.objects.count() == 1


def test_it_is_thrown_away_by_a_button(place: Town, clerk: Client) -> None:
    clerk.post(KEEP, TYPED)
    assert clerk.post(KEEP, {"act": "discard"})["Location"] == NEW
    assert not UnfinishedForm.objects.exists()


def test_a_record_that_is_being_changed_has_its_own(place: Town, clerk: Client) -> None:
    first, second = (make_apprentice(place.officer, place.village, sequence) for sequence in (1, 2))
    change = f"/V1/ledgers/apprentices/{first.pk}/change/"
    clerk.post(f"{change}unfinished/", {"name": "赵春华", "version": str(first.version)})
    assert OFFER in clerk.get(change).content.decode()
    assert OFFER not in clerk.get(f"/V1/ledgers/apprentices/{second.pk}/change/").content.decode()
    assert OFFER not in clerk.get(NEW).content.decode()
    assert value_in(clerk.get(f"{change}?resume=1"), "name") == "赵春华"
    # Who was overtaken meanwhile is told so when they send it, and sees both.
    Apprentice.objects.filter(pk=first.pk, jurisdiction_id=first.jurisdiction_id).update(version=first.version + 1)
    assert value_in(clerk.get(f"{change}?resume=1"), "version") == str(first.version)
    with nothing_written():
        clerk.post(f"{change}unfinished/", {"name": "钱秋实", "version": str(first.version)})


def test_it_is_forgotten_after_some_days(place: Town, clerk: Client) -> None:
    clerk.post(KEEP, TYPED)
    UnfinishedForm.objects.update(saved_at=clock.now() - unfinished.KEPT_FOR - timedelta(minutes=1))
    assert OFFER not in clerk.get(NEW).content.decode()
    FormAt(place.second, place.town, "apprentices").keep({"name": "别人"})
    assert [row.account for row in UnfinishedForm.objects.all()] == [place.second]


@pytest.mark.parametrize("posted", [{}, {"name": ""}, {"stranger": "x"}, {"name": "长" * 100_000}])
def test_an_empty_form_and_one_that_nobody_typed_are_not_kept(
    place: Town, clerk: Client, posted: dict[str, str]
) -> None:
    with nothing_written():
        assert clerk.post(KEEP, posted).status_code == 204


def test_what_is_kept_holds_the_boxes_alone(place: Town, clerk: Client) -> None:
    clerk.post(KEEP, {**TYPED, "csrfmiddlewaretoken": "x", "submission": "k" * 20, "number": "2025-XT-001"})
    found = FormAt(place.clerk, place.village, "apprentices").kept()
    assert found is not None
    assert found[1].keys() == TYPED.keys(), json.dumps(found[1])
