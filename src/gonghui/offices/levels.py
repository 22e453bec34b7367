"""Levels of the tree (领域资料 2.0.1)."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """Levels of the tree. The name that a union bears is kept apart: a county-level city calls itself a city."""

    NATIONAL = 1
    PROVINCE = 2
    CITY = 3
    COUNTY = 4
    TOWN = 5
    VILLAGE = 6
    PRIMARY = 7
    BRANCH = 8
    GROUP = 9  # no level of the tree: several places that report together


# Where registers are kept: at an office, whatever its level (a county keeps its own cases as a town does), and at the
# villages and parks below it.
OFFICES = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWN})
OFFICES_AND_VILLAGES = OFFICES | {Level.VILLAGE}

LEVEL_TITLES = {
    Level.NATIONAL: "全国",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWN: "镇、乡、街道",
    Level.VILLAGE: "村（社区）、园区",
    Level.PRIMARY: "基层工会",
    Level.BRANCH: "分会",
    Level.GROUP: "合并汇报",
}
