"""Taking an import back: while nothing rests on it all of it goes, and where something does nothing is touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice, make_payment
from tests.engine.toy.payments import PAYMENTS
from tests.engine.toy.workshops import Workshop
from tests.engine.web.sheet import book, confirm, new_row, upload
from tests.factories import Town, make_credit_code, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.exchange.models import Import
from gonghui.engine.people.models import Account
from gonghui.engine.records import counts, door

LIST = "/T/imports/"
WORKSHOP_HEADS = ["工坊名称*", "统一社会信用代码*", "工人数*", "所属组织"]


def bring(client: Client, content: bytes, **more: Any) -> Import:
    response = upload(client, content, **more)
    assert confirm(client, response, **more).status_code == 302
    return Import.objects.latest("pk")


def undo(client: Client, done: Import) -> Any:
    return client.post(f"/T/ledgers/{done.ledger}/imports/{done.pk}/undo/")


def test_what_was_added_is_voided_and_what_was_changed_is_as_it_was(officer: Client, place: Town) -> None:
    old = make_apprentice(place.officer, place.village, id_number=make_id_number(9))
    before = Apprentice.objects.get(pk=old.pk)
    heads = ["编号", "姓名", "身份证号", "手机", "入门日期", "所属组织"]
    changed = [old.number, "赵改名", make_id_number(8), "13900001111", "2025年2月2日", place.other_village.name]
    new = [None, "王新", make_id_number(1), None, "2025年3月1日", None]
    done = bring(officer, book(changed, new, heads=heads))
    assert (done.added, done.changed) == (1, 1)
    assert undo(officer, done).status_code == 302
    after = Apprentice.objects.get(pk=old.pk)
    for name in ("name", "initials", "join_date", "organisation_id", "id_number", "id_number_index", "phone"):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.version, after.voided_on) == (3, None)
    added = Apprentice.objects.get(name="王新")
    assert added.voided_on is not None
    assert added.void_reason == f"撤回第{done.pk}号导入"
    page = officer.get(f"/T/ledgers/apprentices/imports/{done.pk}/").content.decode()
    assert f"由{place.officer.name}撤回" in page
    assert "撤回这批导入" not in page
    assert LogEntry.objects.filter(verb="undo").get().why == f"撤回第{done.pk}号导入：作废1人，恢复1人"
    assert chain.broken_at(place.town.jurisdiction_id) is None
    assert counts.differences(APPRENTICES, place.town.jurisdiction_id) == []


def test_the_same_file_can_be_brought_in_again(officer: Client, place: Town) -> None:
    content = book(new_row(1), new_row(2))
    undo(officer, bring(officer, content))
    assert bring(officer, content).added == 2


def test_a_second_click_undoes_nothing_again(officer: Client, place: Town) -> None:
    done = bring(officer, book(new_row(1)))
    undo(officer, done)
    with nothing_written():
        answer = undo(officer, done)
    assert answer.status_code == 409
    assert "已经撤回过了" in answer.content.decode()


def test_a_record_that_somebody_changed_since_keeps_all_as_it_is(officer: Client, place: Town) -> None:
    done = bring(officer, book(new_row(1), new_row(2)))
    touched = Apprentice.objects.get(name="王新2")
    door.save(APPRENTICES, actor=place.second, record=touched, changes={"name": "王新贰"})
    with nothing_written():
        answer = undo(officer, done)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"王新贰（{touched.number}）</a>后来由{place.second.name}修改过" in page
    assert "王新1" not in page[: page.index("写入的记录")]


def test_a_record_that_another_names_keeps_all_as_it_is(officer: Client, place: Town) -> None:
    row = ["上河新工坊", make_credit_code(77), 12, place.village.name]
    done = bring(officer, book(row, heads=WORKSHOP_HEADS), ledger="workshops")
    workshop = Workshop.objects.get(name="上河新工坊")
    payment = make_payment(place.officer, workshop)
    with nothing_written():
        page = undo(officer, done).content.decode()
    assert "有1笔缴款记录用到它" in page
    door.void(PAYMENTS, actor=place.officer, record=payment, why="录错")
    assert undo(officer, done).status_code == 302


def test_looking_at_a_number_hinders_nothing(officer: Client, place: Town) -> None:
    done = bring(officer, book(new_row(1)))
    door.reveal(APPRENTICES, actor=place.officer, record=Apprentice.objects.get(), field="id_number", why="核对登记表")
    assert undo(officer, done).status_code == 302


def test_of_two_imports_the_later_is_taken_back_first(officer: Client, place: Town) -> None:
    first = bring(officer, book(new_row(1)))
    number = Apprentice.objects.get().number
    second = bring(officer, book([number, "赵改名"], heads=["编号", "姓名"]))
    with nothing_written():
        assert "后来由" in undo(officer, first).content.decode()
    assert undo(officer, second).status_code == 302
    assert undo(officer, first).status_code == 302
    assert Apprentice.objects.get().voided_on is not None


def test_who_may_not_write_there_takes_nothing_back(
    officer: Client, place: Town, signed_in: Callable[[Account], Client]
) -> None:
    done = bring(officer, book(new_row(1)))
    for account, status in ((place.reviewer, 403), (place.chair, 403), (place.stranger, 404)):
        with nothing_written():
            assert undo(signed_in(account), done).status_code == status
    with nothing_written():
        assert officer.post(f"/T/ledgers/workshops/imports/{done.pk}/undo/").status_code == 404


def test_the_list_tells_who_brought_what_when(officer: Client, place: Town, clerk: Client) -> None:
    done = bring(officer, book(new_row(1), new_row(2)))
    page = officer.get(LIST)
    text = page.content.decode()
    assert [(each.done, each.ledger.key) for each in page.context["shown"]] == [(done, "apprentices")]
    assert f'href="/T/ledgers/apprentices/imports/{done.pk}/"' in text
    assert place.officer.name in text
    assert "2人" in text
    assert not officer.get(f"{LIST}?ledger=workshops").context["shown"]
    # It was brought in at the town, above the village.
    assert not clerk.get("/V1/imports/").context["shown"]


def test_an_import_that_waits_is_not_in_the_list(officer: Client, place: Town) -> None:
    upload(officer, book(new_row(1)))
    assert not officer.get(LIST).context["shown"]


@pytest.mark.parametrize("before", ["0", "x", "99999999999999999999"])
def test_a_list_asked_for_from_nowhere_is_empty_or_whole(officer: Client, place: Town, before: str) -> None:
    assert officer.get(f"{LIST}?before={before}").status_code == 200
