"""The register of unions, and founding one: a node of the tree and its row, or neither."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import Town, make_account, make_credit_code
from tests.registers.organisations import make_union
from tests.unchanged import faults, nothing_written, refused

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.records.reminders import reminders_of
from gonghui.ledgers.organisations.actions import change_union, found_union, free_code
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import LEVEL_TITLES, Level
from gonghui.offices.roles import ROLE_TITLES, Role

OWN_CODE = "81441900MC00000129"


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"legal_person_code": make_credit_code(1)}, "legal_person_code", "工会法人代码以8开头"),
        ({"legal_person_code": OWN_CODE[:17] + "0"}, "legal_person_code", "统一社会信用代码的校验码不对"),
        ({"dissolved_on": date(2012, 3, 31)}, "dissolved_on", "撤销日期早于建会日期"),
        ({"term_ends_on": date(2012, 3, 31)}, "term_ends_on", "届满日期早于建会日期"),
        ({"founded_on": date(2026, 1, 1)}, "founded_on", "2026年1月1日还没有到"),
        ({"kind": "party"}, "kind", ""),
        ({"term_began_on": date(2012, 3, 31)}, "term_began_on", "选举日期早于建会日期"),
        (
            {"term_began_on": date(2020, 5, 1), "term_ends_on": date(2020, 5, 1)},
            "term_ends_on",
            "届满日期不晚于本届选举",
        ),
        ({"certificate_until": date(2028, 1, 1)}, "legal_person_code", "填了法人证书的有效期"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_beside_its_field(place: Town, values: dict[str, Any], field: str, said: str) -> None:
    with faults(**{field: said}):
        make_union(place.officer, place.village, **values)


def test_a_term_may_end_in_years_to_come_and_a_code_may_be_typed_with_blanks(place: Town) -> None:
    typed = f"{OWN_CODE[:8]} {OWN_CODE[8:].lower()}"
    union = make_union(place.officer, place.village, term_ends_on=date(2028, 4, 1), legal_person_code=typed)
    assert union.legal_person_code == OWN_CODE


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, ["缺本届届满"]),
        ({"founded_on": None}, []),
        ({"dissolved_on": date(2025, 1, 1)}, []),
        ({"term_ends_on": date(2025, 12, 11)}, ["届满未换届"]),
        ({"term_ends_on": date(2025, 12, 12)}, []),
        ({"term_ends_on": date(2028, 1, 1), "legal_person_code": OWN_CODE}, ["缺法人证书有效期至"]),
        (
            {"term_ends_on": date(2028, 1, 1), "legal_person_code": OWN_CODE, "certificate_until": date(2025, 12, 11)},
            ["法人证书过期"],
        ),
    ],
    ids=str,
)
def test_terms_and_certificates_that_are_over_are_asked_about(
    place: Town, values: dict[str, Any], asked: list[str]
) -> None:
    union = make_union(place.officer, place.village, **values)
    assert [one.title for one in reminders_of(UNIONS, union)] == asked


def test_one_union_stands_at_a_place(place: Town) -> None:
    make_union(place.officer, place.village)
    with refused(ValidationError, "这个组织已经登记了工会，请查找并修改那一条"):
        make_union(place.officer, place.village)
    make_union(place.officer, place.other_village)


def found(place: Town, person: str = "officer", at: Organisation | None = None, **values: Any) -> Any:
    given = {"name": "新丰五金厂工会", "kind": "single", "founded_on": date(2025, 5, 1), **values}
    return found_union(actor=getattr(place, person), parent=at or place.village, changes=given)


def test_founding_plants_the_union_below_its_parent(place: Town) -> None:
    union = found(place)
    node = union.organisation
    assert (node.parent, node.level, node.name) == (place.village, Level.PRIMARY, "新丰五金厂工会")
    assert node.path.startswith(place.village.path)
    assert (union.jurisdiction_id, union.number) == (place.city.pk, "2025-GH-001")
    assert found(place, name="第二五金厂工会").organisation.code != node.code


@pytest.mark.parametrize(
    ("person", "values", "trouble", "said"),
    [
        ("clerk", {}, NotAllowed, "不能在上河村工会联合会下面建立工会"),
        ("stranger", {}, NotAllowed, "不能在"),
        ("officer", {"name": " "}, Refusal, "请填工会名称，并选择类型"),
        ("officer", {"kind": ""}, Refusal, "请填工会名称，并选择类型"),
        ("officer", {"kind": "federation"}, Refusal, "工会联合会不能建在上河村工会联合会下面"),
        ("officer", {"founded_on": date(2026, 1, 1)}, ValidationError, "还没有到"),
        ("officer", {"legal_person_code": "8"}, ValidationError, "应为18位"),
    ],
)
def test_a_founding_that_is_refused_plants_nothing(
    place: Town, person: str, values: dict[str, Any], trouble: type[Exception], said: str
) -> None:
    before = Organisation.objects.count()
    with refused(trouble, said):
        found(place, person, **values)
    assert Organisation.objects.count() == before


def test_a_name_is_founded_once_below_a_parent(place: Town) -> None:
    found(place)
    with refused(Refusal, "上河村工会联合会下面已经有“新丰五金厂工会”"):
        found(place)
    assert found(place, at=place.other_village).pk


def test_codes_are_free_however_many_were_given_out(place: Town) -> None:
    first = free_code(place.village, Level.PRIMARY)
    create_organisation(code=first.lower(), name="手工建的工会", level=Level.PRIMARY, parent=place.village)
    assert found(place).organisation.code != first


def test_every_kind_role_and_level_has_a_chinese_name() -> None:
    assert set(ROLE_TITLES) == set(Role)
    assert set(LEVEL_TITLES) == set(Level)
    assert all(kind.label for kind in UnionKind)


def change(union: Any, actor: Any, expected_version: int | None = None, **changes: Any) -> Any:
    return change_union(actor=actor, union=union, changes=changes, expected_version=expected_version)


def test_a_renamed_or_dissolved_union_is_renamed_or_closed_in_the_tree_too(place: Town) -> None:
    union = change(found(place), place.officer, name="新丰电子厂工会", dissolved_on=date(2025, 12, 1))
    node = Organisation.objects.get(pk=union.organisation_id)
    assert (node.name, node.initials, node.closed_on) == ("新丰电子厂工会", "xfdzcgh", date(2025, 12, 1))


@pytest.mark.parametrize(
    ("changes", "trouble", "said"),
    [
        ({"kind": "federation"}, Refusal, "在组织树里的层级与工会联合会不符"),
        ({"name": ""}, ValidationError, "name"),
        ({"dissolved_on": date(2025, 4, 30)}, ValidationError, "撤销日期早于建会日期"),
        ({"name": "别的名称", "expected_version": 7}, Stale, "版本号不对"),
    ],
    ids=str,
)
def test_a_change_that_is_refused_leaves_the_tree_as_it_was(
    place: Town, changes: dict[str, Any], trouble: type[Exception], said: str
) -> None:
    union = found(place)
    before = list(Organisation.objects.order_by("pk").values())
    with refused(trouble, said):
        change(union, place.officer, **changes)
    with refused(NotAllowed):
        change(union, place.clerk, name="别的名称")
    assert list(Organisation.objects.order_by("pk").values()) == before


# Its pages


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_union_of_a_place_is_entered_where_it_stands(place: Town) -> None:
    officer, clerk = signed_in(place.officer), signed_in(place.clerk)
    make_union(place.officer, place.town)
    assert officer.get("/V1/ledgers/unions/new/").status_code == 200
    assert clerk.get("/V1/ledgers/unions/new/").status_code == 403


def test_a_form_that_the_door_refuses_keeps_its_key_unused(place: Town) -> None:
    officer, address = signed_in(place.officer), "/T/ledgers/unions/new/"
    carried = re.search(r'name="submission" value="([^"]+)"', officer.get(address).content.decode())
    assert carried is not None
    posted = {"name": "上河村工会联合会", "kind": "federation", "founded_on": "2020-1-1", "submission": carried[1]}
    with nothing_written():
        assert officer.post(address, posted).status_code == 422
    before = Union.objects.within(place.town.jurisdiction_id).count()
    for _ in range(2):
        answer = officer.post(address, {**posted, "name": "新河村工会联合会"})
        assert answer.status_code == 302
    assert Union.objects.within(place.town.jurisdiction_id).count() == before + 1


@pytest.mark.parametrize(
    ("above", "name", "kind", "level"),
    [
        ("P", "望海市总工会", "general", Level.CITY),
        ("P", "望海自治州总工会", "general", Level.CITY),
        ("C", "安宁县总工会", "general", Level.COUNTY),
        ("C", "澄川市总工会", "general", Level.COUNTY),
        ("C", "城东区总工会", "general", Level.COUNTY),
        ("C", "云岭乡总工会", "general", Level.TOWN),
        ("C", "五星街道工会工作委员会", "committee", Level.TOWN),
        ("T", "春晖社区工会联合会", "federation", Level.VILLAGE),
        ("T", "青石工业园工会联合会", "federation", Level.VILLAGE),
        ("T", "青石镇餐饮行业工会联合会", "trade", Level.VILLAGE),
    ],
)
def test_a_union_stands_where_its_name_says(place: Town, above: str, name: str, kind: str, level: Level) -> None:
    parent = Organisation.objects.get(code=above)
    officer = make_account("高德才", (parent, Role.OFFICER))
    founded = found_union(actor=officer, parent=parent, changes={"name": name, "kind": kind})
    assert founded.organisation.level == level


def test_a_county_lies_in_no_town(place: Town) -> None:
    with refused(Refusal, "总工会不能建在青石镇总工会下面"):
        found_union(actor=place.officer, parent=place.town, changes={"name": "安宁县总工会", "kind": "general"})
