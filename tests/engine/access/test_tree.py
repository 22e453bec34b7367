"""The tree of organisations: paths, jurisdictions, and what may be planted."""

from __future__ import annotations

import pytest
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import Workshop
from tests.factories import Town, make_account

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.access.rights import Access, at_place
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(place: Town) -> Organisation:
    """A county K under the city, beside the towns that hang directly under it."""
    return create_organisation(code="K", name="东山县总工会", level=Level.COUNTY, parent=place.city)


def test_a_towns_rows_lie_with_the_city_above_it_where_there_is_no_county(place: Town) -> None:
    city = place.city.pk
    assert place.city.jurisdiction_id == city
    assert {place.town.jurisdiction_id, place.village.jurisdiction_id, place.neighbour.jurisdiction_id} == {city}


def test_below_a_county_rows_lie_with_the_county(place: Town, county: Organisation) -> None:
    town = create_organisation(code="KT", name="县下镇总工会", level=Level.TOWN, parent=county)
    union = create_organisation(code="KTU", name="县下厂工会", level=Level.PRIMARY, parent=town)
    assert {county.jurisdiction_id, town.jurisdiction_id, union.jurisdiction_id} == {county.pk}


def test_a_provinces_own_rows_lie_with_itself(place: Town) -> None:
    province = place.city.parent
    assert province is not None
    assert province.jurisdiction_id == province.pk
    village = create_organisation(code="PV", name="省直工会", level=Level.PRIMARY, parent=province)
    assert village.jurisdiction_id == province.pk


def test_a_town_alone_on_its_pc_is_its_own_jurisdiction(db: None) -> None:
    town = create_organisation(code="S", name="独立镇总工会", level=Level.TOWN, parent=None)
    assert (town.path, town.jurisdiction_id, town.jurisdictions()) == ("S/", town.pk, (town.pk,))


def test_a_place_knows_every_jurisdiction_below_it(place: Town, county: Organisation) -> None:
    province = place.city.parent
    assert province is not None
    assert set(province.jurisdictions()) == {province.pk, place.city.pk, county.pk}
    assert set(place.city.jurisdictions()) == {place.city.pk, county.pk}
    assert county.jurisdictions() == (county.pk,)
    assert place.village.jurisdictions() == (place.city.pk,)


def test_ancestors_run_from_the_root_to_the_parent(place: Town) -> None:
    assert [node.code for node in place.village.ancestors()] == ["P", "C", "T"]
    assert place.village.path == "P/C/T/V1/"


def test_a_code_that_begins_like_another_is_another_place(place: Town) -> None:
    longer = create_organisation(code="T1", name="青石镇二总工会", level=Level.TOWN, parent=place.city)
    village = create_organisation(code="V10", name="长河村工会联合会", level=Level.VILLAGE, parent=place.town)
    assert not place.town.contains(longer)
    assert not longer.contains(place.town)
    assert set(Organisation.objects.under(place.town)) == {place.town, place.village, place.other_village, village}
    workshop = make_workshop(place.officer, village)
    assert not at_place(Workshop.objects.all(), place.village).exists()
    assert not at_place(Workshop.objects.all(), longer).exists()
    assert at_place(Workshop.objects.all(), place.town).get() == workshop


@pytest.mark.parametrize(
    ("code", "level", "said"),
    [
        ("", Level.TOWN, "代码不能为空"),
        ("  ", Level.TOWN, "代码不能为空"),
        ("T/1", Level.TOWN, "不能含有“/”"),
        ("T", Level.TOWN, "“T”已经用过"),
        ("t", Level.TOWN, "大小写不同也算同一个"),
        (" V1 ", Level.TOWN, "已经用过"),
        ("X", Level.CITY, "层级应低于上级临江市总工会"),
        ("X", Level.PROVINCE, "层级应低于上级临江市总工会"),
    ],
)
def test_what_may_not_be_planted_is_refused_in_chinese(place: Town, code: str, level: Level, said: str) -> None:
    before = Organisation.objects.count()
    with pytest.raises(ValueError, match=said):
        create_organisation(code=code, name="某总工会", level=level, parent=place.city)
    assert Organisation.objects.count() == before


def test_a_place_above_several_jurisdictions_reads_the_rows_of_all(place: Town, county: Organisation) -> None:
    below = create_organisation(code="KT", name="县下镇总工会", level=Level.TOWN, parent=county)
    officer = make_account("某经办", (below, Role.OFFICER))
    rows = {make_workshop(place.officer, place.village), make_workshop(officer, below, 2)}
    far = make_workshop(place.stranger, place.neighbour, 3)
    assert set(at_place(Workshop.objects.all(), place.city)) == rows | {far}
    for at, expected in (
        (place.city, rows | {far}),
        (place.town, rows - {*Workshop.objects.filter(organisation=below)}),
    ):
        assert set(at_place(Workshop.objects.all(), at, in_order=True)) == expected


def test_a_code_may_be_any_letter(place: Town) -> None:
    node = create_organisation(code="X", name="高新镇总工会", level=Level.TOWN, parent=place.city)
    assert [above.code for above in node.ancestors()] == ["P", "C"]
    assert node.initials == ""


def test_home_is_the_highest_place_of_a_persons_posts(place: Town) -> None:
    first = create_organisation(code="A", name="安和镇总工会", level=Level.TOWN, parent=place.city)
    village = create_organisation(code="A1", name="安河村工会联合会", level=Level.VILLAGE, parent=first)
    account = make_account("兼岗", (village, Role.CLERK), (place.town, Role.OFFICER))
    assert Access(account).home() == place.town
    assert Access(account).account == account
