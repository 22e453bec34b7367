"""A town of the demonstration: its facts, read from a data file. Everything else is drawn around them.

A new town is a new file in `data/towns`; no code names a town.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from gonghui.demo.drawn import drawn
from gonghui.demo.facts import DATA, BadFacts, Facts, read, toml
from gonghui.offices.roles import Role

_Key = TypeVar("_Key")


class Money(StrEnum):
    """What an employer pays. Only REGULAR ones are payers of this year up to October; the villages count them."""

    REGULAR = "regular"
    LAST_YEAR_ONLY = "last_year_only"
    AFTER_ONLY = "after_only"  # first in November
    PREPARATORY = "preparatory"  # without a union: only the preparatory fund
    LATE_FEE = "late_fee"
    REFUNDED = "refunded"  # wholly
    VOIDED = "voided"  # only payments that were voided
    VOIDED_EMPLOYER = "voided_employer"  # the employer itself was entered in error
    NONE = "none"


@dataclass(frozen=True)
class Desk:
    """Somebody who works in a union's office and signs in; in the town's own, or in a village's."""

    username: str
    name: str
    role: Role
    title: str = ""
    village: str = ""


@dataclass(frozen=True)
class Village:
    """A village, community or park: its employers by the union they have, and how many of them pay.

    `singles` have a union of their own, `joints` are joint unions of small employers, `bare` have no union.
    """

    name: str
    singles: int
    joints: int
    payers: int
    bare: int


@dataclass(frozen=True)
class Unions:
    """How many primary unions of the town are in preparation, dissolved, voided, or were founded lately."""

    preparing: int = 0
    dissolved: int = 0
    voided: int = 0
    founded_this_year: int = 0
    founded_last_year: int = 0


@dataclass(frozen=True, eq=False)
class Town:
    """The facts of one town. `received` are yuan by year, from January on; `papers` count the payers by story.

    `members` is the town's share of the demonstration's members. `further` are the facts that each register's loader
    reads with `facts`.
    """

    code: str
    name: str
    serial: int
    staff: tuple[Desk, ...]
    villages: tuple[Village, ...]
    joint_sizes: tuple[int, ...] = (4,)
    unions: Unions = Unions()
    papers: Mapping[str, int] = field(default_factory=dict)
    outsiders: Mapping[Money, int] = field(default_factory=dict)
    outsiders_papers: Mapping[Money, int] = field(default_factory=dict)
    last_year_files: Mapping[str, int] = field(default_factory=dict)
    received: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    new_payers: int = 0
    part_refunds: int = 0
    late_fees: int = 0
    duplicates: int = 0
    rebates_in_error: int = 0
    members: float = 0.02
    members_in_error: int = 0
    # Employers with a thousand workers or more (with a union, without one), and those of the Global 500 with a union.
    giants: int = 0
    bare_giants: int = 0
    global_500: int = 0
    # What the data leaves out is drawn from this.
    seed: int = 0
    source: str = ""
    further: Facts = field(default_factory=dict)

    def village_code(self, index: int) -> str:
        return f"{self.code}-V{index + 1:02d}"

    def code_of(self, village: str) -> str:
        """The code of the village of that name, or the town's own for ""."""
        return self.village_code([one.name for one in self.villages].index(village)) if village else self.code

    def facts(self, key: str, kind: Any, default: Any = ()) -> Any:
        """The facts under `key`, as a `kind`. Raises BadFacts."""
        return read(kind, self.further[key], f"{self.source}的{key}") if key in self.further else default

    def check_village(self, name: str, where: str) -> None:
        if name and name not in {one.name for one in self.villages}:
            raise BadFacts(f"{where}：{self.name}没有“{name}”这个村（社区）。")


def read_town(facts: Facts, source: str) -> Town:
    """The town of these facts, the missing ones drawn where they have a seed. Raises BadFacts."""
    plain = {one.name for one in fields(Town)} - {"source", "further"}
    further = {key: value for key, value in facts.items() if key not in plain}
    own = {key: value for key, value in facts.items() if key in plain}
    town: Town = read(Town, {**own, "source": source, "further": further}, source)
    if town.seed:
        town = replace(town, further={**drawn(town), **further})
    for desk in town.staff:
        town.check_village(desk.village, f"{source}的staff")
    payers, papers = sum(village.payers for village in town.villages), sum(town.papers.values())
    if payers != papers:
        raise BadFacts(f"{source}的papers：合计{papers}家，各村payers合计{payers}家，两个数要相等。")
    return town


def town_file(path: Path) -> Town:
    """The town that a file tells of. Raises BadFacts."""
    return read_town(toml(path), path.name)


@cache
def towns() -> tuple[Town, ...]:
    """The towns of the demonstration, by their serial number."""
    found = sorted((town_file(path) for path in sorted((DATA / "towns").glob("*.toml"))), key=lambda town: town.serial)
    for before, after in pairwise(found):
        if before.serial == after.serial:
            raise BadFacts(f"{after.source}的serial：{after.serial}已被{before.source}用了，请换一个。")
    return tuple(found)


def each(counts: Mapping[_Key, int]) -> Iterator[_Key]:
    """Every key as often as it is counted."""
    for key, count in counts.items():
        yield from [key] * count


@dataclass(frozen=True)
class Node:
    """A union above the towns."""

    code: str
    name: str


@dataclass(frozen=True)
class Region:
    """What stands above the towns."""

    province: Node
    city: Node
    staff: tuple[Desk, ...]


REGION: Region = read(Region, toml(DATA / "region.toml"), "region.toml")
