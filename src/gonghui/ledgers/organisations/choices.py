"""Code lists of the tree: levels, roles, kinds of union (领域资料 2.0.1, 2.0.4, 2.1.1)."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from django.db import models


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


LEVEL_TITLES = {
    Level.NATIONAL: "全国",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWN: "镇级",
    Level.VILLAGE: "村（社区）、园区",
    Level.PRIMARY: "基层工会",
    Level.BRANCH: "分会",
}


class Role(StrEnum):
    """Roles that a post gives. The three administrators are three different people."""

    CLERK = "clerk"
    OFFICER = "officer"
    VICE_CHAIR = "vice_chair"
    CHAIR = "chair"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_TITLES = {
    Role.CLERK: "村企经办",
    Role.OFFICER: "经办",
    Role.VICE_CHAIR: "专职副主席",
    Role.CHAIR: "主席",
    Role.REVIEWER: "上级审核",
    Role.AUDITOR: "经审",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}

LEADERS = frozenset({Role.VICE_CHAIR, Role.CHAIR})
TOWN_STAFF = frozenset({Role.OFFICER}) | LEADERS
ALL_STAFF = TOWN_STAFF | {Role.CLERK}


class UnionKind(models.TextChoices):
    GENERAL = "general", "总工会"
    FEDERATION = "federation", "工会联合会"
    SINGLE = "single", "单独基层工会"
    JOINT = "joint", "联合基层工会"
    TRADE = "trade", "行业工会联合会"
    COMMITTEE = "committee", "工会工作委员会"
