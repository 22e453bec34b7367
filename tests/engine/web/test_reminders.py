"""What a record lacks does not keep it from being saved: it is told, and the list finds it again."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import Workshop
from tests.engine.web.sheet import book, confirm, upload
from tests.factories import Town, make_credit_code

LIST = "/T/ledgers/workshops/"
TYPED = {"name": "新工坊", "staff": "20", "women": "0", "masters": "25"}


@pytest.fixture
def typed(place: Town) -> dict[str, str]:
    return {**TYPED, "uscc": make_credit_code(77), "organisation": f"{place.village}（{place.village.code}）"}


def test_a_record_that_looks_odd_is_saved_and_its_page_says_so(officer: Client, typed: dict[str, str]) -> None:
    page = officer.post(LIST + "new/", typed, follow=True).content.decode()
    assert Workshop.objects.get().masters == 25
    assert "还有1处待补或待核对" in page
    assert 'change/#masters">师傅多于工人</a>：师傅数多于工人数' in page


def test_who_writes_the_next_one_is_told_too(officer: Client, typed: dict[str, str]) -> None:
    page = officer.post(LIST + "new/", {**typed, "then": "another"}, follow=True).content.decode()
    assert "还有1处待补或待核对：师傅多于工人。" in page


def test_nothing_is_said_of_a_sound_record(officer: Client, workshop: Workshop) -> None:
    page = officer.get(f"{LIST}{workshop.pk}/").content.decode()
    assert "待核对" not in page
    assert "listbar__todo" not in officer.get(LIST).content.decode()


def test_the_list_counts_and_finds_what_is_to_be_completed(officer: Client, place: Town, workshop: Workshop) -> None:
    odd = make_workshop(place.officer, place.village, 2, masters=58)
    lacking = make_workshop(place.officer, place.village, 3, staff=230)
    page = officer.get(LIST)
    assert page.context["listing"].todo_count == 2
    assert '<a href="?todo=any">待补、待核对<span class="states__count">2</span>' in page.content.decode()
    found = officer.get(LIST, {"todo": "any"}).context["listing"]
    assert {row.pk for row in found.page_rows} == {odd.pk, lacking.pk}
    only = officer.post(LIST, {"todo": "lacks_head"}, follow=True).context["listing"]
    assert [row.pk for row in only.page_rows] == [lacking.pk]
    assert only.describe() == ["缺坊主"]
    nonsense = officer.get(LIST, {"todo": "nonsense"}).context["listing"]
    assert (nonsense.count, nonsense.errors) == (3, {"todo": "待补没有“nonsense”这一项，没有按它筛选。"})


def test_a_preview_tells_what_the_rows_lack_and_writes_them(officer: Client, place: Town) -> None:
    heads = ["工坊名称", "统一社会信用代码", "所属组织", "工人数", "师傅数"]
    where = f"{place.village}（{place.village.code}）"
    rows = [
        ["甲坊", make_credit_code(71), where, 20, 5],
        ["乙坊", make_credit_code(72), where, 200, 5],
        ["丙坊", make_credit_code(73), where, 20, 25],
    ]
    seen = upload(officer, book(*rows, heads=heads, title="工坊"), ledger="workshops")
    assert [(line.row, [one.title for one in asked]) for line, asked in seen.context["preview"].reminded] == [
        (3, ["缺坊主"]),
        (4, ["师傅多于工人"]),
    ]
    assert "不影响写入" in seen.content.decode()
    confirm(officer, seen, ledger="workshops")
    assert Workshop.objects.count() == 3
