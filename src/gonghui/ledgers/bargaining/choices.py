"""Code lists of collective bargaining (领域资料 2.3.1, 2.3.2)."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    COMPREHENSIVE = "comprehensive", "综合集体合同"
    WAGE = "wage", "工资专项"
    WOMEN = "women", "女职工专项"
    SAFETY = "safety", "劳动安全卫生专项"
    OTHER = "other", "其他专项"


class Scope(models.TextChoices):
    """协商层级."""

    ENTERPRISE = "enterprise", "企业"
    REGIONAL = "regional", "区域性"
    SECTOR = "sector", "行业性"


class Side(models.TextChoices):
    WORKERS = "workers", "职工方"
    EMPLOYER = "employer", "企业方"


class State(models.TextChoices):
    OFFERED = "offered", "已要约"
    ANSWERED = "answered", "已应约"
    PASSED = "passed", "职代会通过"
    SIGNED = "signed", "已签订"
    FILED = "filed", "已报审"
    OBJECTED = "objected", "审查有异议"
    IN_FORCE = "in_force", "已生效"
    PUBLISHED = "published", "已公布"
    REFUSED = "refused", "拒绝应约"
    FAILED = "failed", "协商未成"
    TERMINATED = "terminated", "已终止"


FILING_DAYS = {Kind.WAGE: 7}
"""Days from signing within which an agreement goes to the labour authority (工资集体协商试行办法20条)."""
USUAL_FILING_DAYS = 10  # 集体合同规定42条
ANSWER_DAYS = 20  # 集体合同规定32条
REVIEW_DAYS = 15  # in force where no objection comes in that time (劳动合同法54条)
LONGEST_YEARS = 3  # 集体合同规定38条: from one year to three
