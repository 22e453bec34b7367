"""What a paper calls places, on trees of several shapes."""

from __future__ import annotations

import pytest

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.offices.levels import Level
from gonghui.offices.place_words import UnionName, words_of


@pytest.mark.parametrize(
    ("name", "level", "kind", "short"),
    [
        ("青石镇总工会", Level.TOWN, "镇", "镇总工会"),
        ("云岭民族乡总工会", Level.TOWN, "乡", "乡总工会"),
        ("五星街道总工会", Level.TOWN, "街道", "街道总工会"),
        ("安宁县总工会", Level.COUNTY, "县", "县总工会"),
        ("岭南自治县总工会", Level.COUNTY, "县", "县总工会"),
        ("东湖区总工会", Level.COUNTY, "区", "区总工会"),
        ("高新区总工会", Level.COUNTY, "区", "区总工会"),
        ("澄江市总工会", Level.COUNTY, "市", "市总工会"),
        ("凉水自治州总工会", Level.CITY, "州", "州总工会"),
        ("江西省总工会", Level.PROVINCE, "省", "省总工会"),
        ("上河村工会联合会", Level.VILLAGE, "村", "村工会联合会"),
        ("春晖社区工会委员会", Level.VILLAGE, "社区", "社区工会委员会"),
        ("青石工业园工会联合会", Level.VILLAGE, "园区", "园区工会联合会"),
        ("青石经济开发区工会联合会", Level.VILLAGE, "园区", "园区工会联合会"),
        ("华兴机械有限公司工会", Level.PRIMARY, "", "华兴机械有限公司工会"),
        ("餐饮行业工会联合会", Level.VILLAGE, "", "餐饮行业工会联合会"),
    ],
)
def test_a_union_is_what_its_name_says(name: str, level: Level, kind: str, short: str) -> None:
    taken_apart = UnionName.of(name, level)
    assert (taken_apart.kind, taken_apart.short) == (kind, short)


def _plant(*names: tuple[str, str, Level, str]) -> dict[str, Organisation]:
    nodes: dict[str, Organisation] = {}
    for code, name, level, above in names:
        nodes[code] = create_organisation(code=code, name=name, level=level, parent=nodes.get(above))
    return nodes


@pytest.mark.django_db
def test_words_of_a_county_and_of_those_below_and_above_it() -> None:
    nodes = _plant(
        ("P", "江东省总工会", Level.PROVINCE, ""),
        ("C", "临江市总工会", Level.CITY, "P"),
        ("K", "安宁县总工会", Level.COUNTY, "C"),
        ("D", "城东区总工会", Level.COUNTY, "C"),
        ("T", "平湖镇总工会", Level.TOWN, "K"),
        ("X", "云岭乡总工会", Level.TOWN, "K"),
        ("S", "五星街道总工会", Level.TOWN, "D"),
        ("V", "上河村工会联合会", Level.VILLAGE, "X"),
    )
    seen = {code: words_of(node) for code, node in nodes.items()}

    assert (seen["T"].we, seen["T"].all, seen["T"].union_short) == ("我镇", "全镇", "镇总工会")
    assert (seen["T"].upper, seen["T"].upper_short) == ("安宁县总工会", "县总工会")
    assert (seen["X"].we, seen["S"].we, seen["K"].we, seen["C"].we) == ("我乡", "我街道", "我县", "我市")
    assert seen["T"].review_levels == "镇、县、市三级"
    assert seen["S"].review_levels == "街道、区、市三级"
    assert (seen["T"].province, seen["T"].province_short) == ("江东省总工会", "省总工会")
    # A village's cases are the township's, and reviewed by the county.
    assert (seen["V"].we, seen["V"].upper) == ("我村", "云岭乡总工会")
    assert (seen["V"].handler, seen["V"].reviewer) == ("乡总工会", "安宁县总工会")
    # In the county's paper the county itself reviews what its towns and townships handle.
    assert (seen["K"].handler, seen["K"].reviewer, seen["K"].upper) == ("所辖乡镇工会", "县总工会", "临江市总工会")
    assert seen["K"].review_levels == "乡镇、县、市三级"
    assert seen["D"].handler == "所辖街道工会"
    assert (seen["C"].handler, seen["C"].reviewer) == ("所辖乡镇（街道）工会", "各县（区）总工会")
    assert seen["P"].upper == "中华全国总工会"
    assert (seen["K"].by_handler, seen["X"].by_handler) == ("所辖乡镇工会", "")
    assert seen["V"].by_handler == "乡总工会"


@pytest.mark.django_db
def test_a_city_directly_over_towns_ranks_with_the_counties() -> None:
    nodes = _plant(
        ("P", "江东省总工会", Level.PROVINCE, ""),
        ("C", "临江市总工会", Level.CITY, "P"),
        ("T", "平湖镇总工会", Level.TOWN, "C"),
        ("C2", "岳宁市总工会", Level.CITY, "P"),
        ("K", "安宁县总工会", Level.COUNTY, "C2"),
        ("X", "云岭乡总工会", Level.TOWN, "K"),
    )
    words = words_of(nodes["P"])
    assert (words.handler, words.reviewer) == ("所辖乡镇工会", "各县（市）总工会")


@pytest.mark.django_db
def test_words_of_a_town_directly_under_a_city() -> None:
    nodes = _plant(
        ("P", "江东省总工会", Level.PROVINCE, ""),
        ("C", "临江市总工会", Level.CITY, "P"),
        ("T", "平湖镇总工会", Level.TOWN, "C"),
        ("S", "五星街道总工会", Level.TOWN, "C"),
    )
    words = words_of(nodes["T"])
    assert (words.handler, words.reviewer, words.reviewer_short) == ("镇总工会", "临江市总工会", "市总工会")
    assert words.review_levels == "镇、市两级"
    assert words_of(nodes["C"]).handler == "所辖镇街工会"
    nodes["T"].closed_on = nodes["S"].closed_on = "2024-01-01"
    for node in (nodes["T"], nodes["S"]):
        node.save()
    assert words_of(nodes["C"]).handler == "市总工会", "unions that were dissolved handle nothing"


@pytest.mark.django_db
def test_a_root_that_stands_alone_names_nobody_above_it() -> None:
    alone = create_organisation(code="S", name="独立镇总工会", level=Level.TOWN, parent=None)
    words = words_of(alone)
    assert (words.upper, words.reviewer, words.province) == ("上级工会", "上级工会", "省级工会")
