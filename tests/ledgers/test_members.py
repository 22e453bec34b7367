"""The roster: one membership at a time, and days that can be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_id_number
from tests.registers.members import make_member
from tests.unchanged import faults, refused

from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import FigureQuery
from gonghui.engine.fields.listing import Listing, may_be_personal
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.members.choices import LEFT, Status
from gonghui.ledgers.members.indicators import JOINED, NET, TOTAL
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.plain.periods import Period

NUMBER = make_id_number(4, date(1990, 3, 7))


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"left_on": date(2025, 1, 1), "status": "resigned"}, "left_on", "离会日期早于入会日期"),
        ({"status": "transferred"}, "left_on", "会籍状态是“转出”，请填离会日期"),
        ({"status": "died"}, "left_on", "会籍状态是“死亡”，请填离会日期"),
        ({"left_on": date(2025, 5, 1)}, "status", "填了离会日期，请把会籍状态改为"),
        ({"left_on": date(2025, 5, 1), "status": "kept"}, "status", "填了离会日期"),
        ({"status": "在职"}, "status", ""),
        ({"join_date": date(2025, 12, 13)}, "join_date", "2025年12月13日还没有到"),
        ({"join_date": date(2006, 3, 6)}, "join_date", "入会时不满16周岁"),
        ({"id_number": "E12345678"}, "id_number", "证件类型是居民身份证，号码应为18位"),
        ({"papers": "passport"}, "papers", "这是18位的身份证或居住证号码，证件类型却是护照"),
        ({"sex_stated": "male"}, "sex_stated", "和证件号里的性别不同"),
        ({"birth_stated": date(1990, 3, 8)}, "birth_stated", "和证件号里的出生日期不同"),
        ({"id_number": "E1234", "papers": "passport"}, "id_number", "身份证号应为18位"),
        ({"transferred_to": "临河镇总工会"}, "transferred_to", "填了转往的工会，请把会籍状态改为转出"),
        ({"phone": "1380000123"}, "phone", "手机号应为11位"),
        ({"name": "张\n三"}, "name", "里面有看不见的控制字符"),
        ({"name": "甲\u202e乙"}, "name", "里面有看不见的控制字符"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], field: str, said: str) -> None:
    given = {"id_number": NUMBER, "join_date": date(2025, 3, 1), **values}
    with faults(**{field: said}):
        make_member(place.officer, place.village, **given)


def test_who_turns_sixteen_joins_on_that_day_and_not_before(place: Town) -> None:
    assert make_member(place.officer, place.village, id_number=NUMBER, join_date=date(2006, 3, 7)).pk


@pytest.mark.parametrize("status", sorted(LEFT))
def test_who_left_may_join_again_and_both_memberships_stand(place: Town, status: Status) -> None:
    first = make_member(place.officer, place.village, id_number=NUMBER, join_date=date(2020, 1, 1))
    with refused(ValidationError, "这个身份证号在本市已经是会员"):
        make_member(place.stranger, place.neighbour_village, 2, id_number=NUMBER)
    gone = {"status": status, "left_on": date(2025, 6, 1)}
    left = door.save(MEMBERS, actor=place.officer, record=first, changes=gone)
    again = make_member(place.stranger, place.neighbour_village, 2, id_number=NUMBER, join_date=date(2025, 6, 1))
    assert again.id_number == left.id_number
    with refused(ValidationError, "这个身份证号在本市已经是会员"):
        door.save(MEMBERS, actor=place.officer, record=left, changes={"status": "normal", "left_on": None})


def test_a_kept_membership_is_still_one(place: Town) -> None:
    make_member(place.officer, place.village, id_number=NUMBER, status="kept")
    with refused(ValidationError, "这个身份证号在本市已经是会员"):
        make_member(place.officer, place.village, 2, id_number=NUMBER)


def test_a_name_without_pinyin_is_still_a_name(place: Town) -> None:
    member = make_member(place.officer, place.village, name="·")
    assert (member.name, member.initials, member.sort_key) == ("·", "", "")


def test_sex_birth_and_pinyin_follow_from_the_facts_and_cannot_be_set_beside_them(place: Town) -> None:
    member = make_member(
        place.officer, place.village, name="单雄", id_number=NUMBER, sex="male", birth_date=date(1950, 1, 1)
    )
    assert (member.sex, member.birth_date) == ("female", date(1990, 3, 7))
    assert (member.initials, member.sort_key) == ("sx", "shan xiong")
    corrected = {"id_number": make_id_number(3, date(1991, 4, 8))}
    changed = door.save(MEMBERS, actor=place.officer, record=member, changes=corrected)
    assert (changed.sex, changed.birth_date) == ("male", date(1991, 4, 8))


def test_who_has_joined_and_not_left_is_a_member_that_day(place: Town) -> None:
    member = make_member(place.officer, place.village, join_date=date(2020, 1, 1))
    make_member(place.officer, place.village, 2, join_date=date(2025, 6, 1))
    gone = {"left_on": date(2025, 9, 1), "status": "resigned"}
    door.save(MEMBERS, actor=place.officer, record=member, changes=gone)
    days = (date(2025, 5, 31), date(2025, 6, 1), date(2025, 8, 31), date(2025, 9, 1))
    asked = [FigureQuery(place.town, Period.year(2025), day) for day in days]
    assert [compute(TOTAL, each).value for each in asked] == [1, 2, 2, 1]


def test_a_passport_is_sealed_masked_and_found_and_joins_once(place: Town) -> None:
    foreign: dict[str, Any] = {"id_number": " e1234 5678", "papers": "passport"}
    member = make_member(place.officer, place.village, **foreign, sex_stated="female", birth_stated=date(1991, 2, 3))
    assert (str(member.id_number), member.sex, member.birth_date) == ("E******78", "female", date(1991, 2, 3))
    assert member.id_number.reveal() == "E12345678"
    found = Listing(MEMBERS, at_place(Member.objects.all(), place.town), {"q": "E12345678"})
    assert [row.pk for row in found.page_rows] == [member.pk]
    assert may_be_personal("e12345678")
    with refused(ValidationError, "已经是会员"):
        make_member(place.officer, place.village, 2, **foreign)


def test_a_residence_permit_tells_sex_and_birth_as_an_identity_card_does(place: Town) -> None:
    number = make_id_number(4, date(1990, 3, 7))
    member = make_member(place.officer, place.village, papers="hmt_permit", id_number=number)
    assert (member.sex, member.birth_date) == ("female", date(1990, 3, 7))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, []),
        ({"join_date": None}, ["缺入会日期"]),
        ({"id_number": "E12345678", "papers": "passport"}, ["缺性别"]),
        ({"employment": "platform"}, ["缺从业群体"]),
        ({"status": "transferred", "left_on": date(2025, 5, 1)}, ["缺转往的工会"]),
    ],
    ids=str,
)
def test_what_an_officer_may_learn_later_is_asked_for(place: Town, values: dict[str, Any], asked: list[str]) -> None:
    member = make_member(place.officer, place.village, **{"join_date": date(2025, 1, 1), **values})
    assert [one.title for one in reminders_of(MEMBERS, member)] == asked


def test_who_has_no_joining_day_is_a_member_and_no_new_one(place: Town) -> None:
    make_member(place.officer, place.village, join_date=None)
    asked = FigureQuery(place.town, Period.year(2025), date(2025, 12, 1))
    assert [compute(one, asked).value for one in (TOTAL, JOINED)] == [1, 0]


def test_more_may_leave_than_come(place: Town) -> None:
    for sequence, joined in enumerate((date(2020, 1, 1), date(2020, 1, 2), date(2025, 1, 3)), start=1):
        make_member(
            place.officer, place.village, sequence, join_date=joined, status="resigned", left_on=date(2025, 6, 1)
        )
    assert compute(NET, FigureQuery(place.town, Period.year(2025), date(2025, 12, 1))).value == -2
    assert compute(NET, FigureQuery(place.town, Period.year(2025), date(2025, 5, 1))).value == 1
