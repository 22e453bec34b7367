"""Importing a register's own sheet: what a preview keeps, what a confirmation writes, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.engine.web.sheet import (
    book,
    confirm,
    new_row,
    upload,
)
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.exchange.models import KEPT_FOR, Import
from gonghui.engine.people.models import Account
from gonghui.engine.records import door, rules
from gonghui.engine.web import import_pages
from gonghui.plain import clock

# Between preview and confirmation


def test_a_preview_writes_nothing_and_keeps_the_file_encrypted(officer: Client, place: Town) -> None:
    response = upload(officer, book(new_row(1)))
    assert Apprentice.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT file FROM exchange_import")
        (lying,) = cursor.fetchone()
    assert b"PK" not in bytes(lying)[:8]
    assert "王新".encode() not in bytes(lying)
    assert Import.objects.get().content()[:2] == b"PK"
    confirm(officer, response)
    assert Import.objects.get().content() == b""


def test_a_second_click_writes_nothing_again(officer: Client) -> None:
    response = upload(officer, book(new_row(1)))
    assert confirm(officer, response).status_code == 302
    with nothing_written():
        assert confirm(officer, response).status_code == 302
    assert Apprentice.objects.count() == 1


def test_another_person_and_another_place_do_not_find_the_preview(
    officer: Client, place: Town, signed_in: Callable[[Account], Client]
) -> None:
    response = upload(officer, book(new_row(1)))
    with nothing_written():
        assert confirm(signed_in(place.second), response).status_code == 404
        assert confirm(officer, response, place="V1").status_code == 404
        assert confirm(officer, response, ledger="workshops").status_code == 404


def test_a_record_changed_meanwhile_is_shown_again_before_anything_is_written(officer: Client, place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    response = upload(officer, book([apprentice.number, "赵改名"], heads=["编号", "姓名"]))
    door.save(APPRENTICES, actor=place.second, record=apprentice, changes={"name": "钱改名"})
    stale = confirm(officer, response)
    assert stale.status_code == 409
    assert "预览以后台账有变动，还没有写入" in stale.content.decode()
    assert "钱改名" in stale.content.decode()
    assert Apprentice.objects.get(pk=apprentice.pk).name == "钱改名"
    assert confirm(officer, response).status_code == 302
    assert Apprentice.objects.get(pk=apprentice.pk).name == "赵改名"


def test_a_row_that_became_wrong_meanwhile_stops_all(officer: Client, place: Town) -> None:
    response = upload(officer, book(new_row(1), new_row(2)))
    make_apprentice(place.officer, place.village, id_number=make_id_number(2))
    with nothing_written():
        stale = confirm(officer, response)
    assert stale.status_code == 409
    assert "已经是学徒" in stale.content.decode()
    assert Apprentice.objects.count() == 1


def test_a_preview_that_nobody_confirms_is_forgotten(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = upload(officer, book(new_row(1)))
    later = clock.now() + KEPT_FOR
    monkeypatch.setattr(clock, "now", lambda: later)
    gone = confirm(officer, response)
    assert gone.status_code == 302
    assert gone["Location"] == "/T/ledgers/apprentices/import/"
    assert Apprentice.objects.count() == 0
    upload(officer, book(new_row(2)))
    assert Import.objects.count() == 1


def test_a_new_upload_forgets_the_one_before(officer: Client) -> None:
    first = upload(officer, book(new_row(1)))
    second = upload(officer, book(new_row(2)))
    with nothing_written():
        replaced = confirm(officer, first)
    assert replaced["Location"].endswith(f"/import/{second.context['kept'].pk}/")
    told = officer.get(replaced["Location"]).content.decode()
    assert "那份预览已经被你后来上传的代替，没有写入" in told


def test_a_form_from_another_site_is_refused(place: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.officer)
    with nothing_written():
        assert upload(client, book(new_row(1))).status_code == 403


def test_an_workshops_row_keeps_what_its_sheet_does_not_hold(officer: Client, workshop: Workshop) -> None:
    response = upload(officer, book([workshop.number, 60], heads=["编号", "工人数"]), ledger=WORKSHOPS.key)
    confirm(officer, response, ledger=WORKSHOPS.key)
    again = Workshop.objects.get(pk=workshop.pk)
    assert (again.staff, again.name, again.phone.reveal() if again.phone else "") == (
        60,
        workshop.name,
        workshop.phone.reveal(),
    )


# What was imported is found again


def brought_in(client: Client, *rows: Sequence[Any], content: bytes = b"") -> Import:
    confirm(client, upload(client, content or book(*rows)))
    return Import.objects.latest("pk")


def test_an_import_shares_a_batch_with_the_log_entries_of_its_rows_and_with_nothing_else(
    officer: Client, place: Town
) -> None:
    def verbs(done: Import | None) -> list[str]:
        found = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, batch=done.batch if done else None)
        return [entry.verb for entry in found.order_by("sequence")]

    there = make_apprentice(place.officer, place.village, 5)
    first = brought_in(officer, new_row(1), new_row(2))
    second = brought_in(officer, content=book([there.number, "赵改名"], heads=["编号", "姓名"]))
    assert second.batch not in (None, first.batch)
    assert verbs(first) == ["create", "create", "import"]
    assert verbs(second) == ["change", "import"]
    assert verbs(None) == ["create"]


def test_a_records_history_leads_to_its_import_and_that_to_the_records(officer: Client, place: Town) -> None:
    done = brought_in(officer, new_row(1), new_row(2))
    other = make_apprentice(place.officer, place.village, 5)
    apprentice = Apprentice.objects.earliest("pk")
    (line,) = officer.get(f"/T/ledgers/apprentices/{apprentice.pk}/").context["history"]
    assert (line.text, line.source) == ("陈玉兰登记，从Excel导入。", f"第{done.pk}号导入")
    page = officer.get(line.address)
    said = page.content.decode()
    assert "陈玉兰从Excel导入：新增2人，修改0人。" in said
    assert [row.pk for row in page.context["rows"]] == list(
        Apprentice.objects.exclude(pk=other.pk).order_by("pk").values_list("pk", flat=True)
    )
    door.void(APPRENTICES, actor=place.officer, record=apprentice, why="录错")
    assert f"{apprentice.number}，已作废" in officer.get(line.address).content.decode()


def test_an_import_above_a_persons_place_is_named_to_them_and_not_opened(
    officer: Client, clerk: Client, place: Town
) -> None:
    done = brought_in(officer, new_row(1, 所属组织="上河村工会联合会"))
    (line,) = clerk.get(f"/V1/ledgers/apprentices/{Apprentice.objects.get().pk}/").context["history"]
    assert (line.source, line.address) == (f"第{done.pk}号导入", "")
    for at, status in (("T", 404), ("V1", 404)):
        assert clerk.get(f"/{at}/ledgers/apprentices/imports/{done.pk}/").status_code == status


def test_an_import_is_shown_in_its_register_once_it_is_written(
    officer: Client, place: Town, signed_in: Callable[[Account], Client]
) -> None:
    waiting = upload(officer, book(new_row(1))).context["kept"]
    assert officer.get(f"/T/ledgers/apprentices/imports/{waiting.pk}/").status_code == 404
    done = brought_in(officer, new_row(1))
    assert officer.get(f"/T/ledgers/apprentices/imports/{done.pk}/").status_code == 200
    assert officer.get(f"/T/ledgers/workshops/imports/{done.pk}/").status_code == 404
    for account in (place.stranger, place.nobody):
        assert signed_in(account).get(f"/T/ledgers/apprentices/imports/{done.pk}/").status_code == 404
    assert signed_in(place.stranger).get(f"/N/ledgers/apprentices/imports/{done.pk}/").status_code == 404


# Written at once, and no longer than needed


def test_rows_are_checked_before_the_transaction_that_writes_them(
    officer: Client, place: Town, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite nobody else can write while it is open, and checking a large file takes longer than writing it."""
    response = upload(officer, book(new_row(1), new_row(2)))
    checked = []
    usual = rules.check

    def check(*arguments: Any, **options: Any) -> None:
        checked.append(connection.in_atomic_block)
        usual(*arguments, **options)

    monkeypatch.setattr(rules, "check", check)
    confirm(officer, response)
    assert Apprentice.objects.count() == 2
    assert set(checked) == {False}


def test_of_two_clicks_at_once_one_writes(officer: Client, place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    response = upload(officer, book(new_row(1)))
    usual = import_pages.PreviewPage.preview
    clicks: list[object] = []

    def preview(page: Any, content: bytes) -> Any:
        found = usual(page, content)
        if not clicks:
            clicks.append(1)
            clicks.append(confirm(officer, response))  # the other click is quicker
        return found

    monkeypatch.setattr(import_pages.PreviewPage, "preview", preview)
    late = confirm(officer, response)
    assert late.status_code == 302
    assert "已经导入过了，没有再写一遍" in officer.get(late["Location"]).content.decode()
    assert Apprentice.objects.count() == 1
    assert LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, verb="import").count() == 1
