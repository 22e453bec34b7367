"""Unions that report together, are renamed or merged: their figures and papers before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import make_account, make_id_number
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.registers.organisations import make_union
from tests.shapes.trees import Tree, county_and_township, county_level_city
from tests.unchanged import nothing_written, refused

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.figures.sets import compute_many
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import offers
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.organisations.actions import change_union, found_union
from gonghui.ledgers.organisations.models import Union
from gonghui.ledgers.organisations.succession import close_group, create_group, merge_union, rename_union
from gonghui.offices.roles import Role
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.compose import compose
from gonghui.summaries.interface import as_json
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.reading import may_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY, JUNE = date(2025, 12, 12), date(2025, 6, 1)
YEAR, LAST_YEAR, SPRING = Period.year(2025), Period.year(2024), Period.months_of(2025, 1, 5)
PAPER = "澄川市总工会批复（2025）3号"


def indicator(code: str) -> Indicator:
    found = CATALOGUE.indicator(code)
    assert found is not None
    return found


def surveyed(place: Organisation, period: Period = YEAR) -> int:
    """How many workers the figure counts; asked alone and in a set it is the same."""
    query = FigureQuery(place, period, TODAY)
    one = indicator("hardship.surveyed_eligible")
    alone, in_set = compute(one, query), compute_many([one, indicator("employers.unionised")], [query])
    assert alone.value == in_set[one.code, query].value
    return int(alone.value)


def enter(tree: Tree, code: str, sequence: int, **changes: Any) -> None:
    place = tree[code]
    office = place.offices()[0].code
    employer = make_employer(tree.staff[office], place, sequence)
    make_hardship_file(tree.staff[office], employer, sequence, **changes)


@pytest.fixture
def city() -> Tree:
    """A county-level city: two files in the first town (one in its village), one each in the others; one worker has a
    file in two of the towns.
    """
    tree = county_level_city()
    twice = {"id_number": make_id_number(3, date(1979, 9, 4))}
    enter(tree, "T", 1)
    enter(tree, "V", 2)
    enter(tree, "T2", 3, **twice)
    enter(tree, "T3", 4)
    return tree


# Reporting together


@pytest.fixture
def group(city: Tree) -> Organisation:
    return create_group(actor=city.staff["K"], place=city["K"], name="", members=[city["T"], city["T2"]])


def test_a_group_counts_its_members_once_each_and_changes_nothing_else(city: Tree, group: Organisation) -> None:
    assert (group.name, group.code) == ("东桥镇、南桥镇总工会", "K-G1")
    assert [surveyed(place) for place in (group, city["T"], city["T2"], city["T3"], city["K"])] == [3, 2, 1, 1, 4]
    # A person who has a file in both is one person of the group.
    make_hardship_file(
        city.staff["T2"],
        make_employer(city.staff["T2"], city["T2"], 9),
        1,
        for_year=2024,
        surveyed_on=date(2025, 2, 1),
    )
    assert [surveyed(place) for place in (group, city["T"], city["T2"])] == [3, 2, 2]


def test_a_group_has_a_paper_of_its_own_that_the_union_above_drafts(city: Tree, group: Organisation) -> None:
    paper = compose(CATALOGUE, ANNUAL, group, YEAR, TODAY)
    assert "".join(paper.title) == "东桥镇、南桥镇总工会2025年工作总结"
    text = "\n".join(one["text"] for one in as_json(paper)["paragraphs"])
    assert "初步符合条件的困难职工3人" in text
    kept = drafting.draft(CATALOGUE, actor=city.staff["K"], place=group, period=YEAR, outline=ANNUAL)
    assert (kept.organisation, kept.jurisdiction_id) == (group, city["K"].jurisdiction_id)
    assert may_draft(Access(city.staff["K"]), group)
    assert not may_draft(Access(city.staff["T"]), group)


def test_who_sees_all_members_or_stands_above_sees_the_group(city: Tree, group: Organisation) -> None:
    both = make_account("高德才", (city["T"], Role.OFFICER), (city["T2"], Role.OFFICER), (city["T2"], Role.CHAIR))
    assert Access(both).roles_at(group) == {Role.OFFICER}
    assert Access(city.staff["K"]).sees(group)
    for code in ("T", "T2", "T3"):
        assert not Access(city.staff[code]).sees(group)
    assert Access(both).sees(city["T"])


def test_nothing_is_entered_at_a_group(city: Tree, group: Organisation) -> None:
    with refused(ValidationError, "不能登记在"):
        make_employer(city.staff["K"], group)


@pytest.mark.parametrize(
    ("actor", "members", "trouble", "said"),
    [
        ("K", ["T"], Refusal, "至少选两个"),
        ("K", ["T", "T"], Refusal, "至少选两个"),
        ("K", ["T", "V"], Refusal, "柳塘村工会联合会不是澄川市总工会直接管的"),
        ("K", ["T", "C"], Refusal, "临江市总工会不是"),
        ("K", ["T", "T2"], Refusal, "已经有合并汇报的“东桥镇、南桥镇总工会”"),
        ("T", ["T", "T3"], NotAllowed, "不能变动澄川市总工会的组织"),
    ],
)
def test_a_group_that_cannot_be_is_refused(
    city: Tree, group: Organisation, actor: str, members: list[str], trouble: type[Exception], said: str
) -> None:
    with refused(trouble, said):
        create_group(actor=city.staff[actor], place=city["K"], name="", members=[city[code] for code in members])


def test_a_group_is_made_opened_and_closed_on_the_page_of_the_union_above(city: Tree) -> None:
    client = signed_in(city.staff["K"])
    address = "/K/ledgers/unions/tree/"
    assert "北桥镇总工会" in client.get(address).content.decode()
    with nothing_written():
        answer = client.post(address, {"act": "group", "member": ["T"]})
    assert (answer.status_code, "至少选两个" in answer.content.decode()) == (422, True)
    answer = client.post(address, {"act": "group", "member": ["T", "T3"], "name": "两镇联合片区总工会"})
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert "两镇联合片区总工会" in page
    for path in ("figures/", "summaries/", "", "figures/hardship.surveyed_eligible/", "ledgers/hardship/"):
        assert client.get(f"/K-G1/{path}").status_code == 200, path
    assert "两镇联合片区总工会" in client.get("/K/places/").content.decode()
    # The figure by place below the city names no group: its towns would stand there twice.
    opened = client.get("/K/figures/hardship.surveyed_eligible/").context
    assert [part.place.code for part in opened["below"] if part.place] == ["T", "T2", "T3"]
    assert client.post(address, {"act": "close", "code": "K-G1"}).status_code == 302
    with refused(Refusal, "已经停用"):
        close_group(actor=city.staff["K"], group=Organisation.objects.get(code="K-G1"))


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


# Renamed


def test_a_renamed_union_keeps_its_records_and_its_old_papers_their_name(city: Tree) -> None:
    place = city["T"]
    renamed = rename_union(actor=city.staff["K"], place=place, name="东桥街道总工会", on=JUNE, document=PAPER)
    enter(city, "T", 7, surveyed_on=date(2024, 3, 4), visited_on=None, visitor="", second_visitor="", for_year=2024)
    assert (renamed.name_on(date(2025, 5, 31)), renamed.name_on(JUNE)) == ("东桥镇总工会", "东桥街道总工会")
    assert surveyed(renamed) == 2
    titles = {
        year: "".join(compose(CATALOGUE, ANNUAL, renamed, Period.year(year), TODAY).title) for year in (2024, 2025)
    }
    assert titles == {2024: "东桥镇总工会2024年工作总结", 2025: "东桥街道总工会2025年工作总结"}


def test_the_row_of_the_register_is_renamed_with_its_paper_in_the_log(city: Tree) -> None:
    union = make_union(city.staff["T"], city["T"], name="东桥镇总工会", kind="general")
    page = signed_in(city.staff["T"])
    said = {"act": "rename", "name": "东桥街道总工会", "on": "2025年6月1日", "document": PAPER}
    assert page.post("/T/ledgers/unions/tree/", said).status_code == 302
    assert Union.objects.get(pk=union.pk).name == "东桥街道总工会"
    record = page.get(f"/T/ledgers/unions/{union.pk}/").content.decode()
    assert f"自2025年6月1日起更名，{PAPER}" in record
    assert "更名、合并、合并汇报" in record
    assert "曾用名：东桥镇总工会" in page.get("/T/ledgers/unions/tree/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "请填新名称"),
        ({"name": "东桥镇总工会"}, "和现在的名称一样"),
        ({"on": date(2026, 1, 1)}, "还没有到"),
        ({"document": ""}, "依据的文件"),
        ({"name": "长" * 101}, "最多100个字"),
        ({"name": "南桥镇总工会"}, "澄川市总工会下面已经有“南桥镇总工会”"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(city: Tree, changes: dict[str, Any], said: str) -> None:
    values = {"name": "东桥街道总工会", "on": JUNE, "document": PAPER, **changes}
    with refused(Refusal, said):
        rename_union(actor=city.staff["K"], place=city["T"], **values)


# Merged


def test_a_merged_town_keeps_its_past_and_belongs_to_its_successor_from_then_on(city: Tree) -> None:
    before = {code: surveyed(city[code], SPRING) for code in ("T", "T2", "T3", "K")}
    whole = surveyed(city["K"])
    merge_union(actor=city.staff["K"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    now = {code: Organisation.objects.get(code=code) for code in ("T", "T2", "T3", "K", "V")}
    assert {code: surveyed(now[code], SPRING) for code in before} == before
    # The year ends after the merge: the successor's whole has both.
    assert {code: surveyed(now[code]) for code in ("T", "T2", "T3", "K")} == {"T": 2, "T2": 3, "T3": 1, "K": whole}
    assert now["T"].closed_on == JUNE
    assert now["V"].offices()[0] == now["T2"]
    # By place the year is told once.
    opened = signed_in(city.staff["K"]).get("/K/figures/hardship.surveyed_eligible/?year=2025").context
    assert [(part.place.code, part.told) for part in opened["below"] if part.place] == [("T2", "3人"), ("T3", "1人")]


def test_the_successors_staff_goes_on_with_the_cases_of_the_merged(city: Tree) -> None:
    merge_union(actor=city.staff["K"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    case = HARDSHIP.model._default_manager.select_related("organisation").get(organisation=city["V"])
    (apply, *_) = offers(HARDSHIP, case, Access(city.staff["T2"]))  # type: ignore[arg-type]
    assert (apply.step.key, apply.refusal) == ("apply", None)


def test_what_was_merged_before_comes_along(city: Tree) -> None:
    merge_union(actor=city.staff["K"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    middle = Organisation.objects.get(code="T2")
    merge_union(actor=city.staff["K"], place=middle, into=city["T3"], on=date(2025, 9, 1), document=PAPER)
    last = Organisation.objects.get(code="T3")
    assert surveyed(last) == 4
    assert surveyed(last, Period.months_of(2025, 1, 8)) == 1
    assert surveyed(Organisation.objects.get(code="T2"), Period.months_of(2025, 1, 8)) == 3


def test_villages_merge_too_and_the_registers_row_is_dissolved(city: Tree) -> None:
    city.plant("V2", "杨湾村工会联合会", city["V"].level, "T")  # type: ignore[arg-type]
    union = make_union(city.staff["T"], city["V"])
    merge_union(actor=city.staff["T"], place=city["V"], into=city["V2"], on=JUNE, document=PAPER)
    assert Union.objects.get(pk=union.pk).dissolved_on == JUNE
    assert surveyed(Organisation.objects.get(code="V2")) == 1
    assert surveyed(city["T"]) == 2


@pytest.mark.parametrize(
    ("place", "into", "changes", "said"),
    [
        ("T", "T", {}, "只能并入同一个上级下面、同一级的另一个工会"),
        ("T", "K", {}, "只能并入"),
        ("V", "T2", {}, "只能并入"),
        ("T", "T2", {"document": " "}, "依据的文件"),
        ("T", "T2", {"on": date(2025, 12, 13)}, "还没有到"),
    ],
)
def test_a_merge_that_cannot_be_is_refused(
    city: Tree, place: str, into: str, changes: dict[str, Any], said: str
) -> None:
    values = {"on": JUNE, "document": PAPER, **changes}
    with refused(Refusal, said):
        merge_union(actor=city.staff["K"], place=city[place], into=city[into], **values)


def test_a_merged_union_is_merged_once_and_by_whoever_stands_over_both(city: Tree) -> None:
    with refused(NotAllowed, "不能变动南桥镇总工会"):
        merge_union(actor=city.staff["T"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    merge_union(actor=city.staff["K"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    with refused(Refusal, "已经撤销"):
        merge_union(
            actor=city.staff["K"],
            place=Organisation.objects.get(code="T"),
            into=city["T3"],
            on=JUNE,
            document=PAPER,
        )


def test_a_merged_union_bears_no_other_name_founds_no_other_and_says_where_it_went(city: Tree) -> None:
    merge_union(actor=city.staff["K"], place=city["T"], into=city["T2"], on=JUNE, document=PAPER)
    merged = Organisation.objects.get(code="T")
    said = "已经并入南桥镇总工会"
    with refused(Refusal, said):
        rename_union(actor=city.staff["K"], place=merged, name="东桥街道总工会", on=date(2025, 7, 1), document=PAPER)
    with refused(Refusal, said):
        found_union(actor=city.staff["K"], parent=merged, changes={"name": "新湾村工会联合会", "kind": "federation"})
    page = signed_in(city.staff["K"]).get("/T/ledgers/unions/tree/").content.decode()
    assert "东桥镇总工会自2025年6月1日起并入" in page
    assert "更名日期" not in page


def test_a_group_is_no_union_and_merges_into_none(city: Tree, group: Organisation) -> None:
    other = create_group(actor=city.staff["K"], place=city["K"], name="北片总工会", members=[city["T"], city["T3"]])
    with refused(Refusal, "是合并汇报的，不是工会"):
        merge_union(actor=city.staff["K"], place=group, into=other, on=JUNE, document=PAPER)
    assert "并入别的工会" not in signed_in(city.staff["K"]).get("/K-G1/ledgers/unions/tree/").content.decode()


def test_the_desk_of_a_group_asks_for_nothing_to_be_entered_there(city: Tree, group: Organisation) -> None:
    client = signed_in(city.staff["K"])
    assert "/ledgers/members/new/" in client.get("/K/").content.decode()
    page = client.get("/K-G1/").content.decode()
    assert "本月数字" in page
    assert "/ledgers/members/new/" not in page
    assert "从这里开始" not in page


def test_a_union_is_not_given_its_neighbours_name_in_its_record_either(city: Tree) -> None:
    union = make_union(city.staff["T"], city["T"], name="东桥镇总工会", kind="general")
    with refused(Refusal, "已经有“南桥镇总工会”"):
        change_union(
            actor=city.staff["T"], union=union, changes={"name": "南桥镇总工会"}, expected_version=union.version
        )


def test_a_county_speaks_of_itself_also_where_towns_were_merged() -> None:
    tree = county_and_township()
    enter(tree, "T", 1)
    enter(tree, "T2", 2)
    merge_union(actor=tree.staff["K"], place=tree["T2"], into=tree["T"], on=JUNE, document=PAPER)
    assert surveyed(Organisation.objects.get(code="T")) == 2
    paper = compose(CATALOGUE, ANNUAL, tree["K"], YEAR, TODAY)
    assert "".join(paper.title).startswith("安宁县总工会")
