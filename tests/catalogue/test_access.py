"""Who reaches which page of which register: the same table for every register of the catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.catalogue.rows import LEDGERS, MAKERS, address, make_rows
from tests.factories import Town, make_account
from tests.unchanged import nothing_written

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.values import FieldKind, ledger_field
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import LedgerRow

pytestmark = pytest.mark.django_db
every_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)

# Page: the method, and the right that it needs beyond reading.
PAGES: dict[str, tuple[str, Right | None]] = {
    "ledger": ("get", None),
    "record": ("get", None),
    "new": ("get", Right.WRITE),
    "new posted": ("post", Right.WRITE),
    "change": ("get", Right.WRITE),
    "change posted": ("post", Right.WRITE),
    "void": ("post", Right.WRITE),
    "export": ("get", Right.EXPORT),
    "import": ("get", Right.WRITE),
    "import posted": ("post", Right.WRITE),
    "sheet": ("get", Right.WRITE),
    "choices": ("get", Right.WRITE),
    "reveal": ("post", Right.REVEAL),
    "step": ("post", None),
}


def ask(client: Client, page: str, ledger: Ledger, row: LedgerRow, at: Any) -> Any:
    """Ask for a page as a browser would; None where the register has no such page."""
    name, method = page.partition(" ")[0], PAGES[page][0]
    of_the_list = {"ledger", "new", "export", "choices", "import", "sheet"}
    rest: list[object] = [] if name in of_the_list else [row.pk]
    if name in {"import", "sheet"} and ledger.entered_singly:
        return None
    if name == "reveal":
        sealed = [field for field in ledger.form_fields() if ledger_field(ledger, field).kind is FieldKind.SEALED]
        if not sealed:
            return None
        rest.append(sealed[0])
    if name == "choices":
        related = [
            field
            for field in ledger.form_fields()
            if ledger_field(ledger, field).kind in {FieldKind.RECORD, FieldKind.PLACE}
        ]
        if not related:
            return None
        rest.append(related[0])
    if name == "step":
        if ledger.process is None:
            return None
        rest.append(ledger.process.line[0])
    response = getattr(client, method)(address(name, at, ledger, *rest))
    if response.streaming:
        b"".join(response.streaming_content)  # the file is closed at its end
    return response


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_every_register_has_a_row_to_test_with() -> None:
    assert {ledger.key for ledger in LEDGERS} == set(MAKERS)


@every_ledger
def test_whoever_is_not_signed_in_is_sent_to_sign_in(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    for page in PAGES:
        with nothing_written():
            response = ask(Client(), page, ledger, row, place.town)
        if response is not None:
            assert response.status_code == 302, page
            assert response["Location"].startswith("/sign-in/?next=%2FT%2Fledgers%2F"), page


@every_ledger
def test_no_post_and_another_place_find_nothing(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    for account in (place.nobody, place.stranger, place.other_clerk):
        client = signed_in(account)
        with nothing_written():
            for page in PAGES:
                response = ask(client, page, ledger, row, place.town)
                assert response is None or response.status_code == 404, page


@every_ledger
def test_a_record_elsewhere_is_not_found_from_ones_own_place(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    for account, own in ((place.stranger, place.neighbour), (place.other_clerk, place.other_village)):
        client = signed_in(account)
        with nothing_written():
            for page in ("record", "change", "change posted", "void", "reveal", "step"):
                response = ask(client, page, ledger, row, own)
                # A role that lacks the right is refused before any record is looked for.
                lacks = PAGES[page][1] is Right.WRITE and ask(client, "new", ledger, row, own).status_code == 403
                assert response is None or response.status_code == (403 if lacks else 404), page


@every_ledger
def test_a_reader_without_the_right_is_refused(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    for role in sorted(ledger.roles_with(Right.READ)):
        client = signed_in(make_account("试岗位", (place.town, role)))
        with nothing_written():
            for page, (_, needs) in PAGES.items():
                if needs is None or role in ledger.roles_with(needs):
                    continue
                response = ask(client, page, ledger, row, place.town)
                if response is not None:
                    assert response.status_code == 403, (page, role)
                    assert "你的岗位不能" in response.content.decode()


@every_ledger
def test_the_right_person_at_the_right_place_gets_the_page(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    for role in sorted(ledger.roles_with(Right.READ)):
        client = signed_in(make_account("试岗位", (place.town, role)))
        for page in ("ledger", "record", "new", "change", "export", "import", "sheet", "choices"):
            if role in ledger.roles_with(PAGES[page][1] or Right.READ):
                response = ask(client, page, ledger, row, place.town)
                assert response is None or response.status_code == 200, (page, role)


@every_ledger
def test_a_role_that_may_not_read_finds_no_register(ledger: Ledger, place: Town) -> None:
    client = signed_in(make_account("试岗位", (place.town, "system_admin")))
    assert client.get(address("ledger", place.town, ledger)).status_code == 404


@every_ledger
def test_an_act_is_never_done_by_following_a_link(ledger: Ledger, place: Town) -> None:
    (row,) = make_rows(ledger, place, 1)
    client = signed_in(place.officer)
    with nothing_written():
        for name, rest in (("void", []), ("step", ["apply"]), ("reveal", ["phone"])):
            response = client.get(address(name, place.town, ledger, row.pk, *rest))
            assert response.status_code == 302
            assert response["Location"] == address("record", place.town, ledger, row.pk)
