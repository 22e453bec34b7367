"""Small invented trees of several shapes, each with a union that keeps cases, those above it, and who works there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.factories import make_account

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.people.models import Account
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.plain import pinyin

JULY = date(2025, 7, 1)


@dataclass
class Tree:
    """A line of unions from the province down to a village; `office` keeps the cases of `village`."""

    nodes: dict[str, Organisation] = field(default_factory=dict)
    staff: dict[str, Account] = field(default_factory=dict)
    reviewers: dict[str, Account] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Organisation:
        return self.nodes[code]

    def plant(self, code: str, name: str, level: Level, above: str = "") -> None:
        """A union with an officer, a chair and a reviewer of what comes from below."""
        self.nodes[code] = node = create_organisation(
            code=code, name=name, level=level, parent=self.nodes.get(above), initials=pinyin.initials(name)
        )
        if level <= Level.TOWN:
            self.staff[code] = make_account(f"经办{code}", (node, Role.OFFICER), username=f"officer-{code}".lower())
            self.reviewers[code] = make_account(f"审核{code}", (node, Role.REVIEWER), username=f"above-{code}".lower())


def city_and_town() -> Tree:
    """省、市、镇、村."""
    tree = Tree()
    tree.plant("P", "江东省总工会", Level.PROVINCE)
    tree.plant("C", "临江市总工会", Level.CITY, "P")
    tree.plant("T", "平湖镇总工会", Level.TOWN, "C")
    tree.plant("V", "上河村工会联合会", Level.VILLAGE, "T")
    return tree


def county_and_township() -> Tree:
    """省、市、县、乡镇、村; the county has a town beside the township."""
    tree = Tree()
    tree.plant("P", "江东省总工会", Level.PROVINCE)
    tree.plant("C", "临江市总工会", Level.CITY, "P")
    tree.plant("K", "安宁县总工会", Level.COUNTY, "C")
    tree.plant("T", "云岭乡总工会", Level.TOWN, "K")
    tree.plant("T2", "河口镇总工会", Level.TOWN, "K")
    tree.plant("V", "梨树村工会联合会", Level.VILLAGE, "T")
    return tree


def county_level_city() -> Tree:
    """省、市、县级市, three towns."""
    tree = Tree()
    tree.plant("P", "江东省总工会", Level.PROVINCE)
    tree.plant("C", "临江市总工会", Level.CITY, "P")
    tree.plant("K", "澄川市总工会", Level.COUNTY, "C")
    for code, name in (("T", "东桥镇总工会"), ("T2", "南桥镇总工会"), ("T3", "北桥镇总工会")):
        tree.plant(code, name, Level.TOWN, "K")
    tree.plant("V", "柳塘村工会联合会", Level.VILLAGE, "T")
    return tree


def district_and_street() -> Tree:
    """省、市、区、街道、社区."""
    tree = Tree()
    tree.plant("P", "江东省总工会", Level.PROVINCE)
    tree.plant("C", "临江市总工会", Level.CITY, "P")
    tree.plant("K", "城东区总工会", Level.COUNTY, "C")
    tree.plant("T", "五星街道总工会", Level.TOWN, "K")
    tree.plant("V", "春晖社区工会联合会", Level.VILLAGE, "T")
    return tree


SHAPES = {
    "city and town": city_and_town,
    "county and township": county_and_township,
    "county-level city": county_level_city,
    "district and street": district_and_street,
}
