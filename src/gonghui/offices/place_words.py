"""What a paper calls a place, the unions above it and those below it, found in the tree and never from a level.

A union's own name says what it is: 青石镇总工会 speaks of 我镇 and 全镇, 安宁县总工会 of 我县 and 全县, a county-level
city of 我市. A case is handled by the office that keeps it (a town's, a township's, a street's union, or a higher one
for its own cases) and reviewed by the union directly above that office; seen from a county,
the handlers are 所辖乡镇工会 (of whom one alone may have done it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Relation
from gonghui.offices.levels import Level
from gonghui.plain.chinese import chinese_number

# What follows the place in a union's name, the longer before the shorter.
_BODIES = ("行业工会联合会", "工会工作委员会", "工会联合会", "工会委员会", "联合工会", "总工会", "工会")
# The end of a place's name, and how the place is called in short; the longer before the shorter.
_ENDINGS = {
    "自治区": "区",
    "自治州": "州",
    "自治县": "县",
    "自治旗": "旗",
    "工业园": "园区",
    "产业园": "园区",
    "科技园": "园区",
    "开发区": "区",
    "高新区": "区",
    "园区": "园区",
    "街道": "街道",
    "社区": "社区",
    "苏木": "苏木",
    "镇": "镇",
    "乡": "乡",
    "县": "县",
    "区": "区",
    "市": "市",
    "省": "省",
    "州": "州",
    "盟": "盟",
    "旗": "旗",
    "村": "村",
}
_NATIONAL = "中华全国总工会"
_UNNAMED_ABOVE = "上级工会"
_NUMERALS = {2: "两", 3: "三", 4: "四"}
# How a paper speaks of several places together: by the kinds among them.
_TOWNSHIPS = frozenset({"镇", "乡", "苏木"})


@dataclass(frozen=True)
class UnionName:
    """A union's name taken apart: the place that it bears, what that place is called in short, and the body."""

    full: str
    kind: str  # 镇, 乡, 街道, 县, 市 …; empty where the name ends in no place
    body: str  # 总工会, 工会联合会 …

    @classmethod
    def of(cls, name: str, level: int | None = None) -> UnionName:
        """Take a name apart; below the counties a zone is called 园区.

        >>> UnionName.of("安宁县总工会").short
        '县总工会'
        >>> UnionName.of("五星街道工会联合会").kind
        '街道'
        """
        body = next((body for body in _BODIES if name.endswith(body)), "")
        place = name.removesuffix(body)
        ending = next((ending for ending in _ENDINGS if place.endswith(ending)), "")
        kind = _ENDINGS.get(ending, "")
        if kind == "区" and level is not None and level > Level.COUNTY:
            kind = "园区"
        return cls(name, kind, body)

    @property
    def short(self) -> str:
        """县总工会 for 安宁县总工会; the whole name where it ends in no place."""
        return f"{self.kind}{self.body}" if self.kind and self.body else self.full


@dataclass(frozen=True)
class PlaceWords:
    """The words of a paper of one place. A union's `…_short` name leaves out whose it is (县总工会)."""

    union: str
    union_short: str
    we: str  # 我镇
    all: str  # 全镇
    upper: str  # the union directly above this place
    upper_short: str
    by_handler: (
        str  # the handlers where the paper is not their own (所辖乡镇工会, in a village's 镇总工会), else nothing
    )
    handler: str  # who keeps the cases that this paper counts: 镇总工会, from above 所辖乡镇工会
    reviewer: str  # the union directly above the handlers, by its name; 县总工会 in the county's own paper
    reviewer_short: str
    higher_short: str  # the one above the reviewer, below the province; empty where the tree has none
    review_levels: str  # who decides below the province: 镇、市两级
    province: str
    province_short: str

    def words(self) -> dict[str, str]:
        """The words by their names."""
        return {name: str(value) for name, value in vars(self).items()}


# The names under which a text holds the words.
NAMES = frozenset(PlaceWords.__dataclass_fields__)


def words_of(place: Organisation, on: date | None = None) -> PlaceWords:
    """The words of a place, found in its tree as it stands; asks the database twice at most.

    Its own name is the one that it bore `on` that day. A group speaks of its members together (三镇).
    """
    above = place.ancestors()
    line = [*_offices(above), *_offices([place])]  # from the root down to the office of this place
    own = _name(place) if on is None else UnionName.of(place.name_on(on), place.level)
    members = _members(place)
    together = _together(members)
    upper = above[-1] if above else None
    province = next((_name(node) for node in line if node.level == Level.PROVINCE), None)
    office = line[-1] if line else place
    below = _below(office) if office.pk == place.pk else []
    below_province = [[node] for node in line if node.level > Level.PROVINCE] + below
    below_province += [members] if members else []
    relations = _relations(line, below)
    reviewer, reviewer_short = _reviewer(line, below, relations.get(Relation.UPPER, ""))
    return PlaceWords(
        union=own.full,
        union_short=own.short,
        we=together or (f"我{own.kind}" if own.kind else "我会"),
        all=together or (f"全{own.kind}" if own.kind else "本会"),
        upper=upper.name if upper else _above_the_root(place),
        upper_short=_name(upper).short if upper else _above_the_root(place),
        by_handler=_by_handler(place, office, below, together),
        handler=f"所辖{_called(below[-1])}工会" if below else f"{together}工会" if members else _name(office).short,
        # Those who report together are reviewed by the union that let them.
        reviewer=office.name if members else reviewer,
        reviewer_short=_name(office).short if members else reviewer_short,
        higher_short=relations.get(Relation.HIGHER, ""),
        review_levels=_levels(below_province),
        province=province.full if province else "省级工会",
        province_short=province.short if province else "省级工会",
    )


def _by_handler(place: Organisation, office: Organisation, below: list[list[Organisation]], together: str) -> str:
    if below:
        return f"所辖{_called(below[-1])}工会"
    if together:
        return f"{together}工会"
    # What a village counts its town handles.
    return "" if office.pk == place.pk else _name(office).short


def relation_words(place: Organisation) -> dict[str, str]:
    """What the offices that decide about cases are called at a place, by their relation to where a case is kept.

    From above they are called together (乡镇工会), as they keep most of the cases that are seen from there.
    """
    line = [*_offices(place.ancestors()), *_offices([place])]
    return _relations(line, _below(line[-1]) if line and line[-1].pk == place.pk else [])


def _relations(line: list[Organisation], below: list[list[Organisation]]) -> dict[str, str]:
    ranks = [[node] for node in line if node.level >= Level.PROVINCE]
    names = _distinct([_name(rank[0]).short for rank in ranks], [rank[0].name for rank in ranks])
    names += [f"{_called(rank)}{'工会' if rank is below[-1] else '总工会'}" for rank in below]
    found: dict[str, str] = {}
    if ranks and ranks[0][0].level == Level.PROVINCE:
        found[Relation.PROVINCE] = names[0]
    # From where cases are kept upwards; the province stands apart, but for a union directly below it.
    chain = names[1:] if len(names) > 2 else names
    found.update(zip((Relation.HANDLING, Relation.UPPER, Relation.HIGHER), reversed(chain), strict=False))
    return found


def _distinct(short: list[str], full: list[str]) -> list[str]:
    """Short names, but the full ones where two are the same: a county-level city lies in a city."""
    return [whole if short.count(name) > 1 else name for name, whole in zip(short, full, strict=True)]


def _members(place: Organisation) -> list[Organisation]:
    """Those who report together in a group; none for a place of the tree."""
    return list(Organisation.objects.filter(path__in=[path for path, _ in place.also])) if place.is_group else []


def _together(members: list[Organisation]) -> str:
    """三镇 for three towns."""
    count = "两" if len(members) == 2 else chinese_number(len(members))
    return f"{count}{_called(members)}" if members else ""


def _levels(ranks: list[list[Organisation]]) -> str:
    """镇、市两级, from below; 镇、澄川市、临江市三级 for a county-level city."""
    kinds = [_called(rank) for rank in ranks]
    places = [rank[0].name.removesuffix(_name(rank[0]).body) for rank in ranks]
    words = "、".join(reversed(_distinct(kinds, places)))
    return words + (f"{_NUMERALS[len(ranks)]}级" if len(ranks) in _NUMERALS else "")


def short_name(union: Organisation) -> str:
    """县总工会 for 安宁县总工会."""
    return _name(union).short


def _name(union: Organisation) -> UnionName:
    return UnionName.of(union.name, union.level)


def _offices(nodes: Iterable[Organisation]) -> list[Organisation]:
    return [node for node in nodes if node.level <= Level.TOWN]


def _above_the_root(place: Organisation) -> str:
    return _NATIONAL if place.level == Level.PROVINCE else _UNNAMED_ABOVE


def _below(office: Organisation) -> list[list[Organisation]]:
    """The offices below an office, rank by rank from the top; those that have none below are the last rank.

    Counted from below: a city directly over towns ranks with the counties, since both review what their towns handle.
    """
    if office.level >= Level.TOWN:
        return []
    found = Organisation.objects.filter(path__startswith=office.path, level__lte=Level.TOWN, closed_on=None)
    heights: dict[int, int] = {}
    ranks: dict[int, list[Organisation]] = {}
    for node in sorted(found.exclude(pk=office.pk), key=lambda node: node.path.count("/"), reverse=True):
        height = heights.setdefault(node.pk, 0)
        ranks.setdefault(height, []).append(node)
        if node.parent_id is not None:
            heights[node.parent_id] = max(heights.get(node.parent_id, 0), height + 1)
    return [sorted(ranks[height], key=lambda node: node.path) for height in sorted(ranks, reverse=True)]


def _reviewer(line: list[Organisation], below: list[list[Organisation]], upper: str) -> tuple[str, str]:
    """The union directly above the offices that handle cases: its name, and its short one."""
    if len(below) > 1:
        many = f"各{_called(below[-2])}总工会"
        return many, many
    # An office's own paper says what it did itself by its short name.
    if below:
        own = _name(line[-1]).short
        return own, own
    if len(line) < 2:
        above = _above_the_root(line[-1]) if line else _UNNAMED_ABOVE
        return above, above
    return line[-2].name, upper


def _called(places: Iterable[Organisation]) -> str:
    """镇 for one town, 乡镇 for towns and townships, 乡镇（街道） with streets, 县（市、区） for a city's counties."""
    kinds = {_name(place).kind for place in places} - {""}
    if not kinds:
        return "下级"
    if kinds <= _TOWNSHIPS:
        return _called_kinds(kinds)
    if kinds & _TOWNSHIPS and "街道" in kinds:
        return f"{_called_kinds(kinds & _TOWNSHIPS)}（街道）" if len(kinds & _TOWNSHIPS) > 1 else "镇街"
    return _called_kinds(kinds)


def _called_kinds(kinds: Iterable[str]) -> str:
    """县（市、区）, in the usual order of kinds."""
    order = ("县", "市", "区", "旗", "乡", "镇", "街道", "园区")
    first, *others = sorted(kinds, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    if {first, *others} <= _TOWNSHIPS:
        return "".join([first, *others])
    return f"{first}（{'、'.join(others)}）" if others else first
