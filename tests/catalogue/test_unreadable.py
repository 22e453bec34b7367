"""Personal data that no longer opens spoils its own cells and nothing else, in every register that keeps any."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.catalogue.rows import LEDGERS, address, make_rows
from tests.factories import Town, make_id_number
from tests.registers.members import make_member
from tests.unchanged import nothing_written, refused

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.exchange.workbook import WorkbookColumn, write_workbook
from gonghui.engine.fields.columns import candidates
from gonghui.engine.installation.models import Installation
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.vault import keys
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.engine.vault.sealing import UNREADABLE
from gonghui.engine.web.ledger_page import columns_cookie
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.plain import clock
from gonghui.site.command_line import main

pytestmark = pytest.mark.django_db
SEALING = [ledger for ledger in LEDGERS if any(isinstance(f, SealedField) for f in ledger.model._meta.concrete_fields)]
FOREIGN = "v1:" + "QUJD" * 20
PHONE = "13800001234"


def spoil(row: Any) -> dict[str, Any]:
    """Put a ciphertext that nobody can open into every sealed cell of the row that is filled."""
    table, filled = row._meta.db_table, {}
    for field in row._meta.concrete_fields:
        if isinstance(field, SealedField) and getattr(row, field.attname):
            filled[field.name] = FOREIGN
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET {field.column} = %s WHERE id = %s", [FOREIGN, row.pk])
    return filled


def stored(row: Any) -> dict[str, Any]:
    """The row's sealed values and their indexes, as the database holds them."""
    kinds = (SealedField, BlindIndexField)
    columns = [str(field.column) for field in row._meta.concrete_fields if isinstance(field, kinds)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return dict(zip(columns, cursor.fetchone(), strict=True))


@pytest.fixture(autouse=True)
def _keys_known(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database knows its keys; it is only some of its cells that do not open."""
    Installation.objects.create(set_up_on=date(2025, 1, 1), key_check=keys.current().check_value)
    monkeypatch.setattr(clock, "database_date", clock.database_date)


@pytest.fixture
def officer(place: Town) -> Client:
    client = Client()
    client.force_login(place.officer)
    return client


@pytest.fixture
def member(place: Town) -> Member:
    """A member whose ID number and phone do not open."""
    found = make_member(place.officer, place.village, id_number=make_id_number(3), phone=PHONE)
    spoil(found)
    return Member.objects.get(pk=found.pk)


def form_of(member: Member, **changes: str) -> dict[str, str]:
    return {
        "name": member.name,
        "organisation": "上河村工会联合会",
        "join_date": str(member.join_date),
        "joined_by": member.joined_by,
        "status": member.status,
        "papers": member.papers,
        "employment": member.employment,
        "version": str(member.version),
        **changes,
    }


@pytest.mark.parametrize("ledger", SEALING, ids=lambda ledger: ledger.key)
def test_list_record_form_and_workbook_show_it_and_all_else(ledger: Ledger, place: Town, officer: Client) -> None:
    spoilt, sound = make_rows(ledger, place, 2)
    names = spoil(spoilt)
    every = ".".join(each.name for each in candidates(ledger))
    officer.cookies[columns_cookie(ledger)] = every
    for where in (
        address("ledger", place.town, ledger),
        address("record", place.town, ledger, spoilt.pk),
        address("change", place.town, ledger, spoilt.pk),
    ):
        page = officer.get(where)
        assert page.status_code == 200, where
        assert (UNREADABLE in page.content.decode()) is bool(names), where
    answer: Any = officer.get(address("export", place.town, ledger))
    assert answer.status_code == 200
    cells = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    told = str(cells.to_python())
    assert spoilt.number in told
    assert sound.number in told


def test_a_workbook_that_shows_it_comes_back_unchanged(
    member: Member, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "members.xlsx")
    assert main(["export", "members", "--union", "T", "-o", file]) == 0
    with nothing_written():
        assert main(["import", "members", file, "--union", "T", "--commit"]) == 0
    assert "和台账完全一样" in capsys.readouterr().out


def test_changing_something_else_keeps_the_ciphertext_and_what_was_known(member: Member, officer: Client) -> None:
    before = stored(member)
    answer = officer.post(f"/T/ledgers/members/{member.pk}/change/", form_of(member, name="王改名"))
    assert answer.status_code == 302
    after = Member.objects.get(pk=member.pk)
    assert (after.name, after.birth_date, after.sex) == ("王改名", member.birth_date, member.sex)
    assert stored(member) == before
    assert before["id_number"] == FOREIGN
    assert before["id_number_index"]
    assert LogEntry.objects.latest("sequence").changes.keys() == {"name", "initials", "sort_key"}


def test_a_new_value_typed_over_it_is_kept_and_logged_as_a_change(member: Member, officer: Client) -> None:
    before = stored(member)
    answer = officer.post(f"/T/ledgers/members/{member.pk}/change/", form_of(member, phone="13900005678"))
    assert answer.status_code == 302
    after = Member.objects.get(pk=member.pk)
    assert after.phone.reveal() == "13900005678"
    assert stored(member)["phone_index"] != before["phone_index"]
    assert stored(member)["id_number"] == FOREIGN
    changes = LogEntry.objects.latest("sequence").changes
    assert changes["phone"] == [FOREIGN, stored(member)["phone"]]
    assert "id_number" not in changes


def test_the_same_number_cannot_be_entered_again_while_the_first_is_unreadable(member: Member, place: Town) -> None:
    with nothing_written(), pytest.raises(Exception, match="这个身份证号在本市已经是会员"):
        make_member(place.officer, place.village, 2, id_number=make_id_number(3))


def test_it_is_not_revealed_and_no_look_is_logged(member: Member, place: Town, officer: Client) -> None:
    with refused(Refusal, "解不开"):
        door.reveal(MEMBERS, actor=place.officer, record=member, field="phone", why="核对")
    page = officer.get(f"/T/ledgers/members/{member.pk}/")
    shown = {each.field.name: each for _, facts in page.context["sections"] for each in facts}
    assert (shown["phone"].text, shown["phone"].may_reveal) == (UNREADABLE, False)


@pytest.mark.parametrize("typed", [UNREADABLE, "138****1234"])
def test_a_new_row_cannot_bring_it_along(typed: str, place: Town, tmp_path: Any, capsys: Any) -> None:
    heads = ["姓名", "身份证号", "手机", "农民工", "所属组织", "入会日期", "入会方式"]
    row = ["王新", make_id_number(9), typed, "是", "上河村工会联合会", "2025-03-01", "申请入会"]
    write_workbook(
        str(tmp_path / "a.xlsx"), "会员", [WorkbookColumn(head, 12) for head in heads], [row], lambda _count: []
    )
    with nothing_written():
        assert main(["import", "members", str(tmp_path / "a.xlsx"), "--union", "T", "--commit"]) == 1
    assert "只能用来表示没有改动" in capsys.readouterr().out
