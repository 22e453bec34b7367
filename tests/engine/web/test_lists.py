"""Searching and paging a list, and that a personal number never stands in an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.factories import make_apprentice, make_bursary, make_payment, make_workshop
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_id_number

from gonghui.engine.access.rights import at_place
from gonghui.engine.fields import listing
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.web import register

LIST = "/T/ledgers/apprentices/"


def names(answer: object) -> list[str]:
    return [row.name for row in answer.context["listing"].page_rows]  # type: ignore[attr-defined]


@pytest.fixture
def apprentices(place: Town) -> None:
    for sequence, name in enumerate(("张三丰", "李四光", "赵春华", "张秀兰"), start=1):
        make_apprentice(place.officer, place.village, sequence, name=name)
    make_apprentice(place.officer, place.other_village, 5, name="孙小河")


@pytest.mark.usefixtures("apprentices")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("张", {"张三丰", "张秀兰"}),
        ("张 兰", {"张秀兰"}),
        ("zsf", {"张三丰"}),
        ("ZS", {"张三丰"}),
        ("sf", {"张三丰"}),
        ("f", set()),  # a single letter is where a name begins, not somewhere in it
        ("003", {"赵春华"}),
        ("2025-xt-00", {"张三丰", "李四光", "赵春华", "张秀兰", "孙小河"}),
        ("王", set()),
        ("%", set()),
    ],
)
def test_the_search_box_finds_names_initials_and_numbers(officer: Client, typed: str, found: set[str]) -> None:
    answer = officer.post(LIST, {"q": typed}, follow=True)
    assert set(names(answer)) == found
    assert answer.context["listing"].search == typed


@pytest.mark.usefixtures("apprentices")
@pytest.mark.parametrize("typed", ["张", "z", "003"])
def test_what_a_search_finds_is_the_same_however_much_it_is(
    officer: Client, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_whole = officer.get(LIST, {"q": typed}).context["listing"]
    monkeypatch.setattr(listing, "_FEW", 0)
    counted = officer.get(LIST, {"q": typed}).context["listing"]
    assert [row.pk for row in counted.page_rows] == [row.pk for row in read_whole.page_rows]
    assert counted.count == read_whole.count > 0


@pytest.mark.usefixtures("apprentices")
def test_a_very_long_list_begins_as_a_short_one_and_holds_no_other_place(
    place: Town, officer: Client, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sequence in range(6, 60):
        make_apprentice(place.officer, place.village, sequence, name="吴桂兰")
    make_apprentice(place.stranger, place.neighbour_village, 60, name="阿宝")
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    addresses = (LIST, LIST + "?boards=no", "/V1/ledgers/apprentices/", LIST + "?page=9")
    browsers = (officer, officer, clerk, officer)
    sorted_anew = [names(browser.get(address)) for browser, address in zip(browsers, addresses, strict=True)]
    monkeypatch.setattr(listing, "_VERY_MANY", 4)
    walked = [names(browser.get(address)) for browser, address in zip(browsers, addresses, strict=True)]
    assert walked == sorted_anew
    assert walked[0] == ["李四光", "孙小河"]


@pytest.mark.usefixtures("apprentices")
def test_names_are_sorted_by_their_sound(officer: Client) -> None:
    assert names(officer.get(LIST)) == ["李四光", "孙小河", "张三丰", "张秀兰", "赵春华"]
    assert names(officer.get(LIST, {"sort": "-name"}))[0] == "赵春华"


@pytest.mark.usefixtures("apprentices")
def test_a_clerk_sees_the_own_village(clerk: Client) -> None:
    assert set(names(clerk.get("/V1/ledgers/apprentices/"))) == {"张三丰", "李四光", "赵春华", "张秀兰"}


def test_a_full_personal_number_opens_the_record_and_stands_in_no_address(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    for typed in (row.id_number.reveal(), row.phone.reveal(), f" {row.phone.reveal()[:3]}-{row.phone.reveal()[3:]} "):
        answer = officer.post(LIST, {"q": typed})
        assert answer["Location"] == f"{LIST}{row.pk}/"


def test_a_number_that_nobody_bears_stays_in_the_box_alone(place: Town, officer: Client) -> None:
    make_apprentice(place.officer, place.village)
    unknown = make_id_number(88, date(1971, 2, 3))
    answer = officer.post(LIST, {"q": unknown})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "没有符合的学徒" in text
    assert text.count(unknown) == 1
    assert f'value="{unknown}"' in text


def test_several_rows_of_one_number_are_listed_without_telling_it(
    place: Town, officer: Client, workshop: Workshop
) -> None:
    id_number = make_id_number(9, date(1990, 3, 7))
    rows = [make_bursary(place.officer, workshop, 9, course=course) for course in ("电工班", "焊工班")]
    assert rows[0].id_number.reveal() == id_number
    answer = officer.post("/T/ledgers/bursaries/", {"q": id_number, "sort": "number"})
    assert answer["Location"].startswith("/T/ledgers/bursaries/?")
    assert id_number not in answer["Location"]
    shown = officer.get(answer["Location"])
    assert [row.course for row in shown.context["listing"].page_rows] == ["电工班", "焊工班"]
    assert id_number not in shown.content.decode()
    assert "按证件号或手机号查找" in shown.content.decode()
    another = officer.get("/T/ledgers/bursaries/?found=unknown")
    assert another.context["listing"].count == 0


def test_a_number_of_another_place_is_not_found(
    place: Town, officer: Client, signed_in: Callable[[Account], Client]
) -> None:
    row = make_apprentice(place.stranger, place.neighbour_village)
    answer = officer.post(LIST, {"q": row.id_number.reveal()})
    assert "没有" in answer.content.decode()
    assert signed_in(place.stranger).post("/N/ledgers/apprentices/", {"q": row.id_number.reveal()}).status_code == 302


@pytest.mark.usefixtures("apprentices")
def test_the_form_of_filters_becomes_an_address_that_can_be_kept(officer: Client) -> None:
    answer = officer.post(LIST, {"q": "张", "status": "normal", "sex": "", "join_date_from": "1.1", "unknown": "1"})
    assert answer["Location"] == f"{LIST}?q=%E5%BC%A0&status=normal&join_date_from=2025-01-01"
    shown = officer.get(answer["Location"])
    assert "入门日期2025年1月1日起" in shown.content.decode()
    assert set(names(shown)) == {"张三丰", "张秀兰"}


@pytest.mark.usefixtures("apprentices")
def test_a_filter_that_cannot_be_read_says_so(officer: Client) -> None:
    text = officer.get(LIST, {"join_date_from": "春天"}).content.decode()
    assert 'aria-invalid="true"' in text
    assert "日期的写法认不出来" in text


@pytest.mark.usefixtures("apprentices")
def test_pages_keep_what_is_asked_and_stop_at_the_end(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    first = officer.get(LIST, {"status": "normal"})
    text = first.content.decode()
    assert "第1—2条，共5条" in text
    assert 'href="?status=normal&amp;page=2" rel="next"' in text
    last = officer.get(LIST, {"status": "normal", "page": "99"})
    assert last.context["listing"].page == 3
    assert 'href="?status=normal&amp;page=2" rel="prev"' in last.content.decode()
    assert officer.get(LIST, {"page": "0"}).context["listing"].page == 1
    assert officer.get(LIST, {"page": "abc"}).context["listing"].page == 1


@pytest.mark.usefixtures("apprentices")
def test_chosen_columns_are_reapprenticeed_and_exported(officer: Client) -> None:
    def heads() -> list[str]:
        return [head.column.title for head in officer.get(LIST).context["heads"]]

    usual = heads()
    answer = officer.post(f"{LIST}?status=normal", {"columns": "choose", "column": ["name", "joined_by", "nonsense"]})
    assert answer["Location"] == f"{LIST}?status=normal"
    assert heads() == ["姓名", "入门方式"]
    officer.post(LIST, {"columns": "choose", "column": ["joined_by"]})
    assert heads() == ["姓名", "入门方式"]
    officer.post(LIST, {"columns": "reset"})
    assert heads() == usual


def test_voided_rows_are_hidden_unless_asked_for(place: Town, officer: Client) -> None:
    kept, voided = (
        make_apprentice(place.officer, place.village, n, name=name) for n, name in ((1, "留下"), (2, "作废"))
    )
    door.void(APPRENTICES, actor=place.officer, record=voided, why="登记重复")
    assert names(officer.get(LIST)) == [kept.name]
    shown = officer.get(LIST, {"voided": "1"})
    assert set(names(shown)) == {"留下", "作废"}
    assert 'class="voided"' in shown.content.decode()
    assert "已作废</span>" in shown.content.decode()


def test_totals_net_refunds(place: Town, officer: Client, workshop: Workshop) -> None:
    make_payment(place.officer, workshop, 1, amount="1200.50")
    make_payment(place.officer, workshop, 2, amount="-200.25", refund=True)
    text = officer.get("/T/ledgers/payments/").content.decode()
    assert ">1,000.25</td>" in text


def test_the_heads_tell_a_screen_reader_how_the_list_is_sorted(place: Town, officer: Client) -> None:
    make_apprentice(place.officer, place.village)
    for sort, order in (("name", "ascending"), ("-name", "descending")):
        assert f'aria-sort="{order}"' in officer.get(LIST, {"sort": sort}).content.decode()
    assert "aria-sort" not in officer.get(LIST, {"sort": "id_number"}).content.decode()


# The search over every register


def test_one_search_looks_in_every_register(place: Town, officer: Client) -> None:
    works = make_workshop(place.officer, place.village, name="永兴五金厂")
    make_bursary(place.officer, works, name="赵永兴")
    answer = officer.post("/T/find/", {"q": "永兴"}, follow=True)
    assert answer.redirect_chain == [("/T/find/?q=%E6%B0%B8%E5%85%B4", 302)]
    assert [hits.ledger.key for hits in answer.context["hits"]] == ["workshops", "bursaries"]
    assert "没有找到“无此人”" in officer.get("/T/find/", {"q": "无此人"}).content.decode()
    assert officer.get("/T/find/").context["hits"] == []


def test_a_personal_number_is_found_everywhere_and_told_nowhere(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village, name="赵春华")
    make_bursary(place.officer, make_workshop(place.officer, place.village), id_number=row.id_number.reveal())
    answer = officer.post("/T/find/", {"q": row.id_number.reveal()})
    assert answer.status_code == 200
    assert {hits.ledger.key for hits in answer.context["hits"]} == {"apprentices", "bursaries"}
    assert all(not hits.address for hits in answer.context["hits"])


def test_places_are_found_below_ones_own(place: Town, officer: Client, clerk: Client) -> None:
    text = officer.get("/T/places/", {"q": "xh"}).content.decode()
    assert "下河村工会联合会" in text
    assert "共" in officer.get("/T/places/").content.decode()
    assert "下河村" not in clerk.get("/V1/places/").content.decode()
    assert clerk.get("/T/places/").status_code == 404


def test_the_frame_leads_to_the_same_page_elsewhere(place: Town, officer: Client) -> None:
    page = officer.get("/T/ledgers/apprentices/")
    assert [way.address for way in page.context["ways_down"]] == [
        "/V1/ledgers/apprentices/",
        "/V2/ledgers/apprentices/",
    ]
    assert page.context["ways_up"] == []
    below = officer.get("/V1/ledgers/apprentices/")
    assert [way.address for way in below.context["ways_up"]] == ["/T/ledgers/apprentices/"]
    assert 'aria-current="page">学徒</a>' in page.content.decode()


def test_a_sealed_field_without_an_index_is_never_found(place: Town, workshop: Workshop) -> None:
    blind = replace(WORKSHOPS, search=("phone",))
    rows = at_place(Workshop.objects.all(), place.town)
    assert listing.Listing(blind, rows, {"q": workshop.phone.reveal()}).count == 0


# Columns and paper


def test_columns_without_room_are_counted_and_shown_when_asked_for(place: Town, officer: Client) -> None:
    make_bursary(place.officer, make_workshop(place.officer, place.village))
    page = officer.get("/T/ledgers/bursaries/", {"sort": "-number"})
    missing = page.context["left_out"]["on-broad"]
    assert missing
    text = page.content.decode()
    assert f'for-on-broad"><a href="?sort=-number&amp;columns=all">另有{missing}列</a>' in text
    whole = officer.get("/T/ledgers/bursaries/", {"sort": "-number", "columns": "all"})
    assert not re.findall(r'class="[^"]*on-(?:all|wide|broad)', whole.content.decode())
    assert "只看主要的列" in whole.content.decode()
    assert len(whole.context["heads"]) == len(page.context["heads"])


@pytest.mark.usefixtures("apprentices")
def test_a_cell_can_be_selected_since_only_the_heading_is_a_link(officer: Client) -> None:
    row = re.search(r"<tr><th scope=.row.*?</tr>", officer.get(LIST).content.decode(), re.DOTALL)
    assert row is not None
    assert row[0].count("<a ") == 1


@pytest.mark.usefixtures("apprentices")
def test_all_rows_asked_for_are_printed_not_only_the_page_shown(
    officer: Client, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    asked = officer.get(LIST, {"status": "normal"})
    assert 'href="/T/ledgers/apprentices/print/?status=normal"' in asked.content.decode()
    page = officer.get(f"{LIST}print/", {"status": "normal", "page": "2"})
    text = page.content.decode()
    assert text.count('<tr><th scope="row"') == 5
    assert "筛出5人。" in text
    below = clerk.get("/V1/ledgers/apprentices/print/").content.decode()
    assert below.count('<tr><th scope="row"') == 4


@pytest.mark.usefixtures("apprentices")
def test_a_very_long_list_is_cut_on_paper_and_says_so(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST_PRINTED", 3)
    text = officer.get(f"{LIST}print/").content.decode()
    assert text.count('<tr><th scope="row"') == 3
    assert "一次最多打印3人。请先筛选" in text
    assert "，这里是前3人" in text


def test_numbers_stay_masked_on_paper(place: Town, officer: Client) -> None:
    made = make_apprentice(place.officer, place.village)
    text = officer.get(f"{LIST}print/").content.decode()
    assert str(made.id_number) in text
    assert made.id_number.reveal() not in text
