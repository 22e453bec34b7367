"""Entering and changing records: what is typed is understood, refused beside its box, or kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice, make_workshop
from tests.engine.toy.payments import Payment
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_credit_code, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.people.models import Account
from gonghui.engine.records import door

NEW_MEMBER = "/T/ledgers/apprentices/new/"
NEW_MONEY = "/T/ledgers/payments/new/"


def apprentice(**changes: str) -> dict[str, str]:
    return {
        "name": "赵春华",
        "id_number": make_id_number(7),
        "organisation": "上河村工会联合会",
        "join_date": "2025.3.1",
        "joined_by": "applied",
        "status": "normal",
        **changes,
    }


def money(**changes: str) -> dict[str, str]:
    return {
        "workshop": "上河第1五金厂",
        "item": "rent",
        "period": "2025年10月",
        "paid_date": "11月15日",
        "rate": "0.02",
        "amount": "1，200.50元",
        "channel": "bank",
        **changes,
    }


def said(answer: Any, box: str) -> str:
    """The first error beside a box, or nothing."""
    form = answer.context["form"]
    return next((each.errors[0] for each in form.boxes if each.name == box and each.errors), "")


# Entering


def test_a_new_record_is_saved_numbered_and_shown(place: Town, officer: Client) -> None:
    answer = officer.post(NEW_MEMBER, apprentice(boards="1"), follow=True)
    saved = Apprentice.objects.get(jurisdiction_id=place.town.jurisdiction_id)
    assert answer.redirect_chain == [(f"/T/ledgers/apprentices/{saved.pk}/", 302)]
    assert "已登记，编号2025-XT-001。" in answer.content.decode()
    assert (saved.name, saved.organisation, saved.join_date, saved.boards) == (
        "赵春华",
        place.village,
        date(2025, 3, 1),
        True,
    )
    assert saved.phone == ""


def test_the_next_record_can_be_written_at_once(place: Town, officer: Client) -> None:
    answer = officer.post(NEW_MEMBER, apprentice(then="another"))
    assert answer["Location"] == NEW_MEMBER
    assert "已登记，编号2025-XT-001。" in officer.get(NEW_MEMBER).content.decode()


def test_known_fields_are_filled_and_marked(place: Town, clerk: Client) -> None:
    page = clerk.get("/V1/ledgers/apprentices/new/")
    box = next(box for box in page.context["form"].boxes if box.name == "organisation")
    assert box.text == "上河村工会联合会（V1）"
    assert box.known


def test_every_fault_stands_beside_its_box_and_nothing_typed_is_lost(place: Town, officer: Client) -> None:
    typed = apprentice(
        name="", id_number="110101199003070021", join_date="2026年1月1日", organisation="没有这个村", phone="12345"
    )
    with nothing_written():
        answer = officer.post(NEW_MEMBER, typed)
    assert answer.status_code == 422
    assert said(answer, "name") == "请填写姓名。"
    assert "校验码不对" in said(answer, "id_number")
    assert "还没有到" in said(answer, "join_date")
    assert "没有找到“没有这个村”" in said(answer, "organisation")
    assert "11位" in said(answer, "phone")
    text = answer.content.decode()
    for value in ("110101199003070021", "2026年1月1日", "没有这个村", "12345"):
        assert f'value="{value}"' in text
    assert "有5处要改" in text
    assert '<a href="#id_number">' in text
    assert text.count("autofocus") == 1
    assert text.index("autofocus") < text.index('name="id_number"')


@pytest.mark.parametrize(
    ("box", "typed", "told"),
    [
        ("amount", "一千二", "金额应是数字"),
        ("amount", "NaN", "金额应是数字"),
        ("paid_date", "2月30日", "2月"),
        ("period", "十月", "所属期"),
        ("rate", "2", "费率"),
        ("workshop", "", "请填写缴款工坊。"),
        ("item", "会费", "款项没有“会费”这一项"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_would_be_right(
    place: Town, officer: Client, workshop: Workshop, box: str, typed: str, told: str
) -> None:
    with nothing_written():
        answer = officer.post(NEW_MONEY, money(**{box: typed}))
    assert answer.status_code == 422
    assert told in said(answer, box)


def test_money_dates_and_names_are_understood_in_any_habit(place: Town, officer: Client, workshop: Workshop) -> None:
    assert officer.post(NEW_MONEY, money()).status_code == 302
    saved = Payment.objects.get(jurisdiction_id=place.town.jurisdiction_id)
    assert (saved.amount, saved.paid_date, saved.period) == (Decimal("1200.50"), date(2025, 11, 15), "2025-10")
    assert saved.workshop == workshop
    assert saved.organisation == place.village


@pytest.mark.parametrize(
    ("typed", "amount", "rate", "day"),
    [
        (money(amount="1.2万元", rate="2%", paid_date="11.15"), "12000", "0.02", date(2025, 11, 15)),
        (money(amount="￥0.035万", rate="1.5％", paid_date="12-31"), "350", "0.015", date(2024, 12, 31)),
        (money(amount="800元整", paid_date="25.3.5"), "800", "0.02", date(2025, 3, 5)),
    ],
)
def test_ten_thousands_percentages_and_short_dates_are_understood(
    place: Town, officer: Client, workshop: Workshop, typed: dict[str, str], amount: str, rate: str, day: date
) -> None:
    assert officer.post(NEW_MONEY, typed).status_code == 302
    saved = Payment.objects.get(jurisdiction_id=place.town.jurisdiction_id)
    assert (saved.amount, saved.rate, saved.paid_date) == (Decimal(amount), Decimal(rate), day)


def test_a_day_that_could_be_two_is_refused_with_the_way_to_write_it(
    place: Town, officer: Client, workshop: Workshop
) -> None:
    with nothing_written():
        answer = officer.post(NEW_MONEY, money(paid_date="08.3.5"))
    assert "看不出哪个是年，请把年份写四位，如2008年3月5日" in said(answer, "paid_date")


def test_what_was_typed_is_read_back_beside_the_box(place: Town, officer: Client, workshop: Workshop) -> None:
    answer = officer.post(NEW_MONEY, money(amount="", paid_date="12.10"))
    assert 'for="paid_date">今年12月10日，星期三</output>' in answer.content.decode()
    read = officer.get("/T/reading/", {"paid_date": "12.31"})
    assert read.content.decode() == "去年12月31日，星期二"
    assert officer.get("/T/reading/", {"future": "1", "until": "3.5"}).content.decode() == "明年3月5日，星期四"
    assert "看不出哪个是年" in officer.get("/T/reading/", {"paid_date": "08.3.5"}).content.decode()
    assert not officer.get("/T/reading/", {"paid_date": ""}).content


def test_a_constraint_over_several_fields_is_told_at_the_top(place: Town, officer: Client, workshop: Workshop) -> None:
    with nothing_written():
        answer = officer.post(NEW_MONEY, money(amount="-300"))
    assert answer.status_code == 422
    assert "收入的金额大于0；退款请勾选“退款”" in "".join(answer.context["form"].notices)
    assert 'value="-300"' in answer.content.decode()


def test_the_same_person_twice_is_refused_in_words(place: Town, officer: Client) -> None:
    officer.post(NEW_MEMBER, apprentice())
    with nothing_written():
        answer = officer.post(NEW_MEMBER, apprentice(name="赵春花"))
    assert answer.status_code == 422
    assert "这个身份证号在本市已经是学徒" in answer.content.decode()


def test_a_clerk_does_not_enter_for_another_village(place: Town, clerk: Client) -> None:
    with nothing_written():
        answer = clerk.post("/V1/ledgers/apprentices/new/", apprentice(organisation="下河村工会联合会"))
    assert answer.status_code == 422
    assert "没有找到“下河村工会联合会”" in said(answer, "organisation")


# Names of other records


def test_a_name_may_be_written_in_full_by_number_or_by_code(place: Town, officer: Client, workshop: Workshop) -> None:
    for text in (workshop.name, workshop.number, workshop.uscc.lower(), f"{workshop.name}（{workshop.number}）"):
        answer = officer.post(NEW_MONEY, money(workshop=text, voucher=text[:20]))
        assert answer.status_code == 302, text


def test_a_name_that_two_bear_is_asked_back_with_their_numbers(place: Town, officer: Client) -> None:
    first, second = (make_workshop(place.officer, place.village, n, name="永兴五金厂") for n in (1, 2))
    with nothing_written():
        answer = officer.post(NEW_MONEY, money(workshop="永兴五金厂"))
    told = said(answer, "workshop")
    assert "不止一个" in told
    assert f"永兴五金厂（{first.number}）" in told
    assert officer.post(NEW_MONEY, money(workshop=f"永兴五金厂（{second.number}）")).status_code == 302


def test_what_is_elsewhere_or_voided_cannot_be_named(
    place: Town, officer: Client, signed_in: Callable[[Account], Client]
) -> None:
    make_workshop(place.stranger, place.neighbour_village, 1, name="白沙纸品厂")
    voided = make_workshop(place.officer, place.village, 2, name="作废纸品厂")
    door.void(WORKSHOPS, actor=place.officer, record=voided, why="登记重复")
    for name in ("白沙纸品厂", "作废纸品厂"):
        with nothing_written():
            answer = officer.post(NEW_MONEY, money(workshop=name))
        assert f"没有找到“{name}”" in said(answer, "workshop")
        suggested = officer.get("/T/ledgers/payments/choices/workshop/", {"workshop": name[:2]})
        assert name not in suggested.content.decode().replace(f"没有找到“{name[:2]}”", "")


def test_suggestions_come_by_part_of_the_name_initials_or_code(
    place: Town, officer: Client, workshop: Workshop
) -> None:
    for text in ("五金", "shd", workshop.uscc, workshop.number, ""):
        answer = officer.get("/T/ledgers/payments/choices/workshop/", {"workshop": text})
        assert f'data-value="{workshop.name}（{workshop.number}）"' in answer.content.decode(), text
    places = officer.get("/T/ledgers/apprentices/choices/organisation/", {"organisation": "sh"}).content.decode()
    assert 'data-value="上河村工会联合会（V1）"' in places
    assert "沙洲村" not in places
    assert officer.get("/T/ledgers/apprentices/choices/name/").status_code == 404
    assert officer.get("/T/ledgers/apprentices/choices/sex/").status_code == 404


# Changing


def change(row: Any, **typed: str) -> tuple[str, dict[str, str]]:
    return f"/T/ledgers/apprentices/{row.pk}/change/", {
        **apprentice(id_number="", organisation=f"{row.organisation}（{row.organisation.code}）", name=row.name),
        "join_date": str(row.join_date),
        "version": str(row.version),
        **typed,
    }


def test_a_sealed_value_left_blank_stays_and_a_masked_one_too(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    for version, typed in ((1, ""), (2, str(row.id_number))):
        address, posted = change(row, id_number=typed, phone="", name=f"赵改名{version}", version=str(version))
        assert officer.post(address, posted).status_code == 302
    again = Apprentice.objects.get(pk=row.pk, jurisdiction_id=row.jurisdiction_id)
    assert again.name == "赵改名2"
    assert again.id_number.reveal() == row.id_number.reveal()
    assert again.phone.reveal() == row.phone.reveal()
    page = officer.get(change(row)[0]).content.decode()
    assert f"现在是{row.id_number}，不改就不用填。" in page


def test_a_save_over_somebody_elses_shows_both_and_loses_nothing(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village, name="赵春华")
    address, posted = change(row, name="赵春花", boards="1")
    door.save(APPRENTICES, actor=place.second, record=row, changes={"name": "赵春桦"})
    with nothing_written():
        answer = officer.post(address, posted)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "已被别人改过，还没有保存" in text
    assert 'value="赵春花"' in text
    assert "记录里现在是：赵春桦" in text
    assert "记录里现在是：否" in text
    assert '<input type="hidden" name="version" value="2">' in text
    assert officer.post(address, {**posted, "version": "2"}).status_code == 302
    assert Apprentice.objects.get(pk=row.pk, jurisdiction_id=row.jurisdiction_id).name == "赵春花"


def test_nothing_changed_writes_nothing(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    address, posted = change(row)
    with nothing_written():
        answer = officer.post(address, posted, follow=True)
    assert "没有改动" in answer.content.decode()


def test_a_voided_record_is_not_opened_for_change(place: Town, officer: Client) -> None:
    row = door.void(
        APPRENTICES, actor=place.officer, record=make_apprentice(place.officer, place.village), why="登记重复"
    )
    address, posted = change(row)
    assert officer.get(address)["Location"] == f"/T/ledgers/apprentices/{row.pk}/"
    with nothing_written():
        answer = officer.post(address, posted)
    assert answer.status_code == 422
    assert "已经作废" in answer.content.decode()


def test_a_rule_between_fields_stands_beside_the_right_one(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    address, posted = change(row, status="resigned")
    with nothing_written():
        answer = officer.post(address, posted)
    assert "请填离开日期" in said(answer, "left_on")


def test_a_number_in_the_wrong_shape_never_reaches_the_rules(place: Town, officer: Client) -> None:
    typed = {"name": "新厂", "uscc": make_credit_code(9), "organisation": "V1", "staff": "五十人", "women": "60"}
    with nothing_written():
        answer = officer.post("/T/ledgers/workshops/new/", typed)
    assert "工人数应是整数" in said(answer, "staff")
    with nothing_written():
        answer = officer.post("/T/ledgers/workshops/new/", {**typed, "staff": "50人", "boards": "0", "masters": "0"})
    assert "不能多于工人数（50人）" in said(answer, "women")


# Choosing another record


def suggested(officer: Client, text: str) -> list[str]:
    answer = officer.get("/T/ledgers/payments/choices/workshop/", {"workshop": text})
    return [each.text for each in answer.context["found"]]


def test_initials_are_found_anywhere_and_what_begins_with_them_comes_first(place: Town, officer: Client) -> None:
    names = ("临江市荣平五金厂", "青石镇荣平木器厂", "荣平饮食店", "安荣平印刷厂")
    made = [make_workshop(place.officer, place.village, 10 + at, name=name) for at, name in enumerate(names)]
    found = suggested(officer, "rp")
    assert {text.partition("（")[0] for text in found} == set(names)
    assert found[-1].startswith("安荣平印刷厂")
    assert suggested(officer, "rpwj") == [f"临江市荣平五金厂（{made[0].number}）"]


@pytest.mark.parametrize("text", ["荣平五金", "rpwj", "荣平 五金"])
def test_a_part_that_only_one_record_has_is_taken(place: Town, officer: Client, text: str) -> None:
    made = make_workshop(place.officer, place.village, 10, name="临江市荣平五金厂")
    make_workshop(place.officer, place.village, 11, name="临江市荣平木器厂")
    assert officer.post(NEW_MONEY, money(workshop=text)).status_code == 302
    assert Payment.objects.get(jurisdiction_id=place.town.jurisdiction_id).workshop == made


def test_a_part_that_several_records_have_is_refused_with_their_names(place: Town, officer: Client) -> None:
    for at, name in enumerate(("临江市荣平五金厂", "临江市荣平木器厂")):
        make_workshop(place.officer, place.village, 10 + at, name=name)
    with nothing_written():
        answer = officer.post(NEW_MONEY, money(workshop="荣平"))
    assert "临江市荣平五金厂" in said(answer, "workshop")
    assert "临江市荣平木器厂" in said(answer, "workshop")
