"""What a new form holds already, and that nobody's choice of a place is replaced without a word."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.unchanged import nothing_written

from gonghui.engine.records import door
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.duties.models import Duty
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.petitions.models import Petition
from gonghui.ledgers.visits.models import Visit

PETITION = "/T/ledgers/petitions/new/"
MEMBER = "/T/ledgers/members/new/"
VISIT = "/T/ledgers/visits/new/"


@pytest.fixture
def officer(place: Town, client: Client) -> Client:
    client.force_login(place.officer)
    return client


@pytest.fixture
def employer(place: Town) -> Employer:
    """An employer at the village."""
    return make_employer(place.officer, place.village)


def sent(answer: Any) -> None:
    """The form was taken."""
    assert answer.status_code == 302, {each.name: each.errors for each in answer.context["form"].faulty}


def box(answer: Any, name: str) -> Any:
    return next(each for each in answer.context["form"].boxes if each.name == name)


def petition(**changes: str) -> dict[str, str]:
    return {
        "received_on": "12.10",
        "source": "in_person",
        "subject": "反映拖欠工资",
        "nature": "claim",
        "category": "unpaid_wages",
        "people": "1",
        "batches": "1",
        "handler": "陈玉兰",
        **changes,
    }


def member(sequence: int = 1, **changes: str) -> dict[str, str]:
    return {
        "name": "赵春华",
        "id_number": make_id_number(sequence),
        "join_date": "2025.3.1",
        "joined_by": "applied",
        "papers": str(Member._meta.get_field("papers").default),
        "employment": str(Member._meta.get_field("employment").default),
        "status": "normal",
        **changes,
    }


# What stands there already


def test_a_petition_was_received_today_and_is_handled_by_whoever_enters_it(place: Town, officer: Client) -> None:
    form = officer.get(PETITION)
    assert box(form, "received_on").text == "2025-12-12"
    assert box(form, "received_on").known == "已填好，可以改。"
    assert box(form, "handler").text == place.officer.name
    assert box(form, "stand_in").text == ""


def test_who_is_charged_with_petitions_stands_there(place: Town, officer: Client) -> None:
    for name, position, until in (("冯旧人", "a", date(2025, 6, 1)), ("何常青", "a", None), ("宋知远", "b", None)):
        values = {"organisation": place.town, "name": name, "matter": "petitions", "position": position}
        days = {"since": date(2025, 1, 1), "until": until}
        door.save(DUTIES, actor=place.officer, record=Duty(), changes={**values, **days})
    form = officer.get(PETITION)
    assert (box(form, "handler").text, box(form, "stand_in").text) == ("何常青", "宋知远")


def test_the_next_form_has_the_day_the_occasion_and_the_money_and_nothing_personal(
    place: Town, officer: Client
) -> None:
    typed = {
        "target": "赵春华",
        "category": str(Visit._meta.get_field("category").choices[0][0]),  # type: ignore[index]
        "people": "1",
        "households": "0",
        "organisation": f"{place.town}（T）",
        "placed": f"{place.town}（T）",
        "date": "12.10",
        "festival": str(Visit._meta.get_field("festival").choices[0][0]),  # type: ignore[index]
        "organiser": str(Visit._meta.get_field("organiser").choices[0][0]),  # type: ignore[index]
        "cash": "300",
        "goods": "0",
        "fund": str(Visit._meta.get_field("fund").choices[0][0]),  # type: ignore[index]
        "then": "another",
    }
    sent(officer.post(VISIT, typed))
    form = officer.get(VISIT)
    for name in ("category", "festival", "cash"):
        assert box(form, name).text == typed[name], name
    assert box(form, "date").reading.startswith("今年12月10日")
    assert box(form, "cash").known == "和上一条一样，可以改。"
    assert (box(form, "target").text, box(form, "id_number").text) == ("", "")
    assert box(officer.get(VISIT), "cash").text == "0"


# The place


def test_a_petition_goes_to_the_employers_place_where_nobody_chose_another(
    place: Town, officer: Client, employer: Employer
) -> None:
    here = f"{place.town}（T）"
    sent(officer.post(PETITION, petition(employer=employer.name, organisation=here, placed=here)))
    assert Petition.objects.get().organisation == place.village


def test_a_place_chosen_against_the_employers_is_refused_and_not_replaced(
    place: Town, officer: Client, employer: Employer
) -> None:
    here, other = f"{place.town}（T）", f"{place.other_village}（V2）"
    with nothing_written():
        answer = officer.post(PETITION, petition(employer=employer.name, organisation=other, placed=here))
    assert answer.status_code == 422
    said = f"它归{place.village}，不能放在{place.other_village}：请改成{place.village}，或者核对所填的单位。"
    assert box(answer, "organisation").errors == [f"按下面填的内容，{said}"]
    assert box(answer, "organisation").text == other


def test_a_member_belongs_to_the_employers_own_union_or_where_one_was_chosen(
    place: Town, officer: Client, employer: Employer
) -> None:
    here = f"{place.town}（T）"
    sent(officer.post(MEMBER, member(1, employer=employer.name, organisation=here, placed=here)))
    sent(officer.post(MEMBER, member(2, employer=employer.name, organisation=here, placed="")))
    first, second = Member.objects.order_by("id")
    assert (first.organisation, second.organisation) == (place.village, place.town)


def test_a_suggestion_tells_the_place_that_it_brings(place: Town, officer: Client, employer: Employer) -> None:
    address = "/T/ledgers/petitions/choices/employer/"
    text = officer.get(address, {"employer": employer.name[:3]}).content.decode()
    assert f'data-place="{place.village}（V1）"' in text
    assert 'name="placed"' in officer.get(PETITION).content.decode()


def test_a_sheet_that_says_another_place_than_the_employers_is_told(
    place: Town, officer: Client, employer: Employer
) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["日期", "类型", "业务", "内容", "单位", "所属组织", "经办人员"])
    topic = JournalEntry._meta.get_field("topic").choices[0][1]  # type: ignore[index]
    sheet.append(["2025-3-1", "企业指导", topic, "上门指导建会", employer.name, place.other_village.name, "陈玉兰"])
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "日志.xlsx"
    with nothing_written():
        answer = officer.post("/T/ledgers/journal/import/", {"file": file})
    errors = [(each.name, each.message) for each in answer.context["preview"].errors]
    assert (
        "organisation",
        f"按这一行的内容，它归{place.village}，不能放在{place.other_village}：请改正，或者空着这一格。",
    ) in errors
