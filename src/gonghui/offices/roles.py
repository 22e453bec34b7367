"""Roles that a post gives (领域资料 2.0.4)."""

from __future__ import annotations

from enum import StrEnum


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
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
ALL_STAFF = TOWN_STAFF | {Role.CLERK}
